"""Find the place where a source cannot be read, and what to do about it.

DuckDB reads a file in parallel parts and guesses its dialect, so it often does not
know which row is wrong. So the file is read again, slowly and from the start.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from ecograph.errors import SourceError, shortened
from ecograph.source.compression import READ_ERRORS, open_binary, open_text, read_error
from ecograph.source.files import SourceFile
from ecograph.source.json_values import JsonError, json_values
from ecograph.source.layouts import MAX_ROW_BYTES
from ecograph.source.source import Source

__all__ = ["diagnose"]


def diagnose(source: Source) -> SourceError | None:
    """Return the first error in the CSV or JSON files of a source, or None.

    Rows are counted from 1 below the header, and lines from 1.

    Parameters
    ----------
    source : Source
        The source.
    """
    if source.layout.format == "parquet":
        return None
    for file in source.files:
        try:
            if source.layout.format == "json":
                problem = _invalid_json(file)
            else:
                problem = _invalid_bytes(file) or _invalid_row(file, source.header)
        except READ_ERRORS as error:
            return read_error(file, error)
        if problem:
            return SourceError(f"{file}: {problem}")
    return None


def _invalid_json(file: SourceFile) -> str | None:
    with open_text(file) as text:
        try:
            for _ in json_values(text):
                pass
        except JsonError as error:
            return str(error)
    return None


def _invalid_bytes(file: SourceFile) -> str | None:
    with open_binary(file) as binary:
        for number, line in enumerate(binary, 1):
            if b"\0" in line:
                return f"line {number}: it has a NUL byte; remove it"
            try:
                line.decode()
            except UnicodeDecodeError as error:
                byte = line[error.start : error.start + 1]
                return (
                    f"line {number}, byte {error.start + 1}: {byte!r} is not UTF-8; "
                    "save the file as UTF-8"
                )
    return None


def _invalid_row(file: SourceFile, header: tuple[str, ...]) -> str | None:
    with open_text(file) as text, _any_cell_length():
        lines = _Lines(text)
        reader = csv.reader(lines, strict=True)
        number = 0
        try:
            next(reader)
            first_ending, number = lines.ending, 1
            for cells in reader:
                problem = _row_problem(header, cells)
                if not problem and lines.ending not in ("", first_ending):
                    problem = (
                        f": it ends in {lines.ending!r} and the header in "
                        f"{first_ending!r}; use one line ending"
                    )
                if problem:
                    return f"row {number}, line {reader.line_num}{problem}"
                # The csv module counts an empty line as a row; DuckDB does not.
                number += bool(cells)
        except csv.Error as error:
            if "end of data" in str(error):
                problem = "a double quote opens in it and is never closed"
            else:
                problem = (
                    f"{error}; put double quotes around the whole cell, and double "
                    "those inside it"
                )
            place = f"row {number}" if number else "the first line"
            return f"{place}: {problem}"
    return None


def _row_problem(header: tuple[str, ...], cells: list[str]) -> str | None:
    if cells and len(cells) != len(header):
        return (
            f": it has {len(cells)} cell{'s' * (len(cells) != 1)} instead of "
            f"{len(header)}: "
            f"{shortened(repr(','.join(cells)), 80)}; put double quotes around a cell "
            "that contains a comma or a line break"
        )
    if sum(len(cell.encode()) for cell in cells) > MAX_ROW_BYTES:
        column, cell = max(
            zip(header, cells, strict=True), key=lambda both: len(both[1])
        )
        return (
            f", column {column}: the cell has {len(cell):,} characters, but a row can "
            f"have {MAX_ROW_BYTES:,} bytes at most; shorten it"
        )
    return None


class _Lines:
    """Iterates over the lines of a file, and remembers the ending of the last."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.ending = ""

    def __iter__(self) -> Iterator[str]:
        for line in self.file:
            self.ending = line[len(line.rstrip("\r\n")) :]
            yield line


@contextmanager
def _any_cell_length() -> Iterator[None]:
    """Let the csv module read cells of any length."""
    limit = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(limit)
