"""``ecograph diff``: compare two builds."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ecograph.cli.app import app
from ecograph.cli.output_formats import WRITERS, write_json_object
from ecograph.cli.progress import working
from ecograph.html.wording import pluralize

__all__ = ["diff"]


class TablesFormat(StrEnum):
    """Output formats for several tables; CSV can hold only one."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


@app.command()
def diff(
    old: Annotated[
        Path,
        typer.Argument(
            help="Folder of the older build, or its database file.", readable=False
        ),
    ],
    new: Annotated[
        Path,
        typer.Argument(
            help="Folder of the newer build, or its database file.", readable=False
        ),
    ],
    format: Annotated[  # noqa: A002
        TablesFormat, typer.Option(help="Output format.")
    ] = TablesFormat.TABLE,
    limit: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Maximum number of rows per table, except the summary. "
            "[default: 10; all in JSON]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Compare two builds: models, edges, likes and downloads."""
    from ecograph.analysis.diff import COMPARED, differences

    is_json = format is TablesFormat.JSON
    if limit is None and not is_json:
        limit = 10
    with working("comparing the builds"):
        summary, *rest = differences(old, new, limit)
    if is_json:
        tables = {table.name: (table.columns, table.rows) for table in (summary, *rest)}
        write_json_object(tables, sys.stdout)
        return
    if not any(table.row_count for table in rest):
        print(f"{old} and {new}: no differences: {COMPARED} are equal")
        return
    for table in (summary, *rest):
        rows = pluralize(table.row_count, "row") if table.row_count else "no rows"
        heading = "### " if format is TablesFormat.MARKDOWN else ""
        print(f"{heading}{table.name}: {rows}. {table.description}\n")
        if table.rows:
            WRITERS[format](table.columns, table.rows, sys.stdout)
            print()
