"""The map as an SVG picture, with a legend and a caption."""

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from typing import Any, NamedTuple

from ecograph.html.palette import COLOURS
from ecograph.html.pictures import text_width, without_turns, wrap
from ecograph.html.render import render_svg
from ecograph.html.wording import pluralize, replace_invalid_xml
from ecograph.maps.labels import (
    LINE,
    NOUNS,
    Label,
    place_labels,
)
from ecograph.maps.layout import Circle
from ecograph.maps.query import MapData
from ecograph.maps.sentences import caption, describe, subtitle, title
from ecograph.model_ids import hub_link

__all__ = ["PAGE", "PAPER", "draw_map"]

PAPER = {
    "ground": "#ffffff",
    "family": "#eef1f4",
    "ink": "#1b2127",
    "faint": "#545d67",
    "base": "#1b2127",
    **{name: colour.light for name, colour in COLOURS.items()},
}
"""The colours of a picture by itself, which is on white."""

PAGE = {name: f"var(--{name})" for name in PAPER} | {"base": "var(--ink)"}
"""The colours of a picture on a page, which has them for light and dark screens."""

MARGIN = 16
TEXT = 13
"""Size of the font of the legend and the caption."""

STEP = 19
"""Height of a line of these."""


class Entry(NamedTuple):
    """An entry of the legend: a circle of a colour, its place, and its text."""

    x: float
    y: float
    r: float
    colour: str
    text: str
    text_x: float


def draw_map(
    data: MapData,
    circles: Sequence[Circle],
    colours: Mapping[str, str] = PAPER,
    *,
    is_alone: bool = True,
) -> str:
    """Return the map as SVG.

    Parameters
    ----------
    data : MapData
        What is on the map.
    circles : sequence of Circle
        The same, packed.
    colours : mapping of str to str, default `PAPER`
        The colours of the edge types, of base, and of ground, family, ink and faint.
    is_alone : bool, default True
        Whether it is a picture by itself, with a title and a caption, and names that
        link to the Hub.
    """
    width = 2 * circles[0].r
    texts = (subtitle(data), caption(data)) if is_alone else ("", "")
    head, foot = ([*wrap(text, width / TEXT)] for text in texts)
    legend = _legend(circles, width)
    top = MARGIN + (36 + STEP * len(head) if is_alone else 0)
    bottom = top + (width + 12 if legend else 0)
    legend_height = max((entry.y + max(entry.r, 9) for entry in legend), default=0)
    return render_svg(
        "map",
        {
            "width": round(width + 2 * MARGIN, 2),
            "height": round(bottom + legend_height + 8 + STEP * len(foot) + MARGIN, 2),
            "margin": MARGIN,
            "top": top,
            "bottom": bottom,
            "legend": legend,
            "legend_height": legend_height,
            "text": TEXT,
            "step": STEP,
            "title": title(data),
            "title_size": round(min(22, width / text_width(title(data))), 1),
            "head": head,
            "foot": foot,
            "circles": [_circle(circle, colours) for circle in circles[1:]],
            "labels": [_label(label, is_alone) for label in place_labels(circles)],
            "colours": colours,
            "is_alone": is_alone,
        },
    )


def _circle(circle: Circle, colours: Mapping[str, str]) -> dict[str, Any]:
    """Return what the template draws of a circle."""
    return {
        "x": round(circle.x, 2),
        "y": round(circle.y, 2),
        "r": round(circle.r, 2),
        "colour": colours["family" if circle.kind == "family" else circle.type],
        "is_ring": circle.kind == "ring",
        "title": replace_invalid_xml(without_turns(describe(circle))),
    }


def _label(label: Label, is_alone: bool) -> dict[str, Any]:
    """Return what the template draws of a label."""
    circle, part = label.circle, label.circle.part
    step = LINE * label.size
    first = circle.y - step * (len(label.lines) - 1) / 2 + 0.35 * label.size
    return {
        "x": round(circle.x, 2),
        "y": round(circle.y, 2),
        "r": label.radius,
        "size": label.size,
        "is_family": circle.kind == "family",
        "link": hub_link(part.model_id) if is_alone and part and part.model_id else "",
        "lines": [
            (round(first + step * place, 2), text)
            for place, text in enumerate(label.lines)
        ],
    }


def _legend(circles: Sequence[Circle], width: float) -> list[Entry]:
    """Return the legend, in rows: the types, and how large families are."""
    present = {circle.type for circle in circles if circle.is_disc}
    wanted = [(6.0, name, NOUNS[name][1]) for name in NOUNS if name in present]
    wanted += [(r, "family", text) for r, text in _sizes(circles)]
    rows: list[list[tuple[float, float, str, str]]] = [[]]
    x = 0.0
    for r, colour, text in wanted:
        entry = 2 * r + 6 + TEXT * text_width(text)
        if rows[-1] and x + entry > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, r, colour, text))
        x += entry + 16
    legend, y = [], 0.0
    for row in rows if present else []:
        height = max(STEP, *(2 * r for _, r, _, _ in row))
        for x, r, colour, text in row:
            middle = round(x + r, 2), round(y + height / 2, 2)
            text_x = round(x + 2 * r + 6, 2)
            legend.append(Entry(*middle, round(r, 2), colour, text, text_x))
        y += height + 4
    return legend


def _sizes(circles: Sequence[Circle]) -> Iterator[tuple[float, str]]:
    """Yield radii of up to two families, the smaller first, and what they mean."""
    family = max(circles[1:], key=lambda circle: circle.r, default=None)
    if family is None:
        return
    unit = family.r / sqrt(family.models)
    numbers = [digit * 10**power for power in range(8) for digit in (1, 2, 5)]
    shown = [n for n in numbers if 3 <= unit * sqrt(n) <= 24 and n < family.models]
    for number in shown[-1:-6:-4][::-1]:
        yield unit * sqrt(number), f"family of {pluralize(number, 'model')}"
