"""``ecograph sql``: run a query on a build."""

import sys
from typing import Annotated

import duckdb
import typer

import ecograph
from ecograph.cli.app import app
from ecograph.cli.options import Database, Format
from ecograph.cli.output_formats import WRITERS
from ecograph.database import first_line
from ecograph.errors import QueryError

__all__ = ["sql"]

READ_ONLY = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
"""Types of the statements that `ecograph sql` accepts."""


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="One statement that only reads.")],
    path: Database = None,
    format: Annotated[  # noqa: A002
        Format, typer.Option(help="Output format.")
    ] = Format.TABLE,
) -> None:
    """Run a read-only query on a build and print its rows."""
    with ecograph.connect(path) as connection:
        try:
            statements = connection.extract_statements(query)
            if len(statements) != 1:
                raise QueryError(f"expected one statement, got {len(statements)}")
            if statements[0].type not in READ_ONLY:
                raise QueryError(
                    "the database is read-only; use select, describe, show or explain"
                )
            # A select can still write files, by a nested copy or by the log.
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
            result = connection.execute(statements[0])
            columns = [name for name, *_ in result.description or []]
            rows = result.fetchall()
        except duckdb.Error as error:
            raise QueryError(f"query failed: {first_line(error)}") from error
    WRITERS[format](columns, rows, sys.stdout)
