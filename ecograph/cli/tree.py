"""``ecograph tree``: show the ancestors and descendants of a model."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

import ecograph
from ecograph.cli.app import app
from ecograph.cli.interrupts import interruptible
from ecograph.cli.options import Database, with_data
from ecograph.cli.progress import working
from ecograph.edge_types import EDGE_TYPES, UNTYPED
from ecograph.errors import EcographError
from ecograph.html.wording import pluralize
from ecograph.trees.edges import missing_counts

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
    live: Annotated[
        bool,
        typer.Option(
            "--live",
            help="Fetch the model's family from the live Hub now, instead of asking a "
            "build.",
        ),
    ] = False,
) -> None:
    """Show the ancestors and the descendants of a model.

    With --live they are fetched as by `ecograph fetch --family`, one request per
    model, and built in ecograph/live in the folder of caches: $XDG_CACHE_HOME, else
    ~/.cache.
    """
    chosen = None if types is None else [name.strip() for name in types.split(",")]
    if live:
        if path is not None:
            raise EcographError(
                f"{path}: with --live the model's family is fetched and built in a "
                "folder of caches; leave out --live, or that folder"
            )
        model, path = _fetch_and_build(model, depth, chosen)
    found = ecograph.tree(model, depth, chosen, path)
    if out is None:
        from ecograph.trees.text import WIDE, print_tree

        console = Console(highlight=False, markup=False)
        if not console.is_terminal:
            console.width = WIDE
        print_tree(found, console, limit)
        return
    edges = pluralize(len(found.above) + len(found.below), "edge")
    written = f"{found.write(out, limit):,} of {edges}"
    print(f"{out}: {', '.join([written, *missing_counts(found.missing)])}")


def _fetch_and_build(
    model: str, depth: int | None, types: list[str] | None
) -> tuple[str, Path]:
    """Build the family of a model on the live Hub; return its id and the folder."""
    from ecograph.trees.live import build_live
    from ecograph.trees.query import expect_types

    expect_types(types)  # before the Hub is asked
    notes: list[str] = []
    with (
        interruptible("interrupted; run it again to resume"),
        working(f"fetching the family of {model} from the Hub"),
    ):
        made = build_live(model, depth, on_note=notes.append)
    for note in notes:
        print(f"ecograph: {note}", file=sys.stderr)
    if sys.stderr.isatty():
        print(f"ecograph: fetched now, and built in {made.folder}", file=sys.stderr)
    return made.model, made.folder
