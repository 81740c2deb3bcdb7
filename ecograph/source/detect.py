"""Detect what a source is: its files, their format and their layout."""

import csv
from itertools import chain
from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from ecograph.database import first_line, open_quietly
from ecograph.errors import SourceError
from ecograph.source.compression import READ_ERRORS, open_binary, open_text, read_error
from ecograph.source.files import FileSet, SourceFile, local_files
from ecograph.source.layouts import Layout, expect_layout, layout_of
from ecograph.source.source import Source

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["REMOTE", "detect"]

REMOTE = ("hf://", "https://", "http://")
"""Prefixes of remote sources."""

OTHER_FORMATS = {
    b"<": "HTML or XML, perhaps a page in place of the file that it links to",
    b"\xff\xfe": "UTF-16: save it as UTF-8",
    b"\xfe\xff": "UTF-16: save it as UTF-8",
    b"\x1f\x8b": "gzip: give it a name that ends in .gz",
    b"\x28\xb5\x2f\xfd": "zstd: give it a name that ends in .zst",
    b"PK\x03\x04": "a zip archive: unpack it; or an Excel file: save it as CSV",
}
"""First bytes of files that cannot be read as they are: what they are."""

CONTROL_BYTES = {*range(32)} - {*b"\t\n\v\f\r\x1b"}
"""Bytes that text does not have."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Bytes that some programs write before UTF-8 text."""

JSON_FIELDS = """
    select unnest(json_keys(json))
    from (from read_json_objects(?, format = 'auto') limit 1)
"""

PARQUET_COLUMNS = """
    select column_name
    from (describe from read_parquet(?))
"""


def detect(
    source: "str | PathLike[str]",
    layout: str | None = None,
    display_name: str | None = None,
) -> Source:
    """Find the files of a source, and check that they are of a known layout.

    Parameters
    ----------
    source : str or path
        A file; a folder of JSON or Parquet files; or, if no file has this name, a
        pattern of file names with ``*``, ``?`` or ``[``. Several files are read in
        the order of their names. Text that begins with ``hf://`` names files on the
        Hugging Face Hub, and a URL a file on a server.
    layout : str, optional
        Name of their layout; by default it is detected from their columns.
    display_name : str, optional
        What errors call a local file that the user does not know.

    Returns
    -------
    Source
        The files, their layout and their columns.

    Raises
    ------
    SourceError
        There is no such file or layout, the file is empty or cannot be read, its
        name is not UTF-8, or its columns fit no layout.
    """
    expect_layout(layout)
    text = fspath(source)
    if text.startswith(REMOTE):
        from ecograph.source.remote import remote_files

        file_set = remote_files(text)
    else:
        try:
            file_set = local_files(Path(text), display_name)
        except OSError as error:
            raise read_error(Path(text), error) from error
    return _detect_layout(file_set, layout)


def _detect_layout(file_set: FileSet, layout: str | None) -> Source:
    """Return the source that some files make, if all of them are of one layout."""
    first, *others = file_set.files
    first_format, header = _format_and_header(first, file_set)
    try:
        chosen = layout_of(first_format, header, layout)
    except SourceError as error:
        raise SourceError(f"{first}: {error}") from error
    if first_format == "csv":
        _expect_unique_columns(first, header, chosen)
    for file in others:
        file_format, other_header = _format_and_header(file, file_set)
        if file_format != first_format or (
            file_format == "csv" and other_header != header
        ):
            raise SourceError(
                f"{file}: it is {file_format.upper()} with other columns than "
                f"{first}, which is read with it; build them one by one"
            )
    return Source(file_set, chosen, header)


def _format_and_header(
    file: SourceFile, file_set: FileSet
) -> tuple[str, tuple[str, ...]]:
    """Return the format of a file, and the names of its columns or fields."""
    try:
        with open_binary(file) as binary:
            start = binary.read(64).removeprefix(BYTE_ORDER_MARK).lstrip()
        for signature, description in OTHER_FORMATS.items():
            if start.startswith(signature):
                raise SourceError(f"{file}: it looks like {description}")
        if not start.startswith(b"PAR1") and CONTROL_BYTES & {*start}:
            raise SourceError(
                f"{file}: not a text file; give a table as CSV, JSON or Parquet"
            )
        if start.startswith(b"PAR1"):
            return "parquet", _names(PARQUET_COLUMNS, file, file_set)
        if start.startswith((b"{", b"[")):
            return "json", _names(JSON_FIELDS, file, file_set)
        with open_text(file) as text:
            header = next(csv.reader(text), [])
    except csv.Error as error:
        raise SourceError(
            f"{file}: the first line cannot be read: {error}; it should name the "
            "columns"
        ) from error
    except READ_ERRORS as error:
        raise read_error(file, error) from error
    if not any(header):
        raise SourceError(
            f"{file}: the file is empty, or its first line is; that line should name "
            "the columns, and each line after it is a model"
        )
    return "csv", tuple(header)


def _names(query: str, file: SourceFile, file_set: FileSet) -> tuple[str, ...]:
    """Return the names that DuckDB finds in a file."""
    with open_quietly(":memory:") as connection:
        file_set.register(connection)
        try:
            rows = connection.execute(query, [file.pattern]).fetchall()
        except duckdb.Error as error:
            if file_set.failure:
                raise file_set.failure from None
            raise SourceError(
                f"{file}: DuckDB cannot read it: {first_line(error)}; fetch or write "
                "it again"
            ) from error
    return tuple(name for (name,) in rows)


def _expect_unique_columns(
    file: SourceFile, header: tuple[str, ...], layout: Layout
) -> None:
    """Raise an error if a column that the layout needs is there twice."""
    names = [name.lower() for name in header]
    required = chain(*(column.split("|") for column in layout.required))
    repeated = [name for name in required if names.count(name.lower()) > 1]
    if repeated:
        raise SourceError(
            f"{file}: the first line has column {', '.join(repeated)} more than once, "
            "upper and lower case being the same; keep one of each"
        )
