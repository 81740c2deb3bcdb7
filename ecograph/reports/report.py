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
from ecograph.plan.order import sql_folder
from ecograph.reports.charts import NARROW, WIDE
from ecograph.reports.sections import DESIGNS, Design
from ecograph.reports.sentences import FINDINGS

__all__ = ["Answer", "Picture", "ask", "report"]

READ = {
    "delta_summary": ("edge_type", "edges", "median_days", "mean_days"),
    "edges": ("child_id", "edge_type"),
    "families": ("root_id", "size", "depth", "last_created_at", "root_position"),
    "figure_checks": ("section", "figure", "published", "found", "agrees"),
    "graph_types": ("graph", "edge_type"),
    "growth": ("month", "models", "edges", "untyped"),
    "language_drift": ("edge_type", "edges_of_both", "child_languages_of_both"),
    "ledger": ("line", "section", "measure", "number"),
    "license_drift": ("edge_type", "drift"),
    "lineage": ("parents", "children", "descendants", "position"),
    "models": ("model_id", "likes", "downloads", "created_at", "position"),
    "published_figures": ("line", "section", "figure", "published"),
    "source_counts": ("measure", "number"),
    "trait_flows": ("graph", "trait", "from_value", "to_value", "traffic"),
}
"""Relations of a build that the files below ``sql/report`` read: columns of each."""

LINKED = {"root_id", "model_id"}
"""Columns that hold the id of a model."""


@dataclass(frozen=True)
class Answer:
    """A query as it was run, and its rows.

    Attributes
    ----------
    name : str
        Relation of the schema ``report`` that selects so.
    sql : str
        The query.
    columns : list of str
        Names of its columns.
    rows : list of tuple
        Its rows.
    """

    name: str
    sql: str
    columns: list[str]
    rows: list[tuple[Any, ...]]

    @property
    def records(self) -> list[dict[str, Any]]:
        """The rows, each by the names of the columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    @property
    def numeric(self) -> set[str]:
        """Columns of numbers alone, which stand to the right."""
        return {
            name
            for name, values in zip(
                self.columns, zip(*self.rows, strict=True), strict=False
            )
            if all(isinstance(v, int | float | None) for v in values)
            and not any(isinstance(v, bool) for v in values)
        }


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


def ask(connection: duckdb.DuckDBPyConnection, name: str) -> Answer:
    """Run what a view of the schema ``report`` selects.

    The views are made in no build, which is only read here: each is asked by the
    select that its file has, and so can anybody else.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A build.
    name : str
        Name of the view: ``sql/report/NAME.sql`` makes it.

    Examples
    --------
    >>> import ecograph
    >>> with ecograph.connect() as connection:
    ...     ask(connection, "edge_types").rows[0][:2]
    ('adapter', 258)
    """
    text = (sql_folder() / "report" / f"{name}.sql").read_text("utf-8")
    _, view, *_ = duckdb.extract_statements(text)
    query = view.query.partition(" as\n")[2].strip()
    result = connection.execute(query)
    columns = [column for column, *_ in result.description or []]
    return Answer(name, query, columns, result.fetchall())


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
