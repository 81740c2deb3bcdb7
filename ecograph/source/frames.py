"""Data frames as sources."""

from pathlib import Path
from typing import Any, TypeAlias

import duckdb

from ecograph.database import first_line, open_quietly, register_frame
from ecograph.errors import SourceError
from ecograph.source.layouts import LAYOUTS

__all__ = ["Frame", "write_frame"]

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
"""Columns that a layout reads if they are present."""


def write_frame(frame: Frame, path: Path) -> Path:
    """Write a data frame as Parquet, and return the path.

    Parameters
    ----------
    frame : pandas.DataFrame, polars.DataFrame or pyarrow.Table
        One row per model.
    path : Path
        The file to write.

    Raises
    ------
    SourceError
        DuckDB cannot read an object of this type, or a column of it.
    """
    with open_quietly(":memory:") as connection:
        try:
            register_frame(connection, "frame", _known_columns(frame))
            connection.table("frame").write_parquet(str(path))
        except (duckdb.Error, TypeError) as error:
            raise SourceError(
                f"a {type(frame).__name__} is not a table of models: "
                f"{first_line(error)}; give a path, a pandas or polars data frame, or "
                "an Arrow table, whose columns are numbers, text, times or lists of "
                "text"
            ) from error
    return path


def _known_columns(frame: Frame) -> Frame:
    """Return a frame without the columns that no layout reads."""
    names = getattr(frame, "column_names", getattr(frame, "columns", None))
    if names is None:
        return frame
    required = {
        name
        for layout in LAYOUTS.values()
        for column in layout.required
        for name in column.split("|")
    }
    known = {name.lower() for name in required | OPTIONAL}
    kept = [name for name in names if str(name).lower() in known]
    return frame.select(kept) if hasattr(frame, "select") else frame[kept]
