"""An ordering as an SVG picture: values down the page, and arcs between them."""

from collections.abc import Iterator, Mapping
from math import sqrt
from typing import Any, NamedTuple

from ecograph.analysis.best_ordering import OrderingData
from ecograph.analysis.ordering_sentences import caption, describe, subtitle, title
from ecograph.html.pictures import text_width, without_turns, wrap
from ecograph.html.render import render_svg
from ecograph.html.wording import format_value, pluralize, replace_invalid_xml

__all__ = ["PAGE", "draw_ordering"]

PAPER = {
    "ground": "#ffffff",
    "ink": "#1b2127",
    "faint": "#545d67",
    "mark": "#00629b",
    "differ": "#b3261e",
}
"""The colours of a picture by itself, which is on white."""

PAGE = {name: f"var(--{name})" for name in PAPER}
"""The colours of a picture on a page, which has them for light and dark screens."""

MARGIN = 16
TEXT = 13
"""Size of the font."""

STEP = 19
"""Height of a line of the texts above and below."""

ROW = 28
"""Distance between two values."""

LARGEST = 0.43
"""Radius of the largest disc, and width of the widest arc, in rows."""

NAMES = 0.5
"""How much of the width the names and their numbers can take."""


class Entry(NamedTuple):
    """An entry of the legend: what it is, its place, its size, and its text."""

    kind: str
    x: float
    y: float
    size: float
    text: str


def draw_ordering(
    found: OrderingData,
    width: float,
    *,
    row: float = ROW,
    colours: Mapping[str, str] = PAPER,
    is_alone: bool = True,
) -> str:
    """Return an ordering as SVG.

    Parameters
    ----------
    found : OrderingData
        The ordering.
    width : float
        Width in pixels.
    row : float, default 28
        Distance between two values in pixels.
    colours : mapping of str to str, default `PAPER`
        The colours of ground, ink, faint, mark (arcs down) and differ (arcs up).
    is_alone : bool, default True
        Whether it is a picture by itself, with a title, a legend and a caption.
    """
    margin = MARGIN if is_alone else 2
    inner = width - 2 * margin
    rows, largest = [*_rows(found, inner, row)], LARGEST * row
    left = max((each["width"] for each in rows), default=0) + 8 + largest
    head, foot = (
        [*wrap(text, inner / TEXT)] if is_alone else []
        for text in (subtitle(found), caption(found))
    )
    top = margin + (40 + STEP * len(head) if is_alone else 0)
    bottom = top + row * len(rows)
    legend = [*_legend(found, inner, largest)] if is_alone else []
    below = max((entry.y for entry in legend), default=-12) + 12
    return render_svg(
        "ordering",
        {
            "width": round(width, 2),
            "height": round(bottom + below + STEP * len(foot) + margin + 6, 2),
            "margin": margin,
            "top": top,
            "left": round(left, 2),
            "bottom": bottom,
            "below": below,
            "text": TEXT,
            "step": STEP,
            "title": title(found),
            "title_size": round(min(22, inner / text_width(title(found))), 1),
            "head": head,
            "foot": foot,
            "rows": rows,
            "arcs": [*_arcs(found, inner - left - largest / 2, row)],
            "legend": legend,
            "colours": colours,
            "is_alone": is_alone,
        },
    )


def _rows(found: OrderingData, width: float, row: float) -> Iterator[dict[str, Any]]:
    """Yield what the template draws of each value."""
    most = max((found.models[value] for value in found.values), default=1)
    room = NAMES * width / TEXT - text_width(f"  {format_value(most)}")
    longest = int(room / text_width("x"))
    for place, value in enumerate(found.values):
        name = _clean(value)
        number = format_value(found.models[value])
        short = name if len(name) <= longest else f"{name[: longest - 1]}…"
        models = pluralize(found.models[value], "model")
        yield {
            "y": row * (place + 0.5),
            "r": round(LARGEST * row * sqrt(found.models[value] / most), 2),
            "place": place,
            "name": short,
            "number": number,
            "width": TEXT * text_width(f"{short}  {number}"),
            "title": f"{place + 1}. {name}: {models}",
        }


def _arcs(found: OrderingData, width: float, row: float) -> Iterator[dict[str, Any]]:
    """Yield what the template draws of each arc, the widest first."""
    place = {value: number for number, value in enumerate(found.values)}
    flows = [flow for flow in found.flows if flow.traffic]
    most = max((flow.traffic for flow in flows), default=1)
    longest = row * max(len(place) - 1, 1) / 2
    # Few values have wide arcs, many have them as narrow as there is room.
    bulge = min(3.0, width / longest)
    for flow in sorted(flows, key=lambda flow: -flow.traffic):
        start, end = place[flow.from_value], place[flow.to_value]
        radius = row * abs(end - start) / 2
        yield {
            "start": row * (start + 0.5),
            "end": row * (end + 0.5),
            "from": start,
            "to": end,
            "rx": round(radius * bulge, 2),
            "ry": radius,
            "is_down": start < end,
            "width": round(max(0.75, LARGEST * row * flow.traffic / most), 2),
            "title": _clean(describe(flow)),
        }


def _legend(found: OrderingData, width: float, largest: float) -> Iterator[Entry]:
    """Yield the entries of the legend, in as many rows as they need."""
    flows = [flow.traffic for flow in found.flows if flow.traffic]
    if not flows:
        return
    traffic, models = _round(max(flows)), _round(max(found.models.values()))
    stroke = largest * traffic / max(flows)
    disc = largest * sqrt(models / max(found.models[value] for value in found.values))
    wanted = [("mark", stroke, f"down: {pluralize(traffic, 'net transition')}")]
    if found.pairs < found.all_pairs:
        wanted.append(("differ", 2, "up, against the order"))
    wanted.append(("disc", disc, pluralize(models, "model")))
    x, y = 0.0, 14.0
    for kind, size, text in wanted:
        entry = 30 + TEXT * text_width(text)
        if x and x + entry > width:
            x, y = 0.0, y + 2 * largest
        yield Entry(kind, round(x, 2), y, round(size, 2), text)
        x += entry + 16


def _round(number: int) -> int:
    """Return the largest of 1, 2, 5, 10, … that is not larger than a number."""
    digits = int(10.0 ** (len(str(number)) - 1))
    return max(digit * digits for digit in (1, 2, 5) if digit * digits <= number)


def _clean(text: str) -> str:
    return replace_invalid_xml(" ".join(without_turns(text).split()))
