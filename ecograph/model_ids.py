"""A model by its id: where it is in a build, and where on the Hub."""

from pathlib import Path
from urllib.parse import quote

from duckdb import DuckDBPyConnection

from ecograph.errors import UnknownNameError

__all__ = ["expect_model", "hub_link"]

HUB = "https://huggingface.co/"
"""Where a model's own page is."""

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
    """Return the position of a model.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A build.
    database : Path
        Its file, which an error names.
    model : str
        The id of the model, as it is spelt.

    Raises
    ------
    UnknownNameError
        There is no model of this id.
    """
    found = connection.execute(
        "select position from models where model_id = ?", [model]
    ).fetchone()
    if found:
        return int(found[0])
    nearest = connection.execute(NEAREST, {"id": model}).fetchone()
    hint = (
        f"; is {nearest[0]!r} meant?"
        if nearest
        else "; ids are spelt in full, as OWNER/NAME"
    )
    raise UnknownNameError(f"{database}: there is no model {model!r}{hint}")


def hub_link(model: str) -> str:
    """Return the address of a model's page on the Hub.

    Examples
    --------
    >>> hub_link("owner/name 'x'")
    'https://huggingface.co/owner/name%20%27x%27'
    """
    return HUB + quote(model, safe="/")
