"""The graphs that exports are compared with, made by networkx from pickles."""

from collections.abc import Iterator
from functools import cache
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
"""A self-loop, a cycle, duplicate ids, and many missing values."""

LONG = "x" * 10_000

HOSTILE = [
    *("'; drop table models; --", '"); --', "../../x", "$(touch mark)", "`touch mark`"),
    *("{{7*7}}", "%s %d {0}", "__import__('os').system('touch mark')"),
    *("a/b\u202e", "\ufeffa/b", "=1+1", "-n", LONG),
    *("<script>alert(1)</script>", '" onload="alert(1)', "a]]>b<![CDATA[", "&amp;&#0;"),
    *(" \ta\r\nb\rc ", "\x7f\x85\u2028\ud7ff\ue000\ufffd\U0001f600", "NA", "None"),
]
"""Names that are valid in XML, and must stay text in every format."""


@cache
def expected(folder: Path, name: str, family: str | None = None) -> nx.DiGraph:
    """A graph of a build, or its part within a family; not to be modified."""
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
    """Attributes with None for missing values."""
    return {
        name: None if isinstance(value, float) and isnan(value) else value
        for name, value in attributes.items()
    }


def as_xml(attributes: dict) -> dict:
    """Attributes as in XML: lists as literals, and without missing values."""
    return {
        name: str(value) if isinstance(value, list) else value
        for name, value in without_nan(attributes).items()
        if value is not None
    }


def node_items(graph: nx.DiGraph, convert=without_nan) -> list[tuple]:
    return [(node, convert(data)) for node, data in graph.nodes.items()]


def edge_items(graph: nx.DiGraph, convert=without_nan) -> list[tuple]:
    return [(*ends, convert(data)) for ends, data in graph.edges.items()]


def assert_graphml(path: Path, graph: nx.DiGraph) -> None:
    """Assert that networkx reads a graph from a GraphML file."""
    read = nx.read_graphml(path)
    assert type(read) is nx.DiGraph
    assert node_items(read, dict) == node_items(graph, as_xml)
    assert edge_items(read, dict) == edge_items(graph, as_xml)


def assert_gexf(path: Path, graph: nx.DiGraph) -> None:
    """Assert that networkx reads a graph from a GEXF file."""
    read = nx.read_gexf(path)
    assert type(read) is nx.DiGraph
    assert read.graph["mode"] == "dynamic"
    for node, data in read.nodes.items():
        assert data.pop("label") == node
        # In these tests, the source has times in the format of GEXF.
        assert data.pop("start", None) == data.get("createdAt")
    for number, ((_, child), data) in enumerate(read.edges.items()):
        assert data.pop("id") == str(number)
        assert data.pop("start", None) == read.nodes[child].get("createdAt")
    assert node_items(read, dict) == node_items(graph, as_xml)
    assert edge_items(read, dict) == edge_items(graph, as_xml)


def file_contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of each file in a folder, hidden ones included."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()
