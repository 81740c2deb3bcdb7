"""Write the rows of a query as a file: CSV, Parquet or Excel."""

import math
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from ecograph.atomic_write import WRITE_ERRORS
from ecograph.cli.output_formats import write_csv
from ecograph.cli.read_only import fetch, query_errors
from ecograph.database import stoppable
from ecograph.errors import EcographError, missing_package
from ecograph.html.wording import replace_invalid_xml

__all__ = ["row_writer"]

Writer = Callable[[duckdb.DuckDBPyConnection, duckdb.Statement, Path], int]
"""Runs a statement, writes its rows to a path, and returns their number."""

XLSX_ROWS = 1_048_575
XLSX_LETTERS = 32_767
"""How many rows below the header, and letters of a text, Excel has room for."""

EXACT = 10**15
"""Excel rounds whole numbers from here on; these are written as text."""

FIRST_DATE = date(1900, 3, 1)
"""Excel counts days from 1900, a leap year to it; earlier dates are written as text."""


def row_writer(path: Path) -> Writer:
    """Return the function that writes rows to a path, by its extension.

    Raises
    ------
    EcographError
        The extension is another one.

    Examples
    --------
    >>> row_writer(Path("rows.txt"))
    Traceback (most recent call last):
    ecograph.errors.EcographError: rows.txt: unsupported extension '.txt'; use .csv, \
.parquet or .xlsx
    """
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        *most, last = WRITERS
        raise EcographError(
            f"{path}: unsupported extension {path.suffix!r}; use {', '.join(most)} "
            f"or {last}"
        )
    return write


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
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError as error:
        raise missing_package("openpyxl", "export") from error

    columns, rows = fetch(connection, statement)
    if len(rows) > XLSX_ROWS:
        raise EcographError(
            f"{path.name}: Excel has room for {XLSX_ROWS:,} rows, not {len(rows):,}; "
            "use .csv or .parquet"
        )
    table = [[_excel_value(value) for value in row] for row in (columns, *rows)]
    longest = max(len(v) for row in table for v in row if isinstance(v, str))
    if longest > XLSX_LETTERS:
        raise EcographError(
            f"{path.name}: Excel has room for texts of {XLSX_LETTERS:,} letters, not "
            f"{longest:,}; use .csv or .parquet"
        )
    book = Workbook(write_only=True)
    sheet = book.create_sheet("rows")
    for row in table:
        cells = [WriteOnlyCell(sheet, value) for value in row]
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # also where it looks like a formula
        sheet.append(cells)
    book.save(path)
    return len(rows)


def _excel_value(value: Any) -> Any:
    """Return a value as Excel can have it: what it cannot have, as text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        fits = math.isfinite(value) and -EXACT < value < EXACT
    elif isinstance(value, datetime):
        fits = value.tzinfo is None and value.date() >= FIRST_DATE
    else:
        fits = isinstance(value, date) and value >= FIRST_DATE
    return value if fits else replace_invalid_xml(str(value))


WRITERS: dict[str, Writer] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
    ".xlsx": _write_xlsx,
}
"""The function that writes each extension."""
