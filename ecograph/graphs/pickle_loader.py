"""Load a graph from its pickle, which may use only a few classes and functions."""

import hashlib
import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ecograph.database import connect, locate
from ecograph.errors import EcographError, NotBuiltError, UnknownNameError
from ecograph.graphs.garbage_collector import paused_collector
from ecograph.graphs.names import EXTRA, GRAPHS, PICKLES
from ecograph.parquet_rows import PARQUET, ROWS
from ecograph.urls import UrlPath

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["load"]

ALLOWED = {
    "builtins": ("dict", "list", "map", "tuple", "zip"),
    "itertools": ("repeat",),
    "_operator": ("getitem", "setitem"),
    "collections": ("deque",),
    "array": ("array", "_array_reconstructor"),
    "networkx.classes.digraph": ("DiGraph",),
}
"""The classes and functions that a pickle may use, by module."""


def load(name: str, path: str | os.PathLike[str] | None = None) -> "nx.DiGraph[str]":
    """Return one of the graphs of a build.

    The result is that of ``pickle.load``, but faster, because the garbage collector
    is paused, and safe: the SHA-256 of the pickle must be that in the database, and
    it may use only the classes and functions that a graph needs.

    Parameters
    ----------
    name : {"full", "finetune", "nomerges", …}
        Which graph: with all edges, those of type finetune, or those that are not
        merges. Each has all nodes. ``nomerges_fulljson`` and ``finetune_fulljson``
        have the whole record of each model as well, if the build was made
        ``with_json``; ``modelcards``, ``nomerges_modelcards`` and
        ``finetune_modelcards`` what its card is like, if it was made ``with_cards``.
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    networkx.DiGraph
        A new graph with each call. Nodes are model ids, and edges run from parent
        to child; the README lists their attributes.

    Raises
    ------
    UnknownNameError
        No graph has this name.
    NotBuiltError
        There is no build at `path`, its pickle is missing, or it was built without
        whole records or model cards.
    EcographError
        The pickle was not built with the database, or is not a graph.

    Examples
    --------
    >>> import ecograph
    >>> graph = ecograph.load("finetune")
    >>> graph.number_of_nodes(), graph.number_of_edges()
    (1735, 158)
    """
    if name not in GRAPHS:
        raise UnknownNameError(
            f"unknown graph {name!r}; use one of {', '.join(GRAPHS)}"
        )
    database = locate(path)
    with connect(database) as connection:
        digests = connection.execute(
            "select sha256 from meta.pickle where graph = ?", [name]
        ).fetchall()
    if not digests and _is_on_cluster(database.parent):
        raise NotBuiltError(
            f"{database}: a build on a cluster has no pickles; use "
            "ecograph.to_igraph, to_rustworkx or to_scipy, or an export"
        )
    if not digests and name in EXTRA:
        raise NotBuiltError(f"{database}: {_missing_extra(EXTRA[name])}")
    file = Path(database.with_name(PICKLES[name]))
    remedy = f"build both with `ecograph build SOURCE --out {file.parent}`"
    try:
        with file.open("rb") as opened:
            if digests != [(hashlib.file_digest(opened, "sha256").hexdigest(),)]:
                raise EcographError(
                    f"{file}: it was not built with {database.name}; {remedy}"
                )
            opened.seek(0)
            return _load_graph(opened)
    except FileNotFoundError as error:
        raise NotBuiltError(
            f"{file}: no such file next to {database.name}; {remedy}"
        ) from error
    except OSError as error:
        raise EcographError(
            f"{file}: cannot be read: {error.strerror}; {remedy}"
        ) from error


def _is_on_cluster(folder: Path | UrlPath) -> bool:
    return isinstance(folder, UrlPath) or any((folder / PARQUET).glob(ROWS))


def _missing_extra(relation: str) -> str:
    """Return why a build lacks a graph, and what to do."""
    if relation == "model_cards":
        return (
            "built without the model cards; build it with --with-cards "
            "(with_cards=True) from a source that has them, as `ecograph info SOURCE` "
            "tells"
        )
    from ecograph.source.layouts import LAYOUTS  # not on each load

    layouts = [layout.name for layout in LAYOUTS.values() if layout.has_records]
    return (
        "built without the whole records of the models; build it with --with-json "
        "(with_json=True) from a source that has them, of layout "
        f"{' or '.join(layouts)}"
    )


def _load_graph(file: BinaryIO) -> "nx.DiGraph[str]":
    try:
        with paused_collector():
            graph = GraphLoader(file).load()
    # A pickle of another program can fail in any way.
    except Exception as error:
        reason = str(error) or type(error).__name__
        raise EcographError(
            f"{file.name}: not a graph of ecograph: {reason}"
        ) from error
    import networkx as nx

    if not isinstance(graph, nx.DiGraph):
        raise EcographError(
            f"{file.name}: not a graph of ecograph: a {type(graph).__name__}"
        )
    return graph


class GraphLoader(pickle.Unpickler):
    """Unpickler that finds only the classes and functions of `ALLOWED`."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self.size = os.fstat(file.fileno()).st_size

    def find_class(self, module: str, name: str) -> Any:
        if name not in ALLOWED.get(module, ()):
            raise pickle.UnpicklingError(f"it uses {module}.{name}")
        attribute = super().find_class(module, name)
        if name == "DiGraph":
            # The opcode BUILD sets attributes: of a graph, but not of its class.
            return lambda: attribute()
        if name == "repeat":
            # It could run for ever. Nothing in a graph is repeated more often than
            # its file has bytes.
            return lambda value, times=self.size: attribute(
                value, min(times, self.size)
            )
        return attribute
