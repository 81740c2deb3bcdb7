"""Read the edges of a graph as columns for a pickle."""

from array import array
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from ecograph.graphs.column_values import narrowest, read_columns, recurring_numbers
from ecograph.graphs.node_columns import Nodes
from ecograph.graphs.pickle_writer import Call, dicts, picked

__all__ = ["Edges", "read_edges"]

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
    from query_table(?) as edges
    inner join edge_kinds
        on
            edges.edge_types = edge_kinds.edge_types
            and edges.edge_type is not distinct from edge_kinds.edge_type
    order by parent_position, source_row
"""

EDGE_KINDS = """
    select
        edge_types,
        edge_type
    from edge_kinds
    order by code
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


def read_edges(connection: DuckDBPyConnection, relation: str, nodes: Nodes) -> Edges:
    """Read the edges of a graph from its relation.

    A missing number is ``nan``, and a missing edge type None.
    """
    columns = read_columns(connection, EDGES, [relation])
    parents, children = (columns.pop(f"{end}_position") for end in ("parent", "child"))
    codes = narrowest(columns.pop("code"))
    kinds = connection.execute(EDGE_KINDS).fetchall()
    # The few tuples of types are stored once; each edge gets a list of its own.
    types = picked(tuple(tuple(types) for types, _ in kinds), codes)
    attributes = {
        "edge_types": Call(map, list, types),
        "edge_type": picked(tuple(last for _, last in kinds), codes),
        **{name: recurring_numbers(column) for name, column in columns.items()},
    }
    return Edges(
        narrowest(nodes.indices[parents]),
        narrowest(nodes.indices[children]),
        Call(list, dicts(tuple(attributes), attributes.values())),
    )
