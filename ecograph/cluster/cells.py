"""The cells of a source, which DuckDB reads in any layout."""

from dataclasses import replace

import duckdb

from ecograph.cluster.scope import CELLS
from ecograph.errors import SourceError
from ecograph.plan.parse import parse
from ecograph.plan.sql_file import SqlFile
from ecograph.source.source import Source

__all__ = ["read_rows", "reading_files"]


def reading_files(files: list[SqlFile]) -> list[SqlFile]:
    """Return the files that read the source, up to its cells, which are kept."""
    reading = [file for file in files if file.place.startswith("source/layouts/")]
    (cells,) = (file for file in files if file.name == CELLS)
    macros = [file for file in files if file.kind == "macro"]
    (created,) = parse(cells.creation)
    created.set("kind", "TABLE")
    kept = replace(cells, kind="table", text=created.sql("duckdb"))
    return [*(f for f in files if f in reading or f in macros), kept]


def read_rows(
    connection: duckdb.DuckDBPyConnection, source: Source
) -> duckdb.DuckDBPyRelation:
    """Return the cells of a source, each row with its number."""
    cells = connection.sql("select rowid, * from temp.cells")
    if not cells.limit(1).fetchall():
        raise SourceError(f"{source}: has no rows; give a table with a row per model")
    return cells
