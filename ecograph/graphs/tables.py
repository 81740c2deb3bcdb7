"""Read a graph as columns, for libraries that number their nodes."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from duckdb import ColumnExpression, DuckDBPyRelation

from ecograph.database import connect, locate
from ecograph.graphs.garbage_collector import paused_collector
from ecograph.graphs.names import (
    EDGE_ATTRIBUTES,
    EDGE_ORDER,
    MODEL_ORDER,
    NODE_ATTRIBUTES,
)
from ecograph.graphs.subgraph import expect_graph, readable, subgraph

__all__ = ["Tables", "read_tables"]


@dataclass(frozen=True)
class Tables:
    """Nodes and edges as columns, in the order of `ecograph.load`.

    Attributes
    ----------
    ids : numpy.ndarray of str
        The models.
    node_values, edge_values : dict of str to list
        The values of each attribute, None where one is missing.
    parents, children : numpy.ndarray of int
        The ends of each edge, as indices of `ids`.
    """

    ids: "np.ndarray[Any, Any]"
    node_values: dict[str, list[Any]]
    parents: "np.ndarray[Any, Any]"
    children: "np.ndarray[Any, Any]"
    edge_values: dict[str, list[Any]]


def read_tables(
    graph: str, path: str | os.PathLike[str] | None, *, with_attributes: bool = True
) -> Tables:
    """Read the nodes and edges of a graph, with or without their attributes.

    Raises
    ------
    UnknownNameError
        No graph has this name.
    NotBuiltError
        There is no build at `path`.
    EcographError
        Another version of ecograph built it.
    """
    expect_graph(graph)
    node_names = NODE_ATTRIBUTES if with_attributes else ()
    edge_names = EDGE_ATTRIBUTES if with_attributes else ()
    database = locate(path)
    with connect(database) as connection, paused_collector():
        part = subgraph(connection, database, graph, None)
        positions, ids = _sorted_columns(
            part.models, MODEL_ORDER, "position", "model_id"
        )
        # One column at a time: all at once take gigabytes, before equal strings
        # are shared.
        node_values = {
            name: _values(name, *_sorted_columns(part.models, MODEL_ORDER, name))
            for name in node_names
        }
        parents, children, *columns = _sorted_columns(
            part.edges,
            EDGE_ORDER,
            *("parent_position", "child_position", *edge_names),
        )
    return Tables(
        ids,
        node_values,
        # Positions have gaps, from rows with duplicate ids.
        np.searchsorted(positions, parents),
        np.searchsorted(positions, children),
        {n: _values(n, column) for n, column in zip(edge_names, columns, strict=True)},
    )


def _sorted_columns(
    relation: DuckDBPyRelation, order: Sequence[str], *names: str
) -> list["np.ndarray[Any, Any]"]:
    """Return columns of a relation, sorted by some integer columns."""
    columns = [readable(name).alias(f"value_of_{name}") for name in names]
    found = relation.select(*map(ColumnExpression, order), *columns).fetchnumpy()
    # np.lexsort sorts by its last key first.
    indices = np.lexsort([found.pop(name) for name in order][::-1])
    return [column[indices] for column in found.values()]


def _values(name: str, column: "np.ndarray[Any, Any]") -> list[Any]:
    """Return a column as Python objects, None where a value is missing."""
    values: list[Any] = column.tolist()
    if name == "edge_types":
        return [*map(list, values)]
    if column.dtype != object:
        return values
    # Equal strings become one object.
    unique: dict[str, str] = {}
    return [unique.setdefault(value, value) for value in values]
