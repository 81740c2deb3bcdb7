"""The three graphs, materialised from the tables of a build.

``from ecograph.graphs import finetune`` loads the graph of that name from the
default folder (see `ecograph.connect`), once.
"""

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import nan
from typing import Any

import duckdb
import networkx as nx

from ecograph.database import connect
from ecograph.errors import UnknownNameError
from ecograph.pickles import Call, Columns, digraph, make

__all__ = [
    "GRAPHS",
    "PICKLES",
    "load",
    "materialise",
    "paused_collector",
    "read_nodes",
]

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

NODES = """
    select
        model_id,
        likes,
        downloads,
        pipeline_tag,
        library_name,
        "createdAt",
        licenses,
        datasets,
        languages
    from models
    order by position
"""

EDGES = """
    select
        parent_position,
        child_position,
        edge_types,
        edge_type,
        change_in_likes,
        percentage_change_in_likes,
        change_in_downloads,
        percentage_change_in_downloads,
        "change_in_createdAt_days"
    from query_table(?)
    order by parent_position, source_row
"""


def load(name: str, path: str | os.PathLike[str] | None = None) -> "nx.DiGraph[str]":
    """Return one of the three graphs of a build.

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
        There is no database at `path`.

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
    with connect(path) as connection, paused_collector():
        call = materialise(connection, name, read_nodes(connection))
        graph: nx.DiGraph[str] = make(call)
    return graph


def read_nodes(connection: duckdb.DuckDBPyConnection) -> tuple[list[str], Columns]:
    """Return the nodes of all three graphs: their ids and their attributes."""
    (_, *names), (ids, *values) = _read(connection, NODES)
    return ids, Columns(tuple(names), [*map(_shared, map(_present, values))])


def materialise(
    connection: duckdb.DuckDBPyConnection, name: str, nodes: tuple[list[str], Columns]
) -> Call:
    """Return the call that makes the graph `name` of an open database's tables.

    Nodes stand in the order of ``models.position``; edges in that of their
    parents' nodes, then of the first row of the child that names the parent. A
    missing value is ``nan``, a missing edge type None.
    """
    (_, _, *names), (parents, children, types, edge_type, *deltas) = _read(
        connection, EDGES, [GRAPHS[name]]
    )
    # Edges share the few tuples of types, and each gets a list of its own.
    lists = Call(map, list, _shared(map(tuple, types)))
    values = [lists, _shared(edge_type), *map(_present, deltas)]
    return digraph(*nodes, parents, children, Columns(tuple(names), values))


def _read(
    connection: duckdb.DuckDBPyConnection, query: str, values: Iterable[str] = ()
) -> tuple[list[str], list[list[Any]]]:
    """Return the names of a query's columns, and the columns as lists."""
    result = connection.execute(query, [*values])
    names = [name for name, *_ in result.description]
    rows = result.fetchall()
    columns = [list(column) for column in zip(*rows, strict=True)]
    return names, columns or [[] for _ in names]


def _present(column: Iterable[Any]) -> list[Any]:
    """Return a column with nan for each value that is missing."""
    return [nan if value is None else value for value in column]


def _shared(column: Iterable[Any]) -> list[Any]:
    """Return a column in which equal values are one object, to be pickled once."""
    seen: dict[Any, Any] = {}
    return [seen.setdefault(value, value) for value in column]


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the garbage collector, which would walk millions of new dicts in vain."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def __getattr__(name: str) -> "nx.DiGraph[str]":
    if name not in GRAPHS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    graph = globals()[name] = load(name)
    return graph
