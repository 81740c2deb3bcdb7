"""Write rows as a workbook of Excel."""

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from ecograph.errors import EcographError, missing_package
from ecograph.html.wording import replace_invalid_xml

__all__ = ["write_workbook"]

XLSX_ROWS = 1_048_575
XLSX_LETTERS = 32_767
"""How many rows below the header, and letters of a text, Excel has room for."""

EXACT = 10**15
"""Excel rounds whole numbers from here on; these are written as text."""

FIRST_DATE = date(1900, 3, 1)
"""Excel counts days from 1900, a leap year to it; earlier dates are written as text."""

WIDEST = 60
"""Maximum width of a column, in characters."""


def write_workbook(
    sheets: Mapping[str, tuple[list[Any], list[tuple[Any, ...]]]], path: Path
) -> None:
    """Write sheets by their names: columns, which stay in view, and rows.

    Raises
    ------
    EcographError
        Excel has no room for the rows or a text, or openpyxl is missing.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.utils import get_column_letter
    except ImportError as error:
        raise missing_package("openpyxl", "export") from error

    book = Workbook(write_only=True)
    for name, (columns, rows) in sheets.items():
        table = _as_cells(columns, rows, path)
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, width in enumerate(_widths(table), 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        for row in table:
            cells = [WriteOnlyCell(sheet, value) for value in row]
            for cell in cells:
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # also where it looks like a formula
            sheet.append(cells)
    book.save(path)


def _as_cells(
    columns: list[Any], rows: list[tuple[Any, ...]], path: Path
) -> list[list[Any]]:
    """Return the values as Excel can have them."""
    if len(rows) > XLSX_ROWS:
        raise EcographError(
            f"{path.name}: Excel has room for {XLSX_ROWS:,} rows, not {len(rows):,}; "
            "use .csv or .parquet"
        )
    table = [[_excel_value(value) for value in row] for row in (columns, *rows)]
    lengths = [len(v) for row in table for v in row if isinstance(v, str)]
    if max(lengths, default=0) > XLSX_LETTERS:
        raise EcographError(
            f"{path.name}: Excel has room for texts of {XLSX_LETTERS:,} letters, not "
            f"{max(lengths):,}; use .csv or .parquet"
        )
    return table


def _widths(table: list[list[Any]]) -> Iterable[int]:
    """Yield a width for each column, by its first rows."""
    for column in zip(*table[:1000], strict=True):
        yield min(WIDEST, 2 + max(len(str(value or "")) for value in column))


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
