"""Detect what a source is: its files, their format and their layout."""

import csv
from itertools import chain
from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from ecograph.database import first_line, open_quietly
from ecograph.errors import SourceError
from ecograph.source.compression import UNREADABLE, open_text, open_unpacked, unreadable
from ecograph.source.files import Found, SourceFile, local
from ecograph.source.layouts import Layout, layout_of
from ecograph.source.source import Source, shortened

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["REMOTE", "detect"]

REMOTE = ("hf://", "https://", "http://")
"""How the texts begin that name files elsewhere."""

SIGNATURES = {
    b"<": "HTML or XML, perhaps a page in place of the file that it links to",
    b"\xff\xfe": "UTF-16: save it as UTF-8",
    b"\xfe\xff": "UTF-16: save it as UTF-8",
    b"\x1f\x8b": "gzip: give it a name that ends in .gz",
    b"\x28\xb5\x2f\xfd": "zstd: give it a name that ends in .zst",
    b"PK\x03\x04": "a zip archive: unpack it",
}
"""How files begin that are none of ours, and what they are."""

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


def detect(source: "str | PathLike[str]", layout: str | None = None) -> Source:
    """Return the source that a text names, once it is sure that it is one of models.

    Parameters
    ----------
    source : str or path
        A file; a folder of JSON or Parquet files; or, if no file has this name, a
        pattern of file names with ``*``, ``?`` or ``[``. Several files are read in
        the order of their names. A text that begins with ``hf://`` is looked for on
        the Hugging Face Hub, and a URL is a file that a server has.
    layout : str, optional
        Name of their layout, which else is told from their columns.

    Raises
    ------
    SourceError
        There is no such file, it is empty, it may not be read, its name is not
        UTF-8, or its columns are those of no layout.
    """
    text = fspath(source)
    if text.startswith(REMOTE):
        from ecograph.source.remote import remote

        found = remote(text)
    else:
        try:
            found = local(Path(text))
        except OSError as error:
            raise unreadable(Path(text), error) from error
    return _looked_through(found, layout)


def _looked_through(found: Found, layout: str | None) -> Source:
    seen: list[tuple[str, tuple[str, ...]]] = []
    for file in found.files:
        try:
            kind, header = _kind_and_header(file, found)
        except UNREADABLE as error:
            raise unreadable(file, error) from error
        seen.append((kind, header))
        if len(seen) == 1:
            try:
                chosen = layout_of(kind, header, layout)
            except SourceError as error:
                names = shortened(", ".join(map(repr, header))) or "none"
                raise SourceError(
                    f"{file}: {error}; its columns are {names}"
                ) from error
            if kind == "csv":
                _refuse_doubled(file, header, chosen)
        elif kind != seen[0][0] or (kind == "csv" and header != seen[0][1]):
            raise SourceError(
                f"{file}: it is {kind.upper()} with other columns than "
                f"{found.files[0]}, which is to be read with it; build them one by one"
            )
    return Source(found, chosen, seen[0][1])


def _kind_and_header(file: SourceFile, found: Found) -> tuple[str, tuple[str, ...]]:
    """Return what a file is, and the names of its columns or fields."""
    with open_unpacked(file) as opened:
        begin = opened.read(64).removeprefix(MARK).lstrip()
    for signature, kind in SIGNATURES.items():
        if begin.startswith(signature):
            raise SourceError(f"{file}: it looks like {kind}")
    if begin.startswith(b"PAR1"):
        return "parquet", _names(COLUMNS, file, found)
    if begin.startswith((b"{", b"[")):
        return "json", _names(FIELDS, file, found)
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


def _names(query: str, file: SourceFile, found: Found) -> tuple[str, ...]:
    """Return the names that DuckDB finds in a file."""
    with open_quietly(":memory:") as connection:
        found.register(connection)
        try:
            rows = connection.execute(query, [file.pattern]).fetchall()
        except duckdb.Error as error:
            if found.failure:
                raise found.failure from None
            raise SourceError(
                f"{file}: DuckDB cannot read it: {first_line(error)}; fetch or write "
                "it anew"
            ) from error
    return tuple(name for (name,) in rows)


def _refuse_doubled(file: SourceFile, header: tuple[str, ...], layout: Layout) -> None:
    found = [name.lower() for name in header]
    needed = chain(*(need.split("|") for need in layout.needs))
    doubled = [name for name in needed if found.count(name.lower()) > 1]
    if doubled:
        raise SourceError(
            f"{file}: column {', '.join(doubled)} is there more than once in the first "
            "line, upper and lower case being one; keep one of each"
        )
