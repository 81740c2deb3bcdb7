"""Read builds on an object store, by Apache Arrow's file systems.

They take keys and settings from the environment. DuckDB has an extension for the same,
httpfs, which it would have to download.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from ecograph.errors import (
    EcographError,
    NotBuiltError,
    first_line,
    missing_package,
    shortened,
)
from ecograph.threaded_reader import ThreadedReader
from ecograph.urls import UrlPath

try:
    from fsspec import AbstractFileSystem
    from pyarrow import ArrowException
    from pyarrow.fs import FileInfo, FileSelector, FileSystem, FileType
except ImportError as error:
    raise missing_package("pyarrow or fsspec", "spark") from error

__all__ = [
    "STORE_ERRORS",
    "StoreFiles",
    "download",
    "folders",
    "open_store",
    "store_errors",
]

SETTINGS = ("AWS_", "AZURE_", "GOOGLE_")
"""Beginnings of the environment's variables with keys and settings of stores."""

STORE_ERRORS = (ArrowException, OSError)
"""Exceptions raised where a store does not do what it is asked to."""


def open_store(url: UrlPath) -> tuple[FileSystem, str]:
    """Return the file system of a URL, and its path there."""
    scheme, host, *names = url.parts
    settings = {
        name: value for name, value in os.environ.items() if name.startswith(SETTINGS)
    }
    store, root = _store(f"{UrlPath(scheme, host)}/", frozenset(settings.items()))
    return store, str(PurePosixPath(root or "/", *names))


@lru_cache
def _store(root: str, settings: frozenset[tuple[str, str]]) -> tuple[FileSystem, str]:
    # It takes the settings from the environment, and asks the store where a bucket is.
    store, path = FileSystem.from_uri(root)
    return store, path


@contextmanager
def store_errors(url: UrlPath) -> Iterator[None]:
    """Report clearly what a store does not do.

    Raises
    ------
    EcographError
        It is of no known kind, cannot be reached, or refuses.
    """
    try:
        yield
    except STORE_ERRORS as error:
        raise EcographError(
            f"{url}: {shortened(first_line(error))}; is it a URL such as "
            "s3://BUCKET/FOLDER, and has the environment the keys and the settings, "
            "such as AWS_ACCESS_KEY_ID?"
        ) from error


def download(url: UrlPath, path: Path) -> None:
    """Write a database at a URL into a file.

    Raises
    ------
    NotBuiltError
        There is none.
    EcographError
        The store cannot be reached, or refuses.
    """
    with store_errors(url):
        store, place = open_store(url)
        if store.get_file_info(place).type != FileType.File:
            raise NotBuiltError(
                f"{url}: there is no database; build one with "
                f"`ecograph build SOURCE --engine sc://HOST:15002 --out {url.parent}`"
            )
        with store.open_input_stream(place) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)


def folders(url: UrlPath, pattern: str) -> list[UrlPath]:
    """Return the folders in a folder whose names fit a pattern."""
    with store_errors(url):
        return [
            url / one.base_name
            for one in _listed(url)
            if one.type == FileType.Directory and fnmatchcase(one.base_name, pattern)
        ]


def _listed(url: UrlPath) -> list[FileInfo]:
    store, place = open_store(url)
    found: list[FileInfo] = store.get_file_info(
        FileSelector(place, allow_not_found=True)
    )
    return found


class StoreFiles(AbstractFileSystem):  # type: ignore[misc]  # it has no types
    """The files of object stores, as a file system for DuckDB, which reads them.

    Parameters
    ----------
    scheme : str
        What their URLs begin with, such as ``s3``.
    """

    cachable = False

    def __init__(self, scheme: str) -> None:
        super().__init__()
        self.protocol = scheme

    def open(self, path: str, mode: str = "rb", **options: Any) -> ThreadedReader:
        """Open a file for reading."""
        if mode != "rb":
            raise PermissionError(f"{path}: is read-only")
        store, place = open_store(UrlPath(path))
        file = store.open_input_file(place)
        return ThreadedReader(
            file.size(), lambda start, end: file.read_at(end - start, start)
        )

    def info(self, path: str, **options: Any) -> dict[str, Any]:
        """Return a file's name, size and type."""
        found = self._found(path)
        kind = "file" if found.type == FileType.File else "directory"
        return {"name": path, "size": found.size, "type": kind}

    def glob(self, path: str, **options: Any) -> list[str]:
        """Return the files of a folder that fit the pattern of their name."""
        pattern = UrlPath(path)
        return [
            str(pattern.with_name(one.base_name))
            for one in _listed(pattern.parent)
            if one.type == FileType.File and fnmatchcase(one.base_name, pattern.name)
        ]

    def modified(self, path: str) -> datetime:
        """Return when a file was written."""
        time: datetime = self._found(path).mtime
        return time

    def _found(self, path: str) -> FileInfo:
        store, place = open_store(UrlPath(path))
        found = store.get_file_info(place)
        if found.type == FileType.NotFound:
            raise FileNotFoundError(path)
        return found
