"""The three graphs, loaded from the pickles of a build.

``from ecograph.graphs import finetune`` loads the graph of that name from the
default folder (see `ecograph.connect`), once.
"""

import gc
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ecograph.database import locate
from ecograph.errors import NotBuiltError, UnknownNameError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["GRAPHS", "PICKLES", "load", "paused_collector"]

GRAPHS = {
    "full": "edge_deltas",
    "finetune": "finetune_edges",
    "nomerges": "nomerges_edges",
}
"""Name of each graph: the relation of its edges."""

PICKLES = {
    "full": "ai_ecosystem_graph.pkl",
    "finetune": "ai_ecosystem_graph_finetune.pkl",
    "nomerges": "ai_ecosystem_graph_nomerges.pkl",
}
"""Name of each graph: its pickle in the folder of a build."""


def load(name: str, path: str | os.PathLike[str] | None = None) -> "nx.DiGraph[str]":
    """Return one of the three graphs of a build.

    It is what ``pickle.load`` returns, but in half the time: Python's garbage
    collector rests meanwhile.

    Parameters
    ----------
    name : {"full", "finetune", "nomerges"}
        Which graph: all edges, those whose type is finetune, or those whose type
        is not merge. Each has all nodes.
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    networkx.DiGraph
        Nodes are model ids and edges run from parent to child; what each carries
        is in the README. A new graph with each call.

    Raises
    ------
    UnknownNameError
        There is no graph of this name.
    NotBuiltError
        There is no build at `path`, or its pickle is gone.

    Examples
    --------
    >>> import ecograph
    >>> graph = ecograph.load("finetune")
    >>> graph.number_of_nodes(), graph.number_of_edges()
    (1993, 197)
    """
    if name not in GRAPHS:
        raise UnknownNameError(
            f"there is no graph {name!r}; there are {', '.join(GRAPHS)}"
        )
    database = locate(path)
    file = database.with_name(PICKLES[name])
    try:
        with file.open("rb") as opened, paused_collector():
            graph: nx.DiGraph[str] = pickle.load(opened)  # noqa: S301
    except FileNotFoundError as error:
        raise NotBuiltError(
            f"{file}: there is no such pickle beside {database.name}; "
            f"build both with `ecograph build SOURCE --out {file.parent}`"
        ) from error
    return graph


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the garbage collector, which would walk millions of new dicts in vain.

    What was made meanwhile is then filed with what is old; else the very next
    collection would walk it all.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_freeze_count() == 0:
            gc.freeze()
            gc.unfreeze()
        if was_enabled:
            gc.enable()


def __getattr__(name: str) -> Any:
    if name not in GRAPHS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    graph = globals()[name] = load(name)
    return graph
