"""The commands that ask: ``check``, ``info``, ``sql`` and ``plan``."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console
from rich.table import Table

import ecograph
from ecograph.cli.app import app
from ecograph.database import first_line, is_database
from ecograph.errors import EcographError, QueryError
from ecograph.formats import WRITERS
from ecograph.layouts import LAYOUTS
from ecograph.ledger import as_table, read_ledger
from ecograph.source import REMOTE, about

__all__ = ["Database", "Format", "check", "info", "plan", "sql"]

READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
"""Kinds of statements that `ecograph sql` takes."""


class Format(StrEnum):
    """How to print rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


Database = Annotated[
    Path | None,
    typer.Argument(
        help="Folder of a build, or its database file. "
        "[default: $ECOGRAPH_DATA, else data]",
        readable=False,
        show_default=False,
    ),
]


@app.command()
def check(path: Database = None) -> None:
    """Check that a build accounts for all that its source says."""
    failed = 0
    for done in ecograph.check(path):
        failed += bool(done.failing)
        number = f"{len(done.failing):,}" if done.failing else "no"
        rows = "row fails" if len(done.failing) == 1 else "rows fail"
        print(f"{done.name:20}{number} {rows}: {done.says}")
        if done.failing:
            WRITERS["table"](done.columns, done.failing[:5], sys.stdout)
    if failed:
        print(f"ecograph: {failed} of the checks failed", file=sys.stderr)
        raise typer.Exit(1)


@app.command()
def info(
    path: Annotated[
        str | None,
        typer.Argument(
            help="Folder of a build, or its database file; or a source of models. "
            "[default: $ECOGRAPH_DATA, else data]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print what a database holds and how it was made, or what a source is."""
    console = Console(highlight=False, markup=False)
    is_source = path is not None and (
        path.startswith(REMOTE) or not is_database(Path(path))
    )
    if path is not None and is_source:
        for name, said in about(path):
            console.print(f"{name:18}{said}", soft_wrap=True)
        return
    with ecograph.connect(path) as connection:
        made = connection.execute("from meta.build").fetchone()
        columns = [name for name, *_ in connection.description or []]
        relations = connection.execute(
            """
            select
                replace(relation.name, 'main.', ''),
                relation.version,
                relation."rows",
                coalesce(tables.comment, views.comment, functions.comment)
            from meta.relation as relation
            left join duckdb_tables() as tables
                on relation.name = tables.schema_name || '.' || tables.table_name
            left join duckdb_views() as views
                on relation.name = views.schema_name || '.' || views.view_name
            left join duckdb_functions() as functions
                on
                    relation.name
                    = functions.schema_name || '.' || functions.function_name
            where
                relation.name not like 'temp.%'
                and relation.name not like 'layout.%'
            order by relation.name
            """
        ).fetchall()
        ledger = read_ledger(connection)
    if made is None:
        console.print(
            "built in the DuckDB shell: meta.build and meta.relation are empty"
        )
    for column, value in zip(columns, made or (), strict=False):
        if value is None:
            continue  # the revision, of what has none
        console.print(f"{column:18}{value}", soft_wrap=True)
    console.print(as_table(ledger))
    table = Table("relation", "version", "rows", "what it is", box=None)
    table.columns[2].justify = "right"
    for name, version, rows, comment in relations:
        count = "" if rows is None else f"{rows:,}"
        table.add_row(name, str(version), count, comment)
    console.print(table)


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


@app.command()
def plan(
    shell: Annotated[
        bool,
        typer.Option("--shell", help="As lines that build it in the DuckDB shell."),
    ] = False,
    layout: Annotated[
        str, typer.Option(help=f"Of a source of this layout: {', '.join(LAYOUTS)}.")
    ] = "ai_ecosystem_csv",
    mermaid: Annotated[
        bool, typer.Option("--mermaid", help="As a mermaid flowchart of the relations.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Those of ecograph diff, not of a build.")
    ] = False,
) -> None:
    """Print the SQL files in the order in which they run."""
    from ecograph import plan as plans
    from ecograph.plan_text import as_mermaid, as_shell

    if mermaid and (shell or diff):
        raise EcographError("give --mermaid alone, without --shell and --diff")
    if layout not in LAYOUTS:
        raise EcographError(
            f"there is no layout {layout!r}; there are {', '.join(LAYOUTS)}"
        )
    files = plans.plan(plans.DIFF if diff else plans.BUILD, layout=layout)
    if shell:
        lines = as_shell(files)
    elif mermaid:
        lines = as_mermaid(files)
    else:
        lines = (file.nearest for file in files)
    print("\n".join(lines))
