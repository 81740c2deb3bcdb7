"""Place the labels of the map: names and numbers, where there is room for them."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import cos, hypot, pi, sin
from typing import NamedTuple

from ecograph.html.pictures import text_width, without_turns
from ecograph.html.wording import format_value, replace_invalid_xml
from ecograph.maps.layout import Circle
from ecograph.model_ids import hub_page

__all__ = [
    "NOUNS",
    "Label",
    "place_labels",
    "short_name",
]

NOUNS = {
    "base": ("base model", "base models"),
    "finetune": ("finetune", "finetunes"),
    "quantized": ("quantized", "quantized"),
    "adapter": ("adapter", "adapters"),
    "untyped": ("untyped", "untyped"),
}
"""What models are called by the type of their edge, one and several of them."""

LINE = 1.15
"""Height of a line, in sizes of the font."""

LONGEST = 60
"""Maximum number of characters of a name."""

LEAST = 7.5
"""Minimum size of the font, in pixels."""

MOST = {"family": 18.0, "ring": 11.0, "disc": 13.0, "group": 26.0}
"""Maximum size of the font of each kind of circle."""

LEAST_DISC = 18.0
"""Minimum radius of a disc with the name of a model."""

SHARES = {"family": 0.75, "ring": 0.45}
"""How much of the edge of a circle a name can take: that of a ring covers discs."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


class Label(NamedTuple):
    """A label of a circle.

    Attributes
    ----------
    circle : Circle
        The circle.
    lines : tuple of str
        Lines in the middle of a disc; or the name of a model and the number of models
        with it, which follow the edge of its circle from within.
    size : float
        Size of the font.
    radius : float
        Of a text along an edge, the radius of its baseline; else 0.
    """

    circle: Circle
    lines: tuple[str, ...]
    size: float
    radius: float = 0.0


def place_labels(circles: Sequence[Circle]) -> list[Label]:
    """Return labels that overlap no other: of families, then of the largest circles.

    Widths of letters are rough, so that the labels are the same whatever fonts there
    are.

    Examples
    --------
    >>> from ecograph.maps.layout import pack
    >>> from ecograph.maps.query import Part
    >>> base = Part("model", 7, None, 7, None, 1, "a/base-1B")
    >>> group = Part("group", 7, 7, None, "adapter", 3000)
    >>> labels = place_labels(pack([base, group], 400.0))
    >>> [label.lines for label in labels]
    [('base-1B', '3,001'), ('3,000', 'adapters')]
    """
    placed: list[Label] = []
    taken: list[Box] = []
    for circle in sorted(
        circles[1:], key=lambda circle: (circle.kind != "family", -circle.r)
    ):
        for label in _labels(circle):
            boxes = [*_boxes(label)]
            if label.size >= LEAST and not _overlap(boxes, taken):
                taken += boxes
                placed.append(label)
                break
    return placed


def short_name(model_id: str) -> str:
    """Return the name of a model without its owner, as SVG can represent it.

    Marks that turn the direction of writing are left out, as they would turn what
    follows the name, too.

    Examples
    --------
    >>> short_name("owner/name"), short_name("gpt2"), len(short_name("x" * 99))
    ('name', 'gpt2', 60)
    >>> short_name("<b>a</b>"), short_name("a/b\u202egnp")
    ('<b>a</b>', 'bgnp')
    """
    name = " ".join(replace_invalid_xml(without_turns(model_id)).split())
    if hub_page(name):
        name = name.partition("/")[2] or name
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _labels(circle: Circle) -> Iterator[Label]:
    """Yield labels of a circle, the best first."""
    if circle.kind == "group":
        if circle.models > 1:
            number = format_value(circle.models)
            yield _in_disc(circle, (number, NOUNS[circle.type][1]))
            yield _in_disc(circle, (number,))
        return
    name = short_name((circle.part and circle.part.model_id) or "")
    if circle.kind == "disc":
        if circle.r >= LEAST_DISC:
            blocks = [_in_disc(circle, lines) for lines in _wrapped(name)]
            yield max(blocks, key=lambda label: label.size)
        return
    yield _along_edge(circle, (name, format_value(circle.models)))
    yield _along_edge(circle, (name,))


def _in_disc(circle: Circle, lines: tuple[str, ...]) -> Label:
    """Return a label as large as leaves the corners of its block in the disc."""
    corner = hypot(max(map(text_width, lines)), LINE * len(lines)) / 2
    # Beyond the least legible size, a number grows more slowly than its disc.
    size = min(MOST[circle.kind], 0.94 * circle.r / corner, 10 + circle.r / 16)
    return Label(circle, lines, round(size, 1))


def _along_edge(circle: Circle, lines: tuple[str, ...]) -> Label:
    """Return a label within the edge of its circle; that of a family is in its rim."""
    size = min(0.72 * circle.rim, MOST[circle.kind])
    middle = circle.r - (circle.rim / 2 if circle.kind == "family" else 0.75 * size)
    longest = 2 * pi * middle * SHARES[circle.kind]
    width = sum(map(text_width, lines)) + len(lines) - 1
    size = min(size, longest / width)
    return Label(circle, lines, round(size, 1), round(middle - 0.35 * size, 2))


def _wrapped(name: str) -> Iterator[tuple[str, ...]]:
    """Yield a name in one, two and three lines, each as even as it can be."""
    words = re.findall(r"[^-_ ]+[-_ ]*|[-_ ]+", name) or [name]
    for count in range(min(3, len(words))):
        splits = (
            tuple(
                "".join(words[start:end]).strip()
                for start, end in zip((0, *places), (*places, len(words)), strict=True)
            )
            for places in combinations(range(1, len(words)), count)
        )
        yield min(splits, key=lambda lines: max(map(text_width, lines)))


def _boxes(label: Label) -> Iterator[Box]:
    """Yield boxes that cover a label."""
    circle, size = label.circle, label.size
    if not label.radius:
        width = max(map(text_width, label.lines)) * size / 2
        height = LINE * len(label.lines) * size / 2
        yield _box(circle.x, circle.y, width, height)
        return
    angle = (sum(map(text_width, label.lines)) + len(label.lines) - 1) * size
    angle /= label.radius
    middle = label.radius + 0.35 * size
    count = max(2, round(angle * middle / size))
    for number in range(count + 1):
        turn = angle * (number / count - 0.5)
        x, y = circle.x + middle * sin(turn), circle.y - middle * cos(turn)
        yield _box(x, y, size / 2, size / 2)


def _box(x: float, y: float, width: float, height: float) -> Box:
    return x - width, y - height, x + width, y + height


def _overlap(boxes: Sequence[Box], others: Sequence[Box]) -> bool:
    return any(
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
        for one in boxes
        for other in others
    )
