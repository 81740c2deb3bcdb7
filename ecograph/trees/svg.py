"""A tree as a picture, in SVG: a line for each edge, with what is known beside it."""

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass

from ecograph.html.palette import EDGE_TYPES
from ecograph.html.vega import as_svg, inline
from ecograph.model_ids import hub_link
from ecograph.trees.layout import Branch
from ecograph.trees.query import TreeData
from ecograph.trees.text import again, facts, left_out, printable, summary

# After vega, which says what to install where it is missing.
import altair as alt  # isort: skip

__all__ = ["as_picture"]

LINE, STEP, LETTER, NAME = 20, 20, 7, 56
"""Height of a line, width of a step and about that of a letter, in pixels; and how
many letters of a name are drawn at most."""

ITSELF = "the model itself"
"""What the legend calls it."""

INK, FAINT, RULE = "#1b2127", "#545d67", "#b3bcc5"


@dataclass(frozen=True)
class Row:
    """A line of the picture: where it is, what it is joined to, and what it says."""

    y: int
    x: int
    joint: int
    edge_type: str
    name: str
    facts: str
    link: str


def as_picture(tree: TreeData, above: Branch, below: Branch) -> str:
    """Return a picture in SVG, on white, in which each model links to the Hub.

    Parameters
    ----------
    tree : TreeData
        What to draw.
    above, below : Branch
        What to draw of it: see `ecograph.trees.layout.drawn`.
    """
    rows = [*_rows(above, below)]
    cut = left_out(tree, above, below)
    names = max(row.x * STEP + LETTER * len(row.name) for row in rows) + 2 * STEP
    width = names + LETTER * max(len(row.facts) for row in rows)
    data = inline([asdict(row) for row in rows])
    title = alt.TitleParams(
        printable(tree.root.model_id),
        subtitle=[summary(tree), *([cut] if cut else [])],
        anchor="start",
        color=INK,
        subtitleColor=FAINT,
        fontSize=16,
        subtitlePadding=4,
        offset=12,
    )
    spec = (
        alt.layer(
            *_marks(names, width, {row.edge_type for row in rows}),
            data=data,
            title=title,
        )
        .properties(
            width=width,
            height=LINE * len(rows),
            description=f"{printable(tree.root.model_id)}: {summary(tree)}",
            background="white",
            padding=16,
        )
        .configure_view(stroke=None)
    )
    return as_svg(spec)


def _rows(above: Branch, below: Branch) -> Iterator[Row]:
    """Yield the lines: what is above goes up from the model, what is below down."""
    upward, downward = [*_lines(above)], [*_lines(below)]
    middle = len(upward) - 1
    for number, (branch, steps, joint) in enumerate(upward):
        yield _row(branch, middle - number, steps, middle - joint)
    for number, (branch, steps, joint) in enumerate(downward[1:], 1):
        yield _row(branch, middle + number, steps, middle + joint)


def _lines(side: Branch) -> Iterator[tuple[Branch | int, int, int]]:
    """Yield each branch, or a number of hidden ones, its steps and its near line."""
    left: list[tuple[Branch | int, int, int]] = [(side, 0, 0)]
    number = 0
    while left:
        branch, steps, joint = left.pop()
        yield branch, steps, joint
        if isinstance(branch, Branch):
            if branch.hidden:
                left.append((branch.hidden, steps + 1, number))
            left += [(b, steps + 1, number) for b in reversed(branch.branches)]
        number += 1


def _row(branch: Branch | int, y: int, x: int, joint: int) -> Row:
    if isinstance(branch, int):
        return Row(y, x, joint, "untyped", f"… {branch:,} more", "", "")
    name = printable(branch.model.model_id)
    return Row(
        y,
        x,
        joint,
        branch.edge.edge_type if branch.edge else ITSELF,
        name if len(name) <= NAME else f"{name[: NAME - 1]}…",
        again(branch) if branch.is_again else facts(branch.model),
        hub_link(branch.model.model_id),
    )


def _marks(names: float, width: float, types: Collection[str]) -> Iterator[alt.Chart]:
    """Yield the layers: the joints, a dot for each model, its name and its facts."""
    base = alt.Chart()
    row = alt.Y("y:O", axis=None)
    scale = alt.Scale(domain=[0, width / STEP], nice=False, zero=False)
    place = alt.X("x:Q", axis=None, scale=scale)
    joined = base.transform_filter("datum.x > 0").transform_calculate(
        near="datum.x - 1"
    )
    near = alt.X("near:Q", axis=None, scale=scale)
    yield joined.mark_rule(color=RULE).encode(x=near, y=row, y2="joint:O")
    yield joined.mark_rule(color=RULE).encode(x=near, x2="x:Q", y=row)
    colours = {ITSELF: INK, **{name: c.light for name, c in EDGE_TYPES.items()}}
    domain = [name for name in colours if name in types]
    colour = alt.Color(
        "edge_type:N",
        scale=alt.Scale(domain=domain, range=[colours[name] for name in domain]),
        legend=alt.Legend(
            title=None,
            orient="top",
            direction="horizontal",
            labelColor=INK,
            columnPadding=16,
        ),
    )
    link = alt.Href("link:N")
    models = base.transform_filter("datum.link != ''")
    yield models.mark_point(filled=True, size=50, opacity=1).encode(
        x=place, y=row, color=colour
    )
    yield models.mark_text(align="left", baseline="middle", dx=9, fontSize=12).encode(
        x=place, y=row, text="name:N", color=colour, href=link
    )
    yield (
        base.transform_filter("datum.link == ''")
        .mark_text(align="left", baseline="middle", dx=9, fontSize=12, color=FAINT)
        .encode(x=place, y=row, text="name:N")
    )
    yield base.mark_text(
        align="left", baseline="middle", fontSize=11, color=FAINT
    ).encode(x=alt.value(names), y=row, text="facts:N")
