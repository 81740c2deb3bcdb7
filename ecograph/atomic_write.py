"""Replace an output as a whole, and report clearly what cannot be written."""

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ecograph.errors import EcographError, first_line

__all__ = [
    "WRITE_ERRORS",
    "expect_utf8_name",
    "replaced",
    "reporting_write_errors",
]

WRITE_ERRORS = (
    OSError,
    duckdb.IOException,
    duckdb.TransactionException,
    duckdb.FatalException,
)
"""Exceptions raised where a file cannot be written."""


@contextmanager
def replaced(path: Path, ours: Collection[str] = ()) -> Iterator[Path]:
    """Yield a temporary path to write to; then move it to `path` as a whole.

    Whatever was at `path` stays there until everything is written, or if anything
    fails.

    Parameters
    ----------
    path : Path
        The file or folder to write.
    ours : collection of str
        If a folder is written: the names of the files in it. An existing folder is
        replaced only if it holds nothing else.

    Yields
    ------
    Path
        The temporary path, of the same name; nothing exists there yet.

    Raises
    ------
    EcographError
        `path` cannot be written, or something of another kind is there already.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "a.txt")
    ...     with replaced(path) as temporary:
    ...         _ = temporary.write_text("whole")
    ...     path.read_text()
    'whole'
    """
    with reporting_write_errors(path, "free the path, or give another one"):
        _expect_replaceable(path, ours)
        path.parent.mkdir(parents=True, exist_ok=True)
        prefix = f".{path.name[:40]}."
        with tempfile.TemporaryDirectory(prefix=prefix, dir=path.parent) as folder:
            temporary = Path(folder, path.name)
            yield temporary
            if path.is_dir():
                path.replace(Path(folder, "old"))
            temporary.replace(path)


@contextmanager
def reporting_write_errors(path: Path, remedy: str) -> Iterator[None]:
    """Turn an error of writing into one line that names the path and the remedy.

    Parameters
    ----------
    path : Path
        The path that the error names, unless the exception names another target.
    remedy : str
        What to do about it: the end of the message.

    Raises
    ------
    EcographError
        A file cannot be written.

    Examples
    --------
    >>> with reporting_write_errors(Path("a"), "name another"):
    ...     raise PermissionError(13, "Permission denied")
    Traceback (most recent call last):
    ecograph.errors.EcographError: a: cannot be written: Permission denied; name another
    """
    try:
        yield
    except BrokenPipeError:
        # The reader of the progress output has gone; the file is not at fault.
        raise
    except WRITE_ERRORS as error:
        reason = getattr(error, "strerror", None) or first_line(error)
        target = getattr(error, "filename2", None) or path
        raise EcographError(
            f"{target}: cannot be written: {reason}; {remedy}"
        ) from error


def expect_utf8_name(path: Path) -> None:
    """Raise an error if the name of a path is not valid UTF-8."""
    try:
        str(path.absolute()).encode()
    except UnicodeEncodeError as error:
        raise EcographError(
            f"{str(path)!r}: the name is not valid UTF-8; give another one"
        ) from error


def _expect_replaceable(path: Path, ours: Collection[str]) -> None:
    expect_utf8_name(path)
    if not path.name:
        raise EcographError(f"{path}: not a file name; give one")
    if path.is_dir():
        if not ours:
            raise EcographError(f"{path}: is a folder; give the name of a file")
        others = sorted({file.name for file in path.iterdir()}.difference(ours))
        if others:
            raise EcographError(
                f"{path}: is a folder with other files in it, such as {others[0]}; "
                "give another name, or move them away"
            )
    elif path.exists() and ours:
        raise EcographError(
            f"{path}: is a file, but a folder is to be written; give another name"
        )
