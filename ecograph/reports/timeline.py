"""Charts over the months: a stacked bar for each, and lines."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from ecograph.html.vega import inline
from ecograph.html.wording import format_value
from ecograph.reports.chart_layout import FONT, SIZE, clean, configured, tooltip

# After vega, whose error says what to install if altair is missing.
import altair as alt  # isort: skip

__all__ = ["Line", "Month", "lines", "months"]


class Month(NamedTuple):
    """A part of a month's bar: first day, colour, length, and what it is in words."""

    month: date
    colour: str
    number: int
    name: str = ""


class Line(NamedTuple):
    """A line: name, colour, whether it is dashed, and its numbers by month.

    `start` is its number before the first month.
    """

    name: str
    colour: str
    is_dashed: bool
    points: Sequence[tuple[date, int]]
    start: int = 0


def months(rows: Sequence[Month], measure: str = "number") -> alt.LayerChart:
    """Return a chart with a bar for each month, whose parts are stacked in order.

    Parameters
    ----------
    rows : sequence of Month
        At least one; several of a month are its parts.
    measure : str, default "number"
        What is counted, as tooltips call it.

    Examples
    --------
    >>> from ecograph.html.vega import to_svg
    >>> chart = months([Month(date(2024, 5, 1), "var(--mark)", 3)])
    >>> svg = to_svg(chart.properties(width=350))
    >>> ">Apr 2024<" in svg, 'fill="var(--mark)"' in svg
    (True, True)
    """
    totals = Counter[date]()
    for row in rows:
        totals[row.month] += row.number
    colours = [*dict.fromkeys(row.colour for row in rows)]
    values = [
        {
            "month": row.month.isoformat(),
            "when": f"{row.month:%B} {row.month.year}",
            "colour": row.colour,
            "name": row.name,
            "number": row.number,
            "value": format_value(row.number),
            "total": format_value(totals[row.month]),
            "order": colours.index(row.colour),
        }
        for row in rows
    ]
    facts = {"when": "month", "value": measure}
    if any(row.name for row in rows):
        facts = {
            "when": "month",
            "name": "type",
            "value": measure,
            "total": "all types",
        }
    base = alt.Chart(inline(values)).encode(
        x=_month_axis([row.month for row in rows], "utcyearmonth(month):T"),
        tooltip=tooltip(facts),
    )
    bar = base.mark_bar(binSpacing=1).encode(
        y=_number_axis("sum(number):Q", max(totals.values())),
        fill=alt.Fill("colour:N", scale=None),
        order="order:Q",
    )
    return configured([bar], 160, right=12)


def lines(rows: Sequence[Line], height: int, measure: str = "number") -> alt.LayerChart:
    """Return a chart with a line for each row, that steps up in the months.

    Examples
    --------
    >>> from ecograph.html.vega import to_svg
    >>> chart = lines([Line("a", "var(--mark)", True, [(date(2024, 5, 1), 3)])], 200)
    >>> 'stroke="var(--mark)"' in to_svg(chart.properties(width=350))
    True
    """
    days = [month for row in rows for month, _ in row.points]
    first, last = _span(days)
    values = [
        {
            "month": month,
            "when": when,
            "name": clean(row.name),
            "line": number,
            "colour": row.colour,
            "dash": [4, 3] if row.is_dashed else [1, 0],
            "number": so_far,
            "value": format_value(so_far),
        }
        for number, row in enumerate(rows)
        for month, when, so_far in _steps(row, first, last)
    ]
    hovered = alt.selection_point(
        name="hovered",
        on="pointerover",
        clear="pointerout",
        nearest=True,
        fields=["line"],
    )
    numbers = [number for row in rows for _, number in row.points]
    maximum = max(numbers + [row.start for row in rows])
    base = alt.Chart(inline(values)).encode(
        x=_month_axis(days, "month:T"),
        y=_number_axis("number:Q", maximum),
        stroke=alt.Stroke("colour:N", scale=None),
        detail="line:N",
    )
    line = base.mark_line(interpolate="step-after", strokeWidth=2).encode(
        strokeDash=alt.StrokeDash("dash:N", scale=None),
        opacity=alt.condition(hovered, alt.value(1), alt.value(0.2)),
    )
    facts = {"name": "family", "when": "month", "value": measure}
    point = base.mark_point(opacity=0, size=30).encode(tooltip=tooltip(facts))
    return configured([line, point.add_params(hovered)], height, right=12)


def _steps(row: Line, first: int, last: int) -> list[tuple[str, str, int]]:
    """Return the first day, the month in words and the number of each step.

    A line begins with what was before the first month and ends in the last one.
    """
    steps = [(_iso(first), "before March 2022", row.start)] if row.start else []
    steps += [(day.isoformat(), f"{day:%B} {day.year}", n) for day, n in row.points]
    if steps:
        _, when, number = steps[-1]
        steps.append((_iso(last + 1), when, number))
    return steps


def _span(days: Sequence[date]) -> tuple[int, int]:
    """Return the first and the last month that a chart shows, counted from year 0."""
    numbers = [12 * day.year + day.month - 1 for day in days]
    last = max(numbers)
    # At least a year, so that a few months do not fill the whole width.
    return min(*numbers, last - 11), last


AXIS: dict[str, Any] = {
    "labelFont": FONT,
    "labelFontSize": SIZE,
    "labelColor": "var(--faint)",
    "domainColor": "var(--line)",
    "tickColor": "var(--line)",
    "gridColor": "var(--line)",
    "title": None,
}


def _month_axis(days: Sequence[date], field: str) -> alt.X:
    first, last = _span(days)
    is_yearly = last - first >= 30
    axis = alt.Axis(
        **AXIS,
        format="%Y" if is_yearly else "%b %Y",
        tickCount="year" if 30 <= last - first < 240 else 4,
        labelOverlap=True,
        grid=False,
    )
    domain = [_first_day(first), _first_day(last + 1)]
    return alt.X(field, axis=axis, scale=alt.Scale(type="utc", domain=domain))


def _number_axis(field: str, maximum: int) -> alt.Y:
    # Wide enough for the longest label in any font.
    axis = alt.Axis(**AXIS, format="~s", tickCount=4, minExtent=38)
    # On a scale to less than four, the axis would count in fractions of models.
    return alt.Y(field, axis=axis, scale=alt.Scale(domain=[0, max(4, maximum)]))


def _first_day(months: int) -> alt.DateTime:
    return alt.DateTime(year=months // 12, month=months % 12 + 1, date=1, utc=True)


def _iso(months: int) -> str:
    months = min(months, 12 * 9999 + 11)  # ISO 8601 has four digits for the year
    return f"{months // 12:04}-{months % 12 + 1:02}-01"
