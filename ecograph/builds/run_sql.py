"""Run the SQL files of a build, in their order."""

import duckdb

from ecograph.atomic_write import WRITE_ERRORS
from ecograph.builds.progress import Steps
from ecograph.builds.publish import STAGING
from ecograph.database import first_line
from ecograph.errors import PlanError, SourceError
from ecograph.plan.order import SqlFile
from ecograph.source.diagnose import diagnose
from ecograph.source.source import Source

__all__ = ["run_sql"]


def run_sql(
    connection: duckdb.DuckDBPyConnection,
    files: list[SqlFile],
    source: Source,
    steps: Steps,
) -> list[tuple[object, ...]]:
    """Run the SQL files of a build; return their rows of ``meta.relation``.

    A temporary table is dropped after the last file that reads it.
    """
    relations = []
    for file in files:
        relations.append(_run(connection, file, source, steps))
        for table in _read_last_by(file, files):
            connection.execute(table.drop)
    return relations


def _run(
    connection: duckdb.DuckDBPyConnection,
    file: SqlFile,
    source: Source,
    steps: Steps,
) -> tuple[object, ...]:
    """Run an SQL file; return its row of ``meta.relation``."""
    with steps.told(file.name) as outcome:
        try:
            outcome.rows = _executed(connection, file)
        except duckdb.Error as error:
            if source.found.failure:
                raise source.found.failure from None
            # The disk or the memory can be at fault, which is told elsewhere. Where
            # the source is read, the error may be one of reading.
            reads = file.name == "temp.source" or file.name.startswith("layout.")
            may_be_disk = not reads or STAGING in str(error)
            is_disk = isinstance(error, WRITE_ERRORS) and may_be_disk
            if is_disk or isinstance(error, duckdb.OutOfMemoryException):
                raise
            if not reads:
                raise PlanError(
                    f"{file.path}: DuckDB refused it: {first_line(error)}"
                ) from error
            if said := diagnose(source):
                raise said from error
            try:
                # A thread that begins within a quoted cell can fail; one alone cannot.
                connection.execute("set variable parallel = false")
                outcome.rows = _executed(connection, file)
            except duckdb.Error:
                raise source.found.failure or SourceError(
                    f"{source}: DuckDB cannot read it: {first_line(error)}; "
                    "fetch or write it anew"
                ) from error
    if file.name == "temp.source" and outcome.rows == 0:
        raise SourceError(
            f"{source}: there is no row in it, and each should be a model"
        )
    return (
        *(file.name, file.place, file.version, file.sha256),
        *(outcome.rows, outcome.seconds),
    )


def _executed(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> int | None:
    """Execute an SQL file; return the rows of the table that it makes."""
    connection.execute(file.text)
    # Views are not run for it, and what is in meta is filled at the end.
    if file.kind != "table" or file.name.startswith("meta."):
        return None
    ((rows,),) = connection.execute(
        "select count(*) from query_table(?)", [file.makes]
    ).fetchall()
    return int(rows)


def _read_last_by(file: SqlFile, files: list[SqlFile]) -> list[SqlFile]:
    """Return the temporary tables that no file reads after this one."""
    later = files[files.index(file) + 1 :]
    unread = file.reads.difference(*(other.reads for other in later))
    temporary = {f.makes: f for f in files if f.kind == "table" and f.is_temporary}
    return [temporary[name] for name in sorted(unread & temporary.keys())]
