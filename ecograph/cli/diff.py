"""``ecograph diff``: compare two builds."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from ecograph.cli.app import app
from ecograph.cli.output_formats import WRITERS, write_json_object
from ecograph.cli.progress import working
from ecograph.html.wording import pluralize
from ecograph.urls import path_or_url

if TYPE_CHECKING:
    from ecograph.analysis.diff import Difference

__all__ = ["diff"]


class TablesFormat(StrEnum):
    """Output formats for several tables; CSV can hold only one."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


class Change(StrEnum):
    """Changes that can be a failure: measures and sections of the summary."""

    CONFLICT = "conflict"
    UNKNOWN = "unknown"
    ABSENT = "absent"
    MODELS = "models"
    EDGES = "edges"
    PARENTS = "parents"
    LICENSES = "licenses"
    VERDICTS = "verdicts"
    TASKS = "tasks"
    LIBRARIES = "libraries"
    LANGUAGES = "languages"
    LIKES = "likes"
    DOWNLOADS = "downloads"


@app.command()
def diff(
    old: Annotated[
        PurePath,
        typer.Argument(
            help="Folder of the older build, or its database file.",
            parser=path_or_url,
            metavar="old",
        ),
    ],
    new: Annotated[
        PurePath,
        typer.Argument(
            help="Folder of the newer build, or its database file.",
            parser=path_or_url,
            metavar="new",
        ),
    ],
    format: Annotated[  # noqa: A002
        TablesFormat, typer.Option(help="Output format.")
    ] = TablesFormat.TABLE,
    limit: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Maximum number of rows per table, except the summary. "
            "[default: 10; all in JSON]",
            show_default=False,
        ),
    ] = None,
    fail_on: Annotated[
        list[Change] | None,
        typer.Option(
            help="Exit with status 1 if there is such a change; can be given several "
            "times. conflict: the verdict on a model's licences became conflict; "
            "unknown: or, from ok, unknown; absent: a model is gone that others name "
            "as a parent.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Compare two builds: models, parents, licences, likes and more.

    Exits with status 1 only for a change of --fail-on. The verdicts on licences are a
    screen, not legal advice.
    """
    from ecograph.analysis.diff import COMPARED, differences

    is_json = format is TablesFormat.JSON
    if limit is None and not is_json:
        limit = 10
    with working("comparing the builds"):
        summary, *rest = differences(old, new, limit)
    if is_json:
        tables = {table.name: (table.columns, table.rows) for table in (summary, *rest)}
        write_json_object(tables, sys.stdout)
    elif not any(table.row_count for table in rest):
        print(f"{old} and {new}: no differences: {COMPARED} are equal")
    else:
        _print_tables([summary, *rest], format)
    failures = [*_failures(summary, {*(fail_on or ())})]
    if failures:
        print(f"ecograph: {new}: {', '.join(failures)}", file=sys.stderr)
        raise typer.Exit(1)


def _print_tables(tables: "list[Difference]", format: TablesFormat) -> None:  # noqa: A002
    for table in tables:
        rows = pluralize(table.row_count, "row") if table.row_count else "no rows"
        heading = "### " if format is TablesFormat.MARKDOWN else ""
        print(f"{heading}{table.name}: {rows}. {table.description}\n")
        if table.rows:
            WRITERS[format](table.columns, table.rows, sys.stdout)
            print()


def _failures(summary: "Difference", changes: set[Change]) -> Iterator[str]:
    """Yield the lines of the summary that count some changes, in words."""
    if Change.UNKNOWN in changes:
        changes = {*changes, Change.CONFLICT}
    for _, section, measure, number, relation in summary.rows:
        kinds = {section, measure.removeprefix("became ")}
        if number and relation.startswith("diff.") and kinds & changes:
            yield f"{section} {measure}: {number:,}"
