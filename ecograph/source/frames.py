"""Tables in memory, as sources."""

from pathlib import Path
from typing import Any, TypeAlias

import duckdb

from ecograph.database import first_line, open_quietly
from ecograph.errors import SourceError
from ecograph.source.layouts import LAYOUTS

__all__ = ["Frame", "written"]

Frame: TypeAlias = Any
"""A pandas or polars data frame, or an Arrow table."""

OPTIONAL = {
    "id",
    "modelId",
    "likes",
    "downloads",
    "pipeline_tag",
    "library_name",
    "createdAt",
    "baseModels",
}
"""Columns that a layout takes where they are."""


def written(frame: Frame, path: Path) -> Path:
    """Write a table in memory as Parquet, and return the path.

    Raises
    ------
    SourceError
        DuckDB does not know what it is, or what is in a column.
    """
    with open_quietly(":memory:") as connection:
        try:
            # All rows tell what a column is, not the first thousand.
            connection.execute("set pandas_analyze_sample = 1000000000")
            connection.register("frame", _of_use(frame))
            connection.table("frame").write_parquet(str(path))
        except (duckdb.Error, TypeError) as error:
            raise SourceError(
                f"a {type(frame).__name__} is no table of models: {first_line(error)}; "
                "give a path, a pandas or polars data frame, or an Arrow table, whose "
                "columns are numbers, texts, times or lists of texts"
            ) from error
    return path


def _of_use(frame: Frame) -> Frame:
    """Return a table without the columns that no layout takes."""
    names = getattr(frame, "column_names", getattr(frame, "columns", None))
    if names is None:
        return frame
    needed = {
        n
        for layout in LAYOUTS.values()
        for need in layout.needs
        for n in need.split("|")
    }
    used = {name.lower() for name in needed | OPTIONAL}
    kept = [name for name in names if str(name).lower() in used]
    return frame.select(kept) if hasattr(frame, "select") else frame[kept]
