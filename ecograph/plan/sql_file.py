"""One SQL file: what it makes, what it reads, and its statements."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ATTACHED", "COMMENT", "SqlFile", "sql_folder"]

ATTACHED = ("old_build", "new_build")
"""Catalogs of the two builds that `ecograph diff` reads: attached before any file runs,
so that no file makes their relations."""

COMMENT = "\ncomment on "
"""Beginning of the comments, the last statements of a file."""


@dataclass(frozen=True)
class SqlFile:
    """One file of SQL, which makes one relation or macro.

    Attributes
    ----------
    name : str
        The relation or macro that it makes, with its schema: ``"main.edges"``.
    kind : str
        ``"table"``, ``"view"`` or ``"macro"``.
    version : int
        Version of the relation's contract, its columns and their types.
    place : str
        Path below the folder ``sql``, as ``"graph/edges.sql"``.
    path : Path
        The file.
    text : str
        Its statements.
    reads : frozenset of str
        Relations that it reads, and macros that it calls with their schema; `plan`
        adds the macros among `calls`.
    calls : frozenset of str
        Functions that it calls without a schema: macros of ``main``, or DuckDB's own.
    drop : str
        The statement that drops the table that it makes.
    """

    name: str
    kind: str
    version: int
    place: str
    path: Path
    text: str
    reads: frozenset[str]
    calls: frozenset[str]
    drop: str

    @property
    def nearest(self) -> str:
        """Path from the current folder where the file is below it, else in full."""
        here = Path.cwd()
        inside = self.path.is_relative_to(here)
        return (self.path.relative_to(here) if inside else self.path).as_posix()

    @property
    def chapter(self) -> str:
        """Folder below ``sql`` that it is in."""
        return self.place.partition("/")[0]

    @property
    def sha256(self) -> str:
        """SHA-256 of the file's text, in hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def creation(self) -> str:
        """The statements that make it, without the comments that follow them."""
        return self.text.partition(COMMENT)[0]

    @property
    def comments(self) -> str:
        """The comments on it and its columns, for the catalog."""
        return self.text.removeprefix(self.creation)

    @property
    def is_temporary(self) -> bool:
        """Whether what it makes is gone with the connection."""
        return self.name.startswith("temp.")

    @property
    def is_kept(self) -> bool:
        """Whether what it makes is the same in each database: a view or a macro."""
        return self.kind != "table" and not self.is_temporary


def sql_folder() -> Path:
    """Return the folder of the SQL files: the wheel's, else the checkout's.

    Examples
    --------
    >>> sql_folder().name
    'sql'
    """
    package = Path(__file__).parents[1]
    inside = package / "sql"
    return inside if inside.is_dir() else package.parent / "sql"
