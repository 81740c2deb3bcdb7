"""Cache the blocks of remote files that were read last, so each is fetched once."""

import threading
from concurrent.futures import Future
from functools import partial
from typing import Protocol

from ecograph.errors import SourceError
from ecograph.threaded_reader import ThreadedReader

__all__ = ["BlockCache", "RandomAccessFile"]

BLOCK_SIZE = 4 << 20
"""Bytes of a block: what DuckDB reads of a CSV file at a time."""

MAX_BLOCKS = 8
"""How many blocks to cache, of all files together.

DuckDB reads a file while its SHA-256 is computed in another thread. The later of
the two finds the blocks here and catches up, so over a slow connection nearly all
of the file is fetched once.
"""


class RandomAccessFile(Protocol):
    """A file of which any range of bytes can be fetched."""

    @property
    def size(self) -> int:
        """Its size in bytes."""

    def fetch(self, start: int, end: int) -> bytes:
        """Return all bytes from `start` up to `end`."""

    @property
    def is_sequential(self) -> bool:
        """Whether it is read from start to end, and so in blocks."""


class BlockCache:
    """The blocks that were read last; each is fetched once while it is cached."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.blocks: dict[tuple[RandomAccessFile, int], Future[bytes]] = {}
        self.is_closed = False
        self.failure: SourceError | None = None

    def block(self, file: RandomAccessFile, number: int) -> bytes:
        """Return a block of a file."""
        key = file, number
        with self.lock:
            cached = self.blocks.pop(key, None)
            block: Future[bytes] = cached or Future()
            self.blocks[key] = block
            if len(self.blocks) > MAX_BLOCKS:
                del self.blocks[next(iter(self.blocks))]
        if cached is None:
            start = number * BLOCK_SIZE
            try:
                block.set_result(self.fetch(file, start, start + BLOCK_SIZE))
            except BaseException as error:
                with self.lock:
                    self.blocks.pop(key, None)
                block.set_exception(error)
        return block.result()

    def fetch(self, file: RandomAccessFile, start: int, end: int) -> bytes:
        """Return bytes of a file without caching them."""
        if self.is_closed:
            raise SourceError(f"{file}: the source is closed")
        end = min(end, file.size)
        try:
            return file.fetch(start, end) if start < end else b""
        except SourceError as error:
            self.failure = error
            raise

    def read(self, file: RandomAccessFile, start: int, end: int) -> bytes:
        """Return bytes of a file, through the cache if it is sequential."""
        end = min(end, file.size)
        if start >= end or not file.is_sequential:
            return self.fetch(file, start, end)
        numbers = range(start // BLOCK_SIZE, (end - 1) // BLOCK_SIZE + 1)
        if start % BLOCK_SIZE == 0 and len(numbers) == 1:
            return self.block(file, numbers[0])[: end - start]
        data = b"".join(self.block(file, number) for number in numbers)
        return data[start % BLOCK_SIZE :][: end - start]

    def open(self, file: RandomAccessFile) -> ThreadedReader:
        """Return a file to read through the cache."""
        return ThreadedReader(file.size, partial(self.read, file))

    def close(self) -> None:
        """Fetch nothing more, and drop the cached blocks."""
        self.is_closed = True
        with self.lock:
            self.blocks.clear()
