"""Read remote files a block at a time, and let DuckDB do so.

fsspec has file systems for the Hub and for HTTP, but DuckDB gets one of ours:

1. DuckDB would read ``*``, ``?`` and ``[`` in a URL as a pattern, download an
   extension for ``https://``, and repeat the secrets of a URL in an error. So it
   gets paths that we make.
2. Its threads share an open file: `ecograph.threaded_reader`.
3. Some versions of it take a short read for a complete one. So a short read is an
   error.
4. It reports a Python error with the whole traceback. So the error is kept here.
"""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import duckdb
from fsspec import AbstractFileSystem

from ecograph.errors import SourceError
from ecograph.source.block_cache import BlockCache, RandomAccessFile
from ecograph.threaded_reader import ThreadedReader

__all__ = ["SourceFileSystem"]


class SourceFileSystem(AbstractFileSystem):  # type: ignore[misc]  # it has no types
    """The remote files of a source, as a file system for DuckDB."""

    protocol = "ecograph-source"
    cachable = False

    def __init__(self) -> None:
        super().__init__()
        self.cache = BlockCache()
        self.files: dict[str, RandomAccessFile] = {}

    @property
    def failure(self) -> SourceError | None:
        """The last error of reading a file."""
        return self.cache.failure

    def register(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let a connection read the files."""
        connection.register_filesystem(self)
        # DuckDB would cache what it has read, up to its limit of memory.
        connection.execute("set enable_external_file_cache = false")

    def close(self) -> None:
        """Stop all reading."""
        self.cache.close()

    def add(self, file: RandomAccessFile, name: str) -> str:
        """Add a file, and return the path by which DuckDB reads it.

        The path ends in the file's name, whose extension tells its compression.
        """
        path = f"{self.protocol}://{len(self.files)}/{quote(name, safe='')}"
        self.files[path] = file
        return path

    def open(self, path: str, mode: str = "rb", **options: Any) -> ThreadedReader:
        """Open a file for reading."""
        if mode != "rb":
            raise SourceError(f"{self.files[path]}: is read-only")
        return self.cache.open(self.files[path])

    def info(self, path: str, **options: Any) -> dict[str, Any]:
        """Return a file's name, size and type."""
        return {"name": path, "size": self.files[path].size, "type": "file"}

    def glob(self, path: str, **options: Any) -> list[str]:
        """Return the path itself: it is never a pattern."""
        return [path]

    def modified(self, path: str) -> datetime:
        """Return a constant: files do not change during a build."""
        return datetime(2020, 1, 1, tzinfo=UTC)
