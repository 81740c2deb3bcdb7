"""The sections of the report: headings, notes and legends."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ecograph.html.palette import EDGE_TYPES
from ecograph.reports import section_charts as draw
from ecograph.reports.section_charts import AGREES, Chart
from ecograph.reports.sentences import Rows

__all__ = ["DESIGNS", "Design"]

SCREEN = (
    "This is a screen, not legal advice: it goes by the ids of licences that people "
    "gave, and by kinds of terms, not by the wording of any licence."
)


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


TYPES = tuple((kind, draw.type_colour(kind)) for kind in EDGE_TYPES)

DESIGNS = (
    Design("counts", "In numbers", draw.no_charts),
    Design("months", "Growth", draw.months, legend=TYPES),
    Design("edge_types", "Types of edges", draw.edge_types),
    Design(
        "largest_families",
        "The largest families",
        partial(
            draw.ranked_bars,
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
            draw.ranked_bars,
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
        draw.license_changes,
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
        draw.license_flows,
        notes=(
            "A fine-tune that names one licence in place of another makes two "
            "transitions: for the licence that goes, and for the one that comes.",
            SCREEN,
        ),
    ),
    Design("languages", "Languages from parent to child", draw.languages),
    Design("deltas", "Downloads, likes and age from parent to child", draw.deltas),
    Design("accounts", "The ledger", draw.accounts, is_open=True),
    Design(
        "figures",
        "The published figures",
        draw.figures,
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
