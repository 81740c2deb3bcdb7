"""Read the ids of models from a file: a text file, a table, or standard input."""

import csv
import io
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from ecograph.errors import EcographError, missing_package

__all__ = ["ModelsFile", "asked_ids"]

ModelsFile = Annotated[
    str | None,
    typer.Option(
        "--models",
        help="File with the ids, in place of arguments: .txt with one per line, .csv "
        "or .xlsx with a column model_id; - is standard input.",
        metavar="FILE",
        show_default=False,
    ),
]
"""The option that names a file of ids."""

COLUMNS = ("model_id", "modelid", "model", "id", "name")
"""What the column of ids may be called, in any case; the first that is there."""

SEPARATORS = ",;\t"
"""Characters between the cells of CSV: Excel writes those of the user's country."""


def asked_ids(ids: list[str] | None, file: str | None) -> list[str] | None:
    """Return the ids of a command's arguments or of its file; None without either.

    Raises
    ------
    EcographError
        Both are given, or the file cannot be read.
    """
    if file is None:
        return ids or None
    if ids:
        raise EcographError(
            f"--models {file}: the arguments name models too; give one of them"
        )
    return _read_ids(file)


def _read_ids(file: str) -> list[str]:
    """Return the ids of a file, in order.

    Parameters
    ----------
    file : str
        ``-`` for standard input, or the name of a file: of a table (``.csv`` or
        ``.xlsx``, its first sheet) the column that `COLUMNS` name is read, else the
        first; of ``.txt`` each line, without those that begin with ``#``.

    Raises
    ------
    EcographError
        The file cannot be read, has another extension, or has no ids.
    """
    path = Path(file)
    extension = ".txt" if file == "-" else path.suffix.lower()
    readers = {".txt": _from_lines, ".csv": _from_csv, ".xlsx": _from_xlsx}
    if extension not in readers:
        raise EcographError(
            f"{file}: unsupported extension {path.suffix!r}; use .txt, .csv, .xlsx, or "
            "- for standard input"
        )
    try:
        data = sys.stdin.buffer.read() if file == "-" else path.read_bytes()
    except OSError as error:
        raise EcographError(f"{file}: cannot be read: {error.strerror}") from error
    try:
        found = readers[extension](data)
    except (UnicodeDecodeError, csv.Error) as error:
        raise EcographError(
            f"{file}: cannot be read as {extension}: {error}; save it "
            + ("again as .xlsx, or as .csv" if extension == ".xlsx" else "as UTF-8")
        ) from error
    ids = [text for text in map(str.strip, found) if text]
    if not ids:
        raise EcographError(f"{file}: it has no ids; give one OWNER/NAME per line")
    return ids


def _from_lines(data: bytes) -> list[str]:
    lines = data.decode("utf-8-sig").splitlines()
    return [line for line in lines if not line.lstrip().startswith("#")]


def _from_csv(data: bytes) -> list[str]:
    text = data.decode("utf-8-sig")
    header = text.partition("\n")[0]
    separator = max(SEPARATORS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return _column(row for row in reader if row)


def _from_xlsx(data: bytes) -> list[str]:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise missing_package("openpyxl", "export") from error
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = [*book.worksheets[0].iter_rows(values_only=True)]
    except Exception as error:
        # openpyxl raises whatever the broken file makes of zipfile and its parsers.
        raise csv.Error(f"not a workbook of Excel ({error})") from error
    return _column(rows)


def _column(rows: Iterable[Iterable[Any]]) -> list[str]:
    """Return the cells of the column of ids, without its header."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if not cells:
        return []
    header = [name.strip().lower() for name in cells[0]]
    named = [header.index(name) for name in COLUMNS if name in header]
    rest = cells[1:] if named else cells
    place = named[0] if named else 0
    return [row[place] for row in rest if len(row) > place]
