"""A source: the files of a table of models, their layout and their columns."""

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, cast

from ecograph.errors import SourceError
from ecograph.source.compression import UNREADABLE, unpacked, unreadable
from ecograph.source.files import Found, SourceFile
from ecograph.source.layouts import Layout

__all__ = ["Source", "shortened"]

PART = 1 << 20
"""How many bytes are read at a time."""


@dataclass(frozen=True)
class Source:
    """Files of models, as they were found.

    Attributes
    ----------
    found : Found
        The files, and what was asked for: a file, a folder, or a pattern of names.
    layout : Layout
        Their layout.
    header : tuple of str
        Names of the columns, or of the fields of the first record.
    """

    found: Found
    layout: Layout
    header: tuple[str, ...]

    def __str__(self) -> str:
        return self.found.shown

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The files, in the order in which they are read."""
        return self.found.files

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def patterns(self) -> list[str]:
        """The files as DuckDB takes them."""
        return [file.pattern for file in self.files]

    def read_through(self) -> tuple[str, bool]:
        """Return the SHA-256 of its bytes, and whether there is a NUL in it.

        The SHA-256 is in hexadecimal digits, and is that of the files as they lie
        there, one after the other. They are unpacked for it, for DuckDB does not
        tell of each packed file that is cut off. A NUL is looked for in CSV, which
        cannot hold it, though DuckDB reads it.

        Parquet of which the SHA-256 is known is not fetched for it: most of it may
        be columns that nobody needs.

        Raises
        ------
        SourceError
            It can no longer be read.
        """
        if self.layout.kind == "parquet" and len(self.files) == 1:
            (file,) = self.files
            if file.sha256 is not None:
                return file.sha256, False
        sha256 = hashlib.sha256()
        nuls = 0
        for file in self.files:
            try:
                with file.open() as opened:
                    hashed = cast("BinaryIO", _Hashed(opened, sha256))
                    whole = unpacked(hashed, file.name)
                    parts = iter(partial(whole.read, PART), b"")
                    found = sum(part.count(0) for part in parts)
                    nuls += found if self.layout.kind == "csv" else 0
            except UNREADABLE as error:
                raise unreadable(file, error) from error
        if any(file.is_changed() for file in self.files):
            raise SourceError(
                f"{self}: it changed while it was read; build again when it is whole"
            )
        return sha256.hexdigest(), nuls > 0


class _Hashed:
    """A file of which all that is read is hashed."""

    def __init__(self, file: BinaryIO, sha256: "hashlib._Hash") -> None:
        self.file = file
        self.sha256 = sha256

    def read(self, size: int) -> bytes:
        part = self.file.read(size)
        self.sha256.update(part)
        return part


def shortened(text: str, length: int = 200) -> str:
    """Return a text, or its beginning where it is longer."""
    return text if len(text) <= length else f"{text[:length]}…"
