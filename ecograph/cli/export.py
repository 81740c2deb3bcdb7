"""``ecograph export``: write a graph as a file for other tools."""

from pathlib import Path
from typing import Annotated

import typer

import ecograph
from ecograph.cli.app import app
from ecograph.cli.options import Database, with_data
from ecograph.cli.progress import working
from ecograph.graphs.names import ALWAYS
from ecograph.html.wording import pluralize

__all__ = ["export"]


@app.command()
@with_data
def export(
    path: Annotated[
        Path,
        typer.Argument(
            help="File to write; its extension selects the format: .parquet (a "
            "folder), .csv.gz (the edges), .graphml, .gexf (for Gephi) or .json "
            "(node-link)."
        ),
    ],
    database: Database = None,
    graph: Annotated[
        str, typer.Option(help=f"Graph to write: {', '.join(ALWAYS)}.")
    ] = "full",
    family: Annotated[
        str | None,
        typer.Option(
            help="Write only the family of this model. [default: all models]",
            metavar="MODEL",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write a graph, or a family in it, for other tools."""
    with working(f"writing {path}"):
        made = ecograph.export(path, graph, family, database)
    numbers = ((made.models, "model"), (made.edges, "edge"))
    counts = [pluralize(number, noun) for number, noun in numbers if number is not None]
    if made.missing:
        missing = pluralize(made.missing, "parent")
        counts[-1] += f", {missing} not in this snapshot"
    print(f"{path}: {' and '.join(counts)}")
