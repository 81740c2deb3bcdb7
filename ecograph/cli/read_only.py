"""Run a query that can neither change the database nor write files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from ecograph.database import stoppable
from ecograph.errors import QueryError, first_line
from ecograph.queries import one_statement
from ecograph.query_hints import macro_hint

__all__ = ["fetch", "prepare", "query_errors"]


def prepare(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    *,
    allow_files: bool = False,
    out: Path | None = None,
) -> duckdb.Statement:
    """Return the statement of a query, and lock the connection for it.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A read-only connection to a build.
    query : str
        One statement.
    allow_files : bool, default False
        Whether it may read files.
    out : Path, optional
        A file that may be written nevertheless.

    Raises
    ------
    QueryError
        It is not one statement that only reads; or with `allow_files`, DuckDB
        rejects it.
    """
    with query_errors(connection):
        statement = one_statement(connection, query)
    if allow_files:
        # No extensions from the network.
        connection.execute("set autoinstall_known_extensions = false")
        connection.execute("set autoload_known_extensions = false")
        refusal = "explain does not go with --allow-files; leave out one of them"
        _expect_no_copy(connection, statement, refusal)
    else:
        if _reads_rows_from_files(connection):
            refusal = "explain does not go with a build on a cluster"
            _expect_no_copy(connection, statement, refusal)
        # A select can still write files, by a nested copy or by the log.
        if out is not None:
            connection.execute("set allowed_paths = ?", [[str(out.absolute())]])
        connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return statement


def fetch(
    connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the columns and the rows of a statement."""

    def rows() -> tuple[list[str], list[tuple[Any, ...]]]:
        result = connection.execute(statement)
        columns = [name for name, *_ in result.description or []]
        return columns, result.fetchall()

    with query_errors(connection):
        return stoppable(connection, rows)


@contextmanager
def query_errors(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Report an error of DuckDB with its whole message.

    Raises
    ------
    QueryError
        DuckDB rejects the query.

    Examples
    --------
    >>> with duckdb.connect() as connection, query_errors(connection):
    ...     connection.execute("selec")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ecograph.errors.QueryError: query failed: Parser Error: syntax error at or near ...
    """
    try:
        yield
    except duckdb.PermissionException as error:
        raise QueryError(
            f"query failed: {error}\n--allow-files lets a query read files; "
            "nothing lets it write them"
        ) from error
    except duckdb.Error as error:
        raise _failed(connection, error, _message(error)) from error


def _message(error: duckdb.Error) -> str:
    """Return a message, but of an error of Python no traceback."""
    is_python = str(error).startswith("Traceback ")
    return first_line(error) if is_python else str(error)


def _failed(
    connection: duckdb.DuckDBPyConnection, error: duckdb.Error, message: str
) -> QueryError:
    return QueryError(f"query failed: {message}{macro_hint(connection, error)}")


def _reads_rows_from_files(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether a build has its rows in files, into whose folder DuckDB could write."""
    query = "select len(current_setting('allowed_directories'))"
    ((number,),) = connection.execute(query).fetchall()
    return bool(number)


def _expect_no_copy(
    connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement, refusal: str
) -> None:
    """Refuse a statement that writes a file.

    DuckDB refuses a nested copy anywhere but at the top level, so also in a query
    that is part of another one. Explaining that does not run it.
    """
    if statement.type != duckdb.StatementType.SELECT:
        raise QueryError(refusal)
    try:
        connection.execute("explain from query(?)", [statement.query])
    except duckdb.Error as error:
        # The line that it quotes is not that of the user.
        message = _message(error).partition("\n\nLINE ")[0]
        if "at the top level" in message:
            message = "a query reads files, but writes none"
        if "extension httpfs" in message:
            message = "a query reads files, but no URLs; download what is there"
        raise _failed(connection, error, message) from error
