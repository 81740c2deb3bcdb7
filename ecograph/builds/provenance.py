"""Record in ``meta`` how a build was made."""

import hashlib
from datetime import datetime
from importlib.metadata import version

import duckdb

from ecograph.builds.extras import Extras
from ecograph.plan.sql_file import SqlFile
from ecograph.source.source import Source

__all__ = ["get_build_id", "write_meta"]


def get_build_id(
    sha256: str, files: list[SqlFile], extras: Extras, *, follow_renames: bool
) -> str:
    """Return the id of a build: a digest of all that determines its contents."""
    parts = [sha256, *(f"{file.place} {file.sha256}" for file in files)]
    if follow_renames:
        parts.append("follow renames")
    parts += [f"keep {name}" for name in extras.names]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def write_meta(
    connection: duckdb.DuckDBPyConnection,
    build_id: str,
    started: datetime,
    source: Source,
    sha256: str,
    relations: list[tuple[object, ...]],
    extras: Extras,
    *,
    follow_renames: bool,
) -> None:
    """Fill ``meta.build`` and ``meta.relation``."""
    connection.execute(
        "insert into meta.build values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            follow_renames,
            extras.names,
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
