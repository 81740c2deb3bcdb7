"""Read the nodes of the graphs as columns for a pickle."""

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

__all__ = ["Nodes", "read_extra", "read_nodes"]

CHUNK = 1 << 17
"""How many values of a column are Python objects at a time."""

EXTRA_CHUNK = 1 << 13
"""The same of further attributes: whole records have some kilobytes each."""

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

MAKE_NODE_KINDS = """
    create or replace temp table node_kinds as
    select
        pipeline_tag,
        library_name,
        licenses,
        datasets,
        languages,
        row_number() over (order by min(position)) - 1 as code
    from models
    group by pipeline_tag, library_name, licenses, datasets, languages
"""
"""There are about ten models per combination, and a pickle stores each only once."""

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


@dataclass(frozen=True)
class Nodes:
    """The nodes of all graphs, in their order.

    Attributes
    ----------
    number : int
        The number of nodes.
    positions : numpy.ndarray of int
        The ``models.position`` of each node.
    indices : numpy.ndarray of int
        The index of each node, by its ``models.position``.
    ids : Column
        Their ids.
    own : dict of str to Column
        The values of each attribute that usually differs between nodes.
    templates : Call
        The tuple of the distinct attribute dicts, without the values of `own`.
    codes : array of int
        The index of each node's template.
    """

    number: int
    positions: "np.ndarray[Any, Any]"
    indices: "np.ndarray[Any, Any]"
    ids: Column
    own: dict[str, Column]
    templates: Call
    codes: "array[int]"


def read_nodes(connection: DuckDBPyConnection) -> Nodes:
    """Read the nodes of a build; a missing value is ``nan``.

    The columns of ids and of `own` are read when they are written.
    """
    (positions,) = read_columns(
        connection, "select position from models order by position"
    ).values()
    indices = np.zeros(positions.max(initial=0) + 1, dtype=np.int64)
    indices[positions] = np.arange(len(positions))
    ids, likes, downloads, created = (
        Column(partial(_chunks, connection, name, positions))
        for name in ("model_id", "likes", "downloads", "createdAt")
    )
    connection.execute(MAKE_NODE_KINDS)
    texts = read_columns(connection, NODE_KINDS)
    templates = [
        recurring(python_values(texts[name])) if name in texts else Call(repeat, None)
        for name in NODE_ATTRIBUTES
    ]
    (codes,) = read_columns(connection, KINDS_OF_NODES).values()
    return Nodes(
        len(positions),
        positions,
        indices,
        ids,
        {"likes": likes, "downloads": downloads, "createdAt": created},
        Call(tuple, dicts(NODE_ATTRIBUTES, templates)),
        narrowest(codes),
    )


def read_extra(
    connection: DuckDBPyConnection, nodes: Nodes, relation: str, column: str
) -> Column:
    """Return a column of a relation of models, ``nan`` for a node without a value."""
    position = ColumnExpression("position")
    wanted = ColumnExpression(column)

    def chunks() -> Iterator[list[Any]]:
        rows = connection.table(relation).filter(wanted.isnotnull())
        for first in range(0, nodes.number, EXTRA_CHUNK):
            chunk = nodes.positions[first : first + EXTRA_CHUNK]
            part = rows.filter(position.between(int(chunk[0]), int(chunk[-1])))
            values = dict(part.select(position, wanted).fetchall())
            yield [values.get(node, nan) for node in chunk.tolist()]

    return Column(chunks)


def _chunks(
    connection: DuckDBPyConnection, name: str, positions: Any
) -> Iterator[list[Any]]:
    """Yield the values of a column of the nodes in chunks, in order."""
    for first in range(0, len(positions), CHUNK):
        chunk = positions[first : first + CHUNK]
        bounds = [int(chunk[0]), int(chunk[-1])]
        columns = (
            connection.sql(NODES, params=bounds)
            .select(ColumnExpression("position"), ColumnExpression(name))
            .fetchnumpy()
        )
        # They are stored nearly in order, so this is faster than a sort in DuckDB.
        order = np.argsort(columns["position"], kind="stable")
        yield python_values(columns[name][order])
