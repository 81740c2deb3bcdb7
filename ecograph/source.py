"""Look at a source before it is read, and say clearly what is wrong with it."""

import glob
import hashlib
from dataclasses import dataclass
from pathlib import Path

import duckdb
import sqlglot
from sqlglot import exp

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
    sha256 : str
        SHA-256 of its bytes, in hexadecimal digits.
    """

    path: Path
    size: int
    sha256: str

    @property
    def pattern(self) -> str:
        """The path as DuckDB takes it: ``*``, ``?`` and ``[`` are ordinary in it."""
        return glob.escape(str(self.path))


def look(path: Path) -> Source:
    """Return the source at a path, once it is sure that it can be read.

    Raises
    ------
    SourceError
        There is no such file, it is a folder or empty, or may not be read.
    """
    if path.is_dir():
        raise SourceError(f"{path}: it is a folder; name the CSV file in it")
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise SourceError(
            f"{path}: there is no such file; name a table in the ai_ecosystem "
            "layout, or make one up with `ecograph sample 2000 sample.csv`"
        ) from error
    except OSError as error:
        raise SourceError(f"{path}: it cannot be read: {error.strerror}") from error
    size = path.stat().st_size
    if size == 0:
        raise SourceError(
            f"{path}: the file is empty; the first line should name the columns, "
            "and each further one is a model"
        )
    return Source(path, size, sha256)


def explain(source: Source, file: SqlFile, error: duckdb.Error) -> SourceError:
    """Return the error of a source that DuckDB could not read by an SQL file."""
    if isinstance(error, duckdb.BinderException):
        header = duckdb.connect().read_csv(
            source.pattern, header=True, sep=",", all_varchar=True
        )
        found = {name.lower() for name in header.columns}
        needed = [column.name for column in _columns(file)]
        missing = [name for name in needed if name.lower() not in found]
        if missing:
            return SourceError(
                f"{source.path}: column {', '.join(missing)} is missing from the "
                f"first line; the ai_ecosystem layout needs {', '.join(needed)}"
            )
    said = " ".join(str(error).partition("\n\n")[0].split())
    return SourceError(f"{source.path}: it cannot be read as CSV: {said}")


def _columns(file: SqlFile) -> list[exp.Column]:
    """Return the columns that an SQL file takes from the source, in its order."""
    (create,) = (
        s for s in sqlglot.parse(file.text, read="duckdb") if isinstance(s, exp.Create)
    )
    (query,) = create.find_all(exp.Select)
    return [
        column for item in query.expressions for column in item.find_all(exp.Column)
    ]
