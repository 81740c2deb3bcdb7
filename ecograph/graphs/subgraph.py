"""The models and edges of a graph, or of a family in it, read for another tool."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from duckdb import (
    ColumnExpression,
    ConstantExpression,
    DuckDBPyConnection,
    DuckDBPyRelation,
    Expression,
    list_type,
)

from ecograph.database import expect_columns
from ecograph.errors import UnknownNameError
from ecograph.graphs.names import (
    ALWAYS,
    EDGE_ATTRIBUTES,
    EDGE_ORDER,
    GRAPHS,
    MODEL_ORDER,
    NODE_ATTRIBUTES,
)
from ecograph.model_ids import expect_model

__all__ = [
    "Subgraph",
    "expect_graph",
    "readable",
    "subgraph",
]

ROWS = 1 << 15
"""How many rows are Python objects at a time, but for more edges of one parent."""

# A model without a family is alone with itself.
FAMILY = """
    create temp table exported as
    select position from family($id)
    union
    select position from models where model_id = $id
"""

READ = {
    "models": ("position", "model_id", "source_row", *NODE_ATTRIBUTES),
    "edge_deltas": ("parent_position", "child_position", *EDGE_ATTRIBUTES),
    "lineage": ("model_id", "position"),
}
"""Relations of a build: the columns of each that are read to export it."""


@dataclass(frozen=True)
class Subgraph:
    """What of a build is exported.

    Attributes
    ----------
    connection : duckdb.DuckDBPyConnection
        The build, open.
    graph : str
        Name of the graph whose edges they are.
    family : str or None
        The model whose family it is; None if it is the whole graph.
    models, edges : duckdb.DuckDBPyRelation
        The rows of the relations, with all of their columns, in any order.
    """

    connection: DuckDBPyConnection
    graph: str
    family: str | None
    models: DuckDBPyRelation
    edges: DuckDBPyRelation

    def sizes(self) -> tuple[int, int]:
        """Return how many models and edges there are."""
        ((models,),) = self.models.count("*").fetchall()
        ((edges,),) = self.edges.count("*").fetchall()
        return models, edges

    def models_in_order(self) -> DuckDBPyRelation:
        """Return the models in their order."""
        return self.models.sort(*map(ColumnExpression, MODEL_ORDER))

    def edges_in_order(self) -> DuckDBPyRelation:
        """Return the edges in their order."""
        return self.edges.sort(*map(ColumnExpression, EDGE_ORDER))

    def node_rows(self, columns: Iterable[Expression]) -> Iterator[tuple[Any, ...]]:
        """Yield values of the models in their order."""
        return _in_windows(self.models, columns, *MODEL_ORDER)

    def edge_rows(self, columns: Iterable[Expression]) -> Iterator[tuple[Any, ...]]:
        """Yield values of the edges in their order."""
        return _in_windows(self.edges, columns, *EDGE_ORDER)


def _in_windows(
    relation: DuckDBPyRelation, columns: Iterable[Expression], *order: str
) -> Iterator[tuple[Any, ...]]:
    """Yield rows in the order of some columns.

    They are read by ranges of the first of them, for to sort all rows at once takes
    hundreds of megabytes.
    """
    key, *_ = by = [ColumnExpression(name) for name in order]
    (keys,) = relation.select(key).fetchnumpy().values()
    keys = np.sort(keys)
    starts = np.unique(keys[::ROWS]).tolist()
    ends = [*(start - 1 for start in starts[1:]), *keys[-1:].tolist()]
    rows = relation.select(*columns, *by)
    for bounds in zip(starts, ends, strict=True):
        window = rows.filter(key.between(*map(ConstantExpression, bounds)))
        for row in window.sort(*by).fetchall():
            yield row[: -len(by)]


def subgraph(
    connection: DuckDBPyConnection, database: Path, graph: str, family: str | None
) -> Subgraph:
    """Return a graph of a build, or what of it lies within the family of a model.

    Raises
    ------
    UnknownNameError
        There is no model of this id.
    EcographError
        Another version of ecograph built it.
    """
    expect_columns(connection, database, READ)
    models = connection.table("models")
    edges = connection.table(GRAPHS[graph])
    if family is not None:
        expect_model(connection, database, family)
        connection.execute(FAMILY, {"id": family})
        models = models.filter("position in (from temp.exported)")
        edges = edges.filter(
            "parent_position in (from temp.exported) "
            "and child_position in (from temp.exported)"
        )
    return Subgraph(connection, graph, family, models, edges)


def expect_graph(name: str) -> None:
    """Raise an error if there is no graph of this name in every build."""
    if name not in ALWAYS:
        raise UnknownNameError(
            f"there is no graph {name!r}; there are {', '.join(ALWAYS)}"
        )


def readable(name: str) -> Expression:
    """Return a column as DuckDB gives Python the values themselves.

    Of a list of an enum it may give the codes, and of an enum a categorical.
    """
    column = ColumnExpression(name)
    if name == "edge_types":
        return column.cast(list_type("VARCHAR"))
    return column.cast("VARCHAR") if name == "edge_type" else column
