"""Charts as pictures that are part of a page and take their colours from it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ecograph.html.vega import as_svg, inline
from ecograph.html.wording import fit_for_xml

# After vega, which says what to install where it is missing.
import altair as alt  # isort: skip

__all__ = [
    "FONT",
    "NARROW",
    "SIZE",
    "WIDE",
    "Bar",
    "Pair",
    "bars",
    "drawn",
    "pairs",
]

NARROW = 350
"""Width of a chart on a phone, in pixels."""

WIDE = 680
"""Width of a chart on a larger screen, and on paper."""

FONT = "system-ui, sans-serif"
SIZE = 12
ROW = 38
"""Height of a row: a line of text, and a bar below it."""

LONGEST = 100
"""Characters of a label that are looked at: it never has room for more."""


class Bar(NamedTuple):
    """A row of `bars`: what it is, how much as text, and its parts one by one.

    Attributes
    ----------
    label : str
        What it is; cut off where there is no room.
    said : str
        How much it is, at the other end of the line.
    parts : sequence of (str, float)
        Colour and length of each part. A single part may be negative.
    """

    label: str
    said: str
    parts: Sequence[tuple[str, float]]


class Pair(NamedTuple):
    """A row of `pairs`: what it is, both values as text and as numbers, a colour."""

    label: str
    said: str
    start: float
    end: float
    colour: str


def bars(rows: Sequence[Bar], width: int) -> str:
    """Return bars below each other, each under a line that says what it is.

    A name has the whole width for that, on a phone as well.

    Parameters
    ----------
    rows : sequence of Bar
        At least one, from the top down.
    width : int
        Of the picture, in pixels.

    Returns
    -------
    str
        An SVG. What the rows say is text in it.

    Examples
    --------
    >>> svg = bars([Bar("<b>", "3", [("var(--merge)", 3)])], NARROW)
    >>> "&lt;b&gt;" in svg, 'fill="var(--merge)"' in svg, svg.count("<svg")
    (True, True, 1)
    """
    values: list[dict[str, Any]] = []
    for place, bar in enumerate(rows):
        end = 0.0
        for colour, length in bar.parts:
            if not length:
                continue
            values.append(
                {"place": place, "colour": colour, "start": end, "end": end + length}
            )
            end += length
    ends = [0.0, *(value["end"] for value in values)]
    scale = alt.Scale(domain=_domain(ends), nice=False, zero=False)
    marks = _lines([(bar.label, bar.said) for bar in rows], width)
    marks += (
        alt.Chart(inline(values))
        .mark_bar(height=9, yOffset=10, strokeWidth=1)
        .encode(
            x=alt.X("start:Q", axis=None, scale=scale),
            x2="end:Q",
            y=_place(len(rows)),
            fill=alt.Fill("colour:N", scale=None),
            # The least of numbers can be seen beside the greatest.
            stroke=alt.Stroke("colour:N", scale=None),
        )
    )
    if min(ends) < 0 or not max(ends):
        zeros = [{"place": place, "zero": 0} for place in range(len(rows))]
        zero = alt.Chart(inline(zeros)).mark_tick(
            yOffset=10, size=12, thickness=1.5, fill="var(--ink)"
        )
        marks += zero.encode(
            x=alt.X("zero:Q", axis=None, scale=scale), y=_place(len(rows))
        )
    return drawn(marks.properties(width=width, height=ROW * len(rows)))


def pairs(rows: Sequence[Pair], width: int) -> str:
    """Return a line from one value to another in each row: a ring, and a disc.

    Examples
    --------
    >>> svg = pairs([Pair("all", "2 → 1", 2, 1, "var(--mark)")], NARROW)
    >>> svg.count('stroke="var(--mark)"'), svg.count("2 → 1")
    (3, 1)
    """
    values = [
        {"place": place, "colour": row.colour, "start": row.start, "end": row.end}
        for place, row in enumerate(rows)
    ]
    most = max((max(row.start, row.end) for row in rows), default=0)
    # A point at an end of the scale has its whole disc within the picture.
    scale = alt.Scale(domain=[0, most or 1], range=[7, width - 7], nice=False)
    base = alt.Chart(inline(values)).encode(
        y=_place(len(rows)), stroke=alt.Stroke("colour:N", scale=None)
    )
    start = alt.X("start:Q", axis=None, scale=scale)
    end = alt.X("end:Q", axis=None, scale=scale)
    full = alt.Fill("colour:N", scale=None)
    marks = _lines([(row.label, row.said) for row in rows], width)
    ground = alt.Chart(inline(values)).mark_rule(yOffset=10, stroke="var(--line)")
    marks += ground.encode(y=_place(len(rows)), x=alt.value(0), x2=alt.value(width))
    marks += base.mark_rule(yOffset=10, strokeWidth=2).encode(x=start, x2="end:Q")
    point: dict[str, Any] = {"yOffset": 10, "size": 90, "strokeWidth": 2, "opacity": 1}
    marks += base.mark_point(**point, fill="var(--ground)").encode(x=start)
    marks += base.mark_point(**point).encode(x=end, fill=full)
    return drawn(marks.properties(width=width, height=ROW * len(rows)))


def drawn(chart: alt.Chart | alt.LayerChart, right: int = 0) -> str:
    """Return a chart as SVG, of which the page says what it is."""
    chart = (
        chart.configure(
            aria=False,
            background="transparent",
            padding={"left": 0, "right": right, "top": 0, "bottom": 2},
        )
        .configure_view(stroke=None)
        .configure_bar(discreteBandSize=10)
    )
    return as_svg(chart)


def _place(rows: int) -> alt.Y:
    scale = alt.Scale(
        domain=[*range(rows)], range=[0, ROW * rows], paddingInner=0, paddingOuter=0
    )
    return alt.Y("place:O", axis=None, scale=scale)


def _domain(ends: Sequence[float]) -> list[float]:
    """Return the least and the greatest of some numbers, and some room if equal."""
    least, most = min(ends), max(ends)
    return [least, most if most > least else least + 1]


def _lines(rows: Sequence[tuple[str, str]], width: int) -> alt.LayerChart:
    """Return the lines of text: to the left what it is, to the right how much."""
    room = 0.58 * width
    base = alt.Chart(
        inline(
            [
                {"place": place, "label": _printable(label), "said": _printable(said)}
                for place, (label, said) in enumerate(rows)
            ]
        )
    ).encode(y=_place(len(rows)))
    text: dict[str, Any] = {
        "font": FONT,
        "fontSize": SIZE,
        "baseline": "bottom",
        "yOffset": 1,
    }
    # Fonts differ in width: what is cut off here has some room left in any of them.
    label = base.mark_text(**text, align="left", limit=room, fill="currentColor")
    said = base.mark_text(**text, align="right", fill="var(--faint)")
    left = label.encode(text="label:N", x=alt.value(0))
    right = said.encode(text="said:N", x=alt.value(width))
    return alt.LayerChart(layer=[left, right])


def _printable(text: str) -> str:
    short = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    # On what XML does not have, vl-convert ends the whole process.
    return fit_for_xml(" ".join(short.split()))
