"""Open the database of a build."""

import os
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import duckdb

from ecograph.errors import EcographError, NotBuiltError, first_line
from ecograph.parquet_rows import find_rows
from ecograph.urls import UrlPath, path_or_url

__all__ = ["DATABASE", "connect"]

Rows = TypeVar("Rows")

DATABASE = "ecograph.duckdb"
"""Name of the database file in the folder of a build."""

MAGIC = b"DUCK"
"""What a database of DuckDB has after its first eight bytes."""


def connect(
    path: str | os.PathLike[str] | None = None, read_only: bool = True
) -> duckdb.DuckDBPyConnection:
    """Open the database of a build.

    Parameters
    ----------
    path : str or path, optional
        Output folder of a build, or its database file; of a build on a cluster also
        its URL, such as ``s3://bucket/folder``. By default the folder in the
        environment variable ``ECOGRAPH_DATA``, or else ``data`` in the current folder.
    read_only : bool, default True
        Whether to reject statements that change the database. `copy … to` can
        still write other files, but none to an object store.

    Returns
    -------
    duckdb.DuckDBPyConnection
        An open connection, which a ``with`` block closes. Of a build on a cluster that
        was moved, only this connection finds the rows, not its cursors.

    Raises
    ------
    NotBuiltError
        `path` has no database, or not one that this version of ecograph built.
    EcographError
        DuckDB cannot open the database, another program is writing to it, or the
        store of a URL cannot be reached.

    Examples
    --------
    >>> import ecograph
    >>> with ecograph.connect() as connection:
    ...     connection.sql("select count(*) from models").fetchall()
    [(1735,)]
    """
    database = locate(path)
    if isinstance(database, UrlPath) and not read_only:
        raise EcographError(f"{database}: is read-only there; build it again instead")
    with _here(database) as file:
        try:
            connection = _open_read_only(file) if read_only else open_quietly(file)
        except duckdb.Error as error:
            raise _cannot_open(database, file, error) from error
    try:
        find_rows(connection, database.parent)
        _expect_build(connection, database)
    except EcographError:
        connection.close()
        raise
    return connection


def attach(
    connection: duckdb.DuckDBPyConnection,
    path: str | os.PathLike[str] | None,
    alias: str,
) -> Path | UrlPath:
    """Attach the database of a build read-only under a name; return its path."""
    database = locate(path)
    with _here(database) as file:
        try:
            connection.execute(attach_statement(file, alias))
        except duckdb.Error as error:
            raise _cannot_open(database, file, error) from error
    find_rows(connection, database.parent)
    _expect_build(connection, database, alias)
    return database


@contextmanager
def _here(database: Path | UrlPath) -> Iterator[Path]:
    """Yield the file of a database, or a copy of that at a URL, which DuckDB opens."""
    if isinstance(database, Path):
        yield database
        return
    from ecograph.object_store import download  # an optional package

    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder, DATABASE)
        download(database, file)
        yield file


def _open_read_only(database: Path) -> duckdb.DuckDBPyConnection:
    """Open the file that is at a path now, read-only.

    `duckdb.connect` would return the database that this process has already open,
    even if a build has replaced the file since.
    """
    connection = open_quietly(":memory:")
    try:
        connection.execute(attach_statement(database, "ecograph"))
        connection.execute("use ecograph")
    except duckdb.Error:
        connection.close()
        raise
    return connection


def attach_statement(database: Path, alias: str, option: str = "read_only") -> str:
    """Return the SQL that attaches a database, with an option of ``attach``.

    DuckDB 1.5 does not accept the path as a parameter; nowhere else is text
    inserted into SQL.
    """
    path = str(database.absolute()).replace("'", "''")
    name = alias.replace('"', '""')
    return f"attach '{path}' as \"{name}\" ({option})"


def _cannot_open(
    database: Path | UrlPath, file: Path, error: duckdb.Error
) -> EcographError:
    with suppress(OSError), file.open("rb") as opened:
        if opened.read(12)[8:] != MAGIC:
            return NotBuiltError(
                f"{database}: not a DuckDB database; if it is a table of models, build "
                f"it with `ecograph build {shlex.quote(str(database))}`, and name the "
                "folder of the build"
            )
    return EcographError(f"{database}: DuckDB cannot open it: {first_line(error)}")


def _expect_build(
    connection: duckdb.DuckDBPyConnection,
    database: Path | UrlPath,
    alias: str | None = None,
) -> None:
    """Raise an error if an attached database, or the current one, is not a build's."""
    meta = connection.execute(
        "from duckdb_tables() where database_name = coalesce(?, current_database()) "
        "and schema_name = 'meta' and table_name in ('build', 'pickle', 'relation')",
        [alias],
    ).fetchall()
    if len(meta) < 3:
        raise NotBuiltError(
            f"{database}: not built by this version of ecograph; "
            f"build it with `ecograph build SOURCE --out {database.parent}`"
        )


def open_quietly(path: Path | str, **config: Any) -> duckdb.DuckDBPyConnection:
    """Connect without DuckDB's interactive features.

    By default it prints a progress bar on standard output, and looks up unknown
    relations among the variables of Python.
    """
    options: dict[str, Any] = {"python_enable_replacements": False, **config}
    connection = duckdb.connect(path, config=options)
    # In a notebook, setting it needs ipywidgets; without them it is off already.
    ((shows_progress,),) = connection.execute(
        "select current_setting('enable_progress_bar')"
    ).fetchall()
    if shows_progress:
        connection.execute("set enable_progress_bar = false")
    return connection


def locate(path: str | os.PathLike[str] | None) -> Path | UrlPath:
    """Return the path or URL of the database at `path`, as for `connect`."""
    database = path_or_url(path or os.environ.get("ECOGRAPH_DATA") or "data")
    if isinstance(database, UrlPath):
        is_file = database.suffix == ".duckdb"
        return database if is_file else database / DATABASE
    if database.is_dir():
        database /= DATABASE
    if not database.is_file():
        folder = database.parent if database.suffix == ".duckdb" else database
        raise NotBuiltError(
            f"{database}: there is no database; "
            f"build one with `ecograph build SOURCE --out {folder}`"
        )
    return database


def stoppable(connection: duckdb.DuckDBPyConnection, work: Callable[[], Rows]) -> Rows:
    """Return what some work of a connection returns, and stop it at Ctrl-C.

    It runs in another thread: DuckDB does not always notice the signal itself.
    """
    from concurrent.futures import ThreadPoolExecutor  # not on each start

    with ThreadPoolExecutor(1) as executor:
        future = executor.submit(work)
        try:
            return future.result()
        except KeyboardInterrupt:
            connection.interrupt()
            raise


def register_frame(
    connection: duckdb.DuckDBPyConnection, name: str, frame: object
) -> None:
    """Make a data frame or an Arrow table a view of a connection."""
    # Infer the type of a column from all rows, not from the first thousand.
    connection.execute("set pandas_analyze_sample = 1000000000")
    connection.register(name, frame)


def column_names(value: Any) -> list[str] | None:
    """Return the names of a table's columns, or None if a value is no table."""
    if hasattr(value, "collect_schema"):  # a frame of polars, also a lazy one
        return [*value.collect_schema().names()]
    names = getattr(getattr(value, "schema", None), "names", None)
    if isinstance(names, list):  # a table of Arrow, or what reads one
        return [*names]
    if hasattr(value, "columns") and hasattr(value, "__arrow_c_stream__"):
        return [*map(str, value.columns)]
    return None
