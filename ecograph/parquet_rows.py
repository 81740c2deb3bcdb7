"""Let DuckDB read the rows of a build on a cluster, which are Parquet files."""

from pathlib import Path

import duckdb

from ecograph.errors import EcographError
from ecograph.urls import UrlPath

__all__ = ["PARQUET", "ROWS", "find_rows"]

PARQUET = "parquet"
"""Folder of a build on a cluster, beside its database: one folder in it has the rows
that the database's views read."""

ROWS = "[0-9a-f]" * 32
"""Pattern of the name of that folder, in which others may be someone's own."""


def find_rows(connection: duckdb.DuckDBPyConnection, folder: Path | UrlPath) -> None:
    """Let the views of a build's database read the rows in its folder, and no others.

    Raises
    ------
    EcographError
        DuckDB cannot look for files in such a folder, or the store that has it cannot
        be reached.
    """
    if isinstance(folder, UrlPath):
        allowed = _find_there(connection, folder)
    else:
        allowed = _find_here(connection, folder.absolute())
    connection.execute(
        "set allowed_directories = "
        "list_concat(current_setting('allowed_directories'), ?)",
        [[f"{path}/" for path in allowed]],
    )


def _find_there(connection: duckdb.DuckDBPyConnection, folder: UrlPath) -> list[str]:
    """Return the folders with rows, of which views have the URL."""
    from ecograph.object_store import StoreFiles, folders  # an optional package

    if folder.scheme not in connection.list_filesystems():
        connection.register_filesystem(StoreFiles(folder.scheme))
    return [str(rows) for rows in folders(folder / PARQUET, ROWS)]


def _find_here(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[str]:
    """Return the folders with rows, which views name from the folder of the database.

    So the whole can be moved.
    """
    rows = [path.relative_to(folder) for path in (folder / PARQUET).glob(ROWS)]
    if not rows:
        return []
    if "," in str(folder):
        raise EcographError(
            f"{folder}: DuckDB does not find Parquet files below a name with a comma; "
            "rename the folder, or choose another"
        )
    connection.execute(
        "set file_search_path = "
        "concat_ws(',', nullif(current_setting('file_search_path'), ''), ?)",
        [str(folder)],
    )
    return [str(path) for row in rows for path in (row, folder / row)]
