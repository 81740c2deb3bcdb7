"""``ecograph report``: write an HTML report about a build."""

from pathlib import Path
from typing import Annotated

import typer

import ecograph
from ecograph.cli.app import app
from ecograph.cli.options import Database, with_data
from ecograph.cli.progress import working

__all__ = ["report"]


@app.command()
@with_data
def report(
    path: Database = None,
    out: Annotated[Path, typer.Option(help="HTML file to write.")] = Path(
        "report.html"
    ),
) -> None:
    """Write a report about a build as an HTML page.

    It shows a map, growth, families, absent parents and renames, licences and their
    verdicts, languages, popularity and the ledger, each with its chart, data and SQL.
    The page needs no network.
    """
    with working("writing the report"):
        ecograph.report(out, path)
    print(f"{out}: open it in a browser")
