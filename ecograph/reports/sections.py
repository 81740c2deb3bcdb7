"""The sections of the report: query, heading, sentence, charts and notes of each."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ecograph.analysis.ordering_sentences import HOW_TO_READ
from ecograph.reports import (
    growth_charts,
    growth_sentences,
    license_ordering,
    license_sentences,
    sentences,
)
from ecograph.reports import section_charts as charts
from ecograph.reports.section_chart import Chart, no_charts, ranking
from ecograph.reports.sentences import Rows

__all__ = ["HIGHLIGHTS", "SECTIONS", "Section"]

HIGHLIGHTS = ("months", "largest_families", "edge_types", "verdicts", "absent_parents")
"""The sections whose sentences are also in the overview."""

SCREENING = (
    "A screening aid, not legal advice: it goes by licence ids and kinds of terms, not "
    "by wording."
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
    is_wide : bool
        Whether it has the width of two sections, and its charts stand side by side.
    """

    name: str
    heading: str
    sentence: Callable[[Rows], str]
    charts: Callable[[Rows], list[Chart]]
    notes: tuple[str, ...] = ()
    is_wide: bool = False


SECTIONS = (
    Section("counts", "Overview", sentences.counts, no_charts, is_wide=True),
    Section(
        "months",
        "Growth",
        growth_sentences.months,
        growth_charts.months,
        notes=(
            "The Hub has kept dates of creation since 2 March 2022, and gives that day "
            "for all older models. They are in no month; in the data, their row says "
            "yes under is floor.",
        ),
        is_wide=True,
    ),
    Section(
        "families_over_time",
        "Families over time",
        growth_sentences.families_over_time,
        growth_charts.families_over_time,
        notes=("A family that is older than March 2022 begins with its older models.",),
    ),
    Section(
        "largest_families",
        "Largest families",
        sentences.largest_families,
        partial(
            ranking,
            label="root_id",
            column="size",
            title="models per family, named by its root, and share of all models",
            measure="models",
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
            ranking,
            label="model_id",
            column="descendants",
            title="descendants per model, and as a share of all models",
            measure="descendants",
        ),
        notes=(
            "Descendants are children, their children, and so on, merges included.",
        ),
    ),
    Section(
        "absent_parents",
        "Absent parents",
        sentences.absent_parents,
        partial(
            ranking,
            label="parent_id",
            column="models",
            title="models that name an absent parent, and share of all mentions",
            measure="models",
        ),
        notes=(
            "An absent parent is not in this snapshot; it may be on the Hub, by this "
            "name or another.",
        ),
    ),
    Section("edge_types", "Edge types", sentences.edge_types, charts.edge_types),
    Section(
        "languages",
        "Languages of parents and children",
        sentences.languages,
        charts.languages,
    ),
    Section(
        "license_changes",
        "Licence changes",
        license_sentences.license_changes,
        charts.license_changes,
        notes=(
            "Dropped: only the parent names a licence; kept: both name the same; "
            "loosened: the child's lacks a term that the parent's requires derivatives "
            "to keep; tightened: the child's has more terms; changed: another licence "
            "with the same terms; unknown: the terms of either are unknown.",
            SCREENING,
        ),
    ),
    Section(
        "verdicts",
        "Licence verdicts",
        license_sentences.verdicts,
        charts.verdicts,
        notes=(
            "Conflict: a model's licences drop terms of an ancestor's, or one of those "
            "forbids derivatives. The command ecograph licenses says which and why.",
            SCREENING,
        ),
    ),
    Section(
        "license_flows",
        "Licence transitions",
        license_sentences.license_flows,
        charts.license_flows,
        notes=(
            "A fine-tune that names one licence instead of another counts as two "
            "transitions: one for the licence removed and one for the licence added. "
            "Net transitions are those in one direction minus those in the other.",
            SCREENING,
        ),
    ),
    Section(
        "license_ordering",
        "Order of licences",
        license_ordering.sentence,
        license_ordering.chart,
        notes=(
            f"{HOW_TO_READ} They are the licences that the most models name, 20 at "
            "most, of those that replace each other, without other and unknown.",
        ),
    ),
    Section(
        "deltas",
        "Downloads, likes and age from parent to child",
        sentences.deltas,
        charts.deltas,
        notes=(
            "Days are those between the dates of both, where neither is from before "
            "March 2022.",
        ),
        is_wide=True,
    ),
    Section(
        "ledger_counts",
        "Ledger",
        sentences.ledger,
        charts.ledger,
        notes=(
            "in_graph: an edge from another model; repeat: named again, as by two "
            "lists; absent: not in this snapshot. See the statuses of parents in the "
            "database.",
        ),
    ),
    Section(
        "renamed",
        "Renamed models",
        sentences.renamed,
        charts.renamed,
        notes=("Records of the live Hub tell the former ids of models.",),
    ),
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
    ),
)
"""The sections in the order of the page, two in a row but for the wide ones.

Renamed models are left out where there are none, and published figures where the build
is of another snapshot.
"""
