"""An ordering as an HTML page, which needs no network."""

from collections import Counter
from collections.abc import Iterator

from ecograph.analysis.best_ordering import OrderingData
from ecograph.analysis.ordering_picture import PAGE, draw_ordering
from ecograph.analysis.ordering_sentences import caption, subtitle, summary, title
from ecograph.html.render import render
from ecograph.html.wording import format_value

__all__ = ["render_page"]

NARROW, BROAD = 340.0, 700.0
"""Width of the picture on a phone and elsewhere, in pixels."""


def render_page(found: OrderingData) -> str:
    """Return a page with the picture, and its values and pairs as tables."""
    return render(
        "ordering",
        ["ordering"],
        {
            "title": title(found),
            "subtitle": subtitle(found),
            "summary": summary(found),
            "caption": caption(found),
            "pictures": [
                draw_ordering(found, width, colours=PAGE, is_alone=False)
                for width in (NARROW, BROAD)
            ],
            "values": [*_values(found)],
            "pairs": sorted(
                (flow for flow in found.flows if flow.traffic),
                key=lambda flow: (-flow.traffic, flow.from_value, flow.to_value),
            ),
            "place": {value: number for number, value in enumerate(found.values)},
            "has_arcs_up": found.pairs < found.all_pairs,
            "format_value": format_value,
        },
    )


def _values(found: OrderingData) -> Iterator[tuple[str, int, int, int]]:
    """Yield each value, its models, and its traffic to others and from others."""
    away, towards = Counter[str](), Counter[str]()
    for flow in found.flows:
        away[flow.from_value] += flow.traffic
        towards[flow.to_value] += flow.traffic
    for value in found.values:
        yield value, found.models[value], away[value], towards[value]
