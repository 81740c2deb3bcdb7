"""Charts as inline SVG, which takes its colours from the page."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ecograph.html.vega import inline, to_svg
from ecograph.html.wording import replace_invalid_xml

# After vega, whose error says what to install if altair is missing.
import altair as alt  # isort: skip

__all__ = [
    "FONT",
    "NARROW",
    "SIZE",
    "WIDE",
    "Bar",
    "Pair",
    "bars",
    "pairs",
    "render",
]

NARROW = 350
"""Width of a chart on a phone, in pixels."""

WIDE = 680
"""Width of a chart on a larger screen, and on paper."""

FONT = "system-ui, sans-serif"
SIZE = 12
ROW = 38
"""Height of a row: a line of text and a bar below it."""

LONGEST = 100
"""Maximum number of characters of a label: there is never room for more."""


class Bar(NamedTuple):
    """A row of `bars`.

    Attributes
    ----------
    label : str
        Name of the row, cropped if there is no room.
    value_text : str
        The value as text, at the other end of the line.
    parts : sequence of (str, float)
        Colour and length of each part. A single part may be negative.
    """

    label: str
    value_text: str
    parts: Sequence[tuple[str, float]]


class Pair(NamedTuple):
    """A row of `pairs`: a name, two values as text and as numbers, and a colour."""

    label: str
    value_text: str
    start: float
    end: float
    colour: str


def bars(rows: Sequence[Bar], width: int) -> str:
    """Return a bar chart with one row per bar, each below a line of text.

    Labels thus have the whole width, on a phone as well.

    Parameters
    ----------
    rows : sequence of Bar
        At least one, from top to bottom.
    width : int
        Width of the chart in pixels.

    Returns
    -------
    str
        An SVG with its text as text.

    Examples
    --------
    >>> svg = bars([Bar("<b>", "3", [("var(--merge)", 3)])], NARROW)
    >>> "&lt;b&gt;" in svg, 'fill="var(--merge)"' in svg, svg.count("<svg")
    (True, True, 1)
    """
    values: list[dict[str, Any]] = []
    for number, bar in enumerate(rows):
        end = 0.0
        for colour, length in bar.parts:
            if not length:
                continue
            values.append(
                {"row": number, "colour": colour, "start": end, "end": end + length}
            )
            end += length
    ends = [0.0, *(value["end"] for value in values)]
    scale = alt.Scale(domain=_domain(ends), nice=False, zero=False)
    marks = _text([(bar.label, bar.value_text) for bar in rows], width)
    marks += (
        alt.Chart(inline(values))
        .mark_bar(height=9, yOffset=10, strokeWidth=1)
        .encode(
            x=alt.X("start:Q", axis=None, scale=scale),
            x2="end:Q",
            y=_row_axis(len(rows)),
            fill=alt.Fill("colour:N", scale=None),
            # An outline, so that even the smallest value is visible.
            stroke=alt.Stroke("colour:N", scale=None),
        )
    )
    if min(ends) < 0 or not max(ends):
        zeros = [{"row": number, "zero": 0} for number in range(len(rows))]
        zero = alt.Chart(inline(zeros)).mark_tick(
            yOffset=10, size=12, thickness=1.5, fill="var(--ink)"
        )
        marks += zero.encode(
            x=alt.X("zero:Q", axis=None, scale=scale), y=_row_axis(len(rows))
        )
    return render(marks.properties(width=width, height=ROW * len(rows)))


def pairs(rows: Sequence[Pair], width: int) -> str:
    """Return a chart of a line per row, from a ring at one value to a disc at another.

    Examples
    --------
    >>> svg = pairs([Pair("all", "2 → 1", 2, 1, "var(--mark)")], NARROW)
    >>> svg.count('stroke="var(--mark)"'), svg.count("2 → 1")
    (3, 1)
    """
    values = [
        {"row": number, "colour": row.colour, "start": row.start, "end": row.end}
        for number, row in enumerate(rows)
    ]
    maximum = max((max(row.start, row.end) for row in rows), default=0)
    # The margins keep the whole disc of a point at an end within the chart.
    scale = alt.Scale(domain=[0, maximum or 1], range=[7, width - 7], nice=False)
    base = alt.Chart(inline(values)).encode(
        y=_row_axis(len(rows)), stroke=alt.Stroke("colour:N", scale=None)
    )
    start = alt.X("start:Q", axis=None, scale=scale)
    end = alt.X("end:Q", axis=None, scale=scale)
    full = alt.Fill("colour:N", scale=None)
    marks = _text([(row.label, row.value_text) for row in rows], width)
    background = alt.Chart(inline(values)).mark_rule(yOffset=10, stroke="var(--line)")
    marks += background.encode(
        y=_row_axis(len(rows)), x=alt.value(0), x2=alt.value(width)
    )
    marks += base.mark_rule(yOffset=10, strokeWidth=2).encode(x=start, x2="end:Q")
    point: dict[str, Any] = {"yOffset": 10, "size": 90, "strokeWidth": 2, "opacity": 1}
    marks += base.mark_point(**point, fill="var(--ground)").encode(x=start)
    marks += base.mark_point(**point).encode(x=end, fill=full)
    return render(marks.properties(width=width, height=ROW * len(rows)))


def render(chart: alt.Chart | alt.LayerChart, right: int = 0) -> str:
    """Return a chart as SVG, without descriptions: the page has them."""
    chart = (
        chart.configure(
            aria=False,
            background="transparent",
            padding={"left": 0, "right": right, "top": 0, "bottom": 2},
        )
        .configure_view(stroke=None)
        .configure_bar(discreteBandSize=10)
    )
    return to_svg(chart)


def _row_axis(rows: int) -> alt.Y:
    scale = alt.Scale(
        domain=[*range(rows)], range=[0, ROW * rows], paddingInner=0, paddingOuter=0
    )
    return alt.Y("row:O", axis=None, scale=scale)


def _domain(ends: Sequence[float]) -> list[float]:
    """Return the minimum and the maximum of some numbers, which are made to differ."""
    low, high = min(ends), max(ends)
    return [low, high if high > low else low + 1]


def _text(rows: Sequence[tuple[str, str]], width: int) -> alt.LayerChart:
    """Return the text of each row: the label on the left, the value on the right."""
    room = 0.58 * width
    base = alt.Chart(
        inline(
            [
                {"row": number, "label": _clean(label), "value": _clean(value)}
                for number, (label, value) in enumerate(rows)
            ]
        )
    ).encode(y=_row_axis(len(rows)))
    style: dict[str, Any] = {
        "font": FONT,
        "fontSize": SIZE,
        "baseline": "bottom",
        "yOffset": 1,
    }
    # Fonts differ in width: a cropped label has some room left in any of them.
    label = base.mark_text(**style, align="left", limit=room, fill="currentColor")
    value = base.mark_text(**style, align="right", fill="var(--faint)")
    left = label.encode(text="label:N", x=alt.value(0))
    right = value.encode(text="value:N", x=alt.value(width))
    return alt.LayerChart(layer=[left, right])


def _clean(text: str) -> str:
    short = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    # vl-convert aborts the process on characters that are invalid in XML.
    return replace_invalid_xml(" ".join(short.split()))
