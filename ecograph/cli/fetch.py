"""``ecograph fetch``: the models of the live Hub, as a Parquet file."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

import ecograph
from ecograph.cli.app import app
from ecograph.cli.fetch_progress import counted

__all__ = ["fetch"]


@app.command()
def fetch(
    out: Annotated[Path, typer.Argument(help="The Parquet file to write.")],
    limit: Annotated[
        int | None,
        typer.Option(help="How many models at most, the newest.", show_default=False),
    ] = None,
    author: Annotated[
        str | None,
        typer.Option(
            help="The user or organization whose models to fetch. [default: all]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Fetch the models of the live Hub into a Parquet file.

    Where it was cut off, the same command goes on. HF_ENDPOINT names another Hub,
    and HF_TOKEN holds a token, with which the Hub answers more often.
    """
    with counted(Console(highlight=False, markup=False), limit) as on_progress:
        models = ecograph.fetch(
            out, limit=limit, author=author, on_progress=on_progress
        )
    print(f"{out}: {models:,} models")
