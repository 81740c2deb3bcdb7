"""Let DuckDB read the rows of a build on a cluster, which are Parquet files."""

from pathlib import Path

import duckdb

from ecograph.errors import EcographError
from ecograph.urls import UrlPath

__all__ = ["FOLDERS", "PARQUET", "ROWS", "find_rows"]

PARQUET = "parquet"
"""Folder of a build on a cluster, beside its database: one folder in it has the rows
that the database's views read."""

ROWS = "[0-9a-f]" * 32
"""Pattern of the name of that folder, in which others may be someone's own."""


PATTERN = frozenset("*?[{")
"""Characters of a path that DuckDB takes for a pattern."""

FOLDERS = "row_folders"
"""Variable of a connection, a map: where the rows of each of those names are now.
Views look for them where they were built unless it says so."""


def find_rows(connection: duckdb.DuckDBPyConnection, folder: Path | UrlPath) -> None:
    """Let the views of a build's database read the rows beside it, and no other files.

    Raises
    ------
    EcographError
        DuckDB cannot look for files in such a folder, or the store that has it cannot
        be reached.
    """
    found: list[Path] | list[UrlPath]
    if isinstance(folder, UrlPath):
        from ecograph.object_store import StoreFiles, folders  # an optional package

        if folder.scheme not in connection.list_filesystems():
            connection.register_filesystem(StoreFiles(folder.scheme))
        found = folders(folder / PARQUET, ROWS)
    else:
        found = [*(folder.absolute() / PARQUET).glob(ROWS)]
        if not found:  # as of a build here, whose database has its rows
            return
        if unfit := PATTERN.intersection(str(folder.absolute())):
            raise EcographError(
                f"{folder}: DuckDB does not find Parquet files below a name with "
                f"{min(unfit)!r}; rename the folder, or choose another"
            )
    ((known,),) = connection.execute("select getvariable(?)", [FOLDERS]).fetchall()
    known = (known or {}) | {rows.name: str(rows) for rows in found}
    connection.execute(
        "set variable row_folders = map(?, ?)", [[*known], [*known.values()]]
    )
    connection.execute(
        "set allowed_directories = "
        "list_concat(current_setting('allowed_directories'), ?)",
        [[f"{rows}/" for rows in found]],
    )
