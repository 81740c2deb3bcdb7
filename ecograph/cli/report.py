"""``ecograph report``: write an HTML report about a build."""

from pathlib import Path
from typing import Annotated

import typer

import ecograph
from ecograph.cli.app import app
from ecograph.cli.options import Database

__all__ = ["report"]


@app.command()
def report(
    path: Database = None,
    out: Annotated[Path, typer.Option(help="HTML file to write.")] = Path(
        "report.html"
    ),
) -> None:
    """Write an HTML report about a build: growth, families, licences and more.

    The page needs no network. Each chart comes with its data and its SQL.
    """
    ecograph.report(out, path)
    print(f"{out}: open it in a browser")
