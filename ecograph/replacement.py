"""Write a file or a folder aside, and put it into its place as a whole."""

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from ecograph.builds.publish import WRITE_ERRORS
from ecograph.database import first_line
from ecograph.errors import EcographError

__all__ = ["replaced"]


@contextmanager
def replaced(path: Path, ours: Collection[str] = ()) -> Iterator[Path]:
    """Give a place beside a path to write to, and move what is written to the path.

    What was at the path stays there until all is written, or if anything fails.

    Parameters
    ----------
    path : Path
        What to write.
    ours : collection of str
        If a folder is to be written: the names of the files in it. An older one is
        replaced if it holds nothing else.

    Yields
    ------
    Path
        The place, of the same name; nothing is there yet.

    Raises
    ------
    EcographError
        It cannot be written to, or there is something of another kind already.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "a.txt")
    ...     with replaced(path) as aside:
    ...         _ = aside.write_text("whole")
    ...     path.read_text()
    'whole'
    """
    _expect_replaceable(path, ours)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        prefix = f".{path.name[:40]}."
        with tempfile.TemporaryDirectory(prefix=prefix, dir=path.parent) as folder:
            aside = Path(folder, path.name)
            yield aside
            if path.is_dir():
                path.replace(Path(folder, "old"))
            aside.replace(path)
    except BrokenPipeError:
        raise
    except WRITE_ERRORS as error:
        said = getattr(error, "strerror", None) or first_line(error)
        raise EcographError(
            f"{path}: it cannot be written: {said}; see to that, or name another place"
        ) from error


def _expect_replaceable(path: Path, ours: Collection[str]) -> None:
    try:
        str(path.absolute()).encode()
    except UnicodeEncodeError as error:
        raise EcographError(
            f"{str(path)!r}: its name is not UTF-8; name another"
        ) from error
    if not path.name:
        raise EcographError(f"{path}: it is no name for a file; give one")
    if path.is_dir():
        if not ours:
            raise EcographError(f"{path}: it is a folder; name a file")
        others = sorted({file.name for file in path.iterdir()}.difference(ours))
        if others:
            raise EcographError(
                f"{path}: it is a folder with other files in it, such as {others[0]}; "
                "name another, or move them away"
            )
    elif path.exists() and ours:
        raise EcographError(
            f"{path}: it is a file, where a folder is to go; name another"
        )
