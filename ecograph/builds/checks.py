"""Whether a build accounts for all that its source says: ``ecograph check``."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from ecograph.builds.pickles import sha256
from ecograph.database import connect, first_line, locate
from ecograph.graphs.names import ALWAYS, PICKLES

__all__ = ["Check", "check"]


@dataclass(frozen=True)
class Check:
    """A check and what fails it.

    Attributes
    ----------
    name : str
        Its relation, such as ``"checks.edges"``; or ``"pickles"``, or
        ``"relations"``.
    says : str
        What holds if nothing fails it.
    columns : list of str
        Names of the columns of `failing`.
    failing : list of tuple
        The rows that fail it; none if all is well.
    """

    name: str
    says: str
    columns: list[str]
    failing: list[tuple[Any, ...]]


def check(path: str | os.PathLike[str] | None = None) -> list[Check]:
    """Run all checks of a build: those of the schema ``checks``, and two more.

    These are whether the pickles are those of the build, and whether its relations
    have all their rows.

    Parameters
    ----------
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    list of Check
        Those of the schema in the order of their names, then the two.

    Raises
    ------
    NotBuiltError
        There is no database at `path`.

    Examples
    --------
    >>> import ecograph
    >>> [made.name for made in ecograph.check() if made.failing]
    []
    """
    with connect(path) as connection:
        views = connection.execute(
            "select schema_name || '.' || view_name, comment from duckdb_views() "
            "where schema_name = 'checks' order by view_name"
        ).fetchall()
        checks = [_asked(connection, name, comment) for name, comment in views]
        folder = locate(path).parent
        return [*checks, _pickles(connection, folder), _relations(connection)]


def _asked(connection: duckdb.DuckDBPyConnection, name: str, says: str) -> Check:
    try:
        result = connection.execute("from query_table(?)", [name])
        columns = [column for column, *_ in result.description or []]
        return Check(name, says, columns, result.fetchall())
    except duckdb.Error as error:
        # It reads what is gone, or is no longer what it was.
        return Check(name, says, ["it cannot be asked"], [(first_line(error),)])


def _pickles(connection: duckdb.DuckDBPyConnection, folder: Path) -> Check:
    written = dict(
        connection.execute("select file, sha256 from meta.pickle").fetchall()
    )
    failing = []
    wanted = {PICKLES[graph] for graph in ALWAYS} if _is_built(connection) else set()
    for name in sorted(wanted | written.keys()):
        path = folder / name
        if name not in written:
            failing.append((name, "is not in meta.pickle"))
        elif not path.exists():
            failing.append((name, "is gone"))
        elif (said := _differs(path, written[name])) is not None:
            failing.append((name, said))
    says = "Each pickle is the file that was built with the database"
    return Check("pickles", says, ["file", "it"], failing)


def _differs(path: Path, digest: str) -> str | None:
    try:
        return None if sha256(path) == digest else "is another file"
    except OSError as error:
        return f"cannot be read: {error.strerror}"


def _relations(connection: duckdb.DuckDBPyConnection) -> Check:
    """Return whether the relations of the build are there, with all their rows.

    A build in the DuckDB shell does not write down how many they were.
    """
    built = connection.execute(
        "select name, \"rows\" from meta.relation where name not like 'temp.%' "
        "and name not like 'layout.%' "
        "order by name"
    ).fetchall()
    there = connection.execute(
        """
        select schema_name || '.' || table_name from duckdb_tables()
        union all
        select schema_name || '.' || view_name from duckdb_views()
        union all
        select schema_name || '.' || function_name from duckdb_functions()
        """
    ).fetchall()
    failing = []
    if _is_built(connection):
        empty = connection.execute(
            """
            select 'meta.build' where not exists (from meta.build)
            union all
            select 'meta.relation' where not exists (from meta.relation)
            """
        ).fetchall()
        failing = [(name, "is empty") for (name,) in empty]
    for name, rows in built:
        if (name,) not in there:
            failing.append((name, "is gone"))
        elif rows is not None:
            ((found,),) = connection.execute(
                "select count(*) from query_table(?)", [name]
            ).fetchall()
            if found != rows:
                failing.append((name, f"has {found:,} rows in place of {rows:,}"))
    says = "Each relation of the build is there, with all its rows"
    return Check("relations", says, ["relation", "it"], failing)


def _is_built(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether `ecograph build` made the database, which writes down what it made."""
    rows = connection.execute(
        "select 1 from meta.build union all select 1 from meta.relation "
        "union all select 1 from meta.pickle"
    ).fetchall()
    return bool(rows)
