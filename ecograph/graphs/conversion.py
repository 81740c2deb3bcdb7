"""The graphs in the memory of other libraries than networkx, straight from the tables.

Models are numbered in their order, from 0, and edges are pairs of such numbers.
"""

import os
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from ecograph.errors import EcographError
from ecograph.graphs.garbage_collector import paused_collector
from ecograph.graphs.names import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from ecograph.graphs.tables import read_tables

if TYPE_CHECKING:
    import igraph
    import rustworkx
    import scipy

__all__ = ["to_igraph", "to_rustworkx", "to_scipy"]


def to_igraph(
    graph: str = "full", path: str | os.PathLike[str] | None = None
) -> "igraph.Graph":
    """Return one of the graphs of a build as a graph of igraph.

    It comes straight from the tables: to load the graph for
    ``igraph.Graph.from_networkx`` takes longer and more memory.

    Parameters
    ----------
    graph : {"full", "finetune", "nomerges"}
        Which graph, as for `ecograph.load`.
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    igraph.Graph
        Directed, from parent to child. Vertices have the attribute ``name``, the
        model's id, and both they and edges those of the pickles; what is missing is
        None. Their order is that of `ecograph.load`.

    Raises
    ------
    UnknownNameError
        There is no graph of this name.
    NotBuiltError
        There is no build at `path`.
    EcographError
        igraph is not installed.

    Examples
    --------
    >>> import ecograph
    >>> graph = ecograph.to_igraph("finetune")
    >>> graph.vcount(), graph.ecount()
    (1993, 197)
    >>> graph.vs.find("madeup-lab-50/plover-1b-0")["pipeline_tag"]
    'automatic-speech-recognition'
    """
    library = _library("igraph")
    tables = read_tables(graph, path, NODE_ATTRIBUTES, EDGE_ATTRIBUTES)
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
    """Return one of the graphs of a build as a graph of rustworkx.

    It comes straight from the tables: to load the graph for
    ``rustworkx.networkx_converter`` takes more memory and is no faster.

    Parameters
    ----------
    graph : {"full", "finetune", "nomerges"}
        Which graph, as for `ecograph.load`.
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    rustworkx.PyDiGraph
        From parent to child. A node is a dict of its ``model_id`` and the attributes
        of the pickles, and an edge a dict of these; what is missing is None. Their
        order is that of `ecograph.load`.

    Raises
    ------
    UnknownNameError
        There is no graph of this name.
    NotBuiltError
        There is no build at `path`.
    EcographError
        rustworkx is not installed.

    Examples
    --------
    >>> import ecograph
    >>> graph = ecograph.to_rustworkx("finetune")
    >>> graph.num_nodes(), graph.num_edges()
    (1993, 197)
    >>> graph[0]["model_id"]
    'madeup-lab-50/plover-1b-0'
    """
    library = _library("rustworkx")
    tables = read_tables(graph, path, NODE_ATTRIBUTES, EDGE_ATTRIBUTES)
    made: rustworkx.PyDiGraph[dict[str, Any], dict[str, Any]] = library.PyDiGraph(
        multigraph=False,
        node_count_hint=len(tables.ids),
        edge_count_hint=len(tables.parents),
    )
    with paused_collector():
        nodes = {"model_id": tables.ids.tolist(), **tables.node_values}
        made.add_nodes_from([*_dicts(nodes)])
        ends = tables.parents.tolist(), tables.children.tolist()
        made.add_edges_from([*zip(*ends, _dicts(tables.edge_values), strict=True)])
    return made


def to_scipy(
    graph: str = "full", path: str | os.PathLike[str] | None = None
) -> "tuple[scipy.sparse.csr_array, np.ndarray[Any, Any]]":
    """Return one of the graphs of a build as a sparse matrix of SciPy.

    Parameters
    ----------
    graph : {"full", "finetune", "nomerges"}
        Which graph, as for `ecograph.load`.
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    matrix : scipy.sparse.csr_array of int64
        1 in the row of a parent and the column of a child, of each edge. Sums of
        them, and products, which count walks, are exact for longer than in a
        narrower type.
    ids : numpy.ndarray of str
        The model of each row and column, in the order of `ecograph.load`.

    Raises
    ------
    UnknownNameError
        There is no graph of this name.
    NotBuiltError
        There is no build at `path`.
    EcographError
        SciPy is not installed.

    Examples
    --------
    >>> import ecograph
    >>> matrix, ids = ecograph.to_scipy("finetune")
    >>> matrix.shape, matrix.nnz
    ((1993, 1993), 197)
    >>> ids[matrix.sum(axis=1).argmax()]  # the model with most children
    'madeup-lab-129/merlin-1b-200'
    """
    sparse = _library("scipy.sparse")
    tables = read_tables(graph, path)
    number = len(tables.ids)
    ones = np.ones(len(tables.parents), dtype=np.int64)
    ends = tables.parents, tables.children
    matrix = sparse.csr_array((ones, ends), shape=(number, number))
    return matrix, tables.ids


def _dicts(columns: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
    """Yield a dict for each row of some columns."""
    for row in zip(*columns.values(), strict=True):
        yield dict(zip(columns, row, strict=True))


def _library(name: str) -> Any:
    """Return a module of a package that an extra of the same name installs."""
    package = name.partition(".")[0]
    try:
        return import_module(name)
    except ImportError as error:
        raise EcographError(
            f"{package} is missing; install it with pip install 'ecograph[{package}]'"
        ) from error
