"""Copy JSON files without what is not Unicode in them.

DuckDB refuses a whole file for half an emoji. Copies are made only of such files.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from ecograph.source.compression import READ_ERRORS, open_binary, read_error, zstd
from ecograph.source.files import LocalFile, SourceFile

__all__ = ["repaired_copies"]

CHUNK = 1 << 20
"""How many bytes to read at a time."""

ESCAPE = re.compile(
    rb"(\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    rb"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)
"""Half a surrogate pair; or else, in a group, a backslash or a whole pair."""

REPLACEMENT = "\ufffd".encode()

UNFINISHED = bytes({*rb"\u", *b"0123456789abcdefABCDEF", *range(128, 256)})
"""Bytes after which an escape or a character can go on."""


def repaired_copies(
    files: tuple[SourceFile, ...], folder: Path
) -> tuple[list[str], int] | None:
    """Copy JSON files, with U+FFFD for halves of surrogate pairs and invalid UTF-8.

    Parameters
    ----------
    files : tuple of SourceFile
        The files.
    folder : Path
        The folder to write to.

    Returns
    -------
    patterns : list of str
        The paths of the copies for DuckDB.
    replaced : int
        In how many places bytes that are not UTF-8 were replaced.
    None
        If there was nothing to replace.

    Raises
    ------
    SourceError
        A file cannot be read.
    OSError
        A copy cannot be written.
    """
    patterns = []
    is_repaired = False
    replaced = 0
    for number, file in enumerate(files):
        is_compressed = file.name.lower().endswith((".gz", ".zst"))
        path = folder / f"{number}.json{'.zst' if is_compressed else ''}"
        with zstd.open(path, "wb") if is_compressed else path.open("wb") as copy:
            for part in _parts(file):
                written = ESCAPE.sub(lambda escape: escape[1] or rb"\ufffd", part)
                replaced -= written.count(REPLACEMENT)
                written = written.decode(errors="replace").encode()
                replaced += written.count(REPLACEMENT)
                copy.write(written)
                is_repaired |= written != part
        patterns.append(LocalFile(path, path.stat().st_size, str(path)).pattern)
    return (patterns, replaced) if is_repaired else None


def _parts(file: SourceFile) -> Iterator[bytes]:
    """Yield a file in parts that end after a whole escape and a whole character."""
    rest = b""
    with open_binary(file) as content:
        while True:
            try:
                more = content.read(CHUNK)
            except READ_ERRORS as error:
                raise read_error(file, error) from error
            rest += more
            end = len(rest.rstrip(UNFINISHED)) if more else len(rest)
            yield rest[:end]
            rest = rest[end:]
            if not more:
                return
