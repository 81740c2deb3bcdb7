"""A graph as a folder of Parquet files."""

from functools import partial
from pathlib import Path

from ecograph.database import stoppable
from ecograph.exports.result import Exported
from ecograph.graphs.subgraph import Subgraph

__all__ = ["FILES", "write_parquet"]

FILES = ("models.parquet", "edges.parquet", "missing_parents.parquet")
"""Names of the files in the exported folder."""


def write_parquet(graph: Subgraph, folder: Path) -> Exported:
    """Write models, edges and missing parents with all columns of their relations."""
    folder.mkdir()
    relations = (
        graph.models_in_order(),
        graph.edges_in_order(),
        graph.missing_parents(),
    )
    for relation, name in zip(relations, FILES, strict=True):
        path = str(folder / name)
        write = partial(relation.write_parquet, path, compression="zstd")
        stoppable(graph.connection, write)
    return Exported(*graph.sizes())
