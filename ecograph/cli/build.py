"""``ecograph build``: build the database and the pickled graphs of a source."""

from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

import ecograph
from ecograph.builds.ledger import summary_lines
from ecograph.cli.app import app
from ecograph.cli.interrupts import interruptible
from ecograph.cli.progress import build_progress
from ecograph.database import DATABASE
from ecograph.graphs.names import PICKLES
from ecograph.source.layouts import LAYOUTS
from ecograph.urls import UrlPath, path_or_url

if TYPE_CHECKING:
    from ecograph.builds.build import Build
    from ecograph.cluster.build import ClusterBuild

__all__ = ["build"]


@app.command()
def build(
    source: Annotated[
        str,
        typer.Argument(
            help="File of models, folder of such files, or glob pattern; or "
            "hf://datasets/OWNER/NAME/path, optionally with @REVISION after NAME; or "
            "https://…"
        ),
    ],
    out: Annotated[str, typer.Option(help="Folder to write to.")] = "data",
    layout: Annotated[
        str | None,
        typer.Option(
            help=f"Layout of the source: {', '.join(LAYOUTS)}. "
            "[default: detected from its columns]",
            show_default=False,
        ),
    ] = None,
    with_json: Annotated[
        bool,
        typer.Option("--with-json", help="Keep the complete record of each model."),
    ] = False,
    with_cards: Annotated[
        bool,
        typer.Option(
            "--with-cards", help="Keep the length and the kind of each model card."
        ),
    ] = False,
    with_card_texts: Annotated[
        bool,
        typer.Option(
            "--with-card-texts", help="As --with-cards, and keep the cards' texts."
        ),
    ] = False,
    follow_renames: Annotated[
        bool,
        typer.Option(
            "--follow-renames",
            help="Make edges of parents under an old name, where records tell the new.",
        ),
    ] = False,
    memory_limit: Annotated[
        str | None,
        typer.Option(
            help="Memory limit for DuckDB, such as 4GB; beyond it, DuckDB spills to "
            "disk. [default: 80 % of the machine's memory]",
            show_default=False,
        ),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            help="Run the SQL on an engine that speaks Spark Connect, sc://HOST:PORT, "
            "and write a folder of Parquet per relation; --out may be a URL then.",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Fail if a cell cannot be read."),
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option("--verbose", help="Print a line for each step."),
    ] = False,
) -> None:
    """Build the database and the pickled graphs from a source."""
    console = Console(highlight=False, markup=False)
    options: dict[str, Any] = {
        "layout": layout,
        "with_json": with_json,
        "with_cards": with_cards,
        "with_card_texts": with_card_texts,
        "follow_renames": follow_renames,
        "memory_limit": memory_limit,
        "strict": strict,
    }
    with (
        interruptible(f"interrupted; {_what_is_left(out)}"),
        build_progress(console, verbose=verbose) as on_step,
    ):
        made: Build | ClusterBuild
        paths: list[PurePath]
        if engine is None:
            made = ecograph.build(source, out, on_step=on_step, **options)
            paths = [made.database, *made.pickles.values()]
        else:
            from ecograph.cluster.build import build_on_cluster

            made = build_on_cluster(source, out, engine, on_step=on_step, **options)
            paths = [made.database]
    for line in summary_lines(made.ledger):
        console.print(line, soft_wrap=True)
    if follow_renames:
        renamed = made.ledger["entries", "renamed"]
        console.print(f"renames  {renamed:,} followed", soft_wrap=True)
    console.print(f"{made.seconds:.1f} s, build {made.id}", soft_wrap=True)
    for path in paths:
        console.print(f"  {path}", soft_wrap=True)


def _what_is_left(out: str) -> str:
    """Return what is there if a build is interrupted."""
    folder = path_or_url(out)
    if isinstance(folder, UrlPath):
        return "what was there is as it was"
    with suppress(OSError):
        if any((folder / name).exists() for name in (DATABASE, *PICKLES.values())):
            return "the earlier build is as it was"
    return "nothing is built"
