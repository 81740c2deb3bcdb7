"""``ecograph report``: a page about a build."""

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
    out: Annotated[Path, typer.Option(help="The page to write.")] = Path("report.html"),
) -> None:
    """Write a page about a build: its growth, families, licences and the like.

    It stands alone: a browser shows it without a network. Each picture has its rows
    and its SQL beside it.
    """
    ecograph.report(out, path)
    print(f"{out}: open it in a browser")
