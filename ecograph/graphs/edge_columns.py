"""Read the edges of the graphs as columns for their pickles."""

from array import array
from dataclasses import dataclass
from typing import Any

import numpy as np
from duckdb import DuckDBPyConnection

from ecograph.graphs.column_values import (
    DistinctNumbers,
    distinct_numbers,
    narrowest,
    read_columns,
)
from ecograph.graphs.node_columns import Nodes
from ecograph.graphs.pickle_writer import Call, dicts, picked

__all__ = ["AllEdges", "Edges", "read_edges"]

MAKE_EDGE_KINDS = """
    create or replace temp table edge_kinds as
    select
        edge_types,
        edge_type,
        row_number() over (order by edge_types) - 1 as code
    from edges
    group by edge_types, edge_type
"""
"""A pickle stores each combination of types only once."""

EDGES = """
    select
        parent_position,
        child_position,
        code,
        change_in_likes,
        percentage_change_in_likes,
        change_in_downloads,
        percentage_change_in_downloads,
        "change_in_createdAt_days"
    from edge_deltas as edges
    inner join edge_kinds
        on
            edges.edge_types = edge_kinds.edge_types
            and edges.edge_type is not distinct from edge_kinds.edge_type
    order by parent_position, source_row
"""

EDGE_KINDS = """
    select
        edge_kinds.edge_types,
        edge_kinds.edge_type,
        list(graph_types.graph) as graphs
    from edge_kinds
    inner join graph_types
        on graph_types.edge_type = coalesce(edge_kinds.edge_type, 'untyped')
    group by edge_kinds.edge_types, edge_kinds.edge_type, edge_kinds.code
    order by edge_kinds.code
"""


@dataclass(frozen=True)
class Edges:
    """The edges of one graph, in their order.

    Attributes
    ----------
    parents, children : array of int
        Index of each edge's parent and child among the nodes.
    dicts : Call
        The list of their attribute dicts.
    """

    parents: "array[int]"
    children: "array[int]"
    dicts: Call


@dataclass(frozen=True)
class AllEdges:
    """The edges of the full graph, in their order, from which each graph keeps some.

    Attributes
    ----------
    parents, children : numpy.ndarray of int
        Index of each edge's parent and child among the nodes.
    codes : numpy.ndarray of int
        Index of each edge's kind.
    kinds : list of (list of str, str or None, list of str)
        The combinations of edge types that edges have: all types, the last, and the
        graphs that keep edges of this kind.
    numbers : dict of str to DistinctNumbers
        The attributes that are numbers.
    """

    parents: "np.ndarray[Any, Any]"
    children: "np.ndarray[Any, Any]"
    codes: "np.ndarray[Any, Any]"
    kinds: list[tuple[list[str], str | None, list[str]]]
    numbers: dict[str, DistinctNumbers]

    def kept_by(self, graph: str) -> Edges:
        """Return the edges that a graph keeps."""
        kept = np.array([graph in graphs for _, _, graphs in self.kinds], dtype=bool)
        rows = np.flatnonzero(kept[self.codes])
        codes = narrowest(self.codes[rows])
        # The few tuples of types are stored once; each edge gets a list of its own.
        types = picked(tuple(tuple(types) for types, _, _ in self.kinds), codes)
        attributes = {
            "edge_types": Call(map, list, types),
            "edge_type": picked(tuple(last for _, last, _ in self.kinds), codes),
            **{name: column.at(rows) for name, column in self.numbers.items()},
        }
        return Edges(
            narrowest(self.parents[rows]),
            narrowest(self.children[rows]),
            Call(list, dicts(tuple(attributes), attributes.values())),
        )


def read_edges(connection: DuckDBPyConnection, nodes: Nodes) -> AllEdges:
    """Read the edges of a build.

    A missing number is ``nan``, and a missing edge type None.
    """
    connection.execute(MAKE_EDGE_KINDS)
    columns = read_columns(connection, EDGES)
    parents, children = (
        nodes.indices[columns.pop(f"{end}_position")] for end in ("parent", "child")
    )
    return AllEdges(
        parents,
        children,
        columns.pop("code"),
        connection.execute(EDGE_KINDS).fetchall(),
        {name: distinct_numbers(column) for name, column in columns.items()},
    )
