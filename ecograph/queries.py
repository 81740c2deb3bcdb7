"""Read tables and the rows of queries as data frames."""

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from ecograph.database import connect, locate, register_frame
from ecograph.errors import QueryError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["as_frame", "macro_hint", "one_statement", "sql", "table"]

READ_ONLY = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
"""Types of the statements that only read."""


def sql(
    query: str, path: str | os.PathLike[str] | None = None, **values: Any
) -> "pd.DataFrame":
    """Return the rows of a query on a build as a data frame.

    Parameters
    ----------
    query : str
        One statement that only reads, in DuckDB's SQL.
    path : str or path, optional
        As for `ecograph.connect`.
    **values
        Values of the query's parameters: ``id="OWNER/NAME"`` is the value of
        ``$id``. A data frame (pandas or polars) or an Arrow table is a table of that
        name in the query; a series or an array is a list.

    Returns
    -------
    pandas.DataFrame
        The rows, in their order.

    Raises
    ------
    QueryError
        DuckDB rejects the query, it is not one statement that only reads, or the
        values are not those of its parameters.
    NotBuiltError
        `path` has no database of a build.

    Examples
    --------
    >>> import ecograph, pandas
    >>> ecograph.sql("select count(*) as n from edges where edge_type = $t", t="merge")
        n
    0  33
    >>> ours = pandas.DataFrame({"model_id": ["meta-llama/Llama-3.1-8B", "a/b"]})
    >>> ecograph.sql("select model_id, likes from ours join models using (model_id)",
    ...              ours=ours)
                      model_id  likes
    0  meta-llama/Llama-3.1-8B   2377
    """
    frames = {name: value for name, value in values.items() if _is_frame(value)}
    parameters = {
        name: _as_value(value) for name, value in values.items() if name not in frames
    }
    with connect(path) as connection:
        try:
            relations = _relations(connection) if frames else []
            for name, frame in frames.items():
                if name in relations:
                    raise QueryError(
                        f"the build has a relation {name}; give the data frame "
                        "another name"
                    )
                register_frame(connection, name, frame)
            statement = one_statement(connection, query)
            _expect_parameters(statement, parameters)
            return _as_frame(connection.sql(statement.query, params=parameters or None))
        except duckdb.Error as error:
            hint = macro_hint(connection, error) or _frame_hint(error)
            raise QueryError(f"query failed: {error}{hint}") from error


def _expect_parameters(
    statement: "duckdb.Statement", values: Mapping[str, object]
) -> None:
    """Raise an error unless the values are those of a statement's parameters."""
    parameters = statement.named_parameters
    problems = [
        f"no value for ${name}; give it, as {name}=…"
        if name.isidentifier()
        else f"parameter {name} has no name; call it $id, say, and give id=…"
        for name in sorted(parameters - {*values})
    ] + [
        f"a value for {name}, but no ${name} in the query"
        for name in values
        if name not in parameters
    ]
    if problems:
        raise QueryError(f"query failed: {'; '.join(problems)}")


UNKNOWN_NAME = r"with name (\w+) does not exist"
"""What DuckDB says of a table or function that there is not."""


def macro_hint(connection: duckdb.DuckDBPyConnection, error: duckdb.Error) -> str:
    """Return how to call the macro that a query took for a table, if that is why."""
    found = re.search(f"Table {UNKNOWN_NAME}", str(error))
    macro = _macro(connection, found[1]) if found else None
    if found is None or macro is None:
        return ""
    value = "'OWNER/NAME'" if macro.parameters[:1] == ["id"] else "…"
    return (
        f"\n\n{macro.name} is a macro, {macro.signature}; call it, as in: "
        f"{'from ' if macro.is_table else ''}{macro.name}({value})"
    )


def _frame_hint(error: duckdb.Error) -> str:
    """Return how to give a data frame, if a table of a query does not exist."""
    name = re.search(f"Table {UNKNOWN_NAME}", str(error))
    if not name:
        return ""
    return f"\n\nIf {name[1]} is a data frame, give it: sql(query, {name[1]}={name[1]})"


def one_statement(
    connection: duckdb.DuckDBPyConnection, query: str
) -> "duckdb.Statement":
    """Return the statement of a query, or raise an error if it does not only read."""
    statements = connection.extract_statements(query)
    if len(statements) != 1:
        raise QueryError(f"expected one statement, got {len(statements)}")
    if statements[0].type not in READ_ONLY:
        raise QueryError(
            "the database is read-only; use select, describe, show or explain"
        )
    return statements[0]


def table(name: str, path: str | os.PathLike[str] | None = None) -> "pd.DataFrame":
    """Return a relation of a build as a data frame.

    Parameters
    ----------
    name : str
        Name of a table or view: ``"models"``, ``"edges"``, ``"meta.build"``.
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    pandas.DataFrame
        The rows and columns of the relation, in the stored order.

    Raises
    ------
    UnknownNameError
        The database has no relation of this name.
    NotBuiltError
        `path` has no database of a build.

    Examples
    --------
    >>> import ecograph
    >>> ecograph.table("edges")["edge_type"].value_counts()["merge"]
    np.int64(33)
    """
    with connect(path) as connection:
        names = _relations(connection)
        if name in names:
            return as_frame(connection, name)
        macro = _macro(connection, name)
        if macro is None:
            raise UnknownNameError(
                f"{locate(path)}: unknown relation {name!r}; "
                f"use one of {', '.join(names)}"
            )
        first = macro.parameters[0] if macro.parameters else ""
        call = f"{name}(${first})" if first else f"{name}()"
        raise UnknownNameError(
            f"{locate(path)}: {name} is a macro, {macro.signature}; call it as "
            f'ecograph.sql("{"from" if macro.is_table else "select"} {call}"'
            f"{f', {first}=…' if first else ''})"
        )


class _Macro(NamedTuple):
    name: str
    is_table: bool
    parameters: list[str]

    @property
    def signature(self) -> str:
        return f"{self.name}({', '.join(self.parameters)})"


def _macro(connection: duckdb.DuckDBPyConnection, name: str) -> _Macro | None:
    """Return the macro of a name, if there is one."""
    row = connection.execute(
        "select function_name, function_type = 'table_macro', parameters "
        "from duckdb_functions() where not internal and function_name = ?",
        [name],
    ).fetchone()
    return _Macro(*row) if row else None


def as_frame(connection: duckdb.DuckDBPyConnection, name: str) -> "pd.DataFrame":
    """Return a relation of a connection as a data frame."""
    return _as_frame(connection.sql("from query_table(?)", params=[name]))


def _as_frame(relation: duckdb.DuckDBPyRelation) -> "pd.DataFrame":
    # DuckDB gives pandas the codes of enums in a list, not their names.
    text_list = duckdb.list_type("VARCHAR")
    columns = [
        duckdb.ColumnExpression(column).cast(text_list).alias(column)
        if str(kind).startswith("ENUM") and str(kind).endswith("[]")
        else duckdb.ColumnExpression(column)
        for column, kind in zip(relation.columns, relation.types, strict=True)
    ]
    frame: pd.DataFrame = relation.select(*columns).df()
    return frame


def _relations(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the names of the tables and views, those of the schema main first."""
    relations = connection.execute(
        "from (select schema_name, table_name from duckdb_tables() where not internal "
        "union all "
        "select schema_name, view_name from duckdb_views() where not internal) "
        "order by schema_name <> 'main', schema_name, table_name"
    ).fetchall()
    return [t if s == "main" else f"{s}.{t}" for s, t in relations]


def _is_frame(value: object) -> bool:
    """Whether a value is a data frame or an Arrow table."""
    has_columns = hasattr(value, "columns") or hasattr(value, "column_names")
    return has_columns and hasattr(value, "__arrow_c_stream__")


def _as_value(value: object) -> object:
    """Return the items of a series or an array (pandas, numpy, polars, Arrow)."""
    for method in ("tolist", "to_list", "to_pylist"):
        if hasattr(value, method):
            return getattr(value, method)()
    return value
