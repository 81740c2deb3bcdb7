"""Charts as pictures that are part of a page and take their colours from it."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from ecograph.errors import EcographError

try:
    import altair as alt
    import vl_convert
except ImportError as error:
    raise EcographError(
        f"{error.name or 'altair'} is missing; install it with pip install 'ecograph[report]'"
    ) from error

__all__ = ["NARROW", "WIDE", "Bar", "Month", "Pair", "bars", "months", "pairs"]

NARROW = 350
"""Width of a chart on a phone, in pixels."""

WIDE = 680
"""Width of a chart on a larger screen, and on paper."""

FONT = "system-ui, sans-serif"
SIZE = 12
ROW = 38
"""Height of a row: a line of text, and a bar below it."""

VERSION = "_".join(alt.SCHEMA_VERSION.split(".")[:2])

UNPRINTABLE = re.compile("[^\\s\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML does not have: on them vl-convert ends the whole process."""

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


class Month(NamedTuple):
    """A part of a month's bar: the first day, the colour, and the length."""

    month: date
    colour: str
    number: int


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
        alt.Chart(_data(values))
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
        zero = alt.Chart(_data(zeros)).mark_tick(
            yOffset=10, size=16, thickness=1.5, fill="var(--ink)"
        )
        marks += zero.encode(
            x=alt.X("zero:Q", axis=None, scale=scale), y=_place(len(rows))
        )
    return _drawn(marks.properties(width=width, height=ROW * len(rows)))


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
    base = alt.Chart(_data(values)).encode(
        y=_place(len(rows)), stroke=alt.Stroke("colour:N", scale=None)
    )
    start = alt.X("start:Q", axis=None, scale=scale)
    end = alt.X("end:Q", axis=None, scale=scale)
    full = alt.Fill("colour:N", scale=None)
    marks = _lines([(row.label, row.said) for row in rows], width)
    ground = alt.Chart(_data(values)).mark_rule(yOffset=10, stroke="var(--line)")
    marks += ground.encode(y=_place(len(rows)), x=alt.value(0), x2=alt.value(width))
    marks += base.mark_rule(yOffset=10, strokeWidth=2).encode(x=start, x2="end:Q")
    point: dict[str, Any] = {"yOffset": 10, "size": 90, "strokeWidth": 2, "opacity": 1}
    marks += base.mark_point(**point, fill="var(--ground)").encode(x=start)
    marks += base.mark_point(**point).encode(x=end, fill=full)
    return _drawn(marks.properties(width=width, height=ROW * len(rows)))


def months(rows: Sequence[Month], width: int) -> str:
    """Return a bar for each month, of parts that stand on each other in their order.

    Examples
    --------
    >>> svg = months([Month(date(2024, 5, 1), "var(--mark)", 3)], NARROW)
    >>> ">Apr 2024<" in svg, 'fill="var(--mark)"' in svg
    (True, True)
    """
    place = {
        colour: n for n, colour in enumerate(dict.fromkeys(r.colour for r in rows))
    }
    values = [
        {
            "month": row.month.isoformat(),
            "colour": row.colour,
            "number": row.number,
            "place": place[row.colour],
        }
        for row in rows
    ]
    numbers = [12 * row.month.year + row.month.month - 1 for row in rows]
    last = max(numbers)
    # Of few months each would be as wide as a wall.
    first = min(*numbers, last - 11)
    years = last - first >= 30
    # A scale up to less than four would count halves of models.
    totals = Counter[date]()
    for row in rows:
        totals[row.month] += row.number
    axis: dict[str, Any] = {
        "labelFont": FONT,
        "labelFontSize": SIZE,
        "labelColor": "var(--faint)",
        "domainColor": "var(--line)",
        "tickColor": "var(--line)",
        "gridColor": "var(--line)",
        "title": None,
    }
    chart = alt.Chart(_data(values))
    bar = chart.mark_bar(binSpacing=1).encode(
        x=alt.X(
            "utcyearmonth(month):T",
            axis=alt.Axis(
                **axis,
                format="%Y" if years else "%b %Y",
                tickCount="year" if 30 <= last - first < 240 else 4,
                labelOverlap=True,
                grid=False,
            ),
            scale=alt.Scale(domain=[_first_day(first), _first_day(last + 1)]),
        ),
        y=alt.Y(
            "sum(number):Q",
            # The axis is as wide as its longest label, in whatever font there is.
            axis=alt.Axis(**axis, format="~s", tickCount=4, minExtent=38),
            scale=alt.Scale(domain=[0, max(4, *totals.values())]),
        ),
        fill=alt.Fill("colour:N", scale=None),
        order="place:Q",
    )
    size = alt.AutoSizeParams(type="fit", contains="padding")
    return _drawn(bar.properties(width=width, height=180, autosize=size), right=12)


def _first_day(months: int) -> alt.DateTime:
    return alt.DateTime(year=months // 12, month=months % 12 + 1, date=1, utc=True)


def _data(values: Sequence[dict[str, Any]]) -> alt.InlineData:
    return alt.InlineData(values=[*values])


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
        _data(
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
    return UNPRINTABLE.sub("\ufffd", " ".join(short.split()))


def _drawn(chart: alt.Chart | alt.LayerChart, right: int = 0) -> str:
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
    return str(vl_convert.vegalite_to_svg(chart.to_dict(), vl_version=VERSION))
