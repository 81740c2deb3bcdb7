"""The files of a source: how they are found, opened and passed to DuckDB."""

import glob
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

import duckdb

from ecograph.errors import SourceError

__all__ = [
    "FileSet",
    "SourceFile",
    "has_folder_extension",
    "is_named_json",
    "local_files",
]

JSON_EXTENSIONS = (".json", ".jsonl", ".ndjson")

FOLDER_EXTENSIONS = (*JSON_EXTENSIONS, ".parquet")
"""Extensions of the files that are read from a folder, compressed or not."""

MOST_NAMES = 5
"""How many file names an error lists."""


class SourceFile(Protocol):
    """A local or remote file; `str` gives its name for errors."""

    @property
    def name(self) -> str:
        """Its name without its folder; the extension tells its compression."""

    @property
    def size(self) -> int:
        """Its size in bytes when it was found."""

    @property
    def pattern(self) -> str:
        """The path for DuckDB, with ``*``, ``?`` and ``[`` escaped."""

    @property
    def sha256(self) -> str | None:
        """Its SHA-256, if known without reading it."""

    def open(self) -> BinaryIO:
        """Open it at its start."""

    def is_changed(self) -> bool:
        """Return whether it has been replaced since it was found."""


class FileSystem(Protocol):
    """A file system through which DuckDB reads remote files."""

    failure: SourceError | None
    """The last error of reading; DuckDB reports it in words of its own."""

    def register(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let a connection read the files."""

    def close(self) -> None:
        """Stop all reading, in every thread."""


@dataclass(frozen=True)
class FileSet:
    """The files that a path, a pattern or a URL stands for.

    Attributes
    ----------
    display_name : str
        The path, pattern or URL without anything secret.
    name : str
        Its last part: the name of the file or folder, or the pattern.
    files : tuple of SourceFile
        The files in the order in which they are read.
    filesystem : FileSystem, optional
        What reads them, if they are remote.
    revision : str, optional
        The commit of the dataset on the Hub that they belong to.
    """

    display_name: str
    name: str
    files: tuple[SourceFile, ...]
    filesystem: FileSystem | None = None
    revision: str | None = None

    @property
    def failure(self) -> SourceError | None:
        """The last error of reading remote files."""
        return self.filesystem.failure if self.filesystem else None

    def register(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let a connection read them."""
        if self.filesystem:
            self.filesystem.register(connection)

    def close(self) -> None:
        """Stop fetching remote files."""
        if self.filesystem:
            self.filesystem.close()


@dataclass(frozen=True)
class LocalFile:
    """A file on this machine."""

    path: Path
    size: int
    display_name: str
    sha256: None = None

    def __str__(self) -> str:
        return self.display_name

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def pattern(self) -> str:
        # Absolute, because DuckDB expands ``~`` and ``file:``.
        return glob.escape(str(self.path.absolute()))

    def open(self) -> BinaryIO:
        return self.path.open("rb")

    def is_changed(self) -> bool:
        return self.path.stat().st_size != self.size


def has_folder_extension(name: str) -> bool:
    """Return whether a file of this name is read if its folder is the source.

    Examples
    --------
    >>> has_folder_extension("records.jsonl.gz"), has_folder_extension("models.csv")
    (True, False)
    """
    return _uncompressed(name).endswith(FOLDER_EXTENSIONS)


def is_named_json(name: str) -> bool:
    """Return whether a file is JSON by its name."""
    return _uncompressed(name).endswith(JSON_EXTENSIONS)


def _uncompressed(name: str) -> str:
    """Return a name in lower case, without the extension of a compression."""
    return name.lower().removesuffix(".gz").removesuffix(".zst")


def local_files(path: Path, display_name: str | None = None) -> FileSet:
    """Return the files that a path or a pattern stands for, sorted by name.

    Parameters
    ----------
    path : Path
        A file, a folder or a pattern.
    display_name : str, optional
        What errors call a file that the user does not know; by default its path.

    Raises
    ------
    SourceError
        No file matches, one is not a regular file, or a name is not UTF-8.
    OSError
        A file or folder cannot be accessed.
    """
    try:
        str(path.absolute()).encode()
    except UnicodeEncodeError as error:
        raise SourceError(
            f"{str(path)!r}: the name is not valid UTF-8; rename it"
        ) from error
    files = tuple(
        LocalFile(file, file.stat().st_size, display_name or str(file))
        for file in _paths(path)
    )
    return FileSet(display_name or str(path), path.name, files)


def _paths(path: Path) -> list[Path]:
    if path.is_dir():
        files = sorted(
            file
            for file in path.iterdir()
            if file.is_file() and has_folder_extension(file.name)
        )
        if not files:
            raise SourceError(
                f"{path}: the folder has no JSON or Parquet file; {_advice(path)}"
            )
        return files
    if not path.exists() and glob.has_magic(str(path)):
        matches = map(Path, glob.glob(str(path)))  # noqa: PTH207
        files = sorted(file for file in matches if file.is_file())
        if not files:
            raise SourceError(f"{path}: no file matches; correct the pattern")
        return files
    # It is read more than once, which is impossible with a pipe.
    if path.exists() and not path.is_file():
        raise SourceError(f"{path}: not a regular file; copy it to one first")
    return [path]


def _advice(folder: Path) -> str:
    """Return what to give in place of a folder without JSON and Parquet."""
    names = [path.name for path in sorted(folder.iterdir())]
    csv = [name for name in names if ".csv" in name.lower()]
    tsv = [name for name in names if ".tsv" in name.lower()]
    advice = []
    if csv:
        advice.append(f"give one of its CSV files: {_listed(csv)}")
    if tsv:
        advice.append(f"write a file with commas in place of tabs: {_listed(tsv)}")
    if advice:
        return "; or ".join(advice)
    return "give a file, or a folder of such files"


def _listed(names: list[str]) -> str:
    more = ", …" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more
