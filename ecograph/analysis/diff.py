"""What changed from one build to another: ``ecograph diff``."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from ecograph.database import as_frame, attach, expect_columns, open_quietly
from ecograph.plan.order import ATTACHED, DIFF, plan

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Difference", "diff", "differences"]

READ = {
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
"""Tables of a build: the columns of each that the files below ``sql/diff`` read."""


@dataclass(frozen=True)
class Difference:
    """One relation of the schema ``diff``, or the first of its rows.

    Attributes
    ----------
    name : str
        Its name, such as ``"models_come"``.
    says : str
        What it holds.
    columns : list of str
        Names of its columns.
    rows : list of tuple
        The first of its rows, in their order.
    number : int
        How many rows it has.
    """

    name: str
    says: str
    columns: list[str]
    rows: list[tuple[Any, ...]]
    number: int


def diff(
    old: str | os.PathLike[str], new: str | os.PathLike[str]
) -> dict[str, "pd.DataFrame"]:
    """Compare two builds: their models, edges, likes and downloads.

    Models are matched by their ids, and edges by the ids of both ends. What each
    relation holds is told by the files below ``sql/diff``.

    Parameters
    ----------
    old, new : str or path
        Each the folder that a build wrote to, or its database file.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``"summary"``, which counts the rows of the others, and these:
        ``"models_gone"``, ``"models_come"``, ``"edges_removed"``,
        ``"edges_added"``, ``"edges_changed"`` (in type), ``"likes_changed"`` and
        ``"downloads_changed"`` (the largest changes first).

    Raises
    ------
    NotBuiltError
        There is no database at a path, or no build made it.
    EcographError
        Another version of ecograph built it, with other columns.

    Examples
    --------
    >>> import ecograph
    >>> changes = ecograph.diff("data", "data")
    >>> len(changes["models_come"]), len(changes["edges_changed"])
    (0, 0)
    >>> changes["summary"][["section", "measure", "number"]].head(2)
      section measure  number
    0  models     old    1993
    1  models    gone       0
    """
    with _compared(old, new) as connection:
        return {
            name.removeprefix("diff."): as_frame(connection, name)
            for name in ["diff.summary", *_counts(connection)]
        }


def differences(
    old: str | os.PathLike[str], new: str | os.PathLike[str], limit: int | None = None
) -> list[Difference]:
    """Return the same as `diff` as plain rows, `limit` of them at most of each.

    The summary, the first, is always whole.
    """
    with _compared(old, new) as connection:
        counts = _counts(connection)
        return [
            _read(connection, "diff.summary", None, None),
            *(_read(connection, name, limit, counts[name]) for name in counts),
        ]


@contextmanager
def _compared(
    old: str | os.PathLike[str], new: str | os.PathLike[str]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open both builds, with the schema ``diff`` beside them in memory."""
    with open_quietly(":memory:") as connection:
        for path, alias in zip((old, new), ATTACHED, strict=True):
            database = attach(connection, path, alias)
            expect_columns(connection, database, READ, alias)
        for file in plan(DIFF):
            connection.execute(file.text)
        yield connection


def _counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many rows each relation has, in the order of the summary."""
    return dict(
        connection.execute(
            "select relation, number from diff.summary where relation like 'diff.%'"
        ).fetchall()
    )


def _read(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    limit: int | None,
    number: int | None,
) -> Difference:
    ((says,),) = connection.execute(
        "select comment from duckdb_views() "
        "where schema_name || '.' || view_name = ? and not internal",
        [name],
    ).fetchall()
    result = connection.execute("from query_table(?) limit ?", [name, limit])
    columns = [column for column, *_ in result.description or []]
    rows = result.fetchall()
    if number is None:
        number = len(rows)
    return Difference(name.removeprefix("diff."), says, columns, rows, number)
