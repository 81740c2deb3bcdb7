"""A graph as a folder of two Parquet files."""

from pathlib import Path

from ecograph.exports.exported import Exported
from ecograph.graphs.subgraph import Subgraph

__all__ = ["FILES", "write_parquet"]

FILES = ("models.parquet", "edges.parquet")
"""Files of the folder that an export as Parquet is."""


def write_parquet(part: Subgraph, folder: Path) -> Exported:
    """Write the models and the edges with all columns of their relations."""
    folder.mkdir()
    relations = part.models_in_order(), part.edges_in_order()
    for relation, name in zip(relations, FILES, strict=True):
        relation.write_parquet(str(folder / name), compression="zstd")
    return Exported(*part.sizes())
