"""The nodes of the graphs as columns, read from the tables of a build."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from math import nan
from typing import Any

import numpy as np
from duckdb import ColumnExpression, DuckDBPyConnection

from ecograph.graphs.column_values import (
    narrowest,
    python_values,
    read_columns,
    recurring,
)
from ecograph.graphs.names import NODE_ATTRIBUTES
from ecograph.graphs.pickle_writer import Call, Column, dicts

__all__ = ["Nodes", "read_nodes", "read_records"]

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


def read_nodes(connection: DuckDBPyConnection) -> Nodes:
    """Return the nodes of a build, whose columns are read when they are written.

    A missing value is ``nan``.
    """
    (positions,) = read_columns(
        connection, "select position from models order by position"
    ).values()
    places = np.zeros(positions.max(initial=0) + 1, dtype=np.int64)
    places[positions] = np.arange(len(positions))
    ids, likes, downloads, created = (
        Column(partial(_parts, connection, name, positions))
        for name in ("model_id", "likes", "downloads", "createdAt")
    )
    texts = read_columns(connection, NODE_KINDS)
    blanks = [
        recurring(python_values(texts[name])) if name in texts else Call(repeat, None)
        for name in NODE_ATTRIBUTES
    ]
    (kinds,) = read_columns(connection, KINDS_OF_NODES).values()
    return Nodes(
        len(positions),
        positions,
        places,
        ids,
        {"likes": likes, "downloads": downloads, "createdAt": created},
        Call(tuple, dicts(NODE_ATTRIBUTES, blanks)),
        narrowest(kinds),
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
        yield python_values(columns[name][order])
