"""The columns of nodes and edges, read from the tables of a build."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from math import nan
from typing import Any

import numpy as np
from duckdb import ColumnExpression, DuckDBPyConnection

from ecograph.graphs.names import NODE_ATTRIBUTES
from ecograph.graphs.pickle_writer import Call, Column, dicts, picked

__all__ = ["Edges", "Nodes", "read_edges", "read_nodes", "read_records"]

PART = 1 << 17
"""How many values of a column are Python objects at a time."""

RECORDS_AT_A_TIME = 1 << 13
"""How many whole records, each of some kilobytes, are Python objects at a time."""

NODES = """
    select
        position,
        model_id,
        likes,
        downloads,
        "createdAt"
    from models
    where position between ? and ?
"""

NODE_KINDS = """
    select
        pipeline_tag,
        library_name,
        licenses,
        datasets,
        languages
    from node_kinds
    order by code
"""

KINDS_OF_NODES = """
    select code
    from models
    inner join node_kinds
        on
            models.pipeline_tag is not distinct from node_kinds.pipeline_tag
            and models.library_name is not distinct from node_kinds.library_name
            and models.licenses is not distinct from node_kinds.licenses
            and models.datasets is not distinct from node_kinds.datasets
            and models.languages is not distinct from node_kinds.languages
    order by position
"""

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

RECORDS = """
    select
        position,
        full_json
    from records
    where position between ? and ?
"""


@dataclass(frozen=True)
class Nodes:
    """The nodes of all three graphs, in their order.

    Attributes
    ----------
    number : int
        How many they are.
    positions : numpy.ndarray of int
        The ``models.position`` of each.
    places : numpy.ndarray of int
        Place of each among them, by its ``models.position``.
    ids : Column
        Their ids.
    own : dict of str to Column
        Name of each attribute that differs from node to node: its values.
    blanks : Call
        The tuple of the different dicts that the nodes bear but for `own`.
    kinds : array of int
        Which of `blanks` is each node's.
    """

    number: int
    positions: "np.ndarray[Any, Any]"
    places: "np.ndarray[Any, Any]"
    ids: Column
    own: dict[str, Column]
    blanks: Call
    kinds: "array[int]"


@dataclass(frozen=True)
class Edges:
    """The edges of one graph, in their order.

    Attributes
    ----------
    parents, children : array of int
        Place of each edge's ends among the nodes.
    dicts : Call
        The list of their dicts.
    """

    parents: "array[int]"
    children: "array[int]"
    dicts: Call


def read_nodes(connection: DuckDBPyConnection) -> Nodes:
    """Return the nodes of a build, whose columns are read when they are written.

    A missing value is ``nan``.
    """
    (positions,) = _columns(
        connection, "select position from models order by position"
    ).values()
    places = np.zeros(positions.max(initial=0) + 1, dtype=np.int64)
    places[positions] = np.arange(len(positions))
    ids, likes, downloads, created = (
        Column(partial(_parts, connection, name, positions))
        for name in ("model_id", "likes", "downloads", "createdAt")
    )
    texts = _columns(connection, NODE_KINDS)
    blanks = [
        _recurring(_values(texts[name])) if name in texts else Call(repeat, None)
        for name in NODE_ATTRIBUTES
    ]
    (kinds,) = _columns(connection, KINDS_OF_NODES).values()
    return Nodes(
        len(positions),
        positions,
        places,
        ids,
        {"likes": likes, "downloads": downloads, "createdAt": created},
        Call(tuple, dicts(NODE_ATTRIBUTES, blanks)),
        _whole(kinds),
    )


def read_records(connection: DuckDBPyConnection, nodes: Nodes) -> Column:
    """Return the whole records of the nodes, nan where one has none."""

    def parts() -> Iterator[list[Any]]:
        for first in range(0, nodes.number, RECORDS_AT_A_TIME):
            part = nodes.positions[first : first + RECORDS_AT_A_TIME]
            bounds = [int(part[0]), int(part[-1])]
            found = dict(connection.execute(RECORDS, bounds).fetchall())
            yield [found.get(position, nan) for position in part.tolist()]

    return Column(parts)


def read_edges(connection: DuckDBPyConnection, relation: str, nodes: Nodes) -> Edges:
    """Return the edges of one of the relations of edges.

    A missing value is ``nan``, a missing edge type None.
    """
    columns = _columns(connection, EDGES, [relation])
    parents, children = (columns.pop(f"{end}_position") for end in ("parent", "child"))
    kinds = _whole(columns.pop("code"))
    both = connection.execute(EDGE_KINDS).fetchall()
    # Edges share the few tuples of types, and each gets a list of its own.
    types = picked(tuple(tuple(types) for types, _ in both), kinds)
    attributes = {
        "edge_types": Call(map, list, types),
        "edge_type": picked(tuple(last for _, last in both), kinds),
        **{name: _recurring_numbers(column) for name, column in columns.items()},
    }
    return Edges(
        _whole(nodes.places[parents]),
        _whole(nodes.places[children]),
        Call(list, dicts(tuple(attributes), attributes.values())),
    )


def _recurring(values: list[Any]) -> Call:
    """Return the call that yields values of which many recur, each spelt once."""
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return picked(tuple(places), _whole(np.array([places[v] for v in values], "q")))


def _recurring_numbers(column: "np.ndarray[Any, Any]") -> Call:
    """Return the call that yields numbers, each of them one object, nan if missing.

    They are told apart by their bits, for 0.0 equals -0.0.
    """
    numbers = np.ma.getdata(column)
    bits, places = np.unique(numbers.view("q"), return_inverse=True)
    places[np.ma.getmaskarray(column)] = len(bits)
    return picked((*bits.view(numbers.dtype).tolist(), nan), _whole(places))


def _whole(numbers: "np.ndarray[Any, Any]") -> "array[int]":
    """Return whole numbers from 0 up as the narrowest array that holds them."""
    kind = np.min_scalar_type(numbers.max(initial=0))
    return array(kind.char, numbers.astype(kind).tobytes())


def _columns(
    connection: DuckDBPyConnection, query: str, values: Sequence[str] = ()
) -> dict[str, Any]:
    return connection.execute(query, [*values]).fetchnumpy()


def _parts(
    connection: DuckDBPyConnection, name: str, positions: Any
) -> Iterator[list[Any]]:
    """Yield the values of a column of the nodes, in their order, in parts."""
    for first in range(0, len(positions), PART):
        part = positions[first : first + PART]
        bounds = [int(part[0]), int(part[-1])]
        columns = (
            connection.sql(NODES, params=bounds)
            .select(ColumnExpression("position"), ColumnExpression(name))
            .fetchnumpy()
        )
        # They are stored nearly in order: to mend it here is faster than a sort.
        order = np.argsort(columns["position"], kind="stable")
        yield _values(columns[name][order])


def _values(column: "np.ndarray[Any, Any]") -> list[Any]:
    """Return a column as Python's own values, nan where one is missing."""
    values: list[Any] = np.ma.getdata(column).tolist()
    for place in np.flatnonzero(np.ma.getmaskarray(column)).tolist():
        values[place] = nan
    return values
