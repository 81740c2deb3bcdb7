"""What an export is to hold, told by networkx of what `ecograph.load` gives."""

from collections.abc import Iterator
from math import isnan
from pathlib import Path

import networkx as nx

import ecograph

MODELS = [
    {
        "model_id": "org/base",
        "likes": "12",
        "downloads": "3000",
        "createdAt": "2024-01-31T23:59:59.000Z",
        "licenses": "['apache-2.0', 'llama3', 'mit']",
        "parent_model": "['org/base', 'org/last']",
        "finetune_parent": "['org/last']",
    },
    {"model_id": "a", "likes": "1", "downloads": "0"},
    {"model_id": "a", "likes": "2", "downloads": "0", "parent_model": "['org/base']"},
    {
        "model_id": "org/last",
        "likes": "0",
        "createdAt": "2023-01-31T00:00:00.123Z",
        "licenses": "['other', None, 'MIT']",
        "finetune_parent": "['a']",
        "merge_parent": "['a', 'org/base']",
    },
    {"model_id": "org/last", "likes": "7", "merge_parent": "['alone']"},
    {"model_id": "alone", "pipeline_tag": "text-generation", "licenses": "broken ["},
]
"""An edge to itself, a cycle, ids that come again, and much that is missing."""


def wanted(folder: Path, name: str, family: str | None = None) -> nx.DiGraph:
    """A graph, or what of it lies within a model's family, in its order."""
    graph = ecograph.load(name, folder)
    if family is None:
        return graph
    nomerges = ecograph.load("nomerges", folder)
    members = nx.node_connected_component(nomerges.to_undirected(), family)
    part = nx.DiGraph()
    part.add_nodes_from((n, data) for n, data in graph.nodes.items() if n in members)
    part.add_edges_from(
        (*ends, data) for ends, data in graph.edges.items() if members.issuperset(ends)
    )
    return part


def without_nan(attributes: dict) -> dict:
    """Attributes with None where a value is missing."""
    return {
        name: None if isinstance(value, float) and isnan(value) else value
        for name, value in attributes.items()
    }


def in_xml(attributes: dict) -> dict:
    """Attributes as XML has them: lists as literals, and none that is missing."""
    return {
        name: str(value) if isinstance(value, list) else value
        for name, value in without_nan(attributes).items()
        if value is not None
    }


def nodes(graph: nx.DiGraph, as_read=without_nan) -> list[tuple]:
    return [(node, as_read(data)) for node, data in graph.nodes.items()]


def edges(graph: nx.DiGraph, as_read=without_nan) -> list[tuple]:
    return [(*ends, as_read(data)) for ends, data in graph.edges.items()]


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All that is in a folder, hidden or not."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()
