"""Read files from elsewhere a block at a time, and let DuckDB do so.

The file system that DuckDB is given is ours, though fsspec has some for the Hub and
for HTTP:

1. DuckDB would take ``*``, ``?`` and ``[`` of a URL for a pattern, download an
   extension of its own for ``https://``, and repeat in an error what is secret in a
   URL. So it gets names that are ours.
2. Its threads share an open file, and the seek and the read of one come between
   those of another. So a thread reads from where it has last sought itself.
3. Some versions of it take a read for whole that brings less than was asked for. So
   that is an error.
4. It tells an error of Python's with all its traceback. So that is kept here.
"""

import io
import threading
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import duckdb
from fsspec import AbstractFileSystem

from ecograph.errors import SourceError
from ecograph.source.block_cache import Blocks, Ranged

__all__ = ["Reader", "Registered"]


class Reader(io.RawIOBase):
    """An open file from elsewhere, which several threads may read."""

    def __init__(self, file: Ranged, blocks: Blocks) -> None:
        self.file = file
        self.blocks = blocks
        self.lock = threading.Lock()
        self.place = 0
        self.sought: dict[int, int] = {}

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say that it can be read from any place."""
        return True

    def tell(self) -> int:
        """Return where it is to be read on."""
        return self.place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, for this thread or for all."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.place, io.SEEK_END: self.file.size}
        with self.lock:
            self.place = base[whence] + offset
            self.sought[threading.get_ident()] = self.place
            return self.place

    def read(self, size: int = -1) -> bytes:
        """Return as many bytes, or all there are to its end."""
        with self.lock:
            begin = self.sought.pop(threading.get_ident(), None)
            if begin is None:
                # Who goes on where another thread was reads one after the other.
                begin = self.place
                self.sought.clear()
            end = self.file.size if size < 0 else min(begin + size, self.file.size)
            self.place = max(begin, end)
        return self.blocks.read(self.file, begin, end)

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer, and return how much of it."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class Registered(AbstractFileSystem):  # type: ignore[misc]  # it has no types
    """The files of a source, as a file system for DuckDB."""

    protocol = "ecograph-source"
    cachable = False

    def __init__(self) -> None:
        super().__init__()
        self.blocks = Blocks()
        self.files: dict[str, Ranged] = {}

    @property
    def failure(self) -> SourceError | None:
        """What went wrong when a file was read, last."""
        return self.blocks.failure

    def register(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let a connection read the files."""
        connection.register_filesystem(self)
        # DuckDB would keep what it has read, as much as the memory takes.
        connection.execute("set enable_external_file_cache = false")

    def close(self) -> None:
        """Let no file be read any more."""
        self.blocks.close()

    def add(self, file: Ranged, name: str) -> str:
        """Take a file in, and return the name that DuckDB reads it by.

        Its own name is part of it, for the ending says how the file is packed.
        """
        pattern = f"{self.protocol}://{len(self.files)}/{quote(name, safe='')}"
        self.files[pattern] = file
        return pattern

    def open(self, path: str, mode: str = "rb", **options: Any) -> Reader:
        """Open a file."""
        if mode != "rb":
            raise SourceError(f"{self.files[path]}: it is only read")
        return Reader(self.files[path], self.blocks)

    def info(self, path: str, **options: Any) -> dict[str, Any]:
        """Return what there is to know of a file."""
        return {"name": path, "size": self.files[path].size, "type": "file"}

    def glob(self, path: str, **options: Any) -> list[str]:
        """Return the name as it stands: it is no pattern."""
        return [path]

    def modified(self, path: str) -> datetime:
        """Return always the same: a file stays one during a build."""
        return datetime(2020, 1, 1, tzinfo=UTC)
