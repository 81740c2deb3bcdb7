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

READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
"""Kinds of statements that `ecograph sql` takes."""


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="A statement that reads.")],
    path: Database = None,
    format: Annotated[  # noqa: A002
        Format, typer.Option(help="How to print the rows.")
    ] = Format.TABLE,
) -> None:
    """Run a query on a database, read-only, and print its rows."""
    with ecograph.connect(path) as connection:
        try:
            statements = connection.extract_statements(query)
            if len(statements) != 1:
                raise QueryError(f"give one statement, not {len(statements)}")
            if statements[0].type not in READING:
                raise QueryError(
                    "the statement would write or change a setting; the database is "
                    "only read here: give a select, describe, show or explain"
                )
            # A select can write files too, by a copy within it or by the log.
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
            result = connection.execute(statements[0])
            columns = [name for name, *_ in result.description or []]
            rows = result.fetchall()
        except duckdb.Error as error:
            raise QueryError(f"the query failed: {first_line(error)}") from error
    WRITERS[format](columns, rows, sys.stdout)
