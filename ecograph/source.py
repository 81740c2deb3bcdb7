"""Look at a source before it is read, and say clearly what is wrong with it."""

import csv
import glob
import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import duckdb
import sqlglot
from sqlglot import exp

from ecograph.database import open_quietly
from ecograph.errors import SourceError
from ecograph.plan import SqlFile

__all__ = ["Source", "explain", "look"]


@dataclass(frozen=True)
class Source:
    """A file of models, as it was found.

    Attributes
    ----------
    path : Path
        The file.
    size : int
        Its size in bytes.
    header : tuple of str
        The names of its columns.
    """

    path: Path
    size: int
    header: tuple[str, ...]

    @property
    def pattern(self) -> str:
        """The path as DuckDB takes it: ``*``, ``?`` and ``[`` are ordinary in it."""
        return glob.escape(str(self.path))

    def sha256(self) -> str:
        """Return the SHA-256 of its bytes, in hexadecimal digits.

        Raises
        ------
        SourceError
            It can no longer be read.
        """
        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise SourceError(f"{self.path}: it cannot be read: {error}") from error


def look(path: Path, reader: SqlFile) -> Source:
    """Return the source at a path, once it is sure that it is a table of models.

    Parameters
    ----------
    path : Path
        The file.
    reader : SqlFile
        The SQL file that will read it, and names the columns that it needs.

    Raises
    ------
    SourceError
        There is no such file, it is a folder or empty, it may not be read, or a
        column is missing from its first line.
    """
    if path.is_dir():
        raise SourceError(f"{path}: it is a folder; name the CSV file in it")
    try:
        with _open_text(path) as text:
            header = next(csv.reader(text), [])
    except FileNotFoundError as error:
        raise SourceError(
            f"{path}: there is no such file; name a table in the ai_ecosystem "
            "layout, or make one up with `ecograph sample 2000 sample.csv`"
        ) from error
    except (OSError, EOFError, csv.Error) as error:
        raise SourceError(f"{path}: it cannot be read: {error}") from error
    if not any(header):
        raise SourceError(
            f"{path}: the file is empty, or its first line is; that line should name "
            "the columns, and each further one is a model"
        )
    found = {name.lower() for name in header}
    needed = _needed_columns(reader)
    missing = [name for name in needed if name.lower() not in found]
    if missing:
        raise SourceError(
            f"{path}: column {', '.join(missing)} is missing from the first line, "
            f"which has {_shortened(', '.join(header))}; separate the columns by "
            "commas and name all that the ai_ecosystem layout needs"
        )
    return Source(path, path.stat().st_size, tuple(header))


def explain(source: Source, error: duckdb.Error) -> SourceError:
    """Return the error of a source that DuckDB could not read.

    DuckDB looks at the first rows to guess what it is not told, and does not say
    which row made it fail there; told all, it names the line.
    """
    with open_quietly(":memory:") as connection:
        try:
            connection.read_csv(
                source.pattern,
                auto_detect=False,
                header=True,
                columns=dict.fromkeys(source.header, "VARCHAR"),
                delimiter=",",
                quotechar='"',
                escapechar='"',
            ).aggregate("max(columns(*))").fetchall()
        except duckdb.Error as precise:
            error = precise
    said = str(error).partition("\n\n")[0].partition("\nPossible")[0].splitlines()
    lines = [line.strip() for line in said if not line.startswith("Original Line")]
    place = lines[0].rpartition("CSV Error on Line: ")[2]
    if place.isdigit():
        lines[0] = f"line {place}"
    return SourceError(
        f"{source.path}: it cannot be read as CSV in UTF-8 with commas and double "
        f"quotes: {_shortened(': '.join(lines))}"
    )


def _open_text(path: Path) -> TextIO:
    opener = gzip.open if path.suffix == ".gz" else open
    return opener(path, "rt", encoding="utf-8-sig", errors="replace", newline="")


def _shortened(text: str, length: int = 200) -> str:
    return text if len(text) <= length else f"{text[:length]}…"


def _needed_columns(reader: SqlFile) -> list[str]:
    """Return the columns that an SQL file takes from the source, in its order."""
    (create,) = (
        statement
        for statement in sqlglot.parse(reader.text, read="duckdb")
        if isinstance(statement, exp.Create)
    )
    (query,) = create.find_all(exp.Select)
    columns = [
        column.name
        for item in query.expressions
        for column in item.find_all(exp.Column)
    ]
    return [*dict.fromkeys(columns)]
