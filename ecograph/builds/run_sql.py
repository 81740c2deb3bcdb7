"""Run the SQL files of a build, in their order."""

from collections import defaultdict
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import duckdb

from ecograph.atomic_write import WRITE_ERRORS
from ecograph.builds.pickle_thread import READS, PickleThread
from ecograph.builds.progress import Progress, StepResult
from ecograph.builds.publish import STAGING
from ecograph.builds.retries import reading_settings
from ecograph.errors import PlanError, SourceError, first_line
from ecograph.plan.sql_file import SqlFile
from ecograph.source.diagnose import diagnose
from ecograph.source.parquet_types import json_copies
from ecograph.source.source import Source

__all__ = ["rejected", "relation_row", "run_sql"]


def run_sql(
    connection: duckdb.DuckDBPyConnection,
    files: list[SqlFile],
    source: Source,
    stage: Path,
    progress: Progress,
    pickles: PickleThread | None = None,
) -> list[tuple[object, ...]]:
    """Run the SQL files of a build; return their rows of ``meta.relation``.

    The pickles start as soon as there is all that they read. The database has the
    kept views and macros already. A temporary table is dropped after the last file
    that reads it. Comments are written while the next files run.
    """
    unneeded = _unneeded_after(files)
    readers = _source_readers(files)
    results: dict[str, StepResult] = {}
    read = [file.name for file in files if pickles and file.name in READS]
    written: list[tuple[SqlFile, Future[None]]] = []
    with connection.cursor() as cursor, ThreadPoolExecutor(1) as executor:
        # A cursor starts in the default database, which is in memory.
        cursor.execute("use ecograph")
        if source.mixed:
            _read_copies(connection, source, stage)
        for file in files:
            if file.is_kept:
                continue
            with progress.step(file.name) as result:
                reads = file.name in readers
                result.rows = _run(connection, file, source, stage, reads)
            if file.name == "temp.source" and result.rows == 0:
                raise SourceError(
                    f"{source}: has no rows; give a table with a row per model"
                )
            results[file.name] = result
            if pickles and file.name == read[-1]:
                pickles.start()
            if not file.is_temporary:
                written.append((file, executor.submit(_comment, cursor, file)))
            for table in unneeded[file.name]:
                connection.execute(table.drop)
        for file, future in written:
            try:
                future.result()
            except duckdb.Error as error:
                raise rejected(file, error) from error
    return [relation_row(file, results.get(file.name)) for file in files]


def relation_row(file: SqlFile, result: StepResult | None) -> tuple[object, ...]:
    """Return the row of ``meta.relation`` of a file that has run, or is kept."""
    rows, seconds = (result.rows, result.seconds) if result else (None, None)
    return file.name, file.place, file.version, file.sha256, rows, seconds


def _comment(cursor: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
    cursor.execute(file.comments)


def _unneeded_after(files: list[SqlFile]) -> dict[str, list[SqlFile]]:
    """Return the temporary tables that no later file reads, by the name of a file."""
    readers = {name: file.name for file in files for name in file.reads}
    unneeded = defaultdict(list)
    for file in files:
        if file.kind == "table" and file.is_temporary and file.name in readers:
            unneeded[readers[file.name]].append(file)
    return unneeded


def _source_readers(files: list[SqlFile]) -> set[str]:
    """Return the names of what reads the source itself, when it is made."""
    readers: set[str] = set()
    views: set[str] = set()
    for file in files:
        if file.place.startswith("source/layouts/") or not views.isdisjoint(file.reads):
            readers.add(file.name)
            if file.kind != "table":
                views.add(file.name)
    return readers


def _read_copies(
    connection: duckdb.DuckDBPyConnection, source: Source, stage: Path
) -> None:
    """Have the SQL read copies of Parquet files whose types differ."""
    try:
        copies = json_copies(source, stage, connection)
    except duckdb.Error as error:
        _raise_if_elsewhere(error, source, reads=True)
        raise _unreadable(source, error) from error
    connection.execute("set variable source = ?", [copies])


def _run(
    connection: duckdb.DuckDBPyConnection,
    file: SqlFile,
    source: Source,
    stage: Path,
    reads: bool,
) -> int | None:
    """Run an SQL file; return the rows of a table."""
    try:
        return _execute(connection, file)
    except duckdb.Error as error:
        _raise_if_elsewhere(error, source, reads)
        if not reads:
            raise rejected(file, error) from error
        errors = [error]
    if source.layout.format == "csv" and (found := diagnose(source)):
        raise found from errors[0]
    for settings in reading_settings(source, stage, errors):
        try:
            for statement, value in settings.items():
                connection.execute(statement, [value])
            return _execute(connection, file)
        except duckdb.Error as error:
            _raise_if_elsewhere(error, source, reads)
            errors.append(error)
    raise diagnose(source) or _unreadable(source, errors[0]) from errors[0]


def _raise_if_elsewhere(error: duckdb.Error, source: Source, reads: bool) -> None:
    """Raise an error of a remote file, of a full disk or of too little memory."""
    if source.failure:
        raise source.failure from None
    # Where the source is read, an error of reading looks like one of writing.
    is_disk = isinstance(error, WRITE_ERRORS) and (not reads or STAGING in str(error))
    if is_disk or isinstance(error, duckdb.OutOfMemoryException):
        raise error


def _unreadable(source: Source, error: duckdb.Error) -> SourceError:
    return SourceError(
        f"{source}: DuckDB cannot read it: {first_line(error)}; download or write it "
        "again"
    )


def rejected(file: SqlFile, error: duckdb.Error) -> PlanError:
    """Return the error of an SQL file that DuckDB does not take."""
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
