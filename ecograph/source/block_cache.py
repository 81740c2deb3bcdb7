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
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import quote

import duckdb
from fsspec import AbstractFileSystem

from ecograph.errors import SourceError

__all__ = ["Blocks", "Reader", "Registered"]

BLOCK = 4 << 20
"""Bytes of a block: what DuckDB reads of a CSV file at a time."""

KEPT = 8
"""How many blocks to keep, of all files together.

The file is read twice at once, by DuckDB and for its SHA-256. Who comes second finds
the block here, and so catches up: over a slow line most of it is fetched once.
"""


class Ranged(Protocol):
    """A file of which a part can be fetched."""

    @property
    def size(self) -> int:
        """Its bytes."""

    def fetch(self, begin: int, end: int) -> bytes:
        """Return its bytes from one place to another, all of them."""

    @property
    def is_read_in_blocks(self) -> bool:
        """Whether it is read from its beginning to its end, not here and there."""


class Blocks:
    """The blocks that were read last; each is fetched once while it is kept."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.blocks: dict[tuple[Ranged, int], Future[bytes]] = {}
        self.is_closed = False
        self.failure: SourceError | None = None

    def block(self, file: Ranged, number: int) -> bytes:
        """Return a block of a file."""
        key = file, number
        with self.lock:
            kept = self.blocks.pop(key, None)
            block: Future[bytes] = kept or Future()
            self.blocks[key] = block
            if len(self.blocks) > KEPT:
                del self.blocks[next(iter(self.blocks))]
        if kept is None:
            begin = number * BLOCK
            try:
                block.set_result(self.fetch(file, begin, begin + BLOCK))
            except BaseException as error:
                with self.lock:
                    self.blocks.pop(key, None)
                block.set_exception(error)
        return block.result()

    def fetch(self, file: Ranged, begin: int, end: int) -> bytes:
        """Return bytes of a file without keeping them."""
        if self.is_closed:
            raise SourceError(f"{file}: it is not read any more")
        end = min(end, file.size)
        try:
            return file.fetch(begin, end) if begin < end else b""
        except SourceError as error:
            self.failure = error
            raise

    def read(self, file: Ranged, begin: int, end: int) -> bytes:
        """Return bytes of a file, by way of its blocks where it is read in them."""
        end = min(end, file.size)
        if begin >= end or not file.is_read_in_blocks:
            return self.fetch(file, begin, end)
        numbers = range(begin // BLOCK, (end - 1) // BLOCK + 1)
        if begin % BLOCK == 0 and len(numbers) == 1:
            return self.block(file, numbers[0])[: end - begin]
        whole = b"".join(self.block(file, number) for number in numbers)
        return whole[begin % BLOCK :][: end - begin]

    def close(self) -> None:
        """Fetch nothing any more, and keep nothing."""
        self.is_closed = True
        with self.lock:
            self.blocks.clear()


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
