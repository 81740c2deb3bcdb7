"""The sections of the report: query, heading, sentence, charts and notes of each."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ecograph.html.palette import COLOURS
from ecograph.reports import section_charts as charts
from ecograph.reports import sentences
from ecograph.reports.section_charts import AGREEMENT, Chart
from ecograph.reports.sentences import Rows

__all__ = ["SECTIONS", "Section"]

SCREENING = (
    "This is a screening aid, not legal advice: it uses the licence ids on the Hub "
    "and kinds of terms, not the wording of the licences."
)


@dataclass(frozen=True)
class Section:
    """A section of the report, before its query has run.

    Attributes
    ----------
    name : str
        View of the schema ``report`` that has its rows.
    heading : str
        Heading.
    sentence : callable
        Makes a sentence from the rows.
    charts : callable
        Makes the charts from the rows; none if there is nothing to chart.
    notes : tuple of str
        Explanations.
    legend : tuple of (str, str)
        Words and their colours in the last chart.
    is_open : bool
        Whether the rows are visible at first.
    """

    name: str
    heading: str
    sentence: Callable[[Rows], str]
    charts: Callable[[Rows], list[Chart]]
    notes: tuple[str, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    is_open: bool = False


TYPES = tuple((edge_type, charts.type_colour(edge_type)) for edge_type in COLOURS)

SECTIONS = (
    Section("counts", "Overview", sentences.counts, charts.no_charts),
    Section(
        "months",
        "Growth",
        sentences.months,
        charts.months,
        notes=(
            "The Hub has kept dates of creation since 2 March 2022, and gives that day "
            "for all older models. They count in no month: is floor is yes.",
        ),
        legend=TYPES,
    ),
    Section("edge_types", "Edge types", sentences.edge_types, charts.edge_types),
    Section(
        "largest_families",
        "Largest families",
        sentences.largest_families,
        partial(
            charts.ranking,
            label="root_id",
            column="size",
            title="models per family, named by its root",
        ),
        notes=(
            "A family is a set of models connected by edges other than merges. Its "
            "root is the member without parents that has the most descendants, or the "
            "member with the earliest date if all have parents.",
        ),
    ),
    Section(
        "most_descendants",
        "Models with the most descendants",
        sentences.most_descendants,
        partial(
            charts.ranking,
            label="model_id",
            column="descendants",
            title="descendants per model",
        ),
        notes=(
            "Descendants are children, their children, and so on, merges included.",
        ),
    ),
    Section(
        "license_changes",
        "Licence changes",
        sentences.license_changes,
        charts.license_changes,
        notes=(
            SCREENING,
            "none: neither model names a licence; added: only the child does; dropped: "
            "only the parent does; kept: both name the same; loosened: the child's "
            "licence lacks a term that the parent's requires derivatives to keep; "
            "tightened: the child's has more terms; changed: another licence with the "
            "same terms; unknown: the terms of either licence are unknown.",
        ),
        legend=TYPES,
    ),
    Section(
        "license_flows",
        "Licence transitions",
        sentences.license_flows,
        charts.license_flows,
        notes=(
            "A fine-tune that names one licence instead of another counts as two "
            "transitions: one for the licence removed and one for the licence added. "
            "Net transitions are those in one direction minus those in the other.",
            SCREENING,
        ),
    ),
    Section(
        "languages",
        "Languages of parents and children",
        sentences.languages,
        charts.languages,
    ),
    Section(
        "deltas",
        "Downloads, likes and age from parent to child",
        sentences.deltas,
        charts.deltas,
    ),
    Section("ledger_counts", "Ledger", sentences.ledger, charts.ledger, is_open=True),
    Section(
        "figures",
        "Published figures",
        sentences.figures,
        charts.figures,
        notes=(
            "The source has as many rows as the snapshot of July 2025, so the figures "
            "published for that snapshot are compared with those of this build. "
            "Figures about the best ordering of a trait's values are only computed by "
            "the command ecograph ordering; others cannot be compared if this build "
            "lacks their subject.",
        ),
        legend=tuple((word, colour) for word, (_, colour) in AGREEMENT.items()),
    ),
)
"""The sections in the order of the page."""
