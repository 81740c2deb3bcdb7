"""The JavaScript libraries that pages carry, as their authors publish them."""

from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

__all__ = ["FOLDER", "REQUIRES", "Library", "libraries"]

FOLDER = Path(__file__).parent / "libraries"
"""For each library ``NAME.min.js`` and ``NAME.LICENSE``; README.md says whose."""

REQUIRES: dict[str, tuple[str, ...]] = {
    "d3-array": (),
    "d3-color": (),
    "d3-dispatch": (),
    "d3-ease": (),
    "d3-format": (),
    "d3-quadtree": (),
    "d3-selection": (),
    "d3-timer": (),
    "d3-drag": ("d3-dispatch", "d3-selection"),
    "d3-interpolate": ("d3-color",),
    "d3-time": ("d3-array",),
    "d3-time-format": ("d3-time",),
    "d3-scale": (
        *("d3-array", "d3-format", "d3-interpolate", "d3-time", "d3-time-format"),
    ),
    "d3-transition": (
        *("d3-color", "d3-dispatch", "d3-ease", "d3-interpolate", "d3-selection"),
        "d3-timer",
    ),
    "d3-brush": (
        *("d3-dispatch", "d3-drag", "d3-interpolate", "d3-selection", "d3-transition"),
    ),
    "d3-zoom": (
        *("d3-dispatch", "d3-drag", "d3-interpolate", "d3-selection", "d3-transition"),
    ),
    "vega": (),
    "vega-lite": ("vega",),
    "vega-embed": ("vega", "vega-lite"),
}
"""The libraries that each one needs before it, as its ``package.json`` says."""


class Library(NamedTuple):
    """A library: its name, its script, and the text of its licence."""

    name: str
    script: str
    license: str


def libraries(names: Iterable[str]) -> Iterator[Library]:
    """Yield libraries and those that they need, each after what it needs.

    Examples
    --------
    >>> [library.name for library in libraries(["d3-time-format"])]
    ['d3-array', 'd3-time', 'd3-time-format']
    """
    sorter: TopologicalSorter[str] = TopologicalSorter()
    found = [*names]
    for name in found:
        sorter.add(name, *REQUIRES[name])
        found += REQUIRES[name]
    for name in sorter.static_order():
        yield Library(
            name,
            (FOLDER / f"{name}.min.js").read_text("utf-8"),
            (FOLDER / f"{name}.LICENSE").read_text("utf-8"),
        )
