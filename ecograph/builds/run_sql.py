"""Run the SQL files of a build, in their order."""

from collections import defaultdict
from concurrent.futures import Future, ThreadPoolExecutor

import duckdb

from ecograph.atomic_write import WRITE_ERRORS
from ecograph.builds.progress import Progress
from ecograph.builds.publish import STAGING
from ecograph.database import first_line
from ecograph.errors import PlanError, SourceError
from ecograph.plan.sql_file import SqlFile
from ecograph.source.diagnose import diagnose
from ecograph.source.source import Source

__all__ = ["run_sql"]


def run_sql(
    connection: duckdb.DuckDBPyConnection,
    files: list[SqlFile],
    source: Source,
    progress: Progress,
) -> list[tuple[object, ...]]:
    """Run the SQL files of a build; return their rows of ``meta.relation``.

    A temporary table is dropped after the last file that reads it. Comments, which are
    two thirds of the statements, are written while the next files run.
    """
    unneeded = _unneeded_after(files)
    relations = []
    comments: list[tuple[SqlFile, Future[duckdb.DuckDBPyConnection]]] = []
    with connection.cursor() as cursor, ThreadPoolExecutor(1) as executor:
        # A cursor starts in the default database, which is in memory.
        cursor.execute("use ecograph")
        for file in files:
            relations.append(_run(connection, file, source, progress))
            if not file.is_temporary:
                written = executor.submit(cursor.execute, file.comments)
                comments.append((file, written))
            for table in unneeded[file.name]:
                connection.execute(table.drop)
        for file, written in comments:
            try:
                written.result()
            except duckdb.Error as error:
                raise _rejected(file, error) from error
    return relations


def _unneeded_after(files: list[SqlFile]) -> dict[str, list[SqlFile]]:
    """Return the temporary tables that no later file reads, by the name of a file."""
    readers = {name: file.name for file in files for name in file.reads}
    unneeded = defaultdict(list)
    for file in files:
        if file.kind == "table" and file.is_temporary and file.name in readers:
            unneeded[readers[file.name]].append(file)
    return unneeded


def _run(
    connection: duckdb.DuckDBPyConnection,
    file: SqlFile,
    source: Source,
    progress: Progress,
) -> tuple[object, ...]:
    """Run an SQL file; return its row of ``meta.relation``."""
    with progress.step(file.name) as result:
        try:
            result.rows = _execute(connection, file)
        except duckdb.Error as error:
            if source.failure:
                raise source.failure from None
            # A full disk and too little memory are reported elsewhere. Where the
            # source is read, the error may be one of reading.
            reads = file.name in ("temp.cells", "temp.source") or file.place.startswith(
                "source/layouts/"
            )
            may_be_disk = not reads or STAGING in str(error)
            is_disk = isinstance(error, WRITE_ERRORS) and may_be_disk
            if is_disk or isinstance(error, duckdb.OutOfMemoryException):
                raise
            if not reads:
                raise _rejected(file, error) from error
            if found := diagnose(source):
                raise found from error
            try:
                # A thread that starts inside a quoted cell can fail; one alone cannot.
                connection.execute("set variable parallel = false")
                result.rows = _execute(connection, file)
            except duckdb.Error:
                raise source.failure or SourceError(
                    f"{source}: DuckDB cannot read it: {first_line(error)}; "
                    "download or write it again"
                ) from error
    if file.name == "temp.source" and result.rows == 0:
        raise SourceError(f"{source}: has no rows; give a table with a row per model")
    return (
        *(file.name, file.place, file.version, file.sha256),
        *(result.rows, result.seconds),
    )


def _rejected(file: SqlFile, error: duckdb.Error) -> PlanError:
    return PlanError(f"{file.path}: DuckDB rejected it: {first_line(error)}")


def _execute(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> int | None:
    """Make what an SQL file makes; return the rows of a table."""
    first, *others = connection.extract_statements(file.creation)
    created = connection.execute(first).fetchall()
    for statement in others:
        connection.execute(statement)
    # Tables of meta are filled at the end.
    if file.kind != "table" or file.name.startswith("meta."):
        return None
    ((rows,),) = created
    return int(rows)
