"""Whether a build accounts for all that its source says: ``ecograph check``."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from ecograph.database import connect, locate

__all__ = ["Check", "check", "sha256"]


@dataclass(frozen=True)
class Check:
    """A check and what fails it.

    Attributes
    ----------
    name : str
        Its relation, such as ``"checks.edges"``, or ``"pickles"``.
    says : str
        What holds if nothing fails it.
    columns : list of str
        Names of the columns of `failing`.
    failing : list of tuple
        The rows that fail it; none if all is well.
    """

    name: str
    says: str
    columns: list[str]
    failing: list[tuple[Any, ...]]


def check(path: str | os.PathLike[str] | None = None) -> list[Check]:
    """Run all checks of a build: those of the schema ``checks``, and the pickles.

    Parameters
    ----------
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    list of Check
        In the order of their names.

    Raises
    ------
    NotBuiltError
        There is no database at `path`.

    Examples
    --------
    >>> import ecograph
    >>> [made.name for made in ecograph.check() if made.failing]
    []
    """
    with connect(path) as connection:
        views = connection.execute(
            "select schema_name || '.' || view_name, comment from duckdb_views() "
            "where schema_name = 'checks' order by view_name"
        ).fetchall()
        checks = [_asked(connection, name, comment) for name, comment in views]
        return [*checks, _pickles(connection, locate(path).parent)]


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _asked(connection: duckdb.DuckDBPyConnection, name: str, says: str) -> Check:
    result = connection.execute("from query_table(?)", [name])
    columns = [column for column, *_ in result.description or []]
    return Check(name, says, columns, result.fetchall())


def _pickles(connection: duckdb.DuckDBPyConnection, folder: Path) -> Check:
    written = connection.execute("select file, sha256 from meta.pickle").fetchall()
    failing = [
        (name, "is another file" if path.exists() else "is gone")
        for name, digest in written
        if not (path := folder / name).exists() or sha256(path) != digest
    ]
    says = "Each pickle is the file that was built with the database"
    return Check("pickles", says, ["file", "it"], failing)
