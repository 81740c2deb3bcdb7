"""``ecograph fetch``: download the models of the live Hub as a Parquet file."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

import ecograph
from ecograph.cli.app import app
from ecograph.cli.interrupts import interruptible
from ecograph.cli.progress import fetch_progress
from ecograph.html.wording import pluralize

__all__ = ["fetch"]


@app.command()
def fetch(
    out: Annotated[Path, typer.Argument(help="Parquet file to write.")],
    limit: Annotated[
        int | None,
        typer.Option(
            help="Fetch only this many models, the newest.", show_default=False
        ),
    ] = None,
    author: Annotated[
        str | None,
        typer.Option(
            help="Fetch only the models of this user or organization. [default: all]",
            show_default=False,
        ),
    ] = None,
    family: Annotated[
        str | None,
        typer.Option(
            help="Fetch only the model OWNER/NAME, its ancestors and descendants.",
            metavar="MODEL",
            show_default=False,
        ),
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option(
            help="Maximum steps up and down in the family. [default: all]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Download the models of the live Hub as a Parquet file.

    After an interruption, the same command resumes the download. Set HF_ENDPOINT
    to use another Hub, and HF_TOKEN to an access token for a higher rate limit.

    A family takes one request per model, without those at the full --depth.
    """
    console = Console(highlight=False, markup=False)
    with (
        interruptible("interrupted; run it again to resume"),
        fetch_progress(console, limit) as on_progress,
    ):
        models = ecograph.fetch(
            out,
            limit=limit,
            author=author,
            family=family,
            depth=depth,
            on_progress=on_progress,
            on_note=lambda note: console.print(note, soft_wrap=True),
        )
    print(f"{out}: {pluralize(models, 'model')}")
