"""The section of the report about the order in which licences are replaced."""

from functools import lru_cache, partial

from ecograph.analysis.best_ordering import Flow, OrderingData, best_ordering
from ecograph.analysis.ordering_picture import PAGE, draw_ordering
from ecograph.analysis.ordering_sentences import summary, unplaced
from ecograph.reports.section_chart import Chart, Entry
from ecograph.reports.sentences import Rows

__all__ = ["chart", "sentence"]

ROW = 20
"""Distance between two licences, with which the picture is no taller than others."""


def sentence(rows: Rows) -> str:
    """Say between which licences the order leads, and how much agrees with it."""
    found = _ordering(rows)
    return " ".join(filter(None, [summary(found), unplaced(found)]))


def chart(rows: Rows) -> list[Chart]:
    """Draw the licences in their order, with arcs between them."""
    found = _ordering(rows)
    if not found.values:
        return []
    legend = [Entry("net transitions down the order", "var(--mark)")]
    if found.pairs < found.all_pairs:
        legend.append(Entry("up, against it", "var(--differ)", is_dashed=True))
    picture = partial(draw_ordering, found, row=ROW, colours=PAGE, is_alone=False)
    title = "licences in order, their models, and net transitions between them"
    return [Chart(title, picture, tuple(legend))]


def _ordering(rows: Rows) -> OrderingData:
    """Return the best ordering of the licences of some pairs."""
    models = {
        row[f"{end}_value"]: row[f"{end}_models"]
        for end in ("from", "to")
        for row in rows
    }
    frequent = sorted(models.items(), key=lambda item: (-item[1], item[0]))
    flows = (Flow(*(row[name] for name in Flow._fields)) for row in rows)
    return _best_ordering(tuple(frequent), tuple(flows))


@lru_cache(1)  # The sentence and the chart need the same one.
def _best_ordering(
    models: tuple[tuple[str, int], ...], flows: tuple[Flow, ...]
) -> OrderingData:
    return best_ordering("license", "finetune", dict(models), flows)
