"""The map as an HTML page to zoom into, which needs no network."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ecograph.html.render import render
from ecograph.html.wording import format_value
from ecograph.maps.labels import NOUNS
from ecograph.maps.layout import Circle
from ecograph.maps.picture import PAGE, draw_map
from ecograph.maps.query import MapData, Part
from ecograph.maps.sentences import caption, subtitle, summary, title
from ecograph.model_ids import HUB

__all__ = ["SCRIPTS", "USES", "page_values", "render_page"]

SCRIPTS = ("elements", "map_circles", "map_canvas", "map_panel", "map")
"""The scripts of a page with a map, for `ecograph.html.render.render`."""

USES = ("d3-zoom",)
"""The libraries that these use."""

KINDS = ("map", "family", "ring", "disc", "group")


def render_page(data: MapData, circles: Sequence[Circle]) -> str:
    """Return a page with a map, a list of what is on it, and a search."""
    values = {"title": title(data), "subtitle": subtitle(data)}
    return render(
        "map", SCRIPTS, values | {"map": page_values(data, circles)}, uses=USES
    )


def page_values(data: MapData, circles: Sequence[Circle]) -> dict[str, Any]:
    """Return what ``map_view.html.jinja``, a part of a page, needs as `map`."""
    present = {circle.type for circle in circles if circle.is_disc}
    types = [name for name in NOUNS if name in present]
    return {
        "svg": draw_map(data, circles, PAGE, is_alone=False),
        "summary": summary(data),
        "caption": caption(data),
        "types": [(name, NOUNS[name][1]) for name in types],
        "families": [*_families(circles, types)],
        "format_value": format_value,
        "data": _data(circles),
    }


def _families(
    circles: Sequence[Circle], types: Sequence[str]
) -> Iterator[tuple[str, int, list[int]]]:
    """Yield the root of each family, its models, and how many are of each type."""
    counts: dict[int, Counter[str]] = {}
    family = 0
    for number, circle in enumerate(circles):
        if circle.kind == "family":
            family = number
            counts[family] = Counter()
        elif circle.is_disc:
            counts[family][circle.type] += circle.models
    for number, found in counts.items():
        circle = circles[number]
        root = (circle.part and circle.part.model_id) or ""
        yield root, circle.models, [found[name] for name in types]


def _data(circles: Sequence[Circle]) -> Mapping[str, Any]:
    """Return the circles and the models as map_circles.js reads them."""
    models: dict[Part, int] = {}
    for circle in circles:
        if circle.part and circle.part.model_id is not None:
            models.setdefault(circle.part, len(models))
    types = [*NOUNS]
    return {
        "hub": HUB,
        "kinds": KINDS,
        "types": types,
        "nouns": [*NOUNS.values()],
        # In the order of `CIRCLE_FIELDS` in map_circles.js.
        "circles": [
            [
                circle.parent,
                KINDS.index(circle.kind),
                types.index(circle.type),
                circle.models,
                *(round(number, 2) for number in (circle.x, circle.y, circle.r)),
                round(circle.rim, 2) if circle.kind == "family" else 0,
                models.get(circle.part) if circle.part else None,
            ]
            for circle in circles
        ],
        # In the order of `MODEL_FIELDS` there.
        "models": [
            [
                *(part.model_id, part.descendants, part.likes, part.downloads),
                *(part.created_on, part.licenses),
            ]
            for part in models
        ],
    }
