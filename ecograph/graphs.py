"""The three graphs, loaded from the pickles of a build.

``from ecograph.graphs import finetune`` loads the graph of that name from the
default folder (see `ecograph.connect`), once.
"""

import gc
import hashlib
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

from ecograph.database import connect, locate
from ecograph.errors import EcographError, NotBuiltError, UnknownNameError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["ALWAYS", "GRAPHS", "PICKLES", "load", "paused_collector"]

GRAPHS = {
    "full": "edge_deltas",
    "finetune": "finetune_edges",
    "nomerges": "nomerges_edges",
    "nomerges_fulljson": "nomerges_edges",
}
"""Name of each graph: the relation of its edges."""

PICKLES = {
    "full": "ai_ecosystem_graph.pkl",
    "finetune": "ai_ecosystem_graph_finetune.pkl",
    "nomerges": "ai_ecosystem_graph_nomerges.pkl",
    "nomerges_fulljson": "ai_ecosystem_graph_nomerges_fulljson.pkl",
}
"""Name of each graph: its pickle in the folder of a build."""

ALWAYS = ("full", "finetune", "nomerges")
"""Graphs of every build; the fourth needs the models' whole records."""

NAMED = {
    "builtins": ("dict", "list", "map", "tuple", "zip"),
    "itertools": ("repeat",),
    "_operator": ("getitem", "setitem"),
    "collections": ("deque",),
    "array": ("array", "_array_reconstructor"),
    "networkx.classes.digraph": ("DiGraph",),
}
"""Module of each class and function that our pickles name: those of it."""


def load(name: str, path: str | os.PathLike[str] | None = None) -> "nx.DiGraph[str]":
    """Return one of the graphs of a build.

    It is what ``pickle.load`` returns, but sooner, for Python's garbage collector
    rests meanwhile; and only if the pickle is the very file that was
    built with the database, and names nothing but what a graph is made of.

    Parameters
    ----------
    name : {"full", "finetune", "nomerges", "nomerges_fulljson"}
        Which graph: all edges, those whose type is finetune, or those whose type
        is not merge. Each has all nodes. The last is nomerges with the whole record
        of each model, if the build was asked for it.
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
    EcographError
        The pickle is not the one that was built with the database, or names
        something that no graph is made of.

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
    with connect(database) as connection:
        digests = connection.execute(
            "select sha256 from meta.pickle where graph = ?", [name]
        ).fetchall()
    file = database.with_name(PICKLES[name])
    remedy = f"build both with `ecograph build SOURCE --out {file.parent}`"
    try:
        with file.open("rb") as opened:
            if digests != [(hashlib.file_digest(opened, "sha256").hexdigest(),)]:
                raise EcographError(
                    f"{file}: it was not built with {database.name}, but by another "
                    f"build or program; {remedy}"
                )
            opened.seek(0)
            return _loaded(opened)
    except FileNotFoundError as error:
        raise NotBuiltError(
            f"{file}: there is no such pickle beside {database.name}; {remedy}"
        ) from error
    except OSError as error:
        raise EcographError(
            f"{file}: it cannot be read: {error.strerror}; {remedy}"
        ) from error


def _loaded(file: BinaryIO) -> "nx.DiGraph[str]":
    try:
        with paused_collector():
            graph = GraphLoader(file).load()
    # A pickle that is none of ours can fail in any way.
    except Exception as error:
        said = str(error) or type(error).__name__
        raise EcographError(
            f"{file.name}: it is no graph of ecograph's: {said}"
        ) from error
    import networkx as nx

    if not isinstance(graph, nx.DiGraph):
        raise EcographError(
            f"{file.name}: it is no graph of ecograph's: a {type(graph).__name__}"
        )
    return graph


class GraphLoader(pickle.Unpickler):
    """Loads a pickle that names nothing but what our graphs are made of."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self.size = os.fstat(file.fileno()).st_size

    def find_class(self, module: str, name: str) -> Any:
        if name not in NAMED.get(module, ()):
            raise pickle.UnpicklingError(f"it names {module}.{name}")
        found = super().find_class(module, name)
        if name == "DiGraph":
            # A pickle may set attributes: those of a graph, not those of its class.
            return lambda: found()
        if name == "repeat":
            # Without an end it could run for ever; nothing in a graph is repeated
            # more often than its file has bytes.
            return lambda value, times=self.size: found(value, min(times, self.size))
        return found


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
