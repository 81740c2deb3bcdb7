"""Graphs of a build: names, pickles, and conversion to other libraries.

``from ecograph.graphs import finetune`` loads this graph from the default folder
(see `ecograph.connect`), once.
"""

from typing import Any

from ecograph.graphs.names import GRAPHS

__all__ = ["GRAPHS"]


def __getattr__(name: str) -> Any:
    if name not in GRAPHS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ecograph.graphs.pickle_loader import load

    graph = globals()[name] = load(name)
    return graph
