"""Read the models and edges of a graph, or of a family in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
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
from ecograph.older_builds import expect_columns

__all__ = [
    "Subgraph",
    "expect_graph",
    "readable",
    "subgraph",
]

ROWS = 1 << 15
"""How many rows are Python objects at a time, unless one parent has more edges."""

# A model without relatives has no family: it is alone.
FAMILY = """
    create temp table exported as
    select position from family($id)
    union
    select position from models where model_id = $id
"""

MISSING = """
    from missing_parents
    where
        is_chosen(
            edge_type, (select list(edge_type) from graph_types where graph = $graph)
        )
"""

COLUMNS = {
    "models": ("position", "model_id", "source_row", *NODE_ATTRIBUTES),
    "edge_deltas": ("parent_position", "child_position", *EDGE_ATTRIBUTES),
    "lineage": ("model_id", "position"),
}
"""The columns that are read, by relation."""


@dataclass(frozen=True)
class Subgraph:
    """The models and edges of a graph, or of a family in it.

    Attributes
    ----------
    connection : duckdb.DuckDBPyConnection
        The build, open.
    graph : str
        Name of the graph.
    family : str or None
        A model of the family; None for the whole graph.
    models, edges : duckdb.DuckDBPyRelation
        The rows with all columns, in any order.
    """

    connection: DuckDBPyConnection
    graph: str
    family: str | None
    models: DuckDBPyRelation
    edges: DuckDBPyRelation

    def missing_parents(self) -> DuckDBPyRelation:
        """Return what the models name as parents without an edge, of its types."""
        missing = self.connection.sql(MISSING, params={"graph": self.graph})
        if self.family is None:
            return missing
        return missing.filter("child_position in (from temp.exported)")

    def sizes(self) -> tuple[int, int]:
        """Return the number of models and of edges."""
        ((models,),) = self.models.count("*").fetchall()
        ((edges,),) = self.edges.count("*").fetchall()
        return models, edges

    def models_in_order(self) -> DuckDBPyRelation:
        """Return the models, sorted."""
        return self.models.sort(*map(ColumnExpression, MODEL_ORDER))

    def edges_in_order(self) -> DuckDBPyRelation:
        """Return the edges, sorted."""
        return self.edges.sort(*map(ColumnExpression, EDGE_ORDER))

    def node_rows(self, columns: Iterable[Expression]) -> Iterator[tuple[Any, ...]]:
        """Yield rows of the models, sorted."""
        return _in_windows(self.models, columns, *MODEL_ORDER)

    def edge_rows(self, columns: Iterable[Expression]) -> Iterator[tuple[Any, ...]]:
        """Yield rows of the edges, sorted."""
        return _in_windows(self.edges, columns, *EDGE_ORDER)


def _in_windows(
    relation: DuckDBPyRelation, columns: Iterable[Expression], *order: str
) -> Iterator[tuple[Any, ...]]:
    """Yield rows sorted by some columns.

    They are read in ranges of the first column, because sorting all rows at once
    takes hundreds of megabytes.
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
    connection: DuckDBPyConnection, database: PurePath, graph: str, family: str | None
) -> Subgraph:
    """Return a graph of a build, or its part within the family of a model.

    Raises
    ------
    UnknownNameError
        The build has no model of this id.
    EcographError
        Another version of ecograph built it.
    """
    expect_columns(connection, database, COLUMNS)
    models = connection.table("models")
    edges = connection.table(GRAPHS[graph])
    if family is not None:
        _, family = expect_model(connection, database, family)
        connection.execute(FAMILY, {"id": family})
        models = models.filter("position in (from temp.exported)")
        edges = edges.filter(
            "parent_position in (from temp.exported) "
            "and child_position in (from temp.exported)"
        )
    return Subgraph(connection, graph, family, models, edges)


def expect_graph(name: str) -> None:
    """Raise an error unless every build has a graph of this name."""
    if name not in ALWAYS:
        raise UnknownNameError(
            f"unknown graph {name!r}; use one of {', '.join(ALWAYS)}"
        )


def readable(name: str) -> Expression:
    """Return a column, with enums cast to text.

    DuckDB would return the codes of enums in a list, and a categorical for an enum.
    """
    column = ColumnExpression(name)
    if name == "edge_types":
        return column.cast(list_type("VARCHAR"))
    return column.cast("VARCHAR") if name == "edge_type" else column
