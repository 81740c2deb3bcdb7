"""Locks that keep two processes from writing to one place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ecograph.errors import EcographError

__all__ = ["locked"]


@contextmanager
def locked(file: Path, busy: Callable[[], str]) -> Iterator[None]:
    """Hold a lock file; the system releases it even if the process is killed.

    Parameters
    ----------
    file : Path
        The lock file, which is created in a folder that exists.
    busy : callable
        Returns the message of the error if another process holds the lock.

    Raises
    ------
    EcographError
        Another process holds the lock.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with locked(pathlib.Path(folder, "lock"), lambda: "busy"):
    ...         pathlib.Path(folder, "lock").exists()
    True
    """
    lock = FileLock(file)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise EcographError(busy()) from error
    try:
        yield
    finally:
        lock.release()
