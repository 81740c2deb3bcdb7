"""The files of a source: how they are found, opened and named to DuckDB."""

import glob
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

import duckdb

from ecograph.errors import SourceError

__all__ = ["Found", "SourceFile", "in_folder", "local"]

IN_FOLDERS = (".json", ".jsonl", ".ndjson", ".parquet")
"""Endings of the files that are taken from a folder, packed or not."""


class SourceFile(Protocol):
    """A file, here or elsewhere; its text is what to call it in an error."""

    @property
    def name(self) -> str:
        """Its name without its folder: the ending tells how it is packed."""

    @property
    def size(self) -> int:
        """How many bytes it had when it was found."""

    @property
    def pattern(self) -> str:
        """What DuckDB reads it by, where ``*``, ``?`` and ``[`` are escaped."""

    @property
    def sha256(self) -> str | None:
        """Its SHA-256, where that is known without reading it."""

    def open(self) -> BinaryIO:
        """Open it, to be read from its beginning."""

    def is_changed(self) -> bool:
        """Whether it is another one than was found."""


class Elsewhere(Protocol):
    """Where files are that DuckDB does not find by itself."""

    failure: SourceError | None
    """What went wrong there, though DuckDB tells it in its own way."""

    def register(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let a connection read the files."""

    def close(self) -> None:
        """Let nothing more be read, by whatever thread."""


@dataclass(frozen=True)
class Found:
    """What a text means: files, in the order in which they are read.

    Attributes
    ----------
    shown : str
        The text as it can be shown to anyone.
    name : str
        Its last part: the name of the file, of the folder, or the pattern.
    files : tuple of SourceFile
        The files.
    elsewhere : Elsewhere, optional
        Where they are, if not on this machine.
    revision : str, optional
        The revision that they are of, where there are such.
    """

    shown: str
    name: str
    files: tuple[SourceFile, ...]
    elsewhere: Elsewhere | None = None
    revision: str | None = None

    @property
    def failure(self) -> SourceError | None:
        """What went wrong where they are."""
        return self.elsewhere.failure if self.elsewhere else None

    def register(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let a connection read them."""
        if self.elsewhere:
            self.elsewhere.register(connection)

    def close(self) -> None:
        """Let nothing more of them be fetched."""
        if self.elsewhere:
            self.elsewhere.close()


@dataclass(frozen=True)
class LocalFile:
    """A file on this machine."""

    path: Path
    size: int
    sha256: None = None

    def __str__(self) -> str:
        return str(self.path)

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def pattern(self) -> str:
        # The whole path, for DuckDB gives ``~`` and ``file:`` a meaning.
        return glob.escape(str(self.path.absolute()))

    def open(self) -> BinaryIO:
        return self.path.open("rb")

    def is_changed(self) -> bool:
        return self.path.stat().st_size != self.size


def in_folder(name: str) -> bool:
    """Return whether a file is taken from a folder, going by its name."""
    endings = tuple(e + packing for e in IN_FOLDERS for packing in ("", ".gz", ".zst"))
    return name.lower().endswith(endings)


def local(path: Path) -> Found:
    """Return the files that a path means, in the order of their names.

    Raises
    ------
    SourceError
        There are none, or one is no regular file, or its name is not UTF-8.
    OSError
        One cannot be looked for.
    """
    try:
        str(path.absolute()).encode()
    except UnicodeEncodeError as error:
        raise SourceError(
            f"{str(path)!r}: its name is not UTF-8; give it another one"
        ) from error
    files = tuple(LocalFile(file, file.stat().st_size) for file in _paths(path))
    return Found(str(path), path.name, files)


def _paths(path: Path) -> list[Path]:
    if path.is_dir():
        files = sorted(f for f in path.iterdir() if f.is_file() and in_folder(f.name))
        if not files:
            raise SourceError(
                f"{path}: it is a folder without a JSON or Parquet file; name the "
                "CSV file in it"
            )
        return files
    if not path.exists() and glob.has_magic(str(path)):
        found = map(Path, glob.glob(str(path)))  # noqa: PTH207
        files = sorted(file for file in found if file.is_file())
        if not files:
            raise SourceError(f"{path}: no file has such a name; mend the pattern")
        return files
    # It is read more than once, which a pipe is not good for.
    if path.exists() and not path.is_file():
        raise SourceError(f"{path}: it is no regular file; write it to one first")
    return [path]
