"""``ecograph tree``: the ancestors and descendants of a model."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

import ecograph
from ecograph.cli.app import app
from ecograph.cli.options import Database
from ecograph.html.palette import EDGE_TYPES
from ecograph.html.wording import counted

__all__ = ["tree"]


@app.command()
def tree(
    model: Annotated[str, typer.Argument(help="Id of the model, as OWNER/NAME.")],
    path: Database = None,
    depth: Annotated[
        int | None,
        typer.Option(
            min=1, help="Steps up and down at most. [default: all]", show_default=False
        ),
    ] = None,
    types: Annotated[
        str | None,
        typer.Option(
            help=f"Types of edges, with commas: {','.join(EDGE_TYPES)}. "
            "[default: all of them]",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Lines to draw at most, with those that tell how many are left out. "
            "[default: what the screen has room for; 150 in .svg; else all]",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write: .html, a page to explore; .svg, a picture; or .txt. "
            "[default: print it]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show what a model was made from, above, and what was made from it, below."""
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
    print(f"{out}: {found.write(out, limit):,} of {counted(edges, 'edge')}")
