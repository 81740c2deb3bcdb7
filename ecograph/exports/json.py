"""A graph as node-link JSON, as networkx writes it."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from ecograph.exports.result import Exported
from ecograph.graphs.names import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from ecograph.graphs.subgraph import Subgraph, readable

__all__ = ["write_json"]


def write_json(graph: Subgraph, path: Path) -> Exported:
    """Write what `networkx.node_link_data` returns; missing values are null."""
    nodes = map(readable, (*NODE_ATTRIBUTES, "model_id"))
    edges = map(readable, (*EDGE_ATTRIBUTES, "parent_id", "child_id"))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"directed": true, "multigraph": false, "graph": {},\n"nodes": [')
        _write_objects((*NODE_ATTRIBUTES, "id"), graph.node_rows(nodes), file)
        file.write('],\n"edges": [')
        names = (*EDGE_ATTRIBUTES, "source", "target")
        _write_objects(names, graph.edge_rows(edges), file)
        file.write("]}\n")
    return Exported(*graph.sizes())


def _write_objects(
    names: Sequence[str], rows: Iterable[tuple[Any, ...]], file: TextIO
) -> None:
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    before = "\n"
    for row in rows:
        file.write(before + encode(dict(zip(names, row, strict=True))))
        before = ",\n"
