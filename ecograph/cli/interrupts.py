"""Say what Ctrl-C has left."""

from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["InterruptError", "interruptible"]


class InterruptError(Exception):
    """A command was interrupted; the message says what that has left."""


@contextmanager
def interruptible(message: str) -> Iterator[None]:
    """Raise `InterruptError` with a message when Ctrl-C is pressed.

    DuckDB raises an error of its own for Ctrl-C in a query.

    Examples
    --------
    >>> with interruptible("interrupted; nothing is written"):
    ...     raise KeyboardInterrupt
    Traceback (most recent call last):
    ecograph.cli.interrupts.InterruptError: interrupted; nothing is written
    """
    try:
        yield
    except KeyboardInterrupt as error:
        raise InterruptError(message) from error
    except RuntimeError as error:
        if "interrupted" not in str(error):
            raise
        raise InterruptError(message) from error
