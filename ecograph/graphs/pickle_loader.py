"""Load a graph from its pickle, which may name nothing but what graphs are made of."""

import hashlib
import os
import pickle
from typing import TYPE_CHECKING, Any, BinaryIO

from ecograph.database import connect, locate
from ecograph.errors import EcographError, NotBuiltError, UnknownNameError
from ecograph.graphs.garbage_collector import paused_collector
from ecograph.graphs.names import GRAPHS, PICKLES

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["load"]

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
