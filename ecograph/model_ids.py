"""Models by their ids: their position in a build, and their page on the Hub."""

from pathlib import Path
from urllib.parse import quote

from duckdb import DuckDBPyConnection

from ecograph.errors import UnknownNameError

__all__ = ["expect_model", "hub_link"]

HUB = "https://huggingface.co/"
"""Prefix of the URL of a model's page."""

NEAREST = """
    select model_id
    from models
    where
        lower(model_id) = lower($id)
        or lower(model_id) like '%/' || replace(lower($id), '_', '^_') escape '^'
    order by lower(model_id) <> lower($id), likes desc nulls last, position
    limit 1
"""


def expect_model(connection: DuckDBPyConnection, database: Path, model: str) -> int:
    """Return the position of a model, or raise an error with the nearest id.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A build.
    database : Path
        Its file, for the error.
    model : str
        The exact id of the model.

    Raises
    ------
    UnknownNameError
        The build has no model of this id.
    """
    row = connection.execute(
        "select position from models where model_id = ?", [model]
    ).fetchone()
    if row:
        return int(row[0])
    nearest = connection.execute(NEAREST, {"id": model}).fetchone()
    hint = (
        f"; did you mean {nearest[0]!r}?"
        if nearest
        else "; give the full id, as OWNER/NAME"
    )
    raise UnknownNameError(f"{database}: unknown model {model!r}{hint}")


def hub_link(model: str) -> str:
    """Return the URL of a model's page on the Hub.

    Examples
    --------
    >>> hub_link("owner/name 'x'")
    'https://huggingface.co/owner/name%20%27x%27'
    """
    return HUB + quote(model, safe="/")
