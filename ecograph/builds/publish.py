"""Build aside, and move what was made into place."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from ecograph.database import first_line
from ecograph.errors import EcographError

__all__ = ["WRITE_ERRORS", "held", "publish"]

ASIDE = ".building"
"""Folder in that of the outputs, in which a build makes them."""

LOCK = ".building.lock"
"""File in the folder of the outputs that a build locks; the system unlocks it."""

HOLDER = "process"
"""File in `ASIDE` that names the process of the build."""

WRITE_ERRORS = (
    OSError,
    duckdb.IOException,
    duckdb.TransactionException,
    duckdb.FatalException,
)
"""What is raised where a file cannot be written."""


@contextmanager
def held(folder: Path) -> Iterator[Path]:
    """Hold a folder for one build, and give a new folder in it to build in.

    What a build that was killed left there is cleared first, and what this one
    leaves at the end.

    Raises
    ------
    EcographError
        The folder is a file, cannot be written to, or there is no room left; or
        another build holds it; or there is too little memory for DuckDB.
    """
    aside = folder / ASIDE
    lock = FileLock(folder / LOCK)
    try:
        if folder.exists() and not folder.is_dir():
            raise EcographError(f"{folder}: it is no folder; name one with --out")
        str(folder.absolute()).encode()
        folder.mkdir(parents=True, exist_ok=True)
        with lock.acquire(blocking=False):
            try:
                shutil.rmtree(aside, ignore_errors=True)
                aside.mkdir()
                (aside / HOLDER).write_text(str(os.getpid()))
                yield aside
            finally:
                shutil.rmtree(aside, ignore_errors=True)
    except Timeout as error:
        raise EcographError(
            f"{folder}: another build, process {_holder(aside)}, writes to it; wait "
            "until it is done, or choose another folder with --out"
        ) from error
    except UnicodeEncodeError as error:
        raise EcographError(
            f"{str(folder)!r}: its name is not UTF-8; name another one with --out"
        ) from error
    except BrokenPipeError:
        # Nobody reads what is told of the steps any more; that is another matter.
        raise
    except duckdb.OutOfMemoryException as error:
        # So DuckDB calls it too when there is no room for what it writes meanwhile.
        raise EcographError(
            f"{folder}: there is too little memory to build: {first_line(error)}; "
            "allow more with --memory-limit, and make room on the disk there"
        ) from error
    except WRITE_ERRORS as error:
        said = getattr(error, "strerror", None) or first_line(error)
        place = getattr(error, "filename2", None) or folder
        raise EcographError(
            f"{place}: it cannot be written to: {said}; make room there, or choose "
            "another folder with --out"
        ) from error


def publish(
    aside: Path, folder: Path, names: Sequence[str], outputs: Sequence[str]
) -> None:
    """Move files into place, each whole and at once.

    Whoever has the old ones open goes on reading them. Outputs that an earlier
    build left and this one does not make are deleted.

    Raises
    ------
    EcographError
        A folder has the name of an output.
    """
    for name in outputs:
        if (folder / name).is_dir():
            raise EcographError(
                f"{folder / name}: it is a folder, where an output is to go; move it "
                "away, or choose another folder with --out"
            )
    for name in {*outputs}.difference(names):
        (folder / name).unlink(missing_ok=True)
    for name in names:
        # What was yet to be written into the old database is none of the new one's.
        (folder / f"{name}.wal").unlink(missing_ok=True)
        (aside / name).replace(folder / name)


def _holder(aside: Path) -> str:
    try:
        return (aside / HOLDER).read_text()
    except OSError:
        return "unknown"
