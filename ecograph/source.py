"""Look at a source before it is read, and say clearly what is wrong with it."""

import csv
import glob
import gzip
import hashlib
import io
import zlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, TextIO, cast

import sqlglot
from sqlglot import exp

from ecograph.errors import SourceError
from ecograph.plan import SqlFile

__all__ = ["UNREADABLE", "Source", "look", "shortened", "unreadable"]


PART = 1 << 20
"""How many bytes are read at a time."""

UNREADABLE = (OSError, EOFError, zlib.error)
"""What is raised where a file cannot be read, or not be unpacked."""

SIGNATURES = {
    b"PAR1": "Parquet: write it as CSV",
    b"<": "HTML or XML, perhaps a page in place of the file that it links to",
    b"{": "JSON: write it as CSV",
    b"\xff\xfe": "UTF-16: save it as UTF-8",
    b"\xfe\xff": "UTF-16: save it as UTF-8",
    b"\x1f\x8b": "gzip: give it a name that ends in .gz",
    b"\x28\xb5\x2f\xfd": "zstd: unpack it",
    b"PK\x03\x04": "a zip archive: unpack it",
}
"""How files begin that are not CSV, and what they are."""


@dataclass(frozen=True)
class Source:
    """A file of models, as it was found.

    Attributes
    ----------
    path : Path
        The file.
    size : int
        Its size in bytes.
    header : tuple of str
        The names of its columns.
    """

    path: Path
    size: int = 0
    header: tuple[str, ...] = ()

    @property
    def pattern(self) -> str:
        """The path as DuckDB takes it: ``*``, ``?`` and ``[`` are ordinary in it.

        It is the whole one, for DuckDB gives ``~`` and ``file:`` a meaning.
        """
        return glob.escape(str(self.path.absolute()))

    @property
    def is_packed(self) -> bool:
        """Whether it is gzip, as DuckDB tells: by its name."""
        return self.path.suffix == ".gz"

    def open(self) -> BinaryIO:
        """Return its bytes, unpacked where it is packed."""
        if self.is_packed:
            return cast("BinaryIO", gzip.open(self.path))
        return self.path.open("rb")

    def open_text(self) -> TextIO:
        """Return its text, for the csv module; what is not UTF-8 is replaced."""
        return io.TextIOWrapper(
            self.open(), encoding="utf-8-sig", errors="replace", newline=""
        )

    def read_through(self) -> tuple[str, bool]:
        """Return the SHA-256 of its bytes, and whether there is a NUL in it.

        The SHA-256 is in hexadecimal digits, and is that of the file as it lies
        there. DuckDB reads a NUL, which CSV cannot hold.

        Raises
        ------
        SourceError
            It can no longer be read.
        """
        try:
            with self.path.open("rb") as file:
                hashed = _Hashed(file)
                unpacked = cast("BinaryIO", hashed)
                if self.is_packed:
                    unpacked = cast("BinaryIO", gzip.GzipFile(fileobj=unpacked))
                parts = iter(partial(unpacked.read, PART), b"")
                nuls = sum(part.count(0) for part in parts)
        except UNREADABLE as error:
            raise SourceError(f"{self.path}: {unreadable(error)}") from error
        return hashed.sha256.hexdigest(), nuls > 0


class _Hashed:
    """A file of which all that is read is hashed."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.sha256 = hashlib.sha256()

    def read(self, size: int) -> bytes:
        part = self.file.read(size)
        self.sha256.update(part)
        return part


def look(path: Path, reader: SqlFile) -> Source:
    """Return the source at a path, once it is sure that it is a table of models.

    Parameters
    ----------
    path : Path
        The file.
    reader : SqlFile
        The SQL file that will read it, and names the columns that it needs.

    Raises
    ------
    SourceError
        There is no such file, it is a folder or empty, it may not be read, its name
        is not UTF-8, or a column is missing from its first line.
    """
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise SourceError(
            f"{str(path)!r}: its name is not UTF-8; give it another one"
        ) from error
    try:
        if path.is_dir():
            raise SourceError(f"{path}: it is a folder; name the CSV file in it")
        # It is read more than once, which a pipe is not good for.
        if path.exists() and not path.is_file():
            raise SourceError(f"{path}: it is no regular file; write it to one first")
        with Source(path).open_text() as text:
            header = next(csv.reader(text), [])
    except FileNotFoundError as error:
        raise SourceError(
            f"{path}: there is no such file; name a table in the ai_ecosystem "
            "layout, or make one up with `ecograph sample 2000 sample.csv`"
        ) from error
    except csv.Error as error:
        raise SourceError(
            f"{path}: its first line cannot be read: {error}; it should name the "
            "columns"
        ) from error
    except UNREADABLE as error:
        raise SourceError(f"{path}: {unreadable(error)}") from error
    if not any(header):
        raise SourceError(
            f"{path}: the file is empty, or its first line is; that line should name "
            "the columns, and each further one is a model"
        )
    found = [name.lower() for name in header]
    needed = _needed_columns(reader)
    missing = [name for name in needed if name.lower() not in found]
    if missing:
        raise SourceError(
            f"{path}: column {', '.join(missing)} is missing from the first line, "
            f"which has {shortened(', '.join(map(repr, header)))}; {_kind(path)}"
        )
    doubled = [name for name in needed if found.count(name.lower()) > 1]
    if doubled:
        raise SourceError(
            f"{path}: column {', '.join(doubled)} is there more than once in the first "
            "line, upper and lower case being one; keep one of each"
        )
    return Source(path, path.stat().st_size, tuple(header))


def unreadable(error: Exception) -> str:
    """Return why a file cannot be read, and what to do."""
    if isinstance(error, PermissionError):
        remedy = "allow it with `chmod u+r`, or name another file"
    elif isinstance(error, (EOFError, zlib.error, gzip.BadGzipFile)):
        remedy = "it is cut off or spoilt, so fetch it anew"
    else:
        remedy = "name another file"
    return f"it cannot be read: {error}; {remedy}"


def _kind(path: Path) -> str:
    """Return what to do with a file that does not begin as it should."""
    with Source(path).open() as file:
        begin = file.read(16).lstrip()
    for signature, kind in SIGNATURES.items():
        if begin.startswith(signature):
            return f"it looks like {kind}"
    return "separate them by commas and name all that the ai_ecosystem layout needs"


def shortened(text: str, length: int = 200) -> str:
    """Return a text, or its beginning where it is longer."""
    return text if len(text) <= length else f"{text[:length]}…"


def _needed_columns(reader: SqlFile) -> list[str]:
    """Return the columns that an SQL file takes from the source, in its order."""
    (create,) = (
        statement
        for statement in sqlglot.parse(reader.text, read="duckdb")
        if isinstance(statement, exp.Create)
    )
    (query,) = create.find_all(exp.Select)
    columns = [
        column.name
        for item in query.expressions
        for column in item.find_all(exp.Column)
    ]
    return [*dict.fromkeys(columns)]
