"""The charts of growth: models and edges by month, and families over time."""

from ecograph.model_ids import hub_page
from ecograph.reports import timeline
from ecograph.reports.section_chart import (
    SINGLE,
    Chart,
    Entry,
    type_legend,
)
from ecograph.reports.sentences import Rows

__all__ = ["families_over_time", "months"]

HUES = 5
"""Number of colours of lines; as many more are dashed."""


def months(rows: Rows) -> list[Chart]:
    """Chart models, and edges by type, per month."""
    dated = [row for row in rows if row["month"] is not None]
    if not dated:
        return []
    models = [timeline.Month(row["month"], SINGLE, row["models"]) for row in dated]
    charts = [
        Chart("models by month of creation", timeline.months(models, "models")),
    ]
    # Months without edges are included, so that both charts have the same axis.
    legend = type_legend(dated)
    edges = [
        timeline.Month(row["month"], entry.colour, row[entry.word], entry.word)
        for row in dated
        for entry in legend
    ]
    if edges:
        title = "edges by month of the child's creation, and by type"
        charts.append(Chart(title, timeline.months(edges, "edges"), legend))
    return charts


def families_over_time(rows: Rows) -> list[Chart]:
    """Chart the models of each family so far."""
    lines, legend = [], []
    for number, root in enumerate(dict.fromkeys(row["root_id"] for row in rows)):
        colour, is_dashed = f"var(--line-{number % HUES + 1})", number >= HUES
        ours = [row for row in rows if row["root_id"] == root]
        points = [
            (row["month"], row["models_so_far"])
            for row in ours
            if row["month"] is not None
        ]
        start = next((row["models"] for row in ours if row["is_floor"]), 0)
        lines.append(timeline.Line(root, colour, is_dashed, points, start))
        legend.append(Entry(root, colour, is_dashed, hub_page(root)))
    if not any(line.points for line in lines):
        return []
    title = "models per family so far, by month; families in order of size"
    chart = timeline.lines(lines, 190, "models so far")
    return [Chart(title, chart, tuple(legend))]
