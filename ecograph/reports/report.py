"""An HTML page about a build: ``ecograph report``."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from ecograph.atomic_write import replaced
from ecograph.database import connect, locate
from ecograph.errors import EcographError
from ecograph.html.render import render
from ecograph.html.vega import specification, to_svg
from ecograph.html.wording import format_percent, format_value
from ecograph.maps.layout import pack
from ecograph.maps.map import WIDTH
from ecograph.maps.page import SCRIPTS as MAP_SCRIPTS
from ecograph.maps.page import USES as MAP_USES
from ecograph.maps.page import page_values
from ecograph.maps.query import read_map
from ecograph.older_builds import expect_columns
from ecograph.reports.query import REQUIRED, QueryResult, run_query
from ecograph.reports.section_chart import Chart, Entry
from ecograph.reports.sections import HIGHLIGHTS, SECTIONS, Section

__all__ = ["report"]

MODEL_COLUMNS = {
    *("root_id", "model_id", "parent_id", "suggested_id", "old_id", "new_id"),
}
"""Columns whose values are ids of models, which link to the Hub."""

NARROW = 350
"""Width of a chart without script on a phone and on paper, in pixels."""

WIDE = 520
"""Width of a chart without script where it has room."""


@dataclass(frozen=True)
class RenderedChart:
    """A chart of a section as it is on the page.

    Attributes
    ----------
    title : str
        Title.
    legend : tuple of Entry
        Legend.
    pictures : tuple of str
        The chart as SVG for a narrow and for a wide place.
    specification : dict, optional
        The chart for Vega-Lite, as wide as its place; None if it stays a picture.
    """

    title: str
    legend: tuple[Entry, ...]
    pictures: tuple[str, ...]
    specification: dict[str, Any] | None


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
        What the rows show, with links if it is Markup.
    charts : list of RenderedChart
        The charts.
    """

    section: Section
    result: QueryResult
    sentence: str
    charts: list[RenderedChart]

    @property
    def data(self) -> dict[str, Any]:
        """The rows and the charts, for the script of the page."""
        return {
            "columns": self.result.columns,
            "rows": [[_plain(value) for value in row] for row in self.result.rows],
            "charts": [chart.specification for chart in self.charts],
        }


def report(
    out: str | os.PathLike[str] = "report.html",
    path: str | os.PathLike[str] | None = None,
) -> None:
    """Write an HTML page about a build: a map, growth, families, licences and more.

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
        data = read_map(connection, database)
        page = render(
            "report",
            [*MAP_SCRIPTS, "csv", "report_charts", "report"],
            {
                "build": builds[0] if builds else None,
                "counts": counts,
                "sections": sections,
                "map": page_values(data, pack(data.parts, WIDTH)),
                "highlights": [s for s in sections if s.section.name in HIGHLIGHTS],
                "model_columns": MODEL_COLUMNS,
                "format_percent": format_percent,
                "format_value": format_value,
            },
            uses=[*MAP_USES, "vega-embed"],
        )
        temporary.write_text(page, "utf-8")


def _render_sections(
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[RenderedSection]:
    """Yield the sections, but for those that a build has nothing for."""
    counts: Mapping[str, Any] = {}
    for section in SECTIONS:
        if section.name == "figures" and not counts["is_snapshot"]:
            continue
        result = run_query(connection, section.name)
        rows = result.records
        if section.name == "renamed" and not rows:
            continue
        counts = counts or rows[0]
        charts = [_render_chart(chart) for chart in section.charts(rows)]
        yield RenderedSection(section, result, section.sentence(rows), charts)


def _render_chart(chart: Chart) -> RenderedChart:
    widths, live = (NARROW, WIDE), None
    if callable(chart.chart):
        pictures = [chart.chart(width) for width in widths]
    else:
        spec = specification(chart.chart)
        pictures = [to_svg({**spec, "width": width}) for width in widths]
        live = {**spec, "width": "container"}
    pictures = [_without_focus(picture) for picture in pictures]
    return RenderedChart(chart.title, chart.legend, tuple(pictures), live)


def _without_focus(svg: str) -> str:
    """Return a picture whose links the keyboard skips: the table has them too."""
    return svg.replace("<a xlink:", '<a tabindex="-1" target="_blank" xlink:')


def _plain(value: Any) -> Any:
    """Return a value as JSON can have it."""
    return value.isoformat() if isinstance(value, date) else value
