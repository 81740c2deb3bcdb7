"""The nodes and edges of a graph as columns, for libraries that number their nodes."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from duckdb import ColumnExpression, DuckDBPyRelation

from ecograph.database import connect, locate
from ecograph.graphs.garbage_collector import paused_collector
from ecograph.graphs.names import EDGE_ORDER, MODEL_ORDER
from ecograph.graphs.subgraph import expect_graph, readable, subgraph

__all__ = ["Tables", "read_tables"]


@dataclass(frozen=True)
class Tables:
    """Nodes and edges in their order, by columns.

    Attributes
    ----------
    ids : numpy.ndarray of str
        The models.
    node_values, edge_values : dict of str to list
        Name of each attribute: its values, None where one is missing.
    parents, children : numpy.ndarray of int
        The ends of each edge, as places in `ids`.
    """

    ids: "np.ndarray[Any, Any]"
    node_values: dict[str, list[Any]]
    parents: "np.ndarray[Any, Any]"
    children: "np.ndarray[Any, Any]"
    edge_values: dict[str, list[Any]]


def read_tables(
    graph: str,
    path: str | os.PathLike[str] | None,
    node_names: Sequence[str] = (),
    edge_names: Sequence[str] = (),
) -> Tables:
    """Return the nodes and edges of a graph, with some of the attributes of each.

    Raises
    ------
    UnknownNameError
        There is no graph of this name.
    NotBuiltError
        There is no database at `path`.
    EcographError
        Another version of ecograph built it.
    """
    expect_graph(graph)
    database = locate(path)
    with connect(database) as connection, paused_collector():
        part = subgraph(connection, database, graph, None)
        positions, ids = _in_order(part.models, MODEL_ORDER, "position", "model_id")
        # One column at a time: with the texts that recur it takes gigabytes.
        node_values = {
            name: _values(name, *_in_order(part.models, MODEL_ORDER, name))
            for name in node_names
        }
        parents, children, *columns = _in_order(
            part.edges,
            EDGE_ORDER,
            *("parent_position", "child_position", *edge_names),
        )
    return Tables(
        ids,
        node_values,
        # Positions have gaps, where an id came again.
        np.searchsorted(positions, parents),
        np.searchsorted(positions, children),
        {n: _values(n, column) for n, column in zip(edge_names, columns, strict=True)},
    )


def _in_order(
    relation: DuckDBPyRelation, order: Sequence[str], *names: str
) -> list["np.ndarray[Any, Any]"]:
    """Return columns of a relation in the order of columns of whole numbers."""
    columns = [readable(name).alias(f"value_of_{name}") for name in names]
    found = relation.select(*map(ColumnExpression, order), *columns).fetchnumpy()
    # The last key counts most.
    places = np.lexsort([found.pop(name) for name in order][::-1])
    return [column[places] for column in found.values()]


def _values(name: str, column: "np.ndarray[Any, Any]") -> list[Any]:
    """Return a column as Python's own values, None where one is missing."""
    values: list[Any] = column.tolist()
    if name == "edge_types":
        return [*map(list, values)]
    if column.dtype != object:
        return values
    # Of texts that are equal, one is enough.
    known: dict[str, str] = {}
    return [known.setdefault(value, value) for value in values]
