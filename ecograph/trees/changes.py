"""Which fields of the records of two models differ, for the page of a tree."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from ecograph.database import connect
from ecograph.older_builds import expect_columns

__all__ = ["MOST_COMPARED", "read_changes"]

MOST_COMPARED = 3_000
"""Up to so many edges of a page are compared: of more it would be too large."""

REQUIRED = {
    "field_changes": ("before_fields", "after_fields"),
    "record_fields": ("record",),
    "records_of": ("ids",),
}
"""What older builds lack: macros with their parameters."""

# The page has likes, downloads, dates and licences anyway.
CHANGES = """
    with
    pairs as (
        select
            unnest(cast($parents as varchar[])) as parent_id,
            unnest(cast($children as varchar[])) as child_id
    ),

    compared as materialized (
        select
            model_id,
            record_fields(record) as fields
        from records_of($ids)
    )

    select
        pairs.parent_id,
        pairs.child_id,
        list_transform(
            list_filter(
                field_changes(parents.fields, children.fields),
                lambda change: change.field not in (
                    'likes', 'downloads', 'createdAt', 'licenses'
                )
            ),
            lambda change: struct_pack(
                field := change.field,
                parent_text := left(change.value_before, $longest),
                child_text := left(change.value_after, $longest),
                parent_list := python_list(change.value_before),
                child_list := python_list(change.value_after)
            )
        )
    from pairs
    inner join compared as parents on pairs.parent_id = parents.model_id
    inner join compared as children on pairs.child_id = children.model_id
"""

LONGEST = 200
"""Maximum number of characters of a value."""


def read_changes(
    database: PurePath, pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], list[list[Any]]]:
    """Return the fields that differ between parents and their children.

    Parameters
    ----------
    database : PurePath
        The database of a build.
    pairs : iterable of (str, str)
        Ids of parents and children; of more than `MOST_COMPARED` none is compared.

    Returns
    -------
    dict of (str, str) to list
        For each pair the fields, each with the parent's value and the child's: texts,
        or None; of lists, what only the parent has and what only the child has.

    Examples
    --------
    >>> pair = ("meta-llama/Llama-3.1-8B", "allenai/Llama-3.1-Tulu-3-8B-SFT")
    >>> read_changes(PurePath("data/ecograph.duckdb"), [pair])[pair][0]
    ['datasets', [], ['allenai/tulu-3-sft-mixture']]
    """
    parents_of = [*dict.fromkeys(pairs)]
    if not 0 < len(parents_of) <= MOST_COMPARED:
        return {}
    parents, children = map(list, zip(*parents_of, strict=True))
    with connect(database) as connection:
        expect_columns(connection, database, REQUIRED)
        values = {
            "parents": parents,
            "children": children,
            "ids": [*{*parents, *children}],
            "longest": LONGEST,
        }
        rows = connection.execute(CHANGES, values).fetchall()
    return {
        (parent, child): [_change(**change) for change in changes]
        for parent, child, changes in rows
    }


def _change(
    field: str,
    parent_text: str | None,
    child_text: str | None,
    parent_list: list[str] | None,
    child_list: list[str] | None,
) -> list[Any]:
    """Return a field and its values, or of lists what is in one of them only."""
    if parent_list is None and child_list is None:
        return [field, parent_text, child_text]
    before, after = parent_list or [], child_list or []
    removed = [item for item in before if item not in after]
    added = [item for item in after if item not in before]
    if removed or added:
        return [field, removed, added]
    return [field, parent_text, child_text]
