"""An HTML page about a build: ``ecograph report``."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from ecograph.atomic_write import replaced
from ecograph.database import connect, locate
from ecograph.errors import EcographError
from ecograph.html.render import render
from ecograph.html.wording import format_value
from ecograph.older_builds import expect_columns
from ecograph.reports.charts import NARROW, WIDE
from ecograph.reports.query import REQUIRED, QueryResult, run_query
from ecograph.reports.sections import SECTIONS, Section

__all__ = ["report"]

MODEL_COLUMNS = {"root_id", "model_id"}
"""Columns whose values are ids of models, which link to the Hub."""


@dataclass(frozen=True)
class RenderedSection:
    """A section with what its query returned.

    Attributes
    ----------
    section : Section
        The section.
    result : QueryResult
        The query and its rows.
    sentence : str
        What the rows show.
    charts : list of (str, str, str)
        Title of each chart, its SVG for phones, and its SVG for larger screens.
    """

    section: Section
    result: QueryResult
    sentence: str
    charts: list[tuple[str, str, str]]


def report(
    out: str | os.PathLike[str] = "report.html",
    path: str | os.PathLike[str] | None = None,
) -> None:
    """Write an HTML page about a build: growth, families, licences and more.

    The page needs no network, and shows the data and the SQL of each chart. The same
    build gives the same page.

    Parameters
    ----------
    out : str or path, default "report.html"
        File to write. An existing one is replaced once the new one is complete.
    path : str or path, optional
        As for `ecograph.connect`.

    Raises
    ------
    NotBuiltError
        There is no database at `path`, or it was not made by a build.
    EcographError
        The database was built by another version of ecograph, `out` cannot be
        written, or a package is missing.

    Examples
    --------
    >>> import ecograph, pathlib
    >>> ecograph.report("report.html")
    >>> "of 1,735 models" in pathlib.Path("report.html").read_text("utf-8")
    True
    """
    file = Path(out)
    if file.suffix.lower() != ".html":
        raise EcographError(f"{file}: unsupported extension {file.suffix!r}; use .html")
    database = locate(path)
    with connect(path) as connection, replaced(file) as temporary:
        expect_columns(connection, database, REQUIRED)
        builds = run_query(connection, "build").records
        sections = [*_render_sections(connection)]
        (counts,) = sections[0].result.records
        page = render(
            "report",
            ["report"],
            {
                "build": builds[0] if builds else None,
                "counts": counts,
                "sections": sections,
                "model_columns": MODEL_COLUMNS,
                "format_value": format_value,
            },
        )
        temporary.write_text(page, "utf-8")


def _render_sections(
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[RenderedSection]:
    """Yield the sections; the published figures only for the snapshot they are of."""
    counts: Mapping[str, Any] = {}
    for section in SECTIONS:
        if section.name == "figures" and not counts["is_snapshot"]:
            continue
        result = run_query(connection, section.name)
        rows = result.records
        counts = counts or rows[0]
        charts = [
            (chart.title, chart.render(NARROW), chart.render(WIDE))
            for chart in section.charts(rows)
        ]
        yield RenderedSection(section, result, section.sentence(rows), charts)
