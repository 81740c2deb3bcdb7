"""Traits of real models in plain Python, for tests that compare the SQL with them."""

import ast
from collections.abc import Iterator

import networkx as nx

LISTED = {"license": "licenses", "language": "languages", "dataset": "datasets"}
SINGLE = {"library": "library_name", "task": "pipeline_tag"}
KEPT = {
    "full": lambda kind: True,
    "finetune": lambda kind: kind == "finetune",
    "nomerges": lambda kind: kind != "merge",
}
"""Whether a graph keeps an edge of a type."""


def values(graph: nx.DiGraph, model: str) -> dict[str, set[str]]:
    """The values of each trait of a model."""
    attributes = graph.nodes[model]
    found = {}
    for trait, name in LISTED.items():
        text = attributes[name]
        listed = ast.literal_eval(text) if isinstance(text, str) else []
        found[trait] = {value for value in listed if value is not None}
    for trait, name in SINGLE.items():
        text = attributes[name]
        found[trait] = {text} if isinstance(text, str) else set()
    return found


def trait_pairs(
    graph: nx.DiGraph, named: dict, trait: str, name: str
) -> Iterator[tuple[set[str], set[str]]]:
    """The values at both ends of the edges of a graph, where both have some."""
    for parent, child, kind in graph.edges(data="edge_type"):
        sets = named[parent][trait], named[child][trait]
        if KEPT[name](kind) and all(sets):
            yield sets
