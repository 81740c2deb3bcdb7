"""``ecograph export``: a graph as a file for another tool."""

from pathlib import Path
from typing import Annotated

import typer

import ecograph
from ecograph.cli.app import app
from ecograph.cli.options import Database
from ecograph.graphs.names import ALWAYS
from ecograph.html.wording import counted

__all__ = ["export"]


@app.command()
def export(
    path: Annotated[
        Path,
        typer.Argument(
            help="What to write; its ending says the format: .parquet (a folder), "
            ".csv.gz (the edges), .graphml, .gexf (for Gephi), .json (node-link) or "
            ".cdx.json (CycloneDX, of the model that --family names)."
        ),
    ],
    database: Database = None,
    graph: Annotated[
        str, typer.Option(help=f"Whose edges: {', '.join(ALWAYS)}.")
    ] = "full",
    family: Annotated[
        str | None,
        typer.Option(
            help="A model: write its family alone. [default: all models]",
            metavar="MODEL",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write a graph, or the family of a model, as a file for another tool."""
    made = ecograph.export(path, graph, family, database)
    numbers = ((made.models, "model"), (made.edges, "edge"))
    said = [counted(number, noun) for number, noun in numbers if number is not None]
    print(f"{path}: {' and '.join(said)}")
