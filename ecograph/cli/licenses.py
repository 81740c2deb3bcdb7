"""``ecograph licenses``: screen the licences of models and of their ancestors."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ecograph.analysis.licenses import DISCLAIMER, VERDICTS, screened
from ecograph.atomic_write import replaced
from ecograph.cli.app import app
from ecograph.cli.asked_ids import ModelsFile, asked_ids
from ecograph.cli.license_files import LICENSE_FILES, read_counts, read_rows
from ecograph.cli.options import DatabaseOption, Format
from ecograph.cli.output_formats import WRITERS, file_writer
from ecograph.cli.progress import working
from ecograph.html.wording import pluralize

__all__ = ["licenses"]

SHOWN = 20
"""How many models are printed if all are asked for."""


class FailOn(StrEnum):
    """The mildest verdict that gives exit status 1."""

    CONFLICT = "conflict"
    UNKNOWN = "unknown"
    NEVER = "never"


@app.command()
def licenses(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[MODEL]...",
            help="Ids of models, as OWNER/NAME. [default: all models]",
            show_default=False,
        ),
    ] = None,
    models: ModelsFile = None,
    data: DatabaseOption = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="File to write: .csv, .xlsx, .parquet, .json or .html. "
            "[default: print the rows]",
            show_default=False,
        ),
    ] = None,
    fail_on: Annotated[
        FailOn,
        typer.Option(
            help="Exit with status 1 if a verdict is this or worse: conflict or not "
            "found; with unknown, unknown too."
        ),
    ] = FailOn.CONFLICT,
    format: Annotated[  # noqa: A002
        Format | None,
        typer.Option(
            help="Output format of printed rows. [default: table]", show_default=False
        ),
    ] = None,
) -> None:
    """Screen the licences of models and their ancestors for conflicts.

    Each model has a verdict, the worst first: not found; conflict, if an ancestor asks
    for terms that the model does not state, or forbids derivatives; unknown, if the
    model or an ancestor names no licence or one whose terms are not known, or if a
    parent is not in the build; else ok.

    It is a screen, not legal advice: it goes by the licences that people gave, not by
    the wording of these.

    Exits with status 1 if a verdict is conflict or not found.
    """
    asked = asked_ids(ids, models)
    write = None if out is None else file_writer(LICENSE_FILES, out, format)
    is_short = format in (None, Format.TABLE, Format.MARKDOWN)
    limit = SHOWN if asked is None and out is None and is_short else None
    with working("screening the licences"), screened(asked, data) as connection:
        counts = read_counts(connection)
        if out is not None and write is not None:
            with replaced(out) as temporary:
                write(connection, temporary)
        else:
            columns, rows = read_rows(connection, limit, is_short=is_short)
    if out is None:
        WRITERS[format or Format.TABLE](columns, rows, sys.stdout)
    total = sum(counts.values())
    verdicts = ", ".join(f"{counts[name]:,} {name}" for name in counts)
    where = "" if out is None else f"{out}: "
    # Rows for other programs are not mixed with sentences.
    file = sys.stderr if format in (Format.CSV, Format.JSON) else sys.stdout
    print(f"{where}{pluralize(total, 'model')}: {verdicts}", file=file)
    if limit is not None and total > limit:
        print(f"the {limit} worst are shown; write all with --out", file=file)
    print(DISCLAIMER, file=file)
    worst = VERDICTS[: 1 + VERDICTS.index(fail_on)] if fail_on != FailOn.NEVER else ()
    if not counts.keys().isdisjoint(worst):
        raise typer.Exit(1)
