"""Models by their ids: their position in a build, and their page on the Hub."""

import re
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, unquote

from duckdb import CatalogException, DuckDBPyConnection

from ecograph.errors import UnknownNameError

__all__ = ["expect_model", "hub_link"]

HUB = "https://huggingface.co/"
"""Prefix of the URL of a model's page."""

CHILDREN = """
    select count(distinct child_id)
    from parents
    where list_contains(?, parent_id)
"""

SUGGESTIONS = """
    select model_id
    from find_models($id)
    order by lower(model_id) <> lower($id), downloads desc nulls last, position
    limit 3
"""

HUB_URL = r"(?i:(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/)"


def expect_model(
    connection: DuckDBPyConnection, database: Path, model: str
) -> tuple[int, str]:
    """Return the position and the id of a model, or raise an error with near ids.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A build.
    database : Path
        Its file, for the error.
    model : str
        The id of the model, or the URL of its page on the Hub.

    Raises
    ------
    UnknownNameError
        The build has no model of this id.
    """
    wanted = [model, *_cleaned(model)]
    for name in wanted:
        row = connection.execute(
            "select position, model_id from models where model_id = ?", [name]
        ).fetchone()
        if row:
            return int(row[0]), str(row[1])
    problem = f"{database}: unknown model {model!r}"
    names = []
    with suppress(CatalogException):  # an older version built it
        ((children,),) = connection.execute(CHILDREN, [wanted]).fetchall()
        if children:
            named = "1 model names" if children == 1 else f"{children:,} models name"
            problem += f", which {named} as a parent, but which is not in the source"
        names = _suggestions(connection, wanted[-1])
    if names:
        raise UnknownNameError(f"{problem}; did you mean {' or '.join(names)}?")
    raise UnknownNameError(f"{problem}; give the full id, as OWNER/NAME")


def _cleaned(text: str) -> list[str]:
    """Return the ids that a text may mean: without spaces, or from a Hub URL.

    Examples
    --------
    >>> _cleaned(" gpt2 ")
    ['gpt2']
    >>> _cleaned("https://huggingface.co/owner/name/tree/main")
    ['owner', 'owner/name']
    """
    stripped = text.strip()
    prefix = re.match(HUB_URL, stripped)
    if prefix is None:
        return [stripped]
    owner, *rest = re.split(r"[?#]", stripped[prefix.end() :])[0].split("/")
    return [unquote(owner), *(unquote(f"{owner}/{name}") for name in rest[:1] if name)]


def _suggestions(connection: DuckDBPyConnection, model: str) -> list[str]:
    """Return a few ids that contain the id, or its name alone, or are near it."""
    for wanted in filter(None, dict.fromkeys([model, model.rpartition("/")[2]])):
        found = connection.execute(SUGGESTIONS, {"id": wanted}).fetchall()
        if found:
            return [repr(name) for (name,) in found]
    return []


def hub_link(model: str) -> str:
    """Return the URL of a model's page on the Hub.

    Examples
    --------
    >>> hub_link("owner/name 'x'")
    'https://huggingface.co/owner/name%20%27x%27'
    """
    return HUB + quote(model, safe="/")
