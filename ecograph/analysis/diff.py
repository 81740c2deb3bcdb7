"""Compare two builds: ``ecograph diff``."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from ecograph.database import attach, open_quietly
from ecograph.older_builds import expect_columns
from ecograph.plan.order import DIFF, plan
from ecograph.plan.sql_file import ATTACHED
from ecograph.queries import as_frame

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COMPARED", "Diff", "Difference", "diff", "differences"]

COMPARED = (
    "models, edges, parents, licences, verdicts, tasks, libraries, languages, likes "
    "and downloads"
)
"""What is compared, in words: the sections of the summary."""

REQUIRED_COLUMNS = {
    "models": (
        "position",
        "model_id",
        "likes",
        "downloads",
        "pipeline_tag",
        "library_name",
        "created_at",
    ),
    "edges": (
        "parent_id",
        "child_id",
        "edge_type",
        "edge_types",
        "parent_position",
        "source_row",
    ),
    "parents": (
        "source_row",
        "child_id",
        "relation",
        "place",
        "parent_id",
        "status",
        "suggested_id",
    ),
    "renames": ("old_id", "new_id", "is_agreed"),
    "model_licenses": (
        *("position", "model_id", "licenses", "terms"),
        "license_name",
    ),
    "license_verdicts": ("position", "model_id", "verdict"),
    "list_traits": ("trait", "trait_values", "position"),
}
"""The columns of a build that the files below ``sql/diff`` read, per table."""


@dataclass(frozen=True)
class Difference:
    """One relation of the schema ``diff``, or the first of its rows.

    Attributes
    ----------
    name : str
        Name of the relation, such as ``"models_come"``.
    description : str
        Comment of the relation.
    columns : list of str
        Names of the columns.
    rows : list of tuple
        The first rows, in order.
    row_count : int
        Number of rows of the whole relation.
    """

    name: str
    description: str
    columns: list[str]
    rows: list[tuple[Any, ...]]
    row_count: int


class Diff(dict[str, "pd.DataFrame"]):
    """The data frames of a comparison by name, which show how many rows they have."""

    def __repr__(self) -> str:
        rows = {name: len(self[name]) for name in self if name != "summary"}
        found = [f"{name} {number:,}" for name, number in rows.items() if number]
        return f"<Diff: {', '.join(found) or f'{COMPARED} are equal'}>"


def diff(old: str | os.PathLike[str], new: str | os.PathLike[str]) -> Diff:
    """Compare two builds: their models and what the models say of themselves.

    Models are matched by their ids, and edges by the ids of both ends. Licences and
    languages are sets: how a list is written does not count. The files below
    ``sql/diff`` define the relations.

    Parameters
    ----------
    old, new : str or path
        The folder of a build, or its database file.

    Returns
    -------
    Diff
        A dict of data frames. ``"summary"`` has the row counts of the others:
        ``"models_gone"``, ``"models_come"`` and ``"models_absent"`` (gone, but still
        named as parents); ``"edges_removed"``, ``"edges_added"`` and
        ``"edges_changed"`` (in type); ``"parents_removed"`` and ``"parents_added"``
        (as written, also absent ones); ``"licenses_changed"``;
        ``"verdicts_changed"`` (on the licences, those now worse first: a screen,
        not legal advice); ``"tasks_changed"``, ``"libraries_changed"`` and
        ``"languages_changed"``; ``"likes_changed"`` and ``"downloads_changed"``
        (the largest changes first).

    Raises
    ------
    NotBuiltError
        A path has no database, or one that no build made.
    EcographError
        Another version of ecograph made a build, with other columns.

    Examples
    --------
    >>> import ecograph
    >>> changes = ecograph.diff("data", "data")
    >>> len(changes["models_come"]), len(changes["edges_changed"])
    (0, 0)
    >>> changes
    <Diff: models, edges, parents, licences, verdicts, tasks, libraries, languages, \
likes and downloads are equal>
    >>> changes["summary"][["section", "measure", "number"]].head(2)
      section measure  number
    0  models     old    1735
    1  models    gone       0
    """
    with _comparison(old, new) as connection:
        summary = as_frame(connection, "diff.summary")
        counts = _row_counts(zip(summary["relation"], summary["number"], strict=True))
        frames = {_title(name): as_frame(connection, name) for name in counts}
        return Diff({"summary": summary, **frames})


def differences(
    old: str | os.PathLike[str], new: str | os.PathLike[str], limit: int | None = None
) -> list[Difference]:
    """Return the same as `diff` as plain rows, at most `limit` per relation.

    The summary comes first and is always complete.
    """
    with _comparison(old, new) as connection:
        summary = _read(connection, "diff.summary", None, None)
        counts = _row_counts((row[-1], row[-2]) for row in summary.rows)
        return [
            summary,
            *(_read(connection, name, limit, counts[name]) for name in counts),
        ]


@contextmanager
def _comparison(
    old: str | os.PathLike[str], new: str | os.PathLike[str]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Attach both builds to a database in memory that has the schema ``diff``."""
    with open_quietly(":memory:") as connection:
        for path, alias in zip((old, new), ATTACHED, strict=True):
            database = attach(connection, path, alias)
            expect_columns(connection, database, REQUIRED_COLUMNS, alias)
        for file in plan(DIFF):
            connection.execute(file.text)
        yield connection


def _row_counts(lines: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the row count of each relation: that of its first line."""
    counts: dict[str, int] = {}
    for relation, number in lines:
        if relation.startswith("diff."):
            counts.setdefault(relation, number)
    return counts


def _title(name: str) -> str:
    return name.removeprefix("diff.")


def _read(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    limit: int | None,
    row_count: int | None,
) -> Difference:
    ((description,),) = connection.execute(
        "select comment from duckdb_tables() "
        "where schema_name || '.' || table_name = ?",
        [name],
    ).fetchall()
    result = connection.execute("from query_table(?) limit ?", [name, limit])
    columns = [column for column, *_ in result.description or []]
    rows = result.fetchall()
    if row_count is None:
        row_count = len(rows)
    return Difference(_title(name), description, columns, rows, row_count)
