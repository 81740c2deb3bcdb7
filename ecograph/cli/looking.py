"""The commands that make something to look at: ``tree`` and ``report``."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

import ecograph
from ecograph.cli.app import app
from ecograph.cli.asking import Database
from ecograph.palette import EDGE_TYPES

__all__ = ["report", "tree"]

BESIDE = 5
"""Lines of a screen that are no branches: the model, what is said below, a prompt."""


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
            help="Edges to draw at most. [default: as the screen has room for; "
            "150 in .svg; else all]",
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
        from ecograph.tree_text import print_tree

        console = Console(highlight=False, markup=False)
        if limit is None and console.is_terminal:
            limit = max(1, console.height - BESIDE)
        if not console.is_terminal:
            console.width = 4_000
        print_tree(found, console, limit)
        return
    found.write(out, limit)
    print(f"{out}: {len(found.models):,} models")


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
