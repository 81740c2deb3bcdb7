"""Look into the files of a source: their formats, and the names of their columns."""

import csv
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb

from ecograph.database import open_quietly
from ecograph.errors import SourceError, first_line
from ecograph.source.compression import READ_ERRORS, open_binary, open_text, read_error
from ecograph.source.files import FileSet, SourceFile, is_named_json
from ecograph.source.json_values import JsonError, json_values
from ecograph.source.kinds import MODEL_COLUMNS
from ecograph.source.pandas_json import (
    IDS,
    pandas_remedy,
    values_remedy,
    wrapped_remedy,
)

__all__ = ["Contents", "file_contents"]

SAMPLE = 1000
"""How many records of a JSON file, or tags of a Parquet file, are looked at."""

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

PARQUET_COLUMNS = """
    select column_name, column_type
    from (describe from read_parquet(?, hive_partitioning = false))
"""

PARQUET_TAGS = """
    select cast(tags as varchar)
    from read_parquet(?, hive_partitioning = false)
    where tags is not null
    limit ?
"""


@dataclass(frozen=True)
class Contents:
    """What is in a file.

    Attributes
    ----------
    file : SourceFile
        The file.
    format : {"csv", "parquet", "json"}
        Its format.
    names : tuple of str
        Names of its columns, or of the fields of its first records.
    tags : tuple of str
        The tags of some rows, each as text, if the columns are not those of models.
    is_array : bool
        Whether it is one array of JSON.
    sampled : int
        How many records of JSON were looked at.
    is_whole : bool
        Whether these are all of its records.
    types : tuple of str
        What DuckDB calls the types of the columns, if it is Parquet.
    """

    file: SourceFile
    format: str
    names: tuple[str, ...]
    tags: tuple[str, ...] = ()
    is_array: bool = False
    sampled: int = 0
    is_whole: bool = True
    types: tuple[str, ...] = ()


def file_contents(file_set: FileSet) -> Iterator[Contents]:
    """Yield the contents of each file.

    Raises
    ------
    SourceError
        A file is empty or cannot be read, or is of another format.
    """
    with ExitStack() as stack:

        @cache
        def connect() -> duckdb.DuckDBPyConnection:
            # Only Parquet needs it, and it takes as long as reading a small file.
            connection = stack.enter_context(open_quietly(":memory:"))
            file_set.register(connection)
            return connection

        for file in file_set.files:
            try:
                yield _contents(file, connect)
            except READ_ERRORS as error:
                raise read_error(file, error) from error
            except duckdb.Error as error:
                raise file_set.failure or SourceError(
                    f"{file}: DuckDB cannot read it: {first_line(error)}; fetch or "
                    "write it again"
                ) from error


def _contents(
    file: SourceFile, connect: Callable[[], duckdb.DuckDBPyConnection]
) -> Contents:
    with open_binary(file) as binary:
        start = binary.read(64).removeprefix(BYTE_ORDER_MARK).lstrip()
    for signature, description in OTHER_FORMATS.items():
        if start.startswith(signature):
            raise SourceError(f"{file}: it looks like {description}")
    if start.startswith(b"PAR1"):
        return _parquet(file, connect())
    if CONTROL_BYTES & {*start}:
        raise SourceError(
            f"{file}: not a text file; give a table as CSV, JSON or Parquet"
        )
    is_json = start and is_named_json(file.name)
    if is_json or start.startswith((b"{", b"[")):
        return _json(file, is_array=start.startswith(b"["))
    return _csv(file)


def _parquet(file: SourceFile, connection: duckdb.DuckDBPyConnection) -> Contents:
    rows = connection.execute(PARQUET_COLUMNS, [file.pattern]).fetchall()
    names, types = map(tuple, zip(*rows, strict=True))
    rows = []
    if "tags" in names and MODEL_COLUMNS.isdisjoint(names):
        rows = connection.execute(PARQUET_TAGS, [file.pattern, SAMPLE]).fetchall()
    tags = tuple(text for (text,) in rows)
    return Contents(file, "parquet", names, tags, types=types)


def _json(file: SourceFile, *, is_array: bool) -> Contents:
    names: dict[str, None] = {}
    tags = []
    first: Any = None
    sampled, is_whole = 0, True
    with open_text(file) as text:
        try:
            for _, value in json_values(text):
                if sampled == SAMPLE:
                    is_whole = False
                    break
                first = value if sampled == 0 else first
                sampled += 1
                if isinstance(value, dict):
                    names.update(dict.fromkeys(value))
                    if isinstance(value.get("tags"), list):
                        tags.append(str(value["tags"]))
        except JsonError as error:
            # What DuckDB cannot read behind a record is told when it is read.
            if IDS.isdisjoint(names):
                raise SourceError(f"{file}: {error}") from error
    remedy = None
    if is_array:
        remedy = None if names else values_remedy(first, str(file))
    elif sampled == 1:
        remedy = pandas_remedy(first, str(file)) or wrapped_remedy(first, str(file))
    if remedy is not None:
        raise SourceError(f"{file}: {remedy}")
    # A name with half a surrogate pair could not be printed.
    printable = tuple(name.encode(errors="replace").decode() for name in names)
    return Contents(file, "json", printable, tuple(tags), is_array, sampled, is_whole)


def _csv(file: SourceFile) -> Contents:
    try:
        with open_text(file) as text:
            header = next(csv.reader(text), [])
    except csv.Error as error:
        raise SourceError(
            f"{file}: the first line cannot be read: {error}; it should name the "
            "columns"
        ) from error
    if not any(header):
        raise SourceError(
            f"{file}: the file is empty, or its first line is; that line should name "
            "the columns, and each line after it is a model"
        )
    return Contents(file, "csv", tuple(header))
