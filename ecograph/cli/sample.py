"""``ecograph sample``: a synthetic table of models."""

from pathlib import Path
from typing import Annotated

import typer

import ecograph
from ecograph.cli.app import app

__all__ = ["sample"]


@app.command()
def sample(
    n: Annotated[int, typer.Argument(help="How many rows.")],
    path: Annotated[Path, typer.Argument(help="The CSV file to write.")],
    seed: Annotated[int, typer.Option(help="Which of the many such tables.")] = 0,
) -> None:
    """Write a made-up table of models; no model in it exists."""
    ecograph.sample(n, path, seed)
    print(f"{path}: {n:,} made-up rows")
