"""Write rows as an aligned table, CSV, JSON or Markdown."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO, TypeVar

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ecograph.errors import EcographError, QueryError

__all__ = ["WRITERS", "file_writer", "write_json_object"]

Writer = Callable[[list[str], Sequence[tuple[Any, ...]], TextIO], None]

FileWriter = TypeVar("FileWriter")


def file_writer(
    writers: Mapping[str, FileWriter],
    path: Path,
    format: str | None = None,  # noqa: A002
) -> FileWriter:
    """Return the function that writes a file, by its extension.

    Parameters
    ----------
    writers : mapping of str to callable
        The function for each extension.
    path : Path
        The file.
    format : str, optional
        A format that the user gives besides, which a file cannot have.

    Raises
    ------
    EcographError
        The extension is another one, or a format is given.

    Examples
    --------
    >>> file_writer({".csv": print, ".xlsx": print}, Path("rows.txt"))
    Traceback (most recent call last):
    ecograph.errors.EcographError: rows.txt: unsupported extension '.txt'; use .csv \
or .xlsx
    """
    write = writers.get(path.suffix.lower())
    if write is None:
        *most, last = writers
        raise EcographError(
            f"{path}: unsupported extension {path.suffix!r}; use {', '.join(most)} "
            f"or {last}"
        )
    if format is not None:
        raise EcographError(
            f"{path}: its extension is its format; leave out --format {format}"
        )
    return write


def write_table(
    columns: list[str], rows: Sequence[tuple[Any, ...]], file: TextIO
) -> None:
    """Write an aligned table, on a terminal no wider than that."""
    width = None if file.isatty() else 10_000
    console = Console(file=file, width=width, highlight=False)
    table = Table(box=None)
    for position, name in enumerate(columns):
        numbers = all(isinstance(row[position], int | float | None) for row in rows)
        table.add_column(Text(name), justify="right" if numbers else "left")
    for row in rows:
        table.add_row(*(Text(_plain(value)) for value in row))
    console.print(table)


def write_csv(
    columns: list[str], rows: Sequence[tuple[Any, ...]], file: TextIO
) -> None:
    """Write CSV with a header; a missing value is an empty field."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def write_json(
    columns: list[str], rows: Sequence[tuple[Any, ...]], file: TextIO
) -> None:
    """Write an array with one object per row; a missing value is null."""
    if len(set(columns)) < len(columns):
        raise QueryError("JSON needs unique column names; rename columns with `as`")
    objects = [dict(zip(columns, row, strict=True)) for row in rows]
    json.dump(objects, file, ensure_ascii=False, indent=1, default=str)
    file.write("\n")


def write_json_object(
    tables: Mapping[str, tuple[list[str], Sequence[tuple[Any, ...]]]], file: TextIO
) -> None:
    """Write an object with an array for each table, and each row on a line.

    Python's json is slow when it indents, and there can be millions of rows.
    """
    encode = json.JSONEncoder(ensure_ascii=False, default=str).encode
    separator = "{\n"
    for name, (columns, rows) in tables.items():
        file.write(f"{separator}{encode(name)}: [")
        row_separator = "\n "
        for row in rows:
            file.write(row_separator + encode(dict(zip(columns, row, strict=True))))
            row_separator = ",\n "
        file.write("\n]" if rows else "]")
        separator = ",\n"
    file.write("\n}\n")


def write_markdown(
    columns: list[str], rows: Sequence[tuple[Any, ...]], file: TextIO
) -> None:
    """Write a Markdown table; bars and line breaks in a value are escaped."""
    lines = [columns, ["---"] * len(columns), *([*map(_plain, row)] for row in rows)]
    for line in lines:
        cells = (
            cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")
            for cell in line
        )
        file.write(f"| {' | '.join(cells)} |\n")


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


WRITERS: dict[str, Writer] = {
    "table": write_table,
    "csv": write_csv,
    "json": write_json,
    "markdown": write_markdown,
}
"""The function that writes each format."""
