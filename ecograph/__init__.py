"""The graph of who descends from whom among the models of the Hugging Face Hub.

>>> import ecograph
>>> graph = ecograph.load("full")
>>> graph.number_of_nodes()
1993
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ecograph.checks import Check, check
    from ecograph.database import connect, table
    from ecograph.errors import EcographError
    from ecograph.exports import Exported, export
    from ecograph.fetched import fetch
    from ecograph.graphs import load
    from ecograph.in_memory import to_igraph, to_rustworkx, to_scipy
    from ecograph.made_up import sample
    from ecograph.orderings import Ordering, ordering
    from ecograph.pipeline import Build, build
    from ecograph.reports import report
    from ecograph.snapshots import diff
    from ecograph.steps import Step
    from ecograph.trees import Tree, tree

__all__ = [
    "Build",
    "Check",
    "EcographError",
    "Exported",
    "Ordering",
    "Step",
    "Tree",
    "build",
    "check",
    "connect",
    "diff",
    "export",
    "fetch",
    "load",
    "ordering",
    "report",
    "sample",
    "table",
    "to_igraph",
    "to_rustworkx",
    "to_scipy",
    "tree",
]

# Who loads a graph need not wait for what a build imports.
_MODULES = {
    "Build": "ecograph.pipeline",
    "Check": "ecograph.checks",
    "EcographError": "ecograph.errors",
    "Exported": "ecograph.exports",
    "Ordering": "ecograph.orderings",
    "Step": "ecograph.steps",
    "Tree": "ecograph.trees",
    "build": "ecograph.pipeline",
    "check": "ecograph.checks",
    "connect": "ecograph.database",
    "diff": "ecograph.snapshots",
    "export": "ecograph.exports",
    "fetch": "ecograph.fetched",
    "load": "ecograph.graphs",
    "ordering": "ecograph.orderings",
    "report": "ecograph.reports",
    "sample": "ecograph.made_up",
    "table": "ecograph.database",
    "to_igraph": "ecograph.in_memory",
    "to_rustworkx": "ecograph.in_memory",
    "to_scipy": "ecograph.in_memory",
    "tree": "ecograph.trees",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_MODULES[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
