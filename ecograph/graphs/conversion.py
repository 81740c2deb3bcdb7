"""Convert a graph to igraph, rustworkx or SciPy, straight from the tables of a build.

Nodes are numbered from 0 in their order, and edges are pairs of these numbers.
"""

import os
from collections import deque
from importlib import import_module
from itertools import repeat
from operator import setitem
from typing import TYPE_CHECKING, Any

import numpy as np

from ecograph.errors import missing_package
from ecograph.graphs.garbage_collector import paused_collector
from ecograph.graphs.tables import read_tables

if TYPE_CHECKING:
    import igraph
    import rustworkx
    import scipy

__all__ = ["to_igraph", "to_rustworkx", "to_scipy"]


def to_igraph(
    graph: str = "full", path: str | os.PathLike[str] | None = None
) -> "igraph.Graph":
    """Return a graph of a build as a graph of igraph.

    It is read straight from the tables, which takes less time and memory than
    ``igraph.Graph.from_networkx(ecograph.load(graph))``.

    Parameters
    ----------
    graph : {"full", "finetune", "nomerges"}
        Which graph, as for `ecograph.load`.
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    igraph.Graph
        Directed from parent to child, in the order of `ecograph.load`. Vertices have
        the model's id as ``name``, and vertices and edges have the attributes of the
        pickles; a missing value is None.

    Raises
    ------
    UnknownNameError
        No graph has this name.
    NotBuiltError
        There is no build at `path`.
    EcographError
        igraph is not installed.

    Examples
    --------
    >>> import ecograph
    >>> graph = ecograph.to_igraph("finetune")
    >>> graph.vcount(), graph.ecount()
    (1735, 158)
    >>> graph.vs.find("meta-llama/Llama-3.1-8B")["pipeline_tag"]
    'text-generation'
    """
    library = _import("igraph")
    tables = read_tables(graph, path)
    return library.Graph(
        n=len(tables.ids),
        edges=np.column_stack([tables.parents, tables.children]).tolist(),
        directed=True,
        vertex_attrs={"name": tables.ids.tolist(), **tables.node_values},
        edge_attrs=tables.edge_values,
    )


def to_rustworkx(
    graph: str = "full", path: str | os.PathLike[str] | None = None
) -> "rustworkx.PyDiGraph[dict[str, Any], dict[str, Any]]":
    """Return a graph of a build as a graph of rustworkx.

    It is read straight from the tables, which takes less time and memory than
    ``rustworkx.networkx_converter(ecograph.load(graph))``.

    Parameters
    ----------
    graph : {"full", "finetune", "nomerges"}
        Which graph, as for `ecograph.load`.
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    rustworkx.PyDiGraph
        Directed from parent to child, in the order of `ecograph.load`. A node is a
        dict of its ``model_id`` and its attributes in the pickles, and an edge a dict
        of its attributes; a missing value is None.

    Raises
    ------
    UnknownNameError
        No graph has this name.
    NotBuiltError
        There is no build at `path`.
    EcographError
        rustworkx is not installed.

    Examples
    --------
    >>> import ecograph
    >>> graph = ecograph.to_rustworkx("finetune")
    >>> graph.num_nodes(), graph.num_edges()
    (1735, 158)
    >>> graph[0]["model_id"]
    'EleutherAI/gpt-j-6b'
    """
    library = _import("rustworkx")
    tables = read_tables(graph, path)
    built = library.PyDiGraph(
        node_count_hint=len(tables.ids), edge_count_hint=len(tables.parents)
    )
    # Without parallel edges, rustworkx searches all edges of a parent for each one
    # that is added, which is quadratic in the number of children. Hence a state that
    # is made with them, and set without.
    result: rustworkx.PyDiGraph[dict[str, Any], dict[str, Any]]
    result = library.PyDiGraph(multigraph=False)
    with paused_collector():
        nodes = {"model_id": tables.ids.tolist(), **tables.node_values}
        built.add_nodes_from(_rows(nodes))
        ends = tables.parents.tolist(), tables.children.tolist()
        built.add_edges_from([*zip(*ends, _rows(tables.edge_values), strict=True)])
        result.__setstate__(built.__getstate__())
    return result


def to_scipy(
    graph: str = "full", path: str | os.PathLike[str] | None = None
) -> "tuple[scipy.sparse.csr_array, np.ndarray[Any, Any]]":
    """Return a graph of a build as an adjacency matrix of SciPy.

    Parameters
    ----------
    graph : {"full", "finetune", "nomerges"}
        Which graph, as for `ecograph.load`.
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    matrix : scipy.sparse.csr_array of int64, shape (models, models)
        1 in the row of the parent and the column of the child of each edge. With
        64 bits, sums and products, which count walks, overflow late.
    ids : numpy.ndarray of str, shape (models,)
        The model of each row and column, in the order of `ecograph.load`.

    Raises
    ------
    UnknownNameError
        No graph has this name.
    NotBuiltError
        There is no build at `path`.
    EcographError
        SciPy is not installed.

    Examples
    --------
    >>> import ecograph
    >>> matrix, ids = ecograph.to_scipy("finetune")
    >>> matrix.shape, matrix.nnz
    ((1735, 1735), 158)
    >>> ids[matrix.sum(axis=1).argmax()]  # the model with the most children
    'Qwen/Qwen2.5-7B'
    """
    sparse = _import("scipy.sparse")
    tables = read_tables(graph, path, with_attributes=False)
    size = len(tables.ids)
    ones = np.ones(len(tables.parents), dtype=np.int64)
    ends = tables.parents, tables.children
    return sparse.csr_array((ones, ends), shape=(size, size)), tables.ids


def _rows(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """Return the rows of some columns as dicts."""
    # Copies of one dict, filled column by column: no loop runs in Python.
    template = dict.fromkeys(columns)
    rows = [*map(dict, repeat(template, len(next(iter(columns.values())))))]
    for name, values in columns.items():
        deque(map(setitem, rows, repeat(name), values), maxlen=0)
    return rows


def _import(module: str) -> Any:
    """Import a module of a package that the extra of the same name installs."""
    package = module.partition(".")[0]
    try:
        return import_module(module)
    except ImportError as error:
        raise missing_package(package, package) from error
