"""Arguments and options that several commands share."""

import inspect
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from pathlib import PurePath
from typing import Annotated, Any

import typer

from ecograph.errors import EcographError
from ecograph.urls import path_or_url

__all__ = ["Database", "DatabaseOption", "DatabaseOrSource", "Format", "with_data"]


class Format(StrEnum):
    """Output formats for rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


BUILD = (
    "Folder or URL of a build, or its database file. "
    "[default: $ECOGRAPH_DATA, else data]"
)

Database = Annotated[
    PurePath | None,
    typer.Argument(
        help=BUILD,
        parser=path_or_url,
        metavar="path",
        show_default=False,
    ),
]

DatabaseOrSource = Annotated[
    str | None,
    typer.Argument(
        help="Folder or URL of a build, or its database file; or a source, as for "
        "build. "
        "[default: $ECOGRAPH_DATA, else data]",
        show_default=False,
    ),
]

DatabaseOption = Annotated[
    PurePath | None,
    typer.Option(
        "--data",
        "-d",
        help=BUILD,
        parser=path_or_url,
        metavar="FOLDER",
        show_default=False,
    ),
]
"""For a command whose arguments are models."""

Data = Annotated[
    PurePath | None,
    typer.Option(
        "--data",
        "-d",
        parser=path_or_url,
        help="The same folder or file, as an option.",
        metavar="FOLDER",
        show_default=False,
    ),
]


def with_data(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that asks a build the option ``--data``, which names it too.

    Parameters
    ----------
    command : callable
        A command with an argument of the type `Database` or `DatabaseOrSource`.

    Returns
    -------
    callable
        The command with one more option, whose value is passed on as that argument.
    """
    signature = inspect.signature(command)
    (name,) = (
        parameter.name
        for parameter in signature.parameters.values()
        if parameter.annotation in (Database, DatabaseOrSource)
    )

    @wraps(command)
    def wrapped(*, data: PurePath | None, **values: Any) -> None:
        path = values[name]
        if data is not None and path is not None and path_or_url(path) != data:
            raise EcographError(
                f"--data {data}: the argument names another build, {path}; "
                "give one of them"
            )
        command(**{**values, name: path if data is None else data})

    option = inspect.Parameter(
        "data", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Data
    )
    parameters = [*signature.parameters.values(), option]
    wrapped.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=parameters
    )
    wrapped.__annotations__ = {**command.__annotations__, "data": Data}
    return wrapped
