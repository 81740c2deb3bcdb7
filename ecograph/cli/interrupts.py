"""End a command when Ctrl-C is pressed, and say what that leaves."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["INTERRUPTED", "InterruptError", "interruptible"]

INTERRUPTED = 130
"""Exit status after Ctrl-C, as in shells."""

GRACE = 5.0
"""Seconds after which a command that goes on nevertheless is ended."""

SHOW_CURSOR = b"\x1b[?25h"


class InterruptError(Exception):
    """A command was interrupted; the message says what that leaves."""


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
        with _ended_after_grace(message):
            yield
    except KeyboardInterrupt as error:
        raise InterruptError(message) from error
    except RuntimeError as error:
        if "interrupted" not in str(error):
            raise
        raise InterruptError(message) from error


@contextmanager
def _ended_after_grace(message: str) -> Iterator[None]:
    """End the process if it is still at work some time after Ctrl-C.

    DuckDB 2.0 does not always stop: a large join goes on, and after a recursion it
    may wait for ever. Python has no say until it returns, so another thread waits
    for the signal, in a pipe that Python's handler writes to at once.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread receives signals
        return
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    done = threading.Event()

    def watch() -> None:
        pressed = os.read(reader, 1) == bytes([signal.SIGINT])
        if pressed and not done.wait(GRACE):
            if os.isatty(2):
                os.write(2, SHOW_CURSOR)
            os.write(2, f"ecograph: {message}\n".encode())
            os._exit(INTERRUPTED)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        done.set()
        os.close(writer)
        watcher.join()
        os.close(reader)
