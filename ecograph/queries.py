"""Read tables and the rows of queries as data frames."""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import duckdb

from ecograph.database import column_names, connect, locate, register_frame
from ecograph.errors import QueryError, UnknownNameError
from ecograph.query_hints import find_macro, frame_hint, macro_hint

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["as_frame", "one_statement", "sql", "table"]

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
    is_frame = {name: column_names(value) is not None for name, value in values.items()}
    frames = {name: values[name] for name in values if is_frame[name]}
    others = {name: _as_value(values[name]) for name in values if not is_frame[name]}
    with connect(path) as connection:
        try:
            relations = [*map(str.lower, _relations(connection))] if frames else []
            for name, frame in frames.items():
                if name.lower() in relations:
                    raise QueryError(
                        f"the build has a relation {name}; give the data frame "
                        "another name"
                    )
                register_frame(connection, name, frame)
            statement = one_statement(connection, query)
            _expect_parameters(statement, others)
            return _as_frame(connection.sql(statement.query, params=others or None))
        except duckdb.Error as error:
            hint = macro_hint(connection, error) or frame_hint(error)
            raise QueryError(f"query failed: {error}{hint}") from error


def _expect_parameters(
    statement: "duckdb.Statement", values: Mapping[str, object]
) -> None:
    """Raise an error unless the values are those of a statement's parameters."""
    parameters = statement.named_parameters
    problems = [_missing(name) for name in sorted(parameters - {*values})]
    problems += [
        f"a value for {name}, but no ${name} in the query, and a "
        f"{type(values[name]).__name__} is not a table"
        for name in values
        if name not in parameters
    ]
    if problems:
        raise QueryError(f"query failed: {'; '.join(problems)}")


def _missing(name: str) -> str:
    """Return what to do about a parameter without a value."""
    if not name.isidentifier():
        return f"parameter {name} has no name; call it $id, say, and give id=…"
    if name in ("query", "path"):
        return f"no value can be given for ${name}; give it another name"
    return f"no value for ${name}; give it, as {name}=…"


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
        wanted = str(name).lower().removeprefix("main.")
        for found in names:
            if found.lower() == wanted:
                return as_frame(connection, found)
        if macro := find_macro(connection, wanted):
            raise UnknownNameError(
                f"{locate(path)}: {macro.name} is a macro, {macro.signature}; call it "
                f"as {macro.in_python}"
            )
        near = [*map(repr, get_close_matches(wanted, names))]
        hint = f"did you mean {' or '.join(near)}? They are" if near else "use one of"
        raise UnknownNameError(
            f"{locate(path)}: unknown relation {name!r}; {hint} {', '.join(names)}"
        )


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


def _as_value(value: Any) -> Any:
    """Return the items of a series or an array (pandas, numpy, polars, Arrow)."""
    if hasattr(value, "isna"):  # of pandas, which has several missing values
        value = value.astype(object).where(value.notna(), None)
    for method in ("tolist", "to_list", "to_pylist"):
        if hasattr(value, method):
            return getattr(value, method)()
    return value
