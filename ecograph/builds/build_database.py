"""Create the database of a build."""

from pathlib import Path
from typing import Any

import duckdb

from ecograph.database import attach_statement, open_quietly
from ecograph.errors import EcographError

__all__ = ["create_database"]

STORAGE = "v1.3.0"
"""Format of the database file, which the DuckDB shells of 2025 can open too."""

OPTIONS = "recovery_mode 'no_wal_writes', row_group_size 61440"
"""Options of `attach`.

No write-ahead log, which each statement would wait for: an interrupted build publishes
nothing, so there is nothing to recover. And half of DuckDB's rows in a row group: they
are what threads share, and of a table of 300,000 models there are but two and a half.
"""

SMALL = 4 << 20
"""Bytes of a source up to which several threads cost more than they save: a quarter of
the time at 2,000 rows, nothing from 100,000 rows on, which are 20 MB of CSV."""


def create_database(
    path: Path, memory_limit: str | None, source_size: int
) -> duckdb.DuckDBPyConnection:
    """Create the database of a build; return a connection to it."""
    config: dict[str, Any] = {
        "storage_compatibility_version": STORAGE,
        "temp_directory": f"{path.absolute()}.tmp",
    }
    if memory_limit is not None:
        config["memory_limit"] = memory_limit
    if source_size <= SMALL:
        config["threads"] = 1
    try:
        connection = open_quietly(":memory:", **config)
    except duckdb.ParserException as error:
        raise EcographError(
            f"invalid memory limit {memory_limit!r}; give one such as 4GB"
        ) from error
    try:
        connection.execute(attach_statement(path, path.stem, OPTIONS))
        connection.execute("use ecograph")
    except duckdb.Error:
        connection.close()
        raise
    return connection
