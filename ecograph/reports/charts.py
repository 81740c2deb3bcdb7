"""Charts with a row for each name; they take their colours from the page.

Their width is that of their place on the page, or one that is set for an SVG.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ecograph.html.vega import inline
from ecograph.reports.chart_layout import (
    FULL,
    ROW,
    Label,
    clean,
    configured,
    labels,
    row_axis,
    tooltip,
)

# After vega, whose error says what to install if altair is missing.
import altair as alt  # isort: skip

__all__ = ["Bar", "Pair", "Part", "bars", "pairs"]


OFFSET = 6
"""Pixels from the middle of a row down to that of its mark."""


class Part(NamedTuple):
    """A part of a bar: its colour, its length, and what it is in words.

    A single part may be negative.
    """

    colour: str
    length: float
    name: str = ""
    value: str = ""


class Bar(NamedTuple):
    """A row of `bars`.

    Attributes
    ----------
    label : str
        Name of the row, cropped if there is no room.
    value : str
        The value as text, at the other end of the line.
    parts : sequence of Part
        The parts of the bar.
    share : str, optional
        The value as a percentage, after the value.
    link : str, optional
        Where a click on the label leads.
    """

    label: str
    value: str
    parts: Sequence[Part]
    share: str = ""
    link: str | None = None


class Pair(NamedTuple):
    """A row of `pairs`: a name, two values as text and as numbers, and a colour."""

    label: str
    value: str
    start: float
    end: float
    colour: str


def bars(
    rows: Sequence[Bar], measure: str = "value", part: str = "type"
) -> alt.LayerChart:
    """Return a bar chart with one row per bar, each below a line of text.

    Labels thus have the whole width, on a phone as well.

    Parameters
    ----------
    rows : sequence of Bar
        At least one, from top to bottom.
    measure : str, default "value"
        What the values count, as tooltips call it.
    part : str, default "type"
        What the parts of a bar are, as tooltips call it.

    Examples
    --------
    >>> from ecograph.html.vega import to_svg
    >>> chart = bars([Bar("<b>", "3", [Part("var(--merge)", 3)])])
    >>> svg = to_svg(chart.properties(width=350))
    >>> "&lt;b&gt;" in svg, 'fill="var(--merge)"' in svg, svg.count("<svg")
    (True, True, 1)
    """
    values: list[dict[str, Any]] = []
    for number, bar in enumerate(rows):
        end = 0.0
        for each in bar.parts:
            if not each.length:
                continue
            values.append(
                {
                    "row": number,
                    "colour": each.colour,
                    "start": end,
                    "end": end + each.length,
                    "label": clean(bar.label),
                    "part": each.name,
                    "value": clean(each.value or bar.value),
                    "share": bar.share if len(bar.parts) == 1 else "",
                }
            )
            end += each.length
    ends = [0.0, *(value["end"] for value in values)]
    scale = alt.Scale(domain=_domain(ends), nice=False, zero=False)
    facts = {"label": "name", "value": measure}
    if any(bar.share for bar in rows):
        facts["share"] = "share"
    layers = labels([Label(*bar[:2], bar.share, bar.link) for bar in rows], facts)
    if any(value["part"] for value in values):
        facts = {"label": "name", "part": part, "value": measure}
    layers.append(
        alt.Chart(inline(values))
        .mark_bar(height=6, yOffset=OFFSET, strokeWidth=1)
        .encode(
            x=alt.X("start:Q", axis=None, scale=scale),
            x2="end:Q",
            y=row_axis(len(rows)),
            fill=alt.Fill("colour:N", scale=None),
            # An outline, so that even the smallest value is visible.
            stroke=alt.Stroke("colour:N", scale=None),
            tooltip=tooltip(facts),
        )
    )
    if min(ends) < 0 or not max(ends):
        zeros = [{"row": number, "zero": 0} for number in range(len(rows))]
        zero = alt.Chart(inline(zeros)).mark_tick(
            yOffset=OFFSET, size=10, thickness=1.5, fill="var(--ink)"
        )
        layers.append(
            zero.encode(
                x=alt.X("zero:Q", axis=None, scale=scale), y=row_axis(len(rows))
            )
        )
    return configured(layers, ROW * len(rows))


def pairs(rows: Sequence[Pair], measure: str = "value") -> alt.LayerChart:
    """Return a chart of a line per row, from a ring at one value to a disc at another.

    Examples
    --------
    >>> from ecograph.html.vega import to_svg
    >>> chart = pairs([Pair("all", "2 → 1", 2, 1, "var(--mark)")])
    >>> svg = to_svg(chart.properties(width=350))
    >>> svg.count('stroke="var(--mark)"'), svg.count("2 → 1")
    (3, 1)
    """
    facts = {"label": "name", "value": measure}
    values = [
        {
            "row": number,
            "colour": row.colour,
            "start": row.start,
            "end": row.end,
            "label": clean(row.label),
            "value": clean(row.value),
        }
        for number, row in enumerate(rows)
    ]
    maximum = max((max(row.start, row.end) for row in rows), default=0)
    # The margins keep the whole disc of a point at an end within the chart.
    places: list[Any] = [7, alt.ExprRef("width - 7")]
    scale = alt.Scale(domain=[0, maximum or 1], range=places, nice=False)
    base = alt.Chart(inline(values)).encode(
        y=row_axis(len(rows)),
        stroke=alt.Stroke("colour:N", scale=None),
        tooltip=tooltip(facts),
    )
    start = alt.X("start:Q", axis=None, scale=scale)
    end = alt.X("end:Q", axis=None, scale=scale)
    full = alt.Fill("colour:N", scale=None)
    layers = labels([Label(row.label, row.value) for row in rows], facts)
    background = alt.Chart(inline(values)).mark_rule(
        yOffset=OFFSET, stroke="var(--line)"
    )
    rule = base.mark_rule(yOffset=OFFSET, strokeWidth=2)
    point: dict[str, Any] = {
        "yOffset": OFFSET,
        "size": 50,
        "strokeWidth": 2,
        "opacity": 1,
    }
    layers += [
        background.encode(y=row_axis(len(rows)), x=alt.value(0), x2=alt.value(FULL)),
        rule.encode(x=start, x2="end:Q"),
        base.mark_point(**point, fill="var(--ground)").encode(x=start),
        base.mark_point(**point).encode(x=end, fill=full),
    ]
    return configured(layers, ROW * len(rows))


def _domain(ends: Sequence[float]) -> list[float]:
    """Return the minimum and the maximum of some numbers, which are made to differ."""
    low, high = min(ends), max(ends)
    return [low, high if high > low else low + 1]
