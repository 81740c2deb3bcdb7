"""A tree as an SVG picture: one line per edge, with details of the model."""

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass

from ecograph.html.palette import COLOURS
from ecograph.html.vega import inline, to_svg
from ecograph.model_ids import hub_link
from ecograph.trees.edges import MissingParent
from ecograph.trees.query import TreeData
from ecograph.trees.text import (
    details,
    escape_unprintable,
    limit_note,
    repeat_note,
    summary,
)
from ecograph.trees.visible_nodes import TreeNode

# After vega, whose error says what to install if altair is missing.
import altair as alt  # isort: skip

__all__ = ["render_svg"]

LINE, STEP, LETTER = 20, 20, 7
"""Height of a line, width of a step, and rough width of a letter, in pixels."""

LONGEST = 56
"""Maximum number of letters of a name."""

ROOT = "this model"
"""Name of the root in the legend."""

INK, FAINT, RULE = "#1b2127", "#545d67", "#b3bcc5"

Item = TreeNode | MissingParent | int
"""What a line shows; a number is that of hidden lines."""


@dataclass(frozen=True)
class Row:
    """A line of the picture: its place, the line it hangs on, and its text.

    Its kind is model, missing or more.
    """

    y: int
    x: int
    from_y: int
    edge_type: str
    name: str
    details: str
    link: str
    kind: str


def render_svg(tree: TreeData, above: TreeNode, below: TreeNode) -> str:
    """Return an SVG picture on white, in which each model links to the Hub.

    `above` and `below` are what `visible_nodes` returns.
    """
    rows = [*_rows(above, below)]
    note = limit_note(tree, above, below)
    names = max(row.x * STEP + LETTER * len(row.name) for row in rows) + 2 * STEP
    width = names + LETTER * max(len(row.details) for row in rows)
    data = inline([asdict(row) for row in rows])
    name = escape_unprintable(tree.root.model_id)
    title = alt.TitleParams(
        name,
        subtitle=[summary(tree), *([note] if note else [])],
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
            description=f"{name}: {summary(tree)}",
            background="white",
            padding=16,
        )
        .configure_view(stroke=None)
    )
    return to_svg(spec)


def _rows(above: TreeNode, below: TreeNode) -> Iterator[Row]:
    """Yield the lines: ancestors upwards from the root, descendants downwards."""
    upward, downward = [*_lines(above)], [*_lines(below)]
    middle = len(upward) - 1
    for number, (node, steps, near) in enumerate(upward):
        yield _row(node, middle - number, steps, middle - near)
    for number, (node, steps, near) in enumerate(downward[1:], 1):
        yield _row(node, middle + number, steps, middle + near)


def _lines(root: TreeNode) -> Iterator[tuple[Item, int, int]]:
    """Yield what each line shows, its steps, and the line that it hangs on."""
    stack: list[tuple[Item, int, int]] = [(root, 0, 0)]
    number = 0
    while stack:
        node, steps, near = stack.pop()
        yield node, steps, near
        if isinstance(node, TreeNode):
            if node.hidden:
                stack.append((node.hidden, steps + 1, number))
            items: list[Item] = [*node.branches, *node.missing]
            stack += [(item, steps + 1, number) for item in reversed(items)]
        number += 1


def _row(item: Item, y: int, x: int, from_y: int) -> Row:
    if isinstance(item, int):
        return Row(y, x, from_y, "untyped", f"… {item:,} more", "", "", "more")
    if isinstance(item, MissingParent):
        link = hub_link(item.hub_id) if item.hub_id else ""
        texts = _shorten(item.parent), escape_unprintable(item.note), link
        return Row(y, x, from_y, item.edge_type, *texts, "missing")
    name = item.model.model_id
    note = repeat_note(item) if item.is_repeat else details(item.model)
    edge_type = item.edge.edge_type if item.edge else ROOT
    texts = _shorten(name), note, hub_link(name)
    return Row(y, x, from_y, edge_type, *texts, "model")


def _shorten(name: str) -> str:
    """Return a name in as many letters as there is room for."""
    name = escape_unprintable(name)
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _marks(names: float, width: float, types: Collection[str]) -> Iterator[alt.Chart]:
    """Yield the layers: connecting lines, dots, names and details.

    The dots of missing parents are hollow, and their names in italics.
    """
    base = alt.Chart()
    row = alt.Y("y:O", axis=None)
    scale = alt.Scale(domain=[0, width / STEP], nice=False, zero=False)
    place = alt.X("x:Q", axis=None, scale=scale)
    connected = base.transform_filter("datum.x > 0").transform_calculate(
        near="datum.x - 1"
    )
    near = alt.X("near:Q", axis=None, scale=scale)
    yield connected.mark_rule(color=RULE).encode(x=near, y=row, y2="from_y:O")
    yield connected.mark_rule(color=RULE).encode(x=near, x2="x:Q", y=row)
    colours = {ROOT: INK, **{name: c.light for name, c in COLOURS.items()}}
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
    for kind, style in (("model", "normal"), ("missing", "italic")):
        rows = base.transform_filter(alt.datum.kind == kind)
        yield rows.mark_point(filled=kind == "model", size=50, opacity=1).encode(
            x=place, y=row, color=colour
        )
        yield rows.mark_text(
            align="left", baseline="middle", dx=9, fontSize=12, fontStyle=style
        ).encode(x=place, y=row, text="name:N", color=colour, href="link:N")
    yield (
        base.transform_filter("datum.kind == 'more'")
        .mark_text(align="left", baseline="middle", dx=9, fontSize=12, color=FAINT)
        .encode(x=place, y=row, text="name:N")
    )
    yield base.mark_text(
        align="left", baseline="middle", fontSize=11, color=FAINT
    ).encode(x=alt.value(names), y=row, text="details:N")
