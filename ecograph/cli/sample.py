"""``ecograph sample``: write a synthetic table of models."""

from pathlib import Path
from typing import Annotated

import typer

import ecograph
from ecograph.cli.app import app
from ecograph.cli.progress import working
from ecograph.html.wording import pluralize

__all__ = ["sample"]


@app.command()
def sample(
    n: Annotated[int, typer.Argument(help="Number of rows.")],
    path: Annotated[Path, typer.Argument(help="CSV file to write.")],
    seed: Annotated[int, typer.Option(help="Seed of the random numbers.")] = 0,
) -> None:
    """Write a synthetic table of models; none of them exists."""
    with working(f"writing {path}"):
        ecograph.sample(n, path, seed)
    print(f"{path}: {pluralize(n, 'synthetic row')}")
