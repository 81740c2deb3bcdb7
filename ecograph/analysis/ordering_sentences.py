"""What the picture and the page of an ordering say."""

from ecograph.analysis.best_ordering import Flow, OrderingData
from ecograph.html.wording import format_value, pluralize, shorten

__all__ = [
    "HOW_TO_READ",
    "caption",
    "describe",
    "subtitle",
    "summary",
    "title",
    "unplaced",
]

NOUNS = {
    "license": ("licence", "licences"),
    "language": ("language", "languages"),
    "dataset": ("dataset", "datasets"),
    "paper": ("paper", "papers"),
    "library": ("library", "libraries"),
    "task": ("task", "tasks"),
}

EDGES = {
    "full": "all edges",
    "finetune": "fine-tunes",
    "nomerges": "edges other than merges",
}


HOW_TO_READ = (
    "An arc joins two values where one replaces the other more often than the reverse, "
    "and is as wide as its net transitions: those in one direction less those in the "
    "other. The area of a disc is the number of models."
)


def title(found: OrderingData) -> str:
    """Return the title."""
    return f"The order in which {NOUNS[found.trait][1]} are replaced"


def subtitle(found: OrderingData) -> str:
    """Return what the ordering is of, and what it agrees with."""
    parts = [shorten(found.source or "a table of models")]
    parts.append(f"along {EDGES[found.graph]}")
    if found.all_pairs:
        agrees = "net transitions" if found.is_weighted else "pairs"
        parts.append(f"the order that the most {agrees} agree with")
    return " · ".join(parts)


def summary(found: OrderingData) -> str:
    """Return the first and the last value, and how much agrees with the ordering."""
    (noun, plural), edges = NOUNS[found.trait], EDGES[found.graph]
    if not found.is_known:
        return f"This build does not tell {plural}: its source has none."
    if not found.values:
        return f"No {noun} replaces another along {edges} more often than the reverse."
    first, last = shorten(found.values[0]), shorten(found.values[-1])
    return (
        f"The best order of {len(found.values)} {plural} leads from {first} to {last}: "
        f"{format_value(found.traffic)} of "
        f"{pluralize(found.all_traffic, 'net transition')} along {edges} lead down it, "
        f"and {format_value(found.pairs)} of {pluralize(found.all_pairs, 'pair')}."
    )


def caption(found: OrderingData) -> str:
    """Return how to read the picture, or why it is empty, and what is not in it."""
    first = HOW_TO_READ if found.values else summary(found)
    return " ".join(filter(None, [first, unplaced(found)]))


def unplaced(found: OrderingData) -> str:
    """Return which values have no place; empty if all have one."""
    names = ", ".join(map(shorten, found.unordered))
    return f"Without a place, as no net transitions are theirs: {names}." * bool(names)


def describe(flow: Flow) -> str:
    """Return the tooltip of an arc.

    Examples
    --------
    >>> describe(Flow("mit", "other", 7, 4, 10))
    'mit → other: 4 net transitions (7 there, 3 back)'
    """
    there, back = flow.transitions, flow.total_n - flow.transitions
    return (
        f"{shorten(flow.from_value)} → {shorten(flow.to_value)}: "
        f"{pluralize(flow.traffic, 'net transition')} "
        f"({format_value(there)} there, {format_value(back)} back)"
    )
