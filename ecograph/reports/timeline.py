"""A chart of months: how much there was in each, in parts that add up."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from ecograph.html.vega import inline
from ecograph.reports.charts import FONT, SIZE, drawn

# After vega, which says what to install where it is missing.
import altair as alt  # isort: skip

__all__ = ["Month", "months"]


class Month(NamedTuple):
    """A part of a month's bar: the first day, the colour, and the length."""

    month: date
    colour: str
    number: int


def months(rows: Sequence[Month], width: int) -> str:
    """Return a bar for each month, of parts that stand on each other in their order.

    Examples
    --------
    >>> svg = months([Month(date(2024, 5, 1), "var(--mark)", 3)], 350)
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
    chart = alt.Chart(inline(values))
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
    return drawn(bar.properties(width=width, height=180, autosize=size), right=12)


def _first_day(months: int) -> alt.DateTime:
    return alt.DateTime(year=months // 12, month=months % 12 + 1, date=1, utc=True)
