"""``ecograph ordering``: the order in which values of a trait replace each other."""

import sys
from pathlib import Path
from typing import Annotated

import typer

import ecograph
from ecograph.analysis.ordering import TRAITS, WIDTH
from ecograph.cli.app import app
from ecograph.cli.options import Database, Format, with_data
from ecograph.cli.output_formats import WRITERS, write_json_object
from ecograph.cli.progress import working
from ecograph.graphs.names import ALWAYS

__all__ = ["ordering"]


@app.command()
@with_data
def ordering(
    trait: Annotated[str, typer.Argument(help=f"Trait: {', '.join(TRAITS)}.")],
    path: Database = None,
    graph: Annotated[
        str, typer.Option(help=f"Graph whose edges to follow: {', '.join(ALWAYS)}.")
    ] = "finetune",
    unweighted: Annotated[
        bool,
        typer.Option(
            "--unweighted",
            help="Look for the order that the most pairs of values agree with.",
        ),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write: .svg or .png (a picture), or .html (a page). "
            "[default: print the order]",
            show_default=False,
        ),
    ] = None,
    width: Annotated[float, typer.Option(help="Width of a picture in pixels.")] = WIDTH,
    scale: Annotated[
        float, typer.Option(help="Pixels of a .png per pixel of the width.")
    ] = 2,
    format: Annotated[  # noqa: A002
        Format,
        typer.Option(
            help="Output format; csv has the values only, without the totals."
        ),
    ] = Format.TABLE,
) -> None:
    """Print the order in which a trait's values are replaced.

    It is the best order of the frequent values that replace each other (20; of tasks
    and libraries 10): the one with the most transitions down the list, minus those up
    the list. A value has no place if its transitions to and from the others are
    balanced. In a picture, arcs lead to each value from those that it replaces.
    """
    with working("looking for the best ordering"):
        found = ecograph.ordering(trait, graph, path, unweighted=unweighted)
        if out is not None:
            found.write(out, width, scale)
    if out is not None:
        hint = ": open it in a browser" if out.suffix.lower() == ".html" else ""
        print(f"{out}{hint}")
        return
    placed = [*enumerate(found.values, 1), *((None, v) for v in found.unordered)]
    rows = [(place, value, found.models[value]) for place, value in placed]
    columns = ["place", "value", "models"]
    figures = [
        ("oriented pairs", found.pairs, found.all_pairs),
        ("transitions", found.transitions, found.all_transitions),
        ("traffic", found.traffic, found.all_traffic),
    ]
    untold = f"this build does not tell {trait}s: its source has none"
    if not found.is_known and format in (Format.JSON, Format.CSV):
        print(f"ecograph: {untold}", file=sys.stderr)
    if format is Format.JSON:
        told: list[tuple[str, int | None, int | None]] = [*figures]
        if not found.is_known:
            told = [(name, None, None) for name, *_ in figures]
        measures = ["measure", "along", "all"], told
        write_json_object({"values": (columns, rows), "figures": measures}, sys.stdout)
        return
    if rows or format is Format.CSV:
        WRITERS[format](columns, rows, sys.stdout)
    if format is Format.CSV:
        return
    if found.pairs:
        parts = (
            f"{name} {along:,} of {number:,} ({100 * along / number:.1f} %)"
            for name, along, number in figures
        )
        print(f"\nalong this order: {', '.join(parts)}")
    elif not found.is_known:
        print(untold)
    elif rows:
        print(f"\nno transitions in the {graph} graph order these values")
    else:
        print(f"no {trait} replaces another in the {graph} graph")
