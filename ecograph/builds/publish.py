"""Build in a staging folder, then move the outputs into place."""

import os
import shutil
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from ecograph.atomic_write import expect_utf8_name, reporting_write_errors
from ecograph.errors import EcographError, first_line
from ecograph.locks import locked
from ecograph.parquet_rows import PARQUET, ROWS

__all__ = [
    "STAGING",
    "delete_rows",
    "publish",
    "reporting_build_errors",
    "staging",
    "uninterrupted",
]

STAGING = ".building"
"""Folder in the output folder where a build writes its outputs."""

LOCK = ".building.lock"
"""Lock file in the output folder."""

OWNER = "process"
"""File in the staging folder with the process id of the build."""


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Lock the output folder for one build, and yield an empty staging folder in it.

    Leftovers of a killed build are deleted first, those of this build at the end.

    Raises
    ------
    EcographError
        The folder is a file or cannot be written, the disk is full, another build
        has locked the folder, or DuckDB has too little memory.
    """
    stage = folder / STAGING

    def busy() -> str:
        return (
            f"{folder}: another build, process {_owner(stage)}, is writing here; wait "
            "for it to finish, or choose another folder with --out"
        )

    remedy = "make room there, or choose another folder with --out"
    with reporting_build_errors(folder, remedy):
        if folder.exists() and not folder.is_dir():
            raise EcographError(f"{folder}: is not a folder; name one with --out")
        expect_utf8_name(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / LOCK, busy):
            try:
                shutil.rmtree(stage, ignore_errors=True)
                stage.mkdir()
                (stage / OWNER).write_text(str(os.getpid()))
                yield stage
            finally:
                shutil.rmtree(stage, ignore_errors=True)


@contextmanager
def reporting_build_errors(folder: Path, remedy: str) -> Iterator[None]:
    """Report clearly that a build has too little room in a folder, or memory.

    Raises
    ------
    EcographError
        The folder cannot be written, the disk is full, or DuckDB has too little memory.
    """
    try:
        with reporting_write_errors(folder, remedy):
            yield
    except duckdb.OutOfMemoryException as error:
        # DuckDB also raises this when the disk has no room for temporary data.
        raise EcographError(
            f"{folder}: too little memory for the build: {first_line(error)}; allow "
            "more with --memory-limit, and make room on the disk there"
        ) from error


def publish(
    stage: Path,
    folder: Path,
    names: Sequence[str],
    outputs: Sequence[str],
) -> None:
    """Move files into place, each as a whole.

    Processes that have an old file open keep reading it. Outputs of an earlier build
    that this one does not make are deleted. Ctrl-C does nothing meanwhile.

    Parameters
    ----------
    stage : Path
        The folder to move from.
    folder : Path
        The folder to move to.
    names : sequence of str
        The files to move, in this order.
    outputs : sequence of str
        All files that a build can make.

    Raises
    ------
    EcographError
        There is a folder with the name of an output.
    """
    for name in outputs:
        if (folder / name).is_dir():
            raise EcographError(
                f"{folder / name}: is a folder, but an output has this name; move it "
                "away, or choose another folder with --out"
            )
    with uninterrupted():
        for name in {*outputs}.difference(names):
            (folder / name).unlink(missing_ok=True)
        for name in names:
            # The write-ahead log of the old database does not belong to the new one.
            (folder / f"{name}.wal").unlink(missing_ok=True)
            (stage / name).replace(folder / name)


def delete_rows(folder: Path, kept: str | None = None) -> None:
    """Delete the rows of builds on a cluster, but for those of a name."""
    with suppress(OSError):
        for rows in (folder / PARQUET).glob(ROWS):
            if rows.name != kept:
                shutil.rmtree(rows, ignore_errors=True)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ignore Ctrl-C, which only the main thread receives."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler or signal.SIG_DFL)


def _owner(stage: Path) -> str:
    try:
        return (stage / OWNER).read_text()
    except OSError:
        return "unknown"
