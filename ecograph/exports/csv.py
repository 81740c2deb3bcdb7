"""The edges of a graph as a compressed CSV file."""

from pathlib import Path

from duckdb import ColumnExpression, FunctionExpression

from ecograph.database import stoppable
from ecograph.exports.result import Exported
from ecograph.graphs.subgraph import Subgraph, readable

__all__ = ["write_csv"]


def write_csv(graph: Subgraph, path: Path) -> Exported:
    """Write the edges with all columns; `edge_types` as Python list literals."""
    edges = graph.edges_in_order()
    literal = FunctionExpression("python_literal", readable("edge_types"))
    columns = (
        literal.alias(name) if name == "edge_types" else ColumnExpression(name)
        for name in edges.columns
    )
    rows = edges.select(*columns)
    stoppable(graph.connection, lambda: rows.write_csv(str(path), compression="gzip"))
    return Exported(None, graph.sizes()[1])
