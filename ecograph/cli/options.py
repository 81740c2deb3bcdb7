"""Arguments and options that several commands share."""

import inspect
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from ecograph.errors import EcographError

__all__ = ["Database", "DatabaseOption", "DatabaseOrSource", "Format", "with_data"]


class Format(StrEnum):
    """Output formats for rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


BUILD = "Folder of a build, or its database file. [default: $ECOGRAPH_DATA, else data]"

Database = Annotated[
    Path | None,
    typer.Argument(
        help=BUILD,
        readable=False,
        show_default=False,
    ),
]

DatabaseOrSource = Annotated[
    str | None,
    typer.Argument(
        help="Folder of a build, or its database file; or a source, as for build. "
        "[default: $ECOGRAPH_DATA, else data]",
        show_default=False,
    ),
]

DatabaseOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        "-d",
        help=BUILD,
        metavar="FOLDER",
        show_default=False,
    ),
]
"""For a command whose arguments are models."""

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        "-d",
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
    def wrapped(*, data: Path | None, **values: Any) -> None:
        path = values[name]
        if data is not None and path is not None and Path(path) != data:
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
