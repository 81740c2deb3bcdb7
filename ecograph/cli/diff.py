"""``ecograph diff``: what changed from one build to another."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ecograph.cli.app import app
from ecograph.cli.output_formats import WRITERS, write_json_object

__all__ = ["diff"]


class FormatOfSeveral(StrEnum):
    """How to print several tables; CSV holds but one."""

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
        FormatOfSeveral, typer.Option(help="How to print the tables.")
    ] = FormatOfSeveral.TABLE,
    limit: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Rows of each table at most, but of the summary. "
            "[default: 10; all of them in JSON]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print what changed from one build to another."""
    from ecograph.analysis.diff import differences

    if format is FormatOfSeveral.JSON:
        found = differences(old, new, limit)
        tables = {done.name: (done.columns, done.rows) for done in found}
        write_json_object(tables, sys.stdout)
        return
    summary, *rest = differences(old, new, 10 if limit is None else limit)
    if not any(done.number for done in rest):
        print(f"{old} and {new}: the same models, edges, likes and downloads")
        return
    for done in (summary, *rest):
        number = f"{done.number:,}" if done.number else "no"
        head = "### " if format is FormatOfSeveral.MARKDOWN else ""
        print(f"{head}{done.name}: {number} rows. {done.says}\n")
        if done.rows:
            WRITERS[format](done.columns, done.rows, sys.stdout)
            print()
