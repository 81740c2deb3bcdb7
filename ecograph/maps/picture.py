"""The map as an SVG picture, with a legend and a caption."""

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from typing import Any, NamedTuple

from ecograph.html.palette import COLOURS
from ecograph.html.render import render_svg
from ecograph.html.wording import format_value, replace_invalid_xml
from ecograph.maps.labels import LINE, NOUNS, Label, place_labels, text_width
from ecograph.maps.layout import Circle
from ecograph.maps.query import MapData
from ecograph.maps.sentences import caption, describe, subtitle, title
from ecograph.model_ids import hub_link

__all__ = ["PAGE", "PAPER", "draw_map", "to_png"]

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


class Sized(NamedTuple):
    """A circle of the legend: its radius, its place, and how many models it is."""

    r: float
    x: float
    text: str


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
    present = {circle.type for circle in circles if circle.is_disc}
    sizes = [*_sizes(circles)]
    texts = (subtitle(data), caption(data)) if is_alone else ("", "")
    head, foot = ([*_wrap(text, width)] for text in texts)
    legend = max([STEP, *(2 * sized.r for sized in sizes)]) if present else 0
    top = MARGIN + (36 + STEP * len(head) if is_alone else 0)
    bottom = top + (width + 12 if present else 0)
    return render_svg(
        "map",
        {
            "width": round(width + 2 * MARGIN, 2),
            "height": round(bottom + legend + 8 + STEP * len(foot) + MARGIN, 2),
            "margin": MARGIN,
            "top": top,
            "bottom": bottom,
            "legend": legend,
            "text": TEXT,
            "step": STEP,
            "title": title(data),
            "head": head,
            "foot": foot,
            "types": [(name, NOUNS[name][1]) for name in NOUNS if name in present],
            "sizes": sizes,
            "circles": [_circle(circle, colours) for circle in circles[1:]],
            "labels": [_label(label, is_alone) for label in place_labels(circles)],
            "colours": colours,
            "is_alone": is_alone,
            "text_width": text_width,
        },
    )


def to_png(picture: str, scale: float) -> bytes:
    """Return an SVG as PNG, with so many pixels for each of its own."""
    import vl_convert  # found by now: it has packed the circles

    return bytes(vl_convert.svg_to_png(picture, scale=scale))


def _circle(circle: Circle, colours: Mapping[str, str]) -> dict[str, Any]:
    """Return what the template draws of a circle."""
    return {
        "x": round(circle.x, 2),
        "y": round(circle.y, 2),
        "r": round(circle.r, 2),
        "colour": colours["family" if circle.kind == "family" else circle.type],
        "is_ring": circle.kind == "ring",
        "title": replace_invalid_xml(describe(circle)),
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


def _sizes(circles: Sequence[Circle]) -> Iterator[Sized]:
    """Yield up to three circles of the legend, the smallest first."""
    family = max(circles[1:], key=lambda circle: circle.r, default=None)
    if family is None:
        return
    unit = family.r / sqrt(family.models)
    numbers = [digit * 10**power for power in range(8) for digit in (1, 2, 5)]
    shown = [n for n in numbers if 3 <= unit * sqrt(n) <= 32 and n < family.models]
    x = 0.0
    for number in shown[-1:-6:-4][::-1]:
        r = round(unit * sqrt(number), 2)
        yield Sized(r, round(x + r, 2), format_value(number))
        x += 2 * r + 6 + TEXT * text_width(format_value(number)) + 14


def _wrap(text: str, width: float) -> Iterator[str]:
    """Yield the lines of a text."""
    line = ""
    for word in replace_invalid_xml(text).split(" "):
        longer = f"{line} {word}" if line else word
        if line and TEXT * text_width(longer) * 0.9 > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line
