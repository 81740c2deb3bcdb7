"""Open the database of a build."""

import os
import shlex
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from ecograph.errors import EcographError, NotBuiltError

__all__ = ["DATABASE", "connect"]

Rows = TypeVar("Rows")

DATABASE = "ecograph.duckdb"
"""Name of the database file in the folder of a build."""

PARQUET = "parquet"
"""Folder of a build on a cluster, beside its database: one folder in it has the rows
that the database's views read."""

ROWS = "[0-9a-f]" * 32
"""Pattern of the name of that folder, in which others may be someone's own."""

MAGIC = b"DUCK"
"""What a database of DuckDB has after its first eight bytes."""


def connect(
    path: str | os.PathLike[str] | None = None, read_only: bool = True
) -> duckdb.DuckDBPyConnection:
    """Open the database of a build.

    Parameters
    ----------
    path : str or path, optional
        Output folder of a build, or its database file. By default the folder in
        the environment variable ``ECOGRAPH_DATA``, or else ``data`` in the current
        folder.
    read_only : bool, default True
        Whether to reject statements that change the database. `copy … to` can
        still write other files.

    Returns
    -------
    duckdb.DuckDBPyConnection
        An open connection, which a ``with`` block closes.

    Raises
    ------
    NotBuiltError
        `path` has no database, or not one that this version of ecograph built.
    EcographError
        DuckDB cannot open the database, or another program is writing to it.

    Examples
    --------
    >>> import ecograph
    >>> with ecograph.connect() as connection:
    ...     connection.sql("select count(*) from models").fetchall()
    [(1735,)]
    """
    database = locate(path)
    try:
        connection = _open_read_only(database) if read_only else open_quietly(database)
    except duckdb.Error as error:
        raise _cannot_open(database, error) from error
    _find_parquet(connection, database)
    try:
        _expect_build(connection, database)
    except NotBuiltError:
        connection.close()
        raise
    return connection


def attach(
    connection: duckdb.DuckDBPyConnection,
    path: str | os.PathLike[str] | None,
    alias: str,
) -> Path:
    """Attach the database of a build read-only under a name; return its file."""
    database = locate(path)
    try:
        connection.execute(attach_statement(database, alias))
    except duckdb.Error as error:
        raise _cannot_open(database, error) from error
    _find_parquet(connection, database)
    _expect_build(connection, database, alias)
    return database


def _expect_no_comma(folder: Path) -> None:
    """Raise an error if DuckDB cannot look for files in a folder."""
    if "," in str(folder.absolute()):
        raise EcographError(
            f"{folder}: DuckDB does not find Parquet files below a name with a comma; "
            "rename the folder, or choose another"
        )


def _find_parquet(connection: duckdb.DuckDBPyConnection, database: Path) -> None:
    """Let the views of a database read the Parquet files beside it, and no others.

    The views name them from the folder of the database, so that it can be moved.
    """
    folder = database.absolute().parent
    rows = [path.relative_to(folder) for path in (folder / PARQUET).glob(ROWS)]
    if not rows:
        return
    _expect_no_comma(folder)
    allowed = [f"{path}/" for row in rows for path in (row, folder / row)]
    connection.execute(
        "set allowed_directories = "
        "list_concat(current_setting('allowed_directories'), ?)",
        [allowed],
    )
    connection.execute(
        "set file_search_path = "
        "concat_ws(',', nullif(current_setting('file_search_path'), ''), ?)",
        [str(folder)],
    )


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


def _cannot_open(database: Path, error: duckdb.Error) -> EcographError:
    with suppress(OSError), database.open("rb") as file:
        if file.read(12)[8:] != MAGIC:
            return NotBuiltError(
                f"{database}: not a DuckDB database; if it is a table of models, build "
                f"it with `ecograph build {shlex.quote(str(database))}`, and name the "
                "folder of the build"
            )
    return EcographError(f"{database}: DuckDB cannot open it: {first_line(error)}")


def _expect_build(
    connection: duckdb.DuckDBPyConnection, database: Path, alias: str | None = None
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


def locate(path: str | os.PathLike[str] | None) -> Path:
    """Return the database file at `path`, as for `connect`."""
    database = Path(path or os.environ.get("ECOGRAPH_DATA") or "data")
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


def first_line(error: Exception) -> str:
    """Return the first line of an error's message, without control characters.

    Of a corrupt file, DuckDB repeats the bytes that it finds there.
    """
    line = str(error).partition("\n")[0]
    return "".join(letter if letter.isprintable() else " " for letter in line).strip()
