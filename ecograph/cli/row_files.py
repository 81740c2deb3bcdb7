"""Write the rows of a query as a file: CSV, Parquet or Excel."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from ecograph.atomic_write import WRITE_ERRORS
from ecograph.cli.output_formats import write_csv
from ecograph.cli.read_only import fetch, query_errors
from ecograph.cli.xlsx import write_workbook
from ecograph.database import stoppable

__all__ = ["ROW_FILES"]

Writer = Callable[[duckdb.DuckDBPyConnection, duckdb.Statement, Path], int]
"""Runs a statement, writes its rows to a path, and returns their number."""


def _write_csv(
    connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement, path: Path
) -> int:
    columns, rows = fetch(connection, statement)
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(columns, rows, file)
    return len(rows)


def _write_parquet(
    connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement, path: Path
) -> int:
    name = str(path.absolute())
    with query_errors(connection):
        relation = connection.sql(statement)
    try:
        stoppable(connection, lambda: relation.write_parquet(name))
    except WRITE_ERRORS:
        raise
    except duckdb.Error:
        with query_errors(connection):
            raise
    ((number,),) = connection.execute(
        "select count(*) from read_parquet(?)", [name]
    ).fetchall()
    return int(number)


def _write_xlsx(
    connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement, path: Path
) -> int:
    columns, rows = fetch(connection, statement)
    write_workbook({"rows": (columns, rows)}, path)
    return len(rows)


ROW_FILES: dict[str, Writer] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
    ".xlsx": _write_xlsx,
}
"""The function that writes each extension."""
