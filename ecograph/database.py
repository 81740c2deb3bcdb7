"""Open a database that a build made, and read its tables."""

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from ecograph.errors import EcographError, NotBuiltError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DATABASE", "connect", "table"]

DATABASE = "ecograph.duckdb"
"""Name of the database in the folder of a build."""


def connect(
    path: str | os.PathLike[str] | None = None, read_only: bool = True
) -> duckdb.DuckDBPyConnection:
    """Open the database of a build.

    Parameters
    ----------
    path : str or path, optional
        Folder that a build wrote to, or its database file. By default the
        folder named by the environment variable ``ECOGRAPH_DATA``, else
        ``data`` below the current folder.
    read_only : bool, default True
        Whether to refuse statements that write into the database. `copy … to` can
        write other files all the same.

    Returns
    -------
    duckdb.DuckDBPyConnection
        It is closed at the end of a ``with`` block.

    Raises
    ------
    NotBuiltError
        There is no database at `path`, or no build made it.
    EcographError
        The file is no DuckDB database, or another program is writing to it.

    Examples
    --------
    >>> import ecograph
    >>> with ecograph.connect() as connection:
    ...     connection.sql("select count(*) from models").fetchall()
    [(1993,)]
    """
    database = locate(path)
    try:
        connection = _open_beside(database) if read_only else open_quietly(database)
    except duckdb.Error as error:
        raise _cannot_open(database, error) from error
    try:
        _expect_build(connection, database)
    except NotBuiltError:
        connection.close()
        raise
    return connection


def attach(
    connection: duckdb.DuckDBPyConnection,
    path: str | os.PathLike[str] | None,
    alias: str,
) -> Path:
    """Attach the database of a build read-only, under a name; return its file."""
    database = locate(path)
    try:
        connection.execute(attach_statement(database, alias))
    except duckdb.Error as error:
        raise _cannot_open(database, error) from error
    _expect_build(connection, database, alias)
    return database


def table(name: str, path: str | os.PathLike[str] | None = None) -> "pd.DataFrame":
    """Return one relation of a build as a data frame, a column for each of its own.

    Parameters
    ----------
    name : str
        Name of a table or view: ``"models"``, ``"edges"``, ``"meta.build"``.
    path : str or path, optional
        As for `connect`.

    Returns
    -------
    pandas.DataFrame
        One row per row of the relation, in the order in which it is stored.

    Raises
    ------
    UnknownNameError
        The database has no relation of this name.
    NotBuiltError
        There is no database at `path`.

    Examples
    --------
    >>> import ecograph
    >>> ecograph.table("edges")["edge_type"].value_counts()["adapter"]
    np.int64(258)
    """
    with connect(path) as connection:
        relations = connection.execute(
            "select schema_name, table_name from duckdb_columns() "
            "where not internal and column_index = 1 "
            "order by schema_name <> 'main', schema_name, table_name"
        ).fetchall()
        names = [t if s == "main" else f"{s}.{t}" for s, t in relations]
        if name not in names:
            raise UnknownNameError(
                f"{locate(path)}: there is no relation {name!r}; "
                f"there are {', '.join(names)}"
            )
        return as_frame(connection, name)


def as_frame(connection: duckdb.DuckDBPyConnection, name: str) -> "pd.DataFrame":
    """Return a relation of a connection as a data frame."""
    relation = connection.sql("from query_table(?)", params=[name])
    # Of a list of an enum DuckDB gives pandas the codes, not the names.
    texts = duckdb.list_type("VARCHAR")
    columns = [
        duckdb.ColumnExpression(column).cast(texts).alias(column)
        if str(kind).startswith("ENUM") and str(kind).endswith("[]")
        else duckdb.ColumnExpression(column)
        for column, kind in zip(relation.columns, relation.types, strict=True)
    ]
    frame: pd.DataFrame = relation.select(*columns).df()
    return frame


def _open_beside(database: Path) -> duckdb.DuckDBPyConnection:
    """Open a database read-only, as the file is that bears its name now.

    Python's duckdb gives whoever opens a path again what it opened before, even if
    a build has put another file there since.
    """
    connection = open_quietly(":memory:")
    try:
        connection.execute(attach_statement(database, "ecograph"))
        connection.execute("use ecograph")
    except duckdb.Error:
        connection.close()
        raise
    return connection


def attach_statement(database: Path, alias: str, option: str = "read_only") -> str:
    """Return the statement that attaches a database, with an option of `attach`.

    DuckDB 1.5 cannot bind the path as a value: this is the one place where text is
    put into SQL.
    """
    path = str(database.absolute()).replace("'", "''")
    name = alias.replace('"', '""')
    return f"attach '{path}' as \"{name}\" ({option})"


def _cannot_open(database: Path, error: duckdb.Error) -> EcographError:
    return EcographError(f"{database}: DuckDB cannot open it: {first_line(error)}")


def _expect_build(
    connection: duckdb.DuckDBPyConnection, database: Path, alias: str | None = None
) -> None:
    """Raise an error if no build made what is attached under a name, or in use."""
    meta = connection.execute(
        "from duckdb_tables() where database_name = coalesce(?, current_database()) "
        "and schema_name = 'meta' and table_name in ('build', 'pickle', 'relation')",
        [alias],
    ).fetchall()
    if len(meta) < 3:
        raise NotBuiltError(
            f"{database}: no build of this version of ecograph made this database; "
            f"make one with `ecograph build SOURCE --out {database.parent}`"
        )


def expect_columns(
    connection: duckdb.DuckDBPyConnection,
    database: Path,
    wanted: Mapping[str, Collection[str]],
    alias: str | None = None,
) -> None:
    """Raise an error if a build lacks a column, as one of another version may.

    What a macro of tables takes counts as columns of it.
    """
    there = connection.execute(
        """
        select table_name, column_name, schema_name, database_name
        from duckdb_columns()
        union all
        select function_name, unnest(parameters), schema_name, database_name
        from duckdb_functions()
        where function_type = 'table_macro'
        """,
    ).fetchall()
    ((database_name,),) = connection.execute(
        "select coalesce(?, current_database())", [alias]
    ).fetchall()
    for name in wanted:
        for column in wanted[name]:
            if (name, column, "main", database_name) not in there:
                raise EcographError(
                    f"{database}: another version of ecograph built it, without "
                    f"{name}.{column}; build it anew with "
                    f"`ecograph build SOURCE --out {database.parent}`"
                )


def open_quietly(path: Path | str, **config: Any) -> duckdb.DuckDBPyConnection:
    """Connect without what DuckDB adds for a person at a Python prompt.

    It would draw a progress bar on standard output, and take a name that is no
    relation for that of a Python variable.
    """
    options: dict[str, Any] = {"python_enable_replacements": False, **config}
    connection = duckdb.connect(path, config=options)
    connection.execute("set enable_progress_bar = false")
    return connection


def locate(path: str | os.PathLike[str] | None) -> Path:
    """Return the database file that `path` means, as `connect` takes it."""
    found = Path(path or os.environ.get("ECOGRAPH_DATA") or "data")
    if found.is_dir():
        found /= DATABASE
    if not found.is_file():
        folder = found.parent if found.suffix == ".duckdb" else found
        raise NotBuiltError(
            f"{found}: there is no database; "
            f"build one with `ecograph build SOURCE --out {folder}`"
        )
    return found


def first_line(error: Exception) -> str:
    """Return what is said in the first line of an error."""
    return str(error).partition("\n")[0]
