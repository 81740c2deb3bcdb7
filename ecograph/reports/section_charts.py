"""The charts of each section of the report, made from its rows."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from ecograph.html.palette import EDGE_TYPES
from ecograph.html.wording import counted, percent, shown
from ecograph.reports import timeline
from ecograph.reports.charts import Bar, Pair, bars, pairs
from ecograph.reports.sentences import Rows

ALL = "var(--ink)"
"""Colour of what is of all types of edges."""

ONE = "var(--mark)"
"""Colour of what has no types."""

AGREES = {
    "agree": (True, ONE),
    "differ": (False, "var(--differ)"),
    "cannot be told": (None, "var(--line)"),
}
"""Word for each answer to whether a figure agrees, and the answer's colour."""


class Chart(NamedTuple):
    """A chart: what it shows, and what draws it for a width in pixels."""

    title: str
    drawn: Callable[[int], str]


def type_colour(edge_type: str) -> str:
    """Return the colour of an edge type, as a CSS variable."""
    return f"var(--{edge_type})" if edge_type in EDGE_TYPES else ALL


def _parts(row: Mapping[str, Any]) -> list[tuple[str, float]]:
    """Return the edges of a row by their type, as parts of a bar."""
    return [(type_colour(kind), row[kind]) for kind in EDGE_TYPES if row[kind]]


def no_charts(rows: Rows) -> list[Chart]:
    """Draw nothing."""
    return []


def months(rows: Rows) -> list[Chart]:
    """Draw models, and edges by type, per month."""
    dated = [row for row in rows if row["month"] is not None]
    models = [timeline.Month(row["month"], ONE, row["models"]) for row in dated]
    # In the months without edges the axis is that of the models all the same.
    edges = [
        timeline.Month(row["month"], type_colour(kind), row[kind])
        for row in dated
        for kind in EDGE_TYPES
    ]
    charts = [
        Chart("models by the month of their creation", partial(timeline.months, models))
    ]
    if any(row.number for row in edges):
        title = "edges by the month of their child, and by their type"
        charts.append(Chart(title, partial(timeline.months, edges)))
    return charts if models else []


def edge_types(rows: Rows) -> list[Chart]:
    """Draw edges per type."""
    drawn = [
        Bar(
            row["edge_type"],
            f"{shown(row['edges'])} · {percent(row['share'])}",
            [(type_colour(row["edge_type"]), row["edges"])],
        )
        for row in rows
        if row["share"] is not None
    ]
    return [Chart("edges by their type", partial(bars, drawn))] if drawn else []


def ranked_bars(rows: Rows, label: str, column: str, title: str) -> list[Chart]:
    """Draw a bar per row, as long as one of its columns says."""
    drawn = [
        Bar(row[label], shown(row[column]), [(ONE, row[column])])
        for row in rows
        if row[column] is not None
    ]
    return [Chart(title, partial(bars, drawn))] if drawn else []


def license_changes(rows: Rows) -> list[Chart]:
    """Draw edges per kind of licence change, by type."""
    drawn = [
        Bar(
            row["drift"],
            f"{shown(row['edges'])} · {percent(row['share'])}",
            _parts(row),
        )
        for row in rows
    ]
    title = "edges by what becomes of the licence"
    return [Chart(title, partial(bars, drawn))] if drawn else []


def license_flows(rows: Rows) -> list[Chart]:
    """Draw the net transitions from one licence to another."""
    ways = [{"way": f"{r['from_value']} → {r['to_value']}", **r} for r in rows]
    return ranked_bars(ways, "way", "traffic", "transitions more than back")


def languages(rows: Rows) -> list[Chart]:
    """Draw the mean number of languages of parent and child, per type."""
    drawn = [
        Pair(
            row["edge_type"],
            f"{row['parent_languages_of_both']:.2f} → "
            f"{row['child_languages_of_both']:.2f} · "
            f"{counted(row['edges_of_both'], 'edge')}",
            row["parent_languages_of_both"],
            row["child_languages_of_both"],
            type_colour(row["edge_type"]),
        )
        for row in rows
        if row["edges_of_both"]
    ]
    title = "mean number of languages: a ring is the parent, a disc its child"
    return [Chart(title, partial(pairs, drawn))] if drawn else []


def deltas(rows: Rows) -> list[Chart]:
    """Draw the median changes in downloads, likes and days, per type."""
    charts = []
    for what in ("downloads", "likes", "days"):
        known = [row for row in rows if row[f"median_{what}"] is not None]
        drawn = [
            Bar(
                row["edge_type"],
                shown(row[f"median_{what}"]),
                [(type_colour(row["edge_type"]), row[f"median_{what}"])],
            )
            for row in known
        ]
        said = (
            "days from the parent to its child"
            if what == "days"
            else (f"the child's {what} less its parent's")
        )
        if drawn:
            charts.append(Chart(f"median of {said}", partial(bars, drawn)))
    return charts


def accounts(rows: Rows) -> list[Chart]:
    """Draw the entries of the parent lists by their status."""
    _, *entries = [row for row in rows if row["section"] == "entries"]
    found = [row for row in entries if row["number"]]
    title = "entries in the lists of parents, by what became of them"
    return ranked_bars(found, "measure", "number", title)


def figures(rows: Rows) -> list[Chart]:
    """Draw how many published figures agree, per section."""
    drawn = []
    for section in dict.fromkeys(row["section"] for row in rows):
        answers = [row["agrees"] for row in rows if row["section"] == section]
        parts = [(colour, answers.count(said)) for said, colour in AGREES.values()]
        agree = f"{answers.count(True)} of {len(answers)} agree"
        drawn.append(Bar(section, agree, [part for part in parts if part[1]]))
    return [Chart("published figures by what they are about", partial(bars, drawn))]
