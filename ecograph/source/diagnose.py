"""Find the place where a CSV file cannot be read, and say what to do about it.

DuckDB reads a file in parts and guesses what it is not told: of a file that it
cannot read, it often does not know which row is to blame. So the file is read
once more, slowly and from the start.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from ecograph.errors import SourceError
from ecograph.source.compression import UNREADABLE, open_text, open_unpacked, unreadable
from ecograph.source.files import SourceFile
from ecograph.source.source import Source, shortened

__all__ = ["LONGEST", "diagnose"]

LONGEST = 2_000_000
"""Bytes of the longest row that DuckDB reads."""


def diagnose(source: Source) -> SourceError | None:
    """Return the error of a source that cannot be read, None if nothing is wrong.

    Rows are counted from 1 below the header, lines from 1.
    """
    if source.layout.kind != "csv":
        return None
    for file in source.files:
        try:
            said = _bad_bytes(file) or _bad_rows(file, source.header)
        except UNREADABLE as error:
            return unreadable(file, error)
        if said:
            return SourceError(f"{file}: {said}")
    return None


def _bad_bytes(file: SourceFile) -> str | None:
    with open_unpacked(file) as opened:
        for number, line in enumerate(opened, 1):
            if b"\0" in line:
                return f"line {number}: it holds a NUL byte; take it out"
            try:
                line.decode()
            except UnicodeDecodeError as error:
                found = line[error.start : error.start + 1]
                return (
                    f"line {number}, byte {error.start + 1}: {found!r} is not UTF-8; "
                    "save the file as UTF-8"
                )
    return None


def _bad_rows(file: SourceFile, header: tuple[str, ...]) -> str | None:
    with open_text(file) as text, _any_length():
        lines = _Lines(text)
        reader = csv.reader(lines, strict=True)
        number = 0
        try:
            next(reader)
            first_end, number = lines.end, 1
            for cells in reader:
                said = _bad_row(header, cells)
                if not said and lines.end not in ("", first_end):
                    said = f": it ends in {lines.end!r} and the header in {first_end!r}"
                    said += "; end all lines in one way"
                if said:
                    return f"row {number}, line {reader.line_num}{said}"
                # The csv module counts what it takes for rows, an empty line too.
                number += bool(cells)
        except csv.Error as error:
            if "end of data" in str(error):
                remedy = "a double quote opens in it that is never closed"
            else:
                remedy = f"{error}; put double quotes around the whole cell, and double"
                remedy += " those inside it"
            place = f"row {number}" if number else "the first line"
            return f"{place}: {remedy}"
    return None


def _bad_row(header: tuple[str, ...], cells: list[str]) -> str | None:
    if cells and len(cells) != len(header):
        return (
            f": it has {len(cells)} cells in place of {len(header)}: "
            f"{shortened(repr(','.join(cells)), 80)}; put double quotes around a cell "
            "that holds a comma or the end of a line"
        )
    if sum(len(cell.encode()) for cell in cells) > LONGEST:
        column, cell = max(
            zip(header, cells, strict=True), key=lambda both: len(both[1])
        )
        return (
            f", column {column}: the cell has {len(cell):,} characters; a row may have "
            f"{LONGEST:,} bytes, so shorten it"
        )
    return None


class _Lines:
    """The lines of a file, of which the last one's end is known."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.end = ""

    def __iter__(self) -> Iterator[str]:
        for line in self.file:
            self.end = line[len(line.rstrip("\r\n")) :]
            yield line


@contextmanager
def _any_length() -> Iterator[None]:
    """Let the csv module read cells of any length."""
    before = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)
