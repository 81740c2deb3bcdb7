"""Compare two builds: ``ecograph diff``."""

import os
from collections.abc import Iterator
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

__all__ = ["Diff", "Difference", "diff", "differences"]

REQUIRED_COLUMNS = {
    "models": (
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
    """The data frames of a comparison by name, which show their row counts."""

    def __repr__(self) -> str:
        rows = {name: len(self[name]) for name in self if name != "summary"}
        if not any(rows.values()):
            return "<Diff: models, edges, likes and downloads are equal>"
        return f"<Diff: {', '.join(f'{name} {rows[name]:,}' for name in rows)}>"


def diff(old: str | os.PathLike[str], new: str | os.PathLike[str]) -> Diff:
    """Compare two builds: their models, edges, likes and downloads.

    Models are matched by their ids, and edges by the ids of both ends. The files
    below ``sql/diff`` define the relations.

    Parameters
    ----------
    old, new : str or path
        The folder of a build, or its database file.

    Returns
    -------
    Diff
        A dict of data frames: ``"summary"``, with the row counts of the others, and
        ``"models_gone"``, ``"models_come"``, ``"edges_removed"``,
        ``"edges_added"``, ``"edges_changed"`` (in type), ``"likes_changed"`` and
        ``"downloads_changed"`` (the largest changes first).

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
    <Diff: models, edges, likes and downloads are equal>
    >>> changes["summary"][["section", "measure", "number"]].head(2)
      section measure  number
    0  models     old    1735
    1  models    gone       0
    """
    with _comparison(old, new) as connection:
        return Diff(
            (name.removeprefix("diff."), as_frame(connection, name))
            for name in ["diff.summary", *_row_counts(connection)]
        )


def differences(
    old: str | os.PathLike[str], new: str | os.PathLike[str], limit: int | None = None
) -> list[Difference]:
    """Return the same as `diff` as plain rows, at most `limit` per relation.

    The summary comes first and is always complete.
    """
    with _comparison(old, new) as connection:
        counts = _row_counts(connection)
        return [
            _read(connection, "diff.summary", None, None),
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


def _row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return the row count of each relation, in the order of the summary."""
    return dict(
        connection.execute(
            "select relation, number from diff.summary where relation like 'diff.%'"
        ).fetchall()
    )


def _read(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    limit: int | None,
    row_count: int | None,
) -> Difference:
    ((description,),) = connection.execute(
        "select comment from duckdb_views() "
        "where schema_name || '.' || view_name = ? and not internal",
        [name],
    ).fetchall()
    result = connection.execute("from query_table(?) limit ?", [name, limit])
    columns = [column for column, *_ in result.description or []]
    rows = result.fetchall()
    if row_count is None:
        row_count = len(rows)
    return Difference(name.removeprefix("diff."), description, columns, rows, row_count)
