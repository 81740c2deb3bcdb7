"""A source: the files of a table of models, their layout and their columns."""

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, cast

import duckdb

from ecograph.errors import SourceError
from ecograph.source.compression import READ_ERRORS, decompressed, read_error
from ecograph.source.files import FileSet, SourceFile
from ecograph.source.layouts import Layout

__all__ = ["Source"]

CHUNK = 1 << 20
"""How many bytes to read at a time."""


@dataclass(frozen=True)
class Source:
    """The files of a table of models, as detected.

    Attributes
    ----------
    file_set : FileSet
        The files.
    layout : Layout
        Their layout.
    header : tuple of str
        Names of the columns of all files, or of the fields of their first records.
    json_format : {"array", "auto"}
        As what DuckDB reads JSON; it may not recognize an array.
    mixed : frozenset of str
        Columns of Parquet files, in lower case, whose types are not of one kind in
        all files.
    """

    file_set: FileSet
    layout: Layout
    header: tuple[str, ...]
    json_format: str = "auto"
    mixed: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.file_set.display_name

    @property
    def name(self) -> str:
        """The name of the file or folder, or the pattern, without its folder."""
        return self.file_set.name

    @property
    def revision(self) -> str | None:
        """The commit of a dataset on the Hub."""
        return self.file_set.revision

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The files, in the order in which they are read."""
        return self.file_set.files

    @property
    def size(self) -> int:
        """The size of all files in bytes."""
        return sum(file.size for file in self.files)

    @property
    def patterns(self) -> list[str]:
        """The paths of the files for DuckDB."""
        return [file.pattern for file in self.files]

    @property
    def failure(self) -> SourceError | None:
        """The last error of reading remote files."""
        return self.file_set.failure

    def register(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let a connection read the files."""
        self.file_set.register(connection)

    def close(self) -> None:
        """Stop fetching remote files."""
        self.file_set.close()

    def scan(self) -> tuple[str, bool]:
        """Read all files once.

        They are decompressed to find those that are truncated, which DuckDB does
        not always report. The NUL bytes are searched in CSV only, which may not
        contain them although DuckDB reads them. A Parquet file whose SHA-256 is
        known is not read: usually much of it is columns that are not needed.

        Returns
        -------
        sha256 : str
            The SHA-256, in hexadecimal digits, of the bytes of the files as they
            are stored, one file after the other.
        has_nul : bool
            Whether a CSV file contains a NUL byte.

        Raises
        ------
        SourceError
            A file cannot be read, or has changed since it was found.
        """
        if self.layout.format == "parquet" and len(self.files) == 1:
            (file,) = self.files
            if file.sha256 is not None:
                return file.sha256, False
        sha256 = hashlib.sha256()
        has_nul = False
        for file in self.files:
            try:
                with file.open() as stored:
                    hashed = cast("BinaryIO", _HashingReader(stored, sha256))
                    content = decompressed(hashed, file.name)
                    chunks = iter(partial(content.read, CHUNK), b"")
                    # All chunks are read, and searching one is quick.
                    found = [b"\0" in chunk for chunk in chunks]
                    has_nul |= self.layout.format == "csv" and any(found)
            except READ_ERRORS as error:
                raise read_error(file, error) from error
        if any(file.is_changed() for file in self.files):
            raise SourceError(
                f"{self}: it changed while it was read; build again when it is complete"
            )
        return sha256.hexdigest(), has_nul


class _HashingReader:
    """A file whose bytes are hashed as they are read."""

    def __init__(self, file: BinaryIO, sha256: "hashlib._Hash") -> None:
        self.file = file
        self.sha256 = sha256

    def read(self, size: int) -> bytes:
        chunk = self.file.read(size)
        self.sha256.update(chunk)
        return chunk
