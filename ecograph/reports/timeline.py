"""A chart with a stacked bar for each month."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from ecograph.html.vega import inline
from ecograph.reports.charts import FONT, SIZE, render

# After vega, whose error says what to install if altair is missing.
import altair as alt  # isort: skip

__all__ = ["Month", "months"]


class Month(NamedTuple):
    """A part of a month's bar: first day, colour and length."""

    month: date
    colour: str
    number: int


def months(rows: Sequence[Month], width: int) -> str:
    """Return a chart with a bar for each month, whose parts are stacked in order.

    Examples
    --------
    >>> svg = months([Month(date(2024, 5, 1), "var(--mark)", 3)], 350)
    >>> ">Apr 2024<" in svg, 'fill="var(--mark)"' in svg
    (True, True)
    """
    colours = [*dict.fromkeys(row.colour for row in rows)]
    values = [
        {
            "month": row.month.isoformat(),
            "colour": row.colour,
            "number": row.number,
            "order": colours.index(row.colour),
        }
        for row in rows
    ]
    numbers = [12 * row.month.year + row.month.month - 1 for row in rows]
    last = max(numbers)
    # At least a year, so that a few months do not fill the whole width.
    first = min(*numbers, last - 11)
    is_yearly = last - first >= 30
    # On a scale to less than four, the axis would count in fractions of models.
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
    chart = alt.Chart(inline(values))
    bar = chart.mark_bar(binSpacing=1).encode(
        x=alt.X(
            "utcyearmonth(month):T",
            axis=alt.Axis(
                **axis,
                format="%Y" if is_yearly else "%b %Y",
                tickCount="year" if 30 <= last - first < 240 else 4,
                labelOverlap=True,
                grid=False,
            ),
            scale=alt.Scale(domain=[_first_day(first), _first_day(last + 1)]),
        ),
        y=alt.Y(
            "sum(number):Q",
            # Wide enough for the longest label in any font.
            axis=alt.Axis(**axis, format="~s", tickCount=4, minExtent=38),
            scale=alt.Scale(domain=[0, max(4, *totals.values())]),
        ),
        fill=alt.Fill("colour:N", scale=None),
        order="order:Q",
    )
    size = alt.AutoSizeParams(type="fit", contains="padding")
    return render(bar.properties(width=width, height=180, autosize=size), right=12)


def _first_day(months: int) -> alt.DateTime:
    return alt.DateTime(year=months // 12, month=months % 12 + 1, date=1, utc=True)
