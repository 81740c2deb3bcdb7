"""Look at a source before it is read, and say clearly what is wrong with it."""

import csv
import glob
import gzip
import hashlib
import io
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO, TextIO, cast

import duckdb

from ecograph.database import first_line, open_quietly
from ecograph.errors import SourceError
from ecograph.layouts import Layout, layout_of

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = [
    "UNREADABLE",
    "Source",
    "about",
    "look",
    "open_text",
    "open_unpacked",
    "shortened",
]


PART = 1 << 20
"""How many bytes are read at a time."""

UNREADABLE = (OSError, EOFError, zlib.error, zstd.ZstdError)
"""What is raised where a file cannot be read, or not be unpacked."""

SIGNATURES = {
    b"<": "HTML or XML, perhaps a page in place of the file that it links to",
    b"\xff\xfe": "UTF-16: save it as UTF-8",
    b"\xfe\xff": "UTF-16: save it as UTF-8",
    b"\x1f\x8b": "gzip: give it a name that ends in .gz",
    b"\x28\xb5\x2f\xfd": "zstd: give it a name that ends in .zst",
    b"PK\x03\x04": "a zip archive: unpack it",
}
"""How files begin that are none of ours, and what they are."""

IN_FOLDERS = (".json", ".jsonl", ".ndjson", ".parquet")
"""Endings of the files that are taken from a folder, packed or not."""

MARK = b"\xef\xbb\xbf"
"""What some programs put before UTF-8."""

FIELDS = """
    select unnest(json_keys(json))
    from (from read_json_objects(?, format = 'auto') limit 1)
"""

COLUMNS = """
    select column_name
    from (describe from read_parquet(?))
"""


@dataclass(frozen=True)
class Source:
    """Files of models, as they were found.

    Attributes
    ----------
    path : Path
        What was asked for: a file, a folder, or a pattern of names.
    files : tuple of Path
        The files, in the order in which they are read.
    layout : Layout
        Their layout.
    header : tuple of str
        Names of the columns, or of the fields of the first record.
    size : int
        Bytes of all files.
    """

    path: Path
    files: tuple[Path, ...]
    layout: Layout
    header: tuple[str, ...]
    size: int

    @property
    def patterns(self) -> list[str]:
        """The paths as DuckDB takes them."""
        return [*map(as_pattern, self.files)]

    def read_through(self) -> tuple[str, bool]:
        """Return the SHA-256 of its bytes, and whether there is a NUL in it.

        The SHA-256 is in hexadecimal digits, and is that of the files as they lie
        there, one after the other. They are unpacked for it, for DuckDB does not
        tell of each packed file that is cut off. A NUL is looked for in CSV, which
        cannot hold it, though DuckDB reads it.

        Raises
        ------
        SourceError
            It can no longer be read.
        """
        sha256 = hashlib.sha256()
        nuls = 0
        for path in self.files:
            try:
                with path.open("rb") as file:
                    hashed = cast("BinaryIO", _Hashed(file, sha256))
                    parts = iter(partial(_unpacked(hashed, path).read, PART), b"")
                    found = sum(part.count(0) for part in parts)
                    nuls += found if self.layout.kind == "csv" else 0
            except UNREADABLE as error:
                raise unreadable(path, error) from error
        if sum(path.stat().st_size for path in self.files) != self.size:
            raise SourceError(
                f"{self.path}: it changed while it was read; build again when it is "
                "whole"
            )
        return sha256.hexdigest(), nuls > 0


class _Hashed:
    """A file of which all that is read is hashed."""

    def __init__(self, file: BinaryIO, sha256: "hashlib._Hash") -> None:
        self.file = file
        self.sha256 = sha256

    def read(self, size: int) -> bytes:
        part = self.file.read(size)
        self.sha256.update(part)
        return part


def look(path: Path, layout: str | None = None) -> Source:
    """Return the source at a path, once it is sure that it is a table of models.

    Parameters
    ----------
    path : Path
        A file; a folder of JSON or Parquet files; or, if no file has this name, a
        pattern of file names with ``*``, ``?`` or ``[``. Several files are read in
        the order of their names.
    layout : str, optional
        Name of their layout, which else is told from their columns.

    Raises
    ------
    SourceError
        There is no such file, it is empty, it may not be read, its name is not
        UTF-8, or its columns are those of no layout.
    """
    try:
        str(path.absolute()).encode()
    except UnicodeEncodeError as error:
        raise SourceError(
            f"{str(path)!r}: its name is not UTF-8; give it another one"
        ) from error
    files = _files(path)
    found = None
    for file in files:
        try:
            kind, header = _kind_and_header(file)
        except UNREADABLE as error:
            raise unreadable(file, error) from error
        if found is None:
            found = kind, header
            try:
                chosen = layout_of(kind, header, layout)
            except SourceError as error:
                names = shortened(", ".join(map(repr, header))) or "none"
                raise SourceError(
                    f"{file}: {error}; its columns are {names}"
                ) from error
            if kind == "csv":
                _refuse_doubled(file, header, chosen)
        elif kind != found[0] or (kind == "csv" and header != found[1]):
            raise SourceError(
                f"{file}: it is {kind.upper()} with other columns than {files[0]}, "
                "which is to be read with it; build them one by one"
            )
    size = sum(file.stat().st_size for file in files)
    return Source(path, files, chosen, header, size)


def about(path: str) -> Iterator[tuple[str, str]]:
    """Yield what a source is and why it is taken for that, in lines for people."""
    found = look(Path(path))
    layout = found.layout
    needs = [need.replace("|", " or ") for need in layout.needs]
    yield "source", str(found.path)
    if len(found.files) > 1:
        yield "files", f"{len(found.files):,}, from {found.files[0]}"
    yield "bytes", f"{found.size:,}"
    yield "layout", f"{layout.name}: {layout.says}"
    yield "told from", f"it is {layout.kind.upper()} and has {', '.join(needs)}"
    yield "whole records", "yes, for --with-json" if layout.has_records else "no"
    yield "columns", ", ".join(found.header)


def _files(path: Path) -> tuple[Path, ...]:
    """Return the files that a path means, in the order of their names."""
    try:
        if path.is_dir():
            files = sorted(
                file
                for file in path.iterdir()
                if file.is_file() and file.name.lower().endswith(_endings())
            )
            if not files:
                raise SourceError(
                    f"{path}: it is a folder without a JSON or Parquet file; name the "
                    "CSV file in it"
                )
        elif not path.exists() and glob.has_magic(str(path)):
            found = map(Path, glob.glob(str(path)))  # noqa: PTH207
            files = sorted(file for file in found if file.is_file())
            if not files:
                raise SourceError(f"{path}: no file has such a name; mend the pattern")
        # It is read more than once, which a pipe is not good for.
        elif path.exists() and not path.is_file():
            raise SourceError(f"{path}: it is no regular file; write it to one first")
        else:
            files = [path]
    except OSError as error:
        raise unreadable(path, error) from error
    return tuple(files)


def _endings() -> tuple[str, ...]:
    return tuple(e + packing for e in IN_FOLDERS for packing in ("", ".gz", ".zst"))


def _kind_and_header(file: Path) -> tuple[str, tuple[str, ...]]:
    """Return what a file is, and the names of its columns or fields."""
    with open_unpacked(file) as opened:
        begin = opened.read(64).removeprefix(MARK).lstrip()
    for signature, kind in SIGNATURES.items():
        if begin.startswith(signature):
            raise SourceError(f"{file}: it looks like {kind}")
    if begin.startswith(b"PAR1"):
        return "parquet", _names(COLUMNS, file)
    if begin.startswith((b"{", b"[")):
        return "json", _names(FIELDS, file)
    try:
        with open_text(file) as text:
            header = next(csv.reader(text), [])
    except csv.Error as error:
        raise SourceError(
            f"{file}: its first line cannot be read: {error}; it should name the "
            "columns"
        ) from error
    if not any(header):
        raise SourceError(
            f"{file}: the file is empty, or its first line is; that line should name "
            "the columns, and each further one is a model"
        )
    return "csv", tuple(header)


def _names(query: str, file: Path) -> tuple[str, ...]:
    """Return the names that DuckDB finds in a file."""
    with open_quietly(":memory:") as connection:
        try:
            rows = connection.execute(query, [as_pattern(file)]).fetchall()
        except duckdb.Error as error:
            raise SourceError(
                f"{file}: DuckDB cannot read it: {first_line(error)}; fetch or write "
                "it anew"
            ) from error
    return tuple(name for (name,) in rows)


def _refuse_doubled(file: Path, header: tuple[str, ...], layout: Layout) -> None:
    found = [name.lower() for name in header]
    needed = chain(*(need.split("|") for need in layout.needs))
    doubled = [name for name in needed if found.count(name.lower()) > 1]
    if doubled:
        raise SourceError(
            f"{file}: column {', '.join(doubled)} is there more than once in the first "
            "line, upper and lower case being one; keep one of each"
        )


def open_unpacked(file: Path) -> BinaryIO:
    """Return the bytes of a file, unpacked where its name ends in .gz or .zst."""
    return _unpacked(file.open("rb"), file)


def open_text(file: Path) -> TextIO:
    """Return its text, for the csv module; what is not UTF-8 is replaced."""
    return io.TextIOWrapper(
        open_unpacked(file), encoding="utf-8-sig", errors="replace", newline=""
    )


def _unpacked(opened: BinaryIO, file: Path) -> BinaryIO:
    name = file.name.lower()
    if name.endswith(".gz"):
        return cast("BinaryIO", gzip.GzipFile(fileobj=opened))
    if name.endswith(".zst"):
        return cast("BinaryIO", zstd.ZstdFile(opened))
    return opened


def as_pattern(file: Path) -> str:
    """Return a path as DuckDB takes it: ``*``, ``?`` and ``[`` are ordinary in it.

    It is the whole one, for DuckDB gives ``~`` and ``file:`` a meaning.
    """
    return glob.escape(str(file.absolute()))


def unreadable(file: Path, error: Exception) -> SourceError:
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


def shortened(text: str, length: int = 200) -> str:
    """Return a text, or its beginning where it is longer."""
    return text if len(text) <= length else f"{text[:length]}…"
