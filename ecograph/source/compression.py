"""Open the files of a source, compressed or not, and explain read errors."""

import gzip
import io
import sys
import zlib
from typing import BinaryIO, TextIO, cast

from ecograph.errors import SourceError
from ecograph.source.files import SourceFile

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = [
    "READ_ERRORS",
    "decompressed",
    "open_binary",
    "open_text",
    "read_error",
    "zstd",
]

READ_ERRORS = (OSError, EOFError, zlib.error, zstd.ZstdError)
"""Exceptions of files that cannot be read or decompressed."""


def open_binary(file: SourceFile) -> BinaryIO:
    """Open a file as bytes, decompressed if its name ends in .gz or .zst."""
    return decompressed(file.open(), file.name)


def open_text(file: SourceFile) -> TextIO:
    """Open a file as text for the csv module; invalid UTF-8 is replaced."""
    return io.TextIOWrapper(
        open_binary(file), encoding="utf-8-sig", errors="replace", newline=""
    )


def decompressed(file: BinaryIO, name: str) -> BinaryIO:
    """Wrap an open file to decompress it, if its name ends in .gz or .zst."""
    name = name.lower()
    if name.endswith(".gz"):
        return cast("BinaryIO", gzip.GzipFile(fileobj=file))
    if name.endswith(".zst"):
        return cast("BinaryIO", zstd.ZstdFile(file))
    return file


def read_error(file: object, error: Exception) -> SourceError:
    """Return an error that names the file, the reason and the remedy."""
    if isinstance(error, FileNotFoundError):
        return SourceError(
            f"{file}: no such file; give a table of models, or make one with "
            "`ecograph sample 2000 sample.csv`"
        )
    if isinstance(error, PermissionError):
        remedy = "make it readable with `chmod u+r`, or give another file"
    elif isinstance(error, (EOFError, zlib.error, gzip.BadGzipFile, zstd.ZstdError)):
        remedy = "it is truncated or corrupt; fetch it again"
    else:
        remedy = "give another file"
    return SourceError(f"{file}: cannot be read: {error}; {remedy}")
