"""Open the files of a source, packed or not, and say why one cannot be read."""

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
    "UNREADABLE",
    "open_text",
    "open_unpacked",
    "unpacked",
    "unreadable",
    "zstd",
]

UNREADABLE = (OSError, EOFError, zlib.error, zstd.ZstdError)
"""What is raised where a file cannot be read, or not be unpacked."""


def open_unpacked(file: SourceFile) -> BinaryIO:
    """Return the bytes of a file, unpacked where its name ends in .gz or .zst."""
    return unpacked(file.open(), file.name)


def open_text(file: SourceFile) -> TextIO:
    """Return its text, for the csv module; what is not UTF-8 is replaced."""
    return io.TextIOWrapper(
        open_unpacked(file), encoding="utf-8-sig", errors="replace", newline=""
    )


def unpacked(opened: BinaryIO, name: str) -> BinaryIO:
    """Return the bytes of an open file, unpacked where its name says so."""
    name = name.lower()
    if name.endswith(".gz"):
        return cast("BinaryIO", gzip.GzipFile(fileobj=opened))
    if name.endswith(".zst"):
        return cast("BinaryIO", zstd.ZstdFile(opened))
    return opened


def unreadable(file: object, error: Exception) -> SourceError:
    """Return the error of a file that cannot be read, with what to do."""
    if isinstance(error, FileNotFoundError):
        return SourceError(
            f"{file}: there is no such file; name a table of models, or make one up "
            "with `ecograph sample 2000 sample.csv`"
        )
    if isinstance(error, PermissionError):
        remedy = "allow it with `chmod u+r`, or name another file"
    elif isinstance(error, (EOFError, zlib.error, gzip.BadGzipFile, zstd.ZstdError)):
        remedy = "it is cut off or spoilt, so fetch it anew"
    else:
        remedy = "name another file"
    return SourceError(f"{file}: it cannot be read: {error}; {remedy}")
