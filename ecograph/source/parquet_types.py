"""Copy Parquet files whose columns have types that DuckDB would not unite rightly.

It makes text of numbers, and lists of the text of lists, whose escapes it does not
know; or it refuses the files.
"""

from collections.abc import Iterable
from pathlib import Path

import duckdb
from duckdb import ColumnExpression, FunctionExpression

from ecograph.source.contents import Contents
from ecograph.source.files import LocalFile, SourceFile
from ecograph.source.layouts import Layout
from ecograph.source.source import Source
from ecograph.source.unread_columns import READ

__all__ = ["json_copies", "mixed_columns"]

NUMBERS = {
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"),
    *("FLOAT", "DOUBLE"),
}


def mixed_columns(tables: Iterable[Contents], layout: Layout) -> frozenset[str]:
    """Return the columns whose types are not of one kind in all Parquet files.

    Numbers are of one kind, and so are times of any unit and zone. Of other types, and
    of nested ones, each is a kind of its own. A column of NULLs can be of any.

    Parameters
    ----------
    tables : iterable of Contents
        What is in the files.
    layout : Layout
        Their layout.

    Returns
    -------
    frozenset of str
        The names of those that the layout reads, in lower case.
    """
    read = {name.lower() for name in _read(layout)}
    kinds: dict[str, set[str]] = {name: set() for name in read}
    for table in tables:
        for name, column_type in zip(table.names, table.types, strict=False):
            if name.lower() in read and column_type != '"NULL"':
                kinds[name.lower()].add(_kind(column_type))
    return frozenset(name for name, found in kinds.items() if len(found) > 1)


def json_copies(
    source: Source, folder: Path, connection: duckdb.DuckDBPyConnection
) -> list[str]:
    """Copy the columns that are read, the mixed ones as JSON, which keeps the types.

    Parameters
    ----------
    source : Source
        Parquet files with mixed columns.
    folder : Path
        The folder to write to.
    connection : duckdb.DuckDBPyConnection
        A connection that can read the files.

    Returns
    -------
    list of str
        The paths of the copies for DuckDB.

    Raises
    ------
    duckdb.Error
        A file cannot be read, or a copy cannot be written.
    """
    # JSON has a time as text, in the zone of the connection.
    connection.execute("set timezone = 'UTC'")
    return [
        _json_copy(file, folder / f"{number}.parquet", source, connection)
        for number, file in enumerate(source.files)
    ]


def _json_copy(
    file: SourceFile,
    path: Path,
    source: Source,
    connection: duckdb.DuckDBPyConnection,
) -> str:
    read = {name.lower() for name in _read(source.layout)}
    table = connection.read_parquet(file.pattern, hive_partitioning=False)
    columns = []
    for name in table.columns:
        column = ColumnExpression(name)
        if name.lower() in source.mixed:
            column = FunctionExpression("to_json", column).alias(name)
        if name.lower() in read:
            columns.append(column)
    table.select(*columns).write_parquet(str(path))
    return LocalFile(path, path.stat().st_size, str(path)).pattern


def _read(layout: Layout) -> tuple[str, ...]:
    return READ if layout.is_hub else layout.required


def _kind(column_type: str) -> str:
    if column_type in NUMBERS:
        return "number"
    # A list of times is another type, which ends in [].
    if column_type.startswith("TIMESTAMP") and not column_type.endswith("]"):
        return "time"
    return column_type
