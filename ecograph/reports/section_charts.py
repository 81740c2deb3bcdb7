"""The charts of each section of the report, made from its rows."""

from collections.abc import Collection
from typing import Any

from ecograph.html.wording import format_percent, format_value, pluralize
from ecograph.model_ids import hub_page
from ecograph.reports.charts import Bar, Pair, Part, pairs
from ecograph.reports.section_chart import (
    SINGLE,
    Chart,
    Entry,
    bar_chart,
    ranking,
    type_colour,
    type_legend,
    type_parts,
)
from ecograph.reports.sentences import Rows

__all__ = [
    "AGREEMENT",
    "deltas",
    "edge_types",
    "figures",
    "languages",
    "ledger",
    "license_changes",
    "license_flows",
    "renamed",
    "verdicts",
]

AGREEMENT = {
    "agree": (True, SINGLE),
    "differ": (False, "var(--differ)"),
    "cannot be compared": (None, "var(--line)"),
}
"""Word for each value of ``agrees``, and its colour."""

VERDICTS = {"ok": SINGLE, "unknown": "var(--untyped)", "conflict": "var(--differ)"}
"""Colour of each verdict on the licences of a model."""


def edge_types(rows: Rows) -> list[Chart]:
    """Chart edges per type."""
    return bar_chart(
        "edges by type, and share of all edges",
        [
            Bar(
                row["edge_type"],
                format_value(row["edges"]),
                [Part(type_colour(row["edge_type"]), row["edges"])],
                format_percent(row["share"]),
            )
            for row in rows
            if row["edges"]
        ],
        "edges",
    )


def license_changes(rows: Rows) -> list[Chart]:
    """Chart edges per kind of licence change, by type, where a parent names one."""
    licensed = [row for row in rows if row["share"] is not None]
    return bar_chart(
        "edges whose parent names a licence, by change; share of these edges",
        [
            Bar(
                row["drift"],
                format_value(row["edges"]),
                type_parts(row),
                format_percent(row["share"]),
            )
            for row in licensed
        ],
        "edges",
        type_legend(licensed),
    )


def license_flows(rows: Rows) -> list[Chart]:
    """Chart the net transitions from one licence to another."""
    changes = [{"change": f"{r['from_value']} → {r['to_value']}", **r} for r in rows]
    return ranking(
        changes,
        "change",
        "traffic",
        "net transitions",
        measure="net transitions",
        links=False,
    )


def verdicts(rows: Rows) -> list[Chart]:
    """Chart the models by the verdict on their licences."""
    return bar_chart(
        "models by verdict, and share of all models",
        [
            Bar(
                row["verdict"],
                format_value(row["models"]),
                [Part(VERDICTS[row["verdict"]], row["models"])],
                format_percent(row["share"]),
            )
            for row in rows
        ],
        "models",
    )


def renamed(rows: Rows) -> list[Chart]:
    """Chart how many models name a former id as a parent."""
    return bar_chart(
        "models that name a former id",
        [
            Bar(
                f"{row['old_id']} → {row['new_id']}",
                format_value(row["models"]),
                [Part(SINGLE, row["models"])],
                link=hub_page(row["new_id"]),
            )
            for row in rows
        ],
        "models",
    )


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
    return [Chart(title, pairs(means, "languages"))] if means else []


def deltas(rows: Rows) -> list[Chart]:
    """Chart the median changes in downloads, likes and days, per type."""
    charts = []
    for what in ("downloads", "likes", "days"):
        medians = [
            Bar(
                row["edge_type"],
                format_value(row[f"median_{what}"]),
                [Part(type_colour(row["edge_type"]), row[f"median_{what}"])],
            )
            for row in rows
            if row[f"median_{what}"] is not None
        ]
        title = (
            "median days from parent to child"
            if what == "days"
            else f"median change in {what} from parent to child"
        )
        charts += bar_chart(title, medians, f"median {what}")
    return charts


def ledger(rows: Rows) -> list[Chart]:
    """Chart the entries of the parent lists by their status."""
    total, *entries = [row for row in rows if row["section"] == "entries"]
    present: list[dict[str, Any]] = [
        {**row, "share": row["number"] / total["number"]}
        for row in entries
        if row["number"]
    ]
    return ranking(
        present,
        "measure",
        "number",
        "entries of parent lists by status, and share of all entries",
        measure="entries",
        links=False,
    )


def figures(rows: Rows) -> list[Chart]:
    """Chart how many published figures agree, per topic."""
    topics = []
    for section in dict.fromkeys(row["section"] for row in rows):
        values = [row["agrees"] for row in rows if row["section"] == section]
        parts = [
            Part(colour, values.count(value), word, format_value(values.count(value)))
            for word, (value, colour) in AGREEMENT.items()
            if value in values
        ]
        agree = f"{values.count(True)} of {len(values)} agree"
        topics.append(Bar(section, agree, parts))
    present = {row["agrees"] for row in rows}
    return bar_chart(
        "published figures by topic",
        topics,
        "figures",
        _agreement_legend(present),
        "result",
    )


def _agreement_legend(present: Collection[bool | None]) -> tuple[Entry, ...]:
    return tuple(
        Entry(word, colour)
        for word, (value, colour) in AGREEMENT.items()
        if value in present
    )
