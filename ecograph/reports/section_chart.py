"""Kinds of charts that sections of the report have, and what they share."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ecograph.html.palette import COLOURS
from ecograph.html.wording import format_percent, format_value
from ecograph.model_ids import hub_page
from ecograph.reports.charts import Bar, Part, bars
from ecograph.reports.sentences import Rows

# After charts, whose error says what to install if altair is missing.
import altair as alt  # isort: skip

__all__ = [
    "SINGLE",
    "Chart",
    "Entry",
    "bar_chart",
    "no_charts",
    "ranking",
    "type_colour",
    "type_legend",
    "type_parts",
]

ALL_TYPES = "var(--ink)"
"""Colour of values of all edge types together."""

SINGLE = "var(--mark)"
"""Colour of values without an edge type."""


class Entry(NamedTuple):
    """An entry of a legend: a word, its colour, whether it is dashed, and a URL."""

    word: str
    colour: str
    is_dashed: bool = False
    link: str | None = None


class Chart(NamedTuple):
    """A chart: its title, what it shows, and its legend.

    A picture that is no chart of Vega-Lite is a function from its width to SVG.
    """

    title: str
    chart: alt.LayerChart | Callable[[int], str]
    legend: tuple[Entry, ...] = ()


def type_colour(edge_type: str) -> str:
    """Return the colour of an edge type, as a CSS variable."""
    return f"var(--{edge_type})" if edge_type in COLOURS else ALL_TYPES


def type_parts(row: Mapping[str, Any]) -> list[Part]:
    """Return the edges of a row by type, as parts of a bar."""
    return [
        Part(type_colour(kind), row[kind], kind, format_value(row[kind]))
        for kind in COLOURS
        if row[kind]
    ]


def type_legend(rows: Rows) -> tuple[Entry, ...]:
    """Return the edge types that some row has edges of."""
    kinds = (kind for kind in COLOURS if any(row[kind] for row in rows))
    return tuple(Entry(kind, type_colour(kind)) for kind in kinds)


def bar_chart(
    title: str,
    rows: list[Bar],
    measure: str,
    legend: tuple[Entry, ...] = (),
    part: str = "type",
) -> list[Chart]:
    """Return a chart of bars; none if there are no rows."""
    return [Chart(title, bars(rows, measure, part), legend)] if rows else []


def no_charts(rows: Rows) -> list[Chart]:
    """Return no charts."""
    return []


def ranking(
    rows: Rows, label: str, column: str, title: str, *, measure: str, links: bool = True
) -> list[Chart]:
    """Chart one column of each row, with its share if the rows have one."""
    return bar_chart(
        title,
        [
            Bar(
                row[label],
                format_value(row[column]),
                [Part(SINGLE, row[column])],
                format_percent(row["share"]) if "share" in row else "",
                hub_page(row[label]) if links else None,
            )
            for row in rows
            if row[column] is not None
        ],
        measure,
    )
