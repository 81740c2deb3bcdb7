"""The SQL files that run on an engine, as its queries, and what that needs to know."""

from collections.abc import Iterator
from typing import Any

import duckdb

from ecograph.builds.kept_views import empty_build
from ecograph.cluster.lowering import Lowering, Query
from ecograph.cluster.scope import scope_of
from ecograph.cluster.statements import Types
from ecograph.plan.sql_file import SqlFile

__all__ = ["lowered_files", "read_types", "read_variables"]

TYPES = """
    select
        if(database_name = 'temp', 'temp', schema_name) || '.' || table_name,
        column_name,
        data_type
    from duckdb_columns()
    where database_name in ('ecograph', 'temp')
    order by table_name, column_index
"""


def lowered_files() -> Iterator[tuple[SqlFile, list[Query]]]:
    """Yield the files that run on an engine, each with the queries that make it."""
    with empty_build() as (connection, files, _):
        lowering = Lowering(files, read_types(connection), read_variables(connection))
        for file in scope_of(files).steps:
            yield file, lowering.queries(file)


def read_types(connection: duckdb.DuckDBPyConnection) -> Types:
    """Return the columns of all relations, and their types."""
    types: Types = {}
    for name, column, kind in connection.execute(TYPES).fetchall():
        types.setdefault(name, {})[column] = kind
    return types


def read_variables(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Return the variables of a connection, and their values."""
    rows = connection.execute("select name from duckdb_variables()").fetchall()
    return {
        name: connection.execute("select getvariable(?)", [name]).fetchall()[0][0]
        for (name,) in rows
    }
