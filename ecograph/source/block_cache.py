"""Keep the blocks of remote files that were read last: each is fetched once."""

import threading
from concurrent.futures import Future
from typing import Protocol

from ecograph.errors import SourceError

__all__ = ["Blocks", "Ranged"]

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
