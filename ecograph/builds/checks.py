"""Check that a build is complete and consistent: ``ecograph check``."""

import os
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import duckdb

from ecograph.builds.pickles import sha256
from ecograph.database import connect, locate
from ecograph.errors import first_line
from ecograph.graphs.names import ALWAYS, PICKLES
from ecograph.html.wording import pluralize

__all__ = ["Check", "Checks", "check"]


@dataclass(frozen=True)
class Check:
    """A check and the rows that fail it.

    Attributes
    ----------
    name : str
        Its relation, such as ``"checks.edges"``; or ``"pickles"`` or
        ``"relations"``.
    says : str
        What is true if no row fails it.
    columns : list of str
        Names of the columns of `failing`.
    failing : list of tuple
        The rows that fail it; none if the check passes.
    """

    name: str
    says: str
    columns: list[str]
    failing: list[tuple[Any, ...]]

    def __repr__(self) -> str:
        return f"<Check {self.name}: {self.result}>"

    @property
    def result(self) -> str:
        """``ok``, or how many rows fail it."""
        number = len(self.failing)
        if not number:
            return "ok"
        return f"{number:,} {'row fails' if number == 1 else 'rows fail'}"


class Checks(list[Check]):
    """The checks of a build, which say together how many pass."""

    def __repr__(self) -> str:
        failed = [check for check in self if check.failing]
        if not failed:
            return f"<{len(self)} checks: all ok>"
        problems = "; ".join(f"{check.name}: {check.result}" for check in failed)
        return f"<{len(self)} checks, {len(failed)} failed: {problems}>"


def check(path: str | os.PathLike[str] | None = None) -> Checks:
    """Run all checks of a build: the views of the schema ``checks``, and two more.

    Those two compare the pickles and the numbers of rows with ``meta``.

    Parameters
    ----------
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    Checks
        A list of `Check`: the views by name, then ``pickles`` and ``relations``.

    Raises
    ------
    NotBuiltError
        There is no database at `path`.

    Examples
    --------
    >>> import ecograph
    >>> ecograph.check()
    <16 checks: all ok>
    """
    with connect(path) as connection:
        views = connection.execute(
            "select schema_name || '.' || view_name, comment from duckdb_views() "
            "where schema_name = 'checks' order by view_name"
        ).fetchall()
        checks = [_run(connection, name, comment) for name, comment in views]
        folder = locate(path).parent
        return Checks(
            [
                *checks,
                _check_pickles(connection, folder),
                _check_relations(connection),
            ]
        )


def _run(connection: duckdb.DuckDBPyConnection, name: str, says: str) -> Check:
    try:
        result = connection.execute("from query_table(?)", [name])
        columns = [column for column, *_ in result.description or []]
        return Check(name, says, columns, result.fetchall())
    except duckdb.Error as error:
        # A relation that the view reads is missing or has changed.
        return Check(name, says, ["error"], [(first_line(error),)])


def _check_pickles(connection: duckdb.DuckDBPyConnection, folder: PurePath) -> Check:
    written = dict(
        connection.execute("select file, sha256 from meta.pickle").fetchall()
    )
    failing = []
    # A build on a cluster has rows of Parquet, and no pickles.
    has_pickles = _is_built(connection) and _has_tables(connection)
    wanted = {PICKLES[graph] for graph in ALWAYS} if has_pickles else set()
    for name in sorted(wanted | written.keys()):
        path = Path(folder, name)
        if name not in written:
            failing.append((name, "is not in meta.pickle"))
        elif not path.exists():
            failing.append((name, "is missing"))
        elif (problem := _compare(path, written[name])) is not None:
            failing.append((name, problem))
    says = "Each pickle is the file that was built with the database"
    return Check("pickles", says, ["file", "problem"], failing)


def _compare(path: Path, digest: str) -> str | None:
    try:
        return None if sha256(path) == digest else "is not the file that was built"
    except OSError as error:
        return f"cannot be read: {error.strerror}"


def _check_relations(connection: duckdb.DuckDBPyConnection) -> Check:
    """Check that the relations of the build exist and have all their rows.

    A build in the DuckDB shell does not record their numbers of rows.
    """
    built = connection.execute(
        "select name, \"rows\" from meta.relation where name not like 'temp.%' "
        "order by name"
    ).fetchall()
    existing = connection.execute(
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
        if (name,) not in existing:
            failing.append((name, "is missing"))
        elif rows is not None:
            ((found,),) = connection.execute(
                "select count(*) from query_table(?)", [name]
            ).fetchall()
            if found != rows:
                failing.append(
                    (name, f"has {pluralize(found, 'row')} instead of {rows:,}")
                )
    says = "Each relation of the build exists and has all its rows"
    return Check("relations", says, ["relation", "problem"], failing)


def _has_tables(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the rows are in the database, not in files as of a build on a cluster."""
    rows = connection.execute(
        "select 1 from duckdb_tables() "
        "where schema_name = 'main' and table_name = 'edges'"
    ).fetchall()
    return bool(rows)


def _is_built(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether `ecograph build` made the database, and recorded that in ``meta``."""
    rows = connection.execute(
        "select 1 from meta.build union all select 1 from meta.relation "
        "union all select 1 from meta.pickle"
    ).fetchall()
    return bool(rows)
