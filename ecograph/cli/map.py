"""``ecograph map``: draw the largest families of a build."""

from pathlib import Path
from typing import Annotated

import typer

import ecograph
from ecograph.cli.app import app
from ecograph.cli.options import Database, with_data
from ecograph.cli.progress import working
from ecograph.maps.query import FAMILIES

__all__ = ["map"]


@app.command()
@with_data
def map(  # noqa: A001
    path: Database = None,
    out: Annotated[
        Path,
        typer.Option(
            help="File to write: .svg or .png (a picture), or .html (a page to zoom "
            "into)."
        ),
    ] = Path("map.svg"),
    families: Annotated[
        int, typer.Option(help="How many of the largest families to show.")
    ] = FAMILIES,
    width: Annotated[
        float,
        typer.Option(
            help="Width of a picture in pixels; letters keep their size, so that a "
            "narrower one has larger letters."
        ),
    ] = 1000,
    scale: Annotated[
        float, typer.Option(help="Pixels of a .png per pixel of the width.")
    ] = 2,
) -> None:
    """Draw a map of the largest families of a build.

    A circle is a family, as large as its number of models. In it are its base model and
    what was made from it, coloured by the type of the edge. The caption says what is
    left out. The page needs no network.
    """
    with working("drawing the map"):
        ecograph.write_map(out, path, families, width, scale)
    hint = ": open it in a browser" if out.suffix.lower() == ".html" else ""
    print(f"{out}{hint}")
