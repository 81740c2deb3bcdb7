"""Find Parquet files of a source whose columns have types that DuckDB cannot unite."""

from ecograph.database import open_quietly
from ecograph.errors import SourceError, shortened
from ecograph.source.files import SourceFile
from ecograph.source.source import Source

__all__ = ["conflicting_types"]

TYPES = """
    select column_name, column_type
    from (describe from read_parquet(?, hive_partitioning = false))
"""

REMEDY = "write both with the same types, or build them one by one"


def conflicting_types(source: Source, reason: str) -> SourceError | None:
    """Return the error of two files, if they differ in a column that DuckDB names.

    Parameters
    ----------
    source : Source
        The Parquet files.
    reason : str
        Why DuckDB cannot read them.
    """
    if "cast column" not in reason:
        return None
    seen: dict[str, tuple[str, SourceFile]] = {}
    with open_quietly(":memory:") as connection:
        source.register(connection)
        for file in source.files:
            for name, kind in connection.execute(TYPES, [file.pattern]).fetchall():
                other_kind, other = seen.setdefault(name.lower(), (kind, file))
                if kind != other_kind and f'column "{name}"' in reason:
                    return SourceError(
                        f"{file}: column {name} is {shortened(kind, 80)}, but "
                        f"{shortened(other_kind, 80)} in {other}, which is read with "
                        f"it; {REMEDY}"
                    )
    return None
