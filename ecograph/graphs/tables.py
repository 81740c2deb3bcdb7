"""Read a graph as columns, for libraries that number their nodes."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from duckdb import ColumnExpression, DuckDBPyRelation, FunctionExpression

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

RECURRING = {
    *("pipeline_tag", "library_name", "licenses", "datasets", "languages"),
    *("edge_types", "edge_type"),
}
"""Attributes of which many models or edges have the same value."""


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
    database = locate(path)
    with connect(database) as connection, paused_collector():
        part = subgraph(connection, database, graph, None)
        models, edges = (part.models, MODEL_ORDER), (part.edges, EDGE_ORDER)
        positions, ids = _columns(*models, ["position", "model_id"])
        ends = _columns(*edges, ["parent_position", "child_position"])
        node_values = _values(*models, NODE_ATTRIBUTES) if with_attributes else {}
        edge_values = _values(*edges, EDGE_ATTRIBUTES) if with_attributes else {}
    # Positions have gaps, from rows with duplicate ids.
    indices = np.zeros(positions.max(initial=0) + 1, dtype=np.int64)
    indices[positions] = np.arange(len(positions))
    parents, children = (indices[column] for column in ends)
    return Tables(ids, node_values, parents, children, edge_values)


def _values(
    relation: DuckDBPyRelation, order: Sequence[str], names: Sequence[str]
) -> dict[str, list[Any]]:
    """Return columns as Python objects, None where a value is missing."""
    own = [name for name in names if name not in RECURRING]
    columns = dict(zip(own, _columns(relation, order, own), strict=True))
    return {
        name: columns.pop(name).tolist()
        if name in columns
        else _recurring(relation, order, name)
        for name in names
    }


def _columns(
    relation: DuckDBPyRelation, order: Sequence[str], names: Sequence[str]
) -> list["np.ndarray[Any, Any]"]:
    """Return columns of a relation, sorted by some integer columns."""
    columns = [readable(name).alias(f"value_of_{name}") for name in names]
    found = relation.select(*map(ColumnExpression, order), *columns).fetchnumpy()
    indices = _sorted(found.pop(name) for name in order)
    return [column[indices] for column in found.values()]


def _recurring(
    relation: DuckDBPyRelation, order: Sequence[str], name: str
) -> list[Any]:
    """Return a column as Python objects, sorted; equal texts are one object.

    Each distinct value is read once, with the rows that have it.
    """
    rows = [
        FunctionExpression("list", ColumnExpression(key)).alias(key) for key in order
    ]
    groups = relation.aggregate([ColumnExpression(name), *rows])
    keys = map(ColumnExpression, order)
    found = groups.select(readable(name).alias("value"), *keys).fetchnumpy()
    distinct = found.pop("value").tolist()
    sizes = [*map(len, found[order[0]])]
    none = np.empty(0, dtype=np.int64)  # for a relation without rows
    indices = _sorted(np.concatenate([none, *lists]) for lists in found.values())
    codes = np.repeat(np.arange(len(sizes)), sizes)[indices]
    values = map(distinct.__getitem__, codes.tolist())
    # Each edge has a list of its own.
    return [*map(list, values)] if name == "edge_types" else [*values]


def _sorted(keys: Iterable["np.ndarray[Any, Any]"]) -> "np.ndarray[Any, Any]":
    """Return the indices that sort rows by some columns."""
    # np.lexsort sorts by its last key first.
    return np.lexsort([*keys][::-1])
