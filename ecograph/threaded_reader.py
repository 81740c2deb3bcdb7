"""Read a remote file in several threads, as DuckDB does.

Its threads share an open file, and the seek and the read of one thread come between
those of another.
"""

import io
import threading
from collections.abc import Callable
from typing import Any

__all__ = ["ThreadedReader"]


class ThreadedReader(io.RawIOBase):
    """An open file that threads share.

    A read right after a seek of the same thread starts there. Any other goes on where
    the last read of all ended, as threads do that take turns.

    Parameters
    ----------
    size : int
        Bytes of the file.
    fetch : callable
        Called with the first byte and the one after the last; returns the bytes
        between.
    """

    def __init__(self, size: int, fetch: Callable[[int, int], bytes]) -> None:
        self.size = size
        self.fetch = fetch
        self.lock = threading.Lock()
        self.position = 0
        self.sought: dict[int, int] = {}

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the position of the next read."""
        return self.position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Set the position of this thread's next read, and return it."""
        base = {
            io.SEEK_SET: 0,
            io.SEEK_CUR: self.position,
            io.SEEK_END: self.size,
        }
        with self.lock:
            self.position = base[whence] + offset
            self.sought[threading.get_ident()] = self.position
            return self.position

    def read(self, size: int = -1) -> bytes:
        """Return `size` bytes, or all up to the end of the file."""
        with self.lock:
            start = self.sought.pop(threading.get_ident(), None)
            if start is None:
                # A thread that goes on from another's position reads in sequence.
                start = self.position
                self.sought.clear()
            end = self.size if size < 0 else min(start + size, self.size)
            self.position = max(start, end)
        return self.fetch(start, end)

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer, and return the number of bytes."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
