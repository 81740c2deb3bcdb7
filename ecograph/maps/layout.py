"""Pack the parts of the map into circles, whose places Vega computes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ecograph.errors import missing_package
from ecograph.maps.query import Part

try:
    import vl_convert
except ImportError as error:
    raise missing_package("vl_convert", "report") from error

__all__ = ["Circle", "pack"]

UNIT = 1000
"""Width at which families are packed, to be scaled to their circles."""

GAP = 4
"""Distance between neighbours in a family, in the same unit."""


@dataclass
class Circle:
    """A circle of the map.

    Attributes
    ----------
    kind : str
        map for the outermost; family; ring for a model with what was made from it;
        disc for a single model, and group for several of a type. The root of a family
        with no other model directly in it has no ring: the family's circle is it.
    parent : int, optional
        The place of the circle around it in the list of all; None for the outermost.
    part : Part, optional
        The part that it shows; of a family, its root's. None for the outermost.
    models : int
        How many models are in it.
    x, y, r : float
        Its centre and radius.
    """

    kind: str
    parent: int | None
    part: Part | None
    models: int
    x: float = 0.0
    y: float = 0.0
    r: float = 0.0

    @property
    def is_disc(self) -> bool:
        """Whether there is nothing else in it."""
        return self.kind in ("disc", "group")

    @property
    def type(self) -> str:
        """The type of the edge from its parent; base for a model without one."""
        return (self.part and self.part.edge_type) or "base"

    @property
    def rim(self) -> float:
        """Width of the rim of a family, which is for its name."""
        return min(max(0.12 * self.r, 13.0), 26.0, 0.35 * self.r)


def pack(parts: list[Part], width: float) -> list[Circle]:
    """Return the circles of some parts, each after the one around it.

    The areas of families are as their numbers of models, and within a family so are
    those of the discs.

    Parameters
    ----------
    parts : list of Part
        At least one.
    width : float
        Width and height of the map.

    Examples
    --------
    >>> base = Part("model", 7, None, 7, None, 1, "a/base")
    >>> group = Part("group", 7, 7, None, "adapter", 3)
    >>> circles = pack([base, group], 100.0)
    >>> [(circle.kind, circle.parent, circle.models) for circle in circles]
    [('map', None, 4), ('family', 0, 4), ('disc', 1, 1), ('group', 1, 3)]
    >>> round(circles[3].r ** 2 / circles[2].r ** 2, 2), circles[0].r
    (3.0, 50.0)
    """
    circles = [*_circles(parts)]
    for circle in reversed(circles):
        if circle.parent is not None:
            circles[circle.parent].models += circle.models
    # The families, and in each of them, with it, what is in it.
    packs: dict[int, list[int]] = {0: [0]}
    family = 0
    for number, circle in enumerate(circles[1:], 1):
        if circle.kind == "family":
            family = number
            packs[0].append(number)
            packs[family] = []
        packs[family].append(number)
    specification = _specification(
        [[_value(circles, n, numbers) for n in numbers] for numbers in packs.values()]
    )
    scene = vl_convert.vega_to_scenegraph(specification)
    for (family, numbers), items in zip(packs.items(), _marks(scene), strict=True):
        _place(circles, family, numbers, items, width)
    return circles


def _circles(parts: list[Part]) -> Iterator[Circle]:
    """Yield the circles, of which only the discs are counted, and none placed."""
    below: dict[int | None, list[Part]] = defaultdict(list)
    families: dict[int, list[Part]] = defaultdict(list)
    for part in parts:
        if part.above_position is None:
            families[part.root_position].append(part)
        else:
            below[part.above_position].append(part)
    yield Circle("map", None, None, 0)
    number = 0
    for root_position, tops in families.items():
        (root,) = (part for part in tops if part.position == root_position)
        yield Circle("family", 0, root, 0)
        number += 1
        waiting = [(part, number) for part in reversed(tops)]
        while waiting:
            part, around = waiting.pop()
            inner = [] if part.part == "group" else below[part.position]
            if inner and (part is not root or len(tops) > 1):
                yield Circle("ring", around, part, 0)
                number += 1
                around = number
            yield Circle(
                "group" if part.part == "group" else "disc", around, part, part.models
            )
            number += 1
            waiting += [(child, around) for child in reversed(inner)]


def _value(circles: list[Circle], number: int, numbers: list[int]) -> dict[str, Any]:
    """Return a circle as Vega packs it, together with others."""
    circle = circles[number]
    is_outermost = number == numbers[0]
    is_packed_apart = numbers[0] == 0 and not is_outermost
    return {
        "id": number,
        "parent": None if is_outermost else circle.parent,
        "own": circle.models if circle.is_disc or is_packed_apart else 0,
        "models": circle.models,
    }


def _place(
    circles: list[Circle],
    around: int,
    numbers: list[int],
    items: list[dict[str, Any]],
    width: float,
) -> None:
    """Place what Vega packed: the families, or what is in one, within its rim."""
    outer = circles[around]
    if around == 0:
        outer.x = outer.y = outer.r = width / 2
    scale = 2 * (outer.r - (outer.rim if around else 0)) / UNIT
    for number, item in zip(numbers[1:], items[1:], strict=True):
        circle = circles[number]
        circle.x = outer.x + scale * (item["x"] - UNIT / 2)
        circle.y = outer.y + scale * (item["y"] - UNIT / 2)
        circle.r = scale * item["size"]


def _specification(packs: list[list[dict[str, Any]]]) -> dict[str, Any]:
    """Return the Vega specification of a mark for each pack, of a symbol a circle."""
    transforms = [
        {"type": "stratify", "key": "id", "parentKey": "parent"},
        {
            "type": "pack",
            "field": "own",
            "sort": {"field": ["models", "id"], "order": ["descending", "ascending"]},
            "size": [UNIT, UNIT],
            "padding": GAP,
        },
    ]
    encoding = {
        "x": {"field": "x"},
        "y": {"field": "y"},
        "size": {"field": "r"},
    }
    return {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        "data": [
            {"name": f"pack{number}", "values": values, "transform": transforms}
            for number, values in enumerate(packs)
        ],
        "marks": [
            {
                "type": "symbol",
                "from": {"data": f"pack{number}"},
                "encode": {"enter": encoding},
            }
            for number in range(len(packs))
        ],
    }


def _marks(scene: Any) -> Iterator[list[dict[str, Any]]]:
    """Yield the items of each mark of a scene, in order."""
    (frame,) = scene["scenegraph"]["items"]
    for mark in frame["items"]:
        yield mark["items"]
