"""Refuse builds of another version of ecograph, which lack what is read."""

from collections.abc import Collection, Mapping
from pathlib import PurePath

import duckdb

from ecograph.errors import EcographError

__all__ = ["expect_columns"]

ALL_COLUMNS = """
    select table_name, column_name, schema_name, database_name
    from duckdb_columns()
    union all
    select function_name, unnest(parameters), schema_name, database_name
    from duckdb_functions()
    where function_type in ('macro', 'table_macro')
"""
"""Columns of all relations, and parameters of all macros.

It binds all views, which takes as long as many a command.
"""

PARAMETERS = """
    select unnest(parameters)
    from duckdb_functions()
    where
        database_name = current_database()
        and schema_name = 'main'
        and function_name = ?
"""


def expect_columns(
    connection: duckdb.DuckDBPyConnection,
    database: PurePath,
    wanted: Mapping[str, Collection[str]],
    alias: str | None = None,
) -> None:
    """Raise an error if a build lacks a column of some relations.

    Another version of ecograph may have built it. The parameters of a macro count
    as its columns.
    """
    if all(
        _columns(connection, name, alias).issuperset(columns)
        for name, columns in wanted.items()
    ):
        return
    # A view of a relation that is missing has no columns, so look at all of them.
    ((database_name,),) = connection.execute(
        "select coalesce(?, current_database())", [alias]
    ).fetchall()
    found = connection.execute(ALL_COLUMNS).fetchall()
    for name in wanted:
        for column in wanted[name]:
            if (name, column, "main", database_name) not in found:
                raise EcographError(
                    f"{database}: built by another version of ecograph, without "
                    f"{name}.{column}; build it again with "
                    f"`ecograph build SOURCE --out {database.parent}`"
                )


def _columns(
    connection: duckdb.DuckDBPyConnection, name: str, alias: str | None
) -> set[str]:
    """Return the columns of a relation, or the parameters of a macro."""
    try:
        relation = connection.table(f"{alias}.main.{name}" if alias else name)
    except duckdb.Error:
        rows = connection.execute(PARAMETERS, [name]).fetchall()
        return {parameter for (parameter,) in rows}
    return {*relation.columns}
