"""Models by their ids: their position in a build, and their page on the Hub."""

import re
from contextlib import suppress
from pathlib import PurePath
from urllib.parse import quote, unquote

from duckdb import BinderException, CatalogException, DuckDBPyConnection

from ecograph.errors import UnknownNameError

__all__ = ["expect_model", "hub_link", "hub_page", "meant_id", "near_ids"]

HUB = "https://huggingface.co/"
"""Prefix of the URL of a model's page."""

HUB_ID = r"[A-Za-z0-9._-]{1,96}(/[A-Za-z0-9._-]{1,96})?"
"""What an id is like, as in ``sql/graph/is_model_id.macro.sql``, and how long."""

CHILDREN = """
    select count(distinct child_id)
    from parents
    where list_contains(?, parent_id)
"""

SUGGESTIONS = """
    select model_id
    from find_models($id)
    where
        length($id) > 2
        and (
            edits <= length($id) // 3
            or not is_near and (not contains($id, '/') or starts_with(
                lower(model_id), lower($id)
            ))
        )
    order by
        regexp_replace(split_part(model_id, '/', -1), '[^0-9]+', '', 'g')
        <> regexp_replace(split_part($id, '/', -1), '[^0-9]+', '', 'g'),
        edits,
        downloads desc nulls last,
        position
    limit 3
"""
"""The nearest ids; first those of the same numbers, which are versions and sizes."""

HUB_URL = r"^(?i:(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/|hf://)(?:models/)?"

AROUND = "[\\s'\"`\u200b-\u200d\u2060\ufeff]+"
"""White space, quotes and characters without a width, as they stand around an id."""

RELATION = (
    r"(?is)[a-z_-]{2,}:\s*((?:https?://|www\.|huggingface\.co/|hf\.co/|hf://).*"
    r"|[\w.-]+/[\w.-]+)"
)
"""A relation before an address of the Hub, or before an owner and a name."""

PAGES = ("blob", "commit", "commits", "discussions", "raw", "resolve", "tree")
"""What may follow an id in the URL of one of its pages."""

REMARK = r"\s+\([^()]*\)$|[@:][^@:/\s]+$"
"""What people add to an id: a remark in parentheses, a revision, or a tag."""


def expect_model(
    connection: DuckDBPyConnection, database: PurePath, model: str
) -> tuple[int, str]:
    """Return the position and the id of a model, or raise an error with near ids.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A build.
    database : PurePath
        Its file, for the error.
    model : str
        The id of the model, or text that means it, as for `meant_id`.

    Raises
    ------
    UnknownNameError
        The build has no model of this id, or the id is not text.
    """
    if not isinstance(model, str):
        raise UnknownNameError(f"unknown model {model!r}; give its id as text")
    wanted = [model, model.strip(), meant_id(model)]
    for name in wanted:
        row = connection.execute(
            "select position, model_id from models where model_id = ?", [name]
        ).fetchone()
        if row:
            return int(row[0]), str(row[1])
    problem = f"{database}: unknown model {model!r}"
    names = []
    with suppress(BinderException, CatalogException):  # an older version built it
        ((children,),) = connection.execute(CHILDREN, [wanted]).fetchall()
        if children:
            named = "1 model names" if children == 1 else f"{children:,} models name"
            problem += f", which {named} as a parent, but which is not in the source"
        names = [*map(repr, near_ids(connection, model))]
    if names:
        raise UnknownNameError(f"{problem}; did you mean {' or '.join(names)}?")
    raise UnknownNameError(f"{problem}; look for it with `ecograph find`")


def meant_id(text: str) -> str:
    """Return the id that a text means, which may have spaces around it or be a URL.

    A path in its repository, a revision, a tag, a remark in parentheses and a relation
    before it are left out.

    Examples
    --------
    >>> meant_id(" gpt2 ")
    'gpt2'
    >>> meant_id("https://huggingface.co/owner/name/tree/main")
    'owner/name'
    >>> meant_id("owner/name@main"), meant_id("owner/name (Merge)")
    ('owner/name', 'owner/name')
    >>> meant_id("finetune:owner/name")
    'owner/name'
    """
    stripped = re.sub(f"^{AROUND}|{AROUND}$", "", text)
    relation = re.fullmatch(RELATION, stripped, re.ASCII)
    if relation:
        stripped = relation[1]
    path = re.sub(HUB_URL, "", stripped)
    if path != stripped:
        path = unquote(re.split(r"[?#]", path)[0])
    owner, *rest = path.strip("/").split("/")
    names = [owner, *(name for name in rest[:1] if name not in PAGES)]
    return re.sub(REMARK, "", "/".join(names))


def near_ids(connection: DuckDBPyConnection, model: str) -> list[str]:
    """Return a few ids of a build that contain an id or are near it."""
    found = connection.execute(SUGGESTIONS, {"id": meant_id(model)}).fetchall()
    return [name for (name,) in found]


def hub_link(model: str) -> str:
    """Return the URL of a model's page on the Hub.

    Examples
    --------
    >>> hub_link("owner/name 'x'")
    'https://huggingface.co/owner/name%20%27x%27'
    """
    return HUB + quote(model, safe="/")


def hub_page(text: str) -> str | None:
    """Return the URL of a model's page; None where a text cannot be an id of the Hub.

    Examples
    --------
    >>> hub_page("owner/name"), hub_page("./my model")
    ('https://huggingface.co/owner/name', None)
    """
    return hub_link(text) if re.fullmatch(HUB_ID, text) else None
