"""``ecograph tree``: show the ancestors and descendants of a model."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

import ecograph
from ecograph.cli.app import app
from ecograph.cli.options import Database, with_data
from ecograph.edge_types import EDGE_TYPES, UNTYPED
from ecograph.html.wording import pluralize

__all__ = ["tree"]


@app.command()
@with_data
def tree(
    model: Annotated[str, typer.Argument(help="Id of the model, as OWNER/NAME.")],
    path: Database = None,
    depth: Annotated[
        int | None,
        typer.Option(
            min=1, help="Maximum steps up and down. [default: all]", show_default=False
        ),
    ] = None,
    types: Annotated[
        str | None,
        typer.Option(
            help="Types of edges to follow, separated by commas: "
            f"{','.join([*EDGE_TYPES, UNTYPED])}. [default: all]",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Maximum number of lines, including those that count what is left "
            "out. [default: as fits the screen; 150 in .svg; else all]",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write: .html (an interactive page), .svg (a picture) or "
            ".txt. [default: print the tree]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show the ancestors and the descendants of a model."""
    chosen = None if types is None else [name.strip() for name in types.split(",")]
    found = ecograph.tree(model, depth, chosen, path)
    if out is None:
        from ecograph.trees.text import WIDE, print_tree

        console = Console(highlight=False, markup=False)
        if not console.is_terminal:
            console.width = WIDE
        print_tree(found, console, limit)
        return
    edges = len(found.above) + len(found.below)
    print(f"{out}: {found.write(out, limit):,} of {pluralize(edges, 'edge')}")
