"""The pictures of the report: what each is called, says beside, and draws."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from ecograph.html.palette import EDGE_TYPES
from ecograph.html.wording import counted, percent, shown
from ecograph.reports.charts import Bar, Pair, bars, pairs
from ecograph.reports.sentences import Rows
from ecograph.reports.timeline import Month, months

__all__ = ["DESIGNS", "Chart", "Design"]

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

SCREEN = (
    "This is a screen, not legal advice: it goes by the ids of licences that people "
    "gave, and by kinds of terms, not by the wording of any licence."
)


class Chart(NamedTuple):
    """A chart: what it shows, and what draws it for a width in pixels."""

    title: str
    drawn: Callable[[int], str]


@dataclass(frozen=True)
class Design:
    """What a picture is, whatever its rows are.

    Attributes
    ----------
    name : str
        Its relation in the schema ``report``.
    heading : str
        Its heading.
    draw : callable
        What makes its charts of its rows; none where there is nothing to draw.
    notes : tuple of str
        What has to be said with it.
    legend : tuple of (str, str)
        Words, and the colour that stands for each.
    is_open : bool
        Whether its rows are to be seen at first sight.
    """

    name: str
    heading: str
    draw: Callable[[Rows], list[Chart]]
    notes: tuple[str, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    is_open: bool = False


def _colour(edge_type: str) -> str:
    return f"var(--{edge_type})" if edge_type in EDGE_TYPES else ALL


def _parts(row: Mapping[str, Any]) -> list[tuple[str, float]]:
    """Return the edges of a row by their type, as parts of a bar."""
    return [(_colour(kind), row[kind]) for kind in EDGE_TYPES if row[kind]]


def _nothing(rows: Rows) -> list[Chart]:
    return []


def _months(rows: Rows) -> list[Chart]:
    dated = [row for row in rows if row["month"] is not None]
    models = [Month(row["month"], ONE, row["models"]) for row in dated]
    # In the months without edges the axis is that of the models all the same.
    edges = [
        Month(row["month"], _colour(kind), row[kind])
        for row in dated
        for kind in EDGE_TYPES
    ]
    charts = [Chart("models by the month of their creation", partial(months, models))]
    if any(row.number for row in edges):
        title = "edges by the month of their child, and by their type"
        charts.append(Chart(title, partial(months, edges)))
    return charts if models else []


def _edge_types(rows: Rows) -> list[Chart]:
    drawn = [
        Bar(
            row["edge_type"],
            f"{shown(row['edges'])} · {percent(row['share'])}",
            [(_colour(row["edge_type"]), row["edges"])],
        )
        for row in rows
        if row["share"] is not None
    ]
    return [Chart("edges by their type", partial(bars, drawn))] if drawn else []


def _ranked(rows: Rows, label: str, column: str, title: str) -> list[Chart]:
    drawn = [
        Bar(row[label], shown(row[column]), [(ONE, row[column])])
        for row in rows
        if row[column] is not None
    ]
    return [Chart(title, partial(bars, drawn))] if drawn else []


def _license_changes(rows: Rows) -> list[Chart]:
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


def _license_flows(rows: Rows) -> list[Chart]:
    ways = [{"way": f"{r['from_value']} → {r['to_value']}", **r} for r in rows]
    return _ranked(ways, "way", "traffic", "transitions more than back")


def _languages(rows: Rows) -> list[Chart]:
    drawn = [
        Pair(
            row["edge_type"],
            f"{row['parent_languages_of_both']:.2f} → "
            f"{row['child_languages_of_both']:.2f} · "
            f"{counted(row['edges_of_both'], 'edge')}",
            row["parent_languages_of_both"],
            row["child_languages_of_both"],
            _colour(row["edge_type"]),
        )
        for row in rows
        if row["edges_of_both"]
    ]
    title = "mean number of languages: a ring is the parent, a disc its child"
    return [Chart(title, partial(pairs, drawn))] if drawn else []


def _deltas(rows: Rows) -> list[Chart]:
    charts = []
    for what in ("downloads", "likes", "days"):
        known = [row for row in rows if row[f"median_{what}"] is not None]
        drawn = [
            Bar(
                row["edge_type"],
                shown(row[f"median_{what}"]),
                [(_colour(row["edge_type"]), row[f"median_{what}"])],
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


def _accounts(rows: Rows) -> list[Chart]:
    _, *entries = [row for row in rows if row["section"] == "entries"]
    found = [row for row in entries if row["number"]]
    title = "entries in the lists of parents, by what became of them"
    return _ranked(found, "measure", "number", title)


def _figures(rows: Rows) -> list[Chart]:
    drawn = []
    for section in dict.fromkeys(row["section"] for row in rows):
        answers = [row["agrees"] for row in rows if row["section"] == section]
        parts = [(colour, answers.count(said)) for said, colour in AGREES.values()]
        agree = f"{answers.count(True)} of {len(answers)} agree"
        drawn.append(Bar(section, agree, [part for part in parts if part[1]]))
    return [Chart("published figures by what they are about", partial(bars, drawn))]


TYPES = tuple((kind, _colour(kind)) for kind in EDGE_TYPES)

DESIGNS = (
    Design("counts", "In numbers", _nothing),
    Design("months", "Growth", _months, legend=TYPES),
    Design("edge_types", "Types of edges", _edge_types),
    Design(
        "largest_families",
        "The largest families",
        partial(
            _ranked,
            label="root_id",
            column="size",
            title="models in each family, named by its root",
        ),
        notes=(
            "A family is what hangs together by edges other than merges; its root is "
            "the model of it that most others were made from.",
        ),
    ),
    Design(
        "most_descendants",
        "Models that most was made from",
        partial(
            _ranked,
            label="model_id",
            column="descendants",
            title="descendants of each model",
        ),
        notes=(
            "Descendants are what was made from a model, what was made from that, and "
            "so on, by merging too.",
        ),
    ),
    Design(
        "license_changes",
        "What becomes of a licence",
        _license_changes,
        notes=(
            SCREEN,
            "It is none where neither names a licence, added where the child alone "
            "does, and dropped where the parent alone does; loosened where a term that "
            "the parent's asks to be carried on is not among the child's; tightened "
            "where the child's has more terms; and unknown where those of either are "
            "not known.",
        ),
        legend=TYPES,
    ),
    Design(
        "license_flows",
        "Which licence gives way to which",
        _license_flows,
        notes=(
            "A fine-tune that names one licence in place of another makes two "
            "transitions: for the licence that goes, and for the one that comes.",
            SCREEN,
        ),
    ),
    Design("languages", "Languages from parent to child", _languages),
    Design("deltas", "Downloads, likes and age from parent to child", _deltas),
    Design("accounts", "The ledger", _accounts, is_open=True),
    Design(
        "figures",
        "The published figures",
        _figures,
        notes=(
            "As many rows were read as the snapshot of July 2025 has, so that what was "
            "published of it is set beside this build. What agrees with the best "
            "ordering of a trait's values is told by the command ecograph ordering "
            "alone; other figures cannot be told where what they are about is missing.",
        ),
        legend=tuple((word, colour) for word, (_, colour) in AGREES.items()),
    ),
)
"""The pictures in the order in which the page shows them."""
