"""The commands that work something out: ``diff`` and ``ordering``."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import ecograph
from ecograph.cli.app import app
from ecograph.cli.asking import Database, Format
from ecograph.formats import WRITERS, write_json_object
from ecograph.graphs import ALWAYS
from ecograph.orderings import TRAITS

__all__ = ["diff", "ordering"]


class FormatOfSeveral(StrEnum):
    """How to print several tables; CSV holds but one."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


@app.command()
def diff(
    old: Annotated[
        Path,
        typer.Argument(
            help="Folder of the older build, or its database file.", readable=False
        ),
    ],
    new: Annotated[
        Path,
        typer.Argument(
            help="Folder of the newer build, or its database file.", readable=False
        ),
    ],
    format: Annotated[  # noqa: A002
        FormatOfSeveral, typer.Option(help="How to print the tables.")
    ] = FormatOfSeveral.TABLE,
    limit: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Rows of each table at most, but of the summary. "
            "[default: 10; all of them in JSON]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print what changed from one build to another."""
    from ecograph.snapshots import differences

    if format is FormatOfSeveral.JSON:
        found = differences(old, new, limit)
        tables = {done.name: (done.columns, done.rows) for done in found}
        write_json_object(tables, sys.stdout)
        return
    summary, *rest = differences(old, new, 10 if limit is None else limit)
    if not any(done.number for done in rest):
        print(f"{old} and {new}: the same models, edges, likes and downloads")
        return
    for done in (summary, *rest):
        number = f"{done.number:,}" if done.number else "no"
        head = "### " if format is FormatOfSeveral.MARKDOWN else ""
        print(f"{head}{done.name}: {number} rows. {done.says}\n")
        if done.rows:
            WRITERS[format](done.columns, done.rows, sys.stdout)
            print()


@app.command()
def ordering(
    trait: Annotated[str, typer.Argument(help=f"One of {', '.join(TRAITS)}.")],
    path: Database = None,
    graph: Annotated[
        str, typer.Option(help=f"Along whose edges: {', '.join(ALWAYS)}.")
    ] = "finetune",
    format: Annotated[  # noqa: A002
        Format, typer.Option(help="How to print it; CSV has no room for the figures.")
    ] = Format.TABLE,
) -> None:
    """Print a trait's frequent values in the order in which they change.

    Of all orders, it is the one that most transitions from value to value lead down,
    less those that lead up. A value without a place has none that tell where.
    """
    found = ecograph.ordering(trait, graph, path)
    placed = [*enumerate(found.values, 1), *((None, v) for v in found.unordered)]
    rows = [(place, value, found.models[value]) for place, value in placed]
    columns = ["place", "value", "models"]
    figures = [
        ("oriented pairs", found.pairs, found.all_pairs),
        ("transitions", found.transitions, found.all_transitions),
        ("traffic", found.traffic, found.all_traffic),
    ]
    if format is Format.JSON:
        measures = ["measure", "along", "all"], figures
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
    elif rows:
        print(f"\nno transitions along the edges of {graph} put any of these in order")
    else:
        print(f"no model names a {trait}")
