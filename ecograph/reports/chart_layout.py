"""What the charts of the report share: fonts, rows, labels and tooltips."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ecograph.html.vega import inline
from ecograph.html.wording import replace_invalid_xml

# After vega, whose error says what to install if altair is missing.
import altair as alt  # isort: skip

__all__ = [
    "FONT",
    "FULL",
    "ROW",
    "SIZE",
    "Label",
    "clean",
    "configured",
    "labels",
    "row_axis",
    "tooltip",
]

FONT = "system-ui, sans-serif"
SIZE = 12
ROW = 26
"""Height of a row: a line of text and a mark below it."""

LONGEST = 100
"""Maximum number of characters of a label: there is never room for more."""

FULL = "width"
"""Vega-Lite's name for the whole width."""


class Label(NamedTuple):
    """The text of a row: name, value, the value as a percentage, and the name's URL."""

    label: str
    value: str
    share: str = ""
    link: str | None = None


def configured(
    layers: Sequence[alt.Chart], height: int, right: int = 0
) -> alt.LayerChart:
    """Return a chart without margins or descriptions, as wide as it is told to be."""
    return alt.LayerChart(
        layer=[*layers],
        height=height,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        config=alt.Config(
            aria=False,
            background="transparent",
            padding={"left": 0, "right": right, "top": 0, "bottom": 2},
            view=alt.ViewConfig(stroke=None),
            bar=alt.BarConfig(discreteBandSize=10),
        ),
    )


def clean(text: str) -> str:
    """Return a text as a chart can have it: cropped, on one line, and valid in XML."""
    short = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    # vl-convert aborts the process on characters that are invalid in XML.
    return replace_invalid_xml(" ".join(short.split()))


def row_axis(rows: int) -> alt.Y:
    """Return the axis of some rows, from top to bottom."""
    scale = alt.Scale(
        domain=[*range(rows)], range=[0, ROW * rows], paddingInner=0, paddingOuter=0
    )
    return alt.Y("row:O", axis=None, scale=scale)


def tooltip(facts: Mapping[str, str]) -> list[alt.Tooltip]:
    """Return a tooltip with some fields, by their names for people."""
    return [alt.Tooltip(f"{field}:N", title=name) for field, name in facts.items()]


def labels(rows: Sequence[Label], facts: Mapping[str, str]) -> list[alt.Chart]:
    """Return the text of each row: the label on the left, the value on the right."""
    values = [
        {
            "row": number,
            "label": clean(row.label),
            "value": clean(row.value),
            "share": row.share,
            "text": clean(f"{row.value} · {row.share}" if row.share else row.value),
            "link": row.link,
        }
        for number, row in enumerate(rows)
    ]
    linked = [value for value in values if value["link"]]
    plain = [value for value in values if not value["link"]]
    style: dict[str, Any] = {
        "font": FONT,
        "fontSize": SIZE,
        "baseline": "bottom",
        "yOffset": 0,
    }
    y, shown = row_axis(len(rows)), tooltip(facts)
    # Fonts differ in width: a cropped label has some room left in any of them.
    style_of_label = {**style, "align": "left", "limit": alt.ExprRef("0.58 * width")}
    layers = []
    if plain:
        label = alt.Chart(inline(plain)).mark_text(
            **style_of_label, fill="currentColor"
        )
        layers.append(label.encode(text="label:N", x=alt.value(0), y=y, tooltip=shown))
    if linked:
        link = alt.Chart(inline(linked)).mark_text(
            **style_of_label, fill="var(--link)", cursor="pointer"
        )
        layers.append(
            link.encode(
                text="label:N", x=alt.value(0), y=y, tooltip=shown, href="link:N"
            )
        )
    value = alt.Chart(inline(values)).mark_text(
        **style, align="right", fill="var(--faint)"
    )
    layers.append(value.encode(text="text:N", x=alt.value(FULL), y=y, tooltip=shown))
    return layers
