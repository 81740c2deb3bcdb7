"""The lineage of the models of the Hugging Face Hub, as graphs and a database.

>>> import ecograph
>>> graph = ecograph.load("full")
>>> graph.number_of_nodes()
1735
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ecograph.analysis.diff import Diff, diff
    from ecograph.analysis.licenses import licenses
    from ecograph.analysis.ordering import Ordering, ordering
    from ecograph.boms.bom import Bill, bom
    from ecograph.builds.build import Build, build
    from ecograph.builds.checks import Check, Checks, check
    from ecograph.builds.progress import Step
    from ecograph.builds.sample import sample
    from ecograph.database import connect
    from ecograph.errors import EcographError
    from ecograph.exports.export import Exported, export
    from ecograph.graphs.conversion import to_igraph, to_rustworkx, to_scipy
    from ecograph.graphs.pickle_loader import load
    from ecograph.hub.fetch import fetch
    from ecograph.maps.map import write_map
    from ecograph.queries import sql, table
    from ecograph.reports.report import report
    from ecograph.trees.tree import Tree, tree

__all__ = [
    "Bill",
    "Build",
    "Check",
    "Checks",
    "Diff",
    "EcographError",
    "Exported",
    "Ordering",
    "Step",
    "Tree",
    "bom",
    "build",
    "check",
    "connect",
    "diff",
    "export",
    "fetch",
    "licenses",
    "load",
    "ordering",
    "report",
    "sample",
    "sql",
    "table",
    "to_igraph",
    "to_rustworkx",
    "to_scipy",
    "tree",
    "write_map",
]

# Imported on first use: loading a graph should not import what only a build needs.
_MODULES = {
    "Bill": "ecograph.boms.bom",
    "Build": "ecograph.builds.build",
    "Check": "ecograph.builds.checks",
    "Checks": "ecograph.builds.checks",
    "Diff": "ecograph.analysis.diff",
    "EcographError": "ecograph.errors",
    "Exported": "ecograph.exports.export",
    "Ordering": "ecograph.analysis.ordering",
    "Step": "ecograph.builds.progress",
    "Tree": "ecograph.trees.tree",
    "bom": "ecograph.boms.bom",
    "build": "ecograph.builds.build",
    "check": "ecograph.builds.checks",
    "connect": "ecograph.database",
    "diff": "ecograph.analysis.diff",
    "export": "ecograph.exports.export",
    "fetch": "ecograph.hub.fetch",
    "licenses": "ecograph.analysis.licenses",
    "load": "ecograph.graphs.pickle_loader",
    "ordering": "ecograph.analysis.ordering",
    "report": "ecograph.reports.report",
    "sample": "ecograph.builds.sample",
    "sql": "ecograph.queries",
    "table": "ecograph.queries",
    "to_igraph": "ecograph.graphs.conversion",
    "to_rustworkx": "ecograph.graphs.conversion",
    "to_scipy": "ecograph.graphs.conversion",
    "tree": "ecograph.trees.tree",
    "write_map": "ecograph.maps.map",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("importlib.metadata").version("ecograph")
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_MODULES[name]), name)
    return value


def __dir__() -> list[str]:
    own = [name for name in globals() if name.startswith("__")]
    return sorted({*own, *__all__, "__version__"})
