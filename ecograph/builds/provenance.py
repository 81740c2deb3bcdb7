"""Record in ``meta`` how a build was made."""

import hashlib
from datetime import datetime
from importlib.metadata import version

import duckdb

from ecograph.plan.sql_file import SqlFile
from ecograph.source.source import Source

__all__ = ["get_build_id", "write_meta"]


def get_build_id(sha256: str, files: list[SqlFile]) -> str:
    """Return the id of a build: a digest of the source's bytes and the SQL files."""
    parts = [sha256, *(f"{file.place} {file.sha256}" for file in files)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def write_meta(
    connection: duckdb.DuckDBPyConnection,
    build_id: str,
    started: datetime,
    source: Source,
    sha256: str,
    relations: list[tuple[object, ...]],
) -> None:
    """Fill ``meta.build`` and ``meta.relation``."""
    connection.execute(
        "insert into meta.build values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            build_id,
            version("ecograph"),
            version("duckdb"),
            version("sqlglot"),
            source.name,
            source.size,
            sha256,
            source.revision,
            started.replace(tzinfo=None),
        ],
    )
    # All rows in one statement: one by one they take a tenth of a second.
    connection.execute(
        """
        insert into meta.relation
        select unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)
        """,
        [[*column] for column in zip(*relations, strict=True)],
    )
