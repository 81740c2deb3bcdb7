"""A page about a build: ``ecograph report``."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from ecograph.atomic_write import replaced
from ecograph.database import connect, expect_columns, locate
from ecograph.errors import EcographError
from ecograph.html.render import render
from ecograph.html.wording import shown
from ecograph.reports.charts import NARROW, WIDE
from ecograph.reports.query import READ, Answer, ask
from ecograph.reports.sections import DESIGNS, Design
from ecograph.reports.sentences import FINDINGS

__all__ = ["Picture", "report"]

LINKED = {"root_id", "model_id"}
"""Columns that hold the id of a model."""


@dataclass(frozen=True)
class Picture:
    """A part of the page: what was asked, what it shows, and how it looks.

    Attributes
    ----------
    design : Design
        What it is, whatever its rows are.
    answer : Answer
        Its rows.
    finding : str
        What they show, in a sentence.
    charts : list of (str, str, str)
        What each shows, and as SVG for a phone and for larger screens.
    """

    design: Design
    answer: Answer
    finding: str
    charts: list[tuple[str, str, str]]


def report(
    out: str | os.PathLike[str] = "report.html",
    path: str | os.PathLike[str] | None = None,
) -> None:
    """Write a page about a build: growth, families, licences and the like.

    It stands alone: whoever opens it needs no network. Each of its pictures has its
    rows and the SQL that was asked for them beside it. The same build gives the same
    page.

    Parameters
    ----------
    out : str or path, default "report.html"
        The page to write. An older one is replaced once the new one is whole.
    path : str or path, optional
        As for `ecograph.connect`.

    Raises
    ------
    NotBuiltError
        There is no database at `path`, or no build made it.
    EcographError
        Another version of ecograph built it, `out` cannot be written, or what draws
        is not installed.

    Examples
    --------
    >>> import ecograph, pathlib
    >>> ecograph.report("report.html")
    >>> "Of 1,993 models" in pathlib.Path("report.html").read_text("utf-8")
    True
    """
    file = Path(out)
    if file.suffix.lower() != ".html":
        raise EcographError(f"{file}: a report is a page; let its name end in .html")
    database = locate(path)
    with connect(path) as connection, replaced(file) as aside:
        expect_columns(connection, database, READ)
        builds = ask(connection, "build").records
        pictures = [*_pictures(connection)]
        (counts,) = pictures[0].answer.records
        page = render(
            "report",
            ["report"],
            {
                "build": builds[0] if builds else None,
                "counts": counts,
                "pictures": pictures,
                "linked": LINKED,
                "shown": shown,
            },
        )
        aside.write_text(page, "utf-8")


def _pictures(connection: duckdb.DuckDBPyConnection) -> Iterator[Picture]:
    """Yield the pictures; the published figures are those of one snapshot alone."""
    counts: Mapping[str, Any] = {}
    for design in DESIGNS:
        if design.name == "figures" and not counts["is_snapshot"]:
            continue
        answer = ask(connection, design.name)
        rows = answer.records
        counts = counts or rows[0]
        charts = [
            (chart.title, chart.drawn(NARROW), chart.drawn(WIDE))
            for chart in design.draw(rows)
        ]
        yield Picture(design, answer, FINDINGS[design.name](rows), charts)
