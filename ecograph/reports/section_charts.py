"""The charts of each section of the report, made from its rows."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from ecograph.html.palette import COLOURS
from ecograph.html.wording import format_percent, format_value, pluralize
from ecograph.reports import timeline
from ecograph.reports.charts import Bar, Pair, bars, pairs
from ecograph.reports.sentences import Rows

ALL_TYPES = "var(--ink)"
"""Colour of values of all edge types together."""

SINGLE = "var(--mark)"
"""Colour of values without an edge type."""

AGREEMENT = {
    "agree": (True, SINGLE),
    "differ": (False, "var(--differ)"),
    "cannot be compared": (None, "var(--line)"),
}
"""Word for each value of ``agrees``, and its colour."""


class Chart(NamedTuple):
    """A chart: its title, and a function that renders it for a width in pixels."""

    title: str
    render: Callable[[int], str]


def type_colour(edge_type: str) -> str:
    """Return the colour of an edge type, as a CSS variable."""
    return f"var(--{edge_type})" if edge_type in COLOURS else ALL_TYPES


def _parts(row: Mapping[str, Any]) -> list[tuple[str, float]]:
    """Return the edges of a row by type, as parts of a bar."""
    return [(type_colour(kind), row[kind]) for kind in COLOURS if row[kind]]


def _chart(title: str, rows: list[Bar]) -> list[Chart]:
    return [Chart(title, partial(bars, rows))] if rows else []


def no_charts(rows: Rows) -> list[Chart]:
    """Return no charts."""
    return []


def months(rows: Rows) -> list[Chart]:
    """Chart models, and edges by type, per month."""
    dated = [row for row in rows if row["month"] is not None]
    models = [timeline.Month(row["month"], SINGLE, row["models"]) for row in dated]
    # Months without edges are included, so that both charts have the same axis.
    edges = [
        timeline.Month(row["month"], type_colour(kind), row[kind])
        for row in dated
        for kind in COLOURS
    ]
    charts = [Chart("models by month of creation", partial(timeline.months, models))]
    if any(row.number for row in edges):
        title = "edges by month of the child's creation, and by type"
        charts.append(Chart(title, partial(timeline.months, edges)))
    return charts if models else []


def edge_types(rows: Rows) -> list[Chart]:
    """Chart edges per type."""
    return _chart(
        "edges by type",
        [
            Bar(
                row["edge_type"],
                _with_share(row),
                [(type_colour(row["edge_type"]), row["edges"])],
            )
            for row in rows
            if row["share"] is not None
        ],
    )


def ranking(rows: Rows, label: str, column: str, title: str) -> list[Chart]:
    """Chart one column of each row."""
    return _chart(
        title,
        [
            Bar(row[label], format_value(row[column]), [(SINGLE, row[column])])
            for row in rows
            if row[column] is not None
        ],
    )


def license_changes(rows: Rows) -> list[Chart]:
    """Chart edges per kind of licence change, by type."""
    return _chart(
        "edges by licence change",
        [Bar(row["drift"], _with_share(row), _parts(row)) for row in rows],
    )


def license_flows(rows: Rows) -> list[Chart]:
    """Chart the net transitions from one licence to another."""
    changes = [{"change": f"{r['from_value']} → {r['to_value']}", **r} for r in rows]
    return ranking(changes, "change", "traffic", "net transitions")


def languages(rows: Rows) -> list[Chart]:
    """Chart the mean number of languages of parent and child, per type."""
    means = [
        Pair(
            row["edge_type"],
            f"{row['parent_languages_of_both']:.2f} → "
            f"{row['child_languages_of_both']:.2f} · "
            f"{pluralize(row['edges_of_both'], 'edge')}",
            row["parent_languages_of_both"],
            row["child_languages_of_both"],
            type_colour(row["edge_type"]),
        )
        for row in rows
        if row["edges_of_both"]
    ]
    title = "mean number of languages: parents (ring) and children (disc)"
    return [Chart(title, partial(pairs, means))] if means else []


def deltas(rows: Rows) -> list[Chart]:
    """Chart the median changes in downloads, likes and days, per type."""
    charts = []
    for what in ("downloads", "likes", "days"):
        medians = [
            Bar(
                row["edge_type"],
                format_value(row[f"median_{what}"]),
                [(type_colour(row["edge_type"]), row[f"median_{what}"])],
            )
            for row in rows
            if row[f"median_{what}"] is not None
        ]
        title = (
            "median days from parent to child"
            if what == "days"
            else f"median change in {what} from parent to child"
        )
        charts += _chart(title, medians)
    return charts


def ledger(rows: Rows) -> list[Chart]:
    """Chart the entries of the parent lists by their status."""
    _, *entries = [row for row in rows if row["section"] == "entries"]
    present = [row for row in entries if row["number"]]
    return ranking(present, "measure", "number", "entries of parent lists by status")


def figures(rows: Rows) -> list[Chart]:
    """Chart how many published figures agree, per topic."""
    topics = []
    for section in dict.fromkeys(row["section"] for row in rows):
        values = [row["agrees"] for row in rows if row["section"] == section]
        parts = [(colour, values.count(value)) for value, colour in AGREEMENT.values()]
        agree = f"{values.count(True)} of {len(values)} agree"
        topics.append(Bar(section, agree, [part for part in parts if part[1]]))
    return _chart("published figures by topic", topics)


def _with_share(row: Mapping[str, Any]) -> str:
    return f"{format_value(row['edges'])} · {format_percent(row['share'])}"
