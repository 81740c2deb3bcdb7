"""Tables in memory, as sources."""

from pathlib import Path
from typing import Any, TypeAlias

import duckdb

from ecograph.database import first_line, open_quietly
from ecograph.errors import SourceError

__all__ = ["Frame", "written"]

Frame: TypeAlias = Any
"""A pandas or polars data frame, or an Arrow table."""


def written(frame: Frame, path: Path) -> Path:
    """Write a table in memory as Parquet, and return the path.

    Raises
    ------
    SourceError
        DuckDB does not know what it is.
    """
    with open_quietly(":memory:") as connection:
        try:
            connection.register("frame", frame)
            connection.table("frame").write_parquet(str(path))
        except (duckdb.InvalidInputException, duckdb.BinderException) as error:
            raise SourceError(
                f"a {type(frame).__name__} is no table of models: {first_line(error)}; "
                "give a path, a pandas or polars data frame, or an Arrow table"
            ) from error
    return path
