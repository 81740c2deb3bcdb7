"""SPEC.md in plain Python: the expected graphs of a table of models.

It follows the text of the contract and uses no code of the project. Rows are read
with the csv module and lists with ast.literal_eval, and nothing is fast.
"""

import ast
import csv
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from math import isnan, nan
from pathlib import Path

import networkx as nx
from pandas._libs.parsers import STR_NA_VALUES

NODE_ATTRIBUTES = [
    "likes",
    "downloads",
    "pipeline_tag",
    "library_name",
    "createdAt",
    "licenses",
    "datasets",
    "languages",
]
TYPED_LISTS = {
    "finetune": "finetune_parent",
    "quantized": "quantized_parent",
    "adapter": "adapter_parent",
    "merge": "merge_parent",
}
COLUMNS = ["model_id", *NODE_ATTRIBUTES, "parent_model", *TYPED_LISTS.values()]
GRAPHS = {
    "full": lambda edge_type: True,
    "finetune": lambda edge_type: edge_type == "finetune",
    "nomerges": lambda edge_type: edge_type != "merge",
}


@dataclass
class Expected:
    """The expected nodes and edges in order, with their attributes."""

    nodes: dict[str, dict]
    edges: dict[tuple[str, str], dict]

    def graph(self, name: str) -> "Expected":
        kept = GRAPHS[name]
        edges = {e: a for e, a in self.edges.items() if kept(a["edge_type"])}
        return Expected(self.nodes, edges)


def read(path: Path) -> Expected:
    with path.open(encoding="utf-8", newline="") as file:
        return expected(list(csv.DictReader(file)))


def expected(rows: list[dict[str, str]]) -> Expected:
    rows = [row for row in rows if row["model_id"] != ""]
    nodes: dict[str, dict] = {}
    for row in rows:
        attributes = {name: text(row[name]) for name in NODE_ATTRIBUTES}
        attributes["likes"] = number(row["likes"])
        attributes["downloads"] = number(row["downloads"])
        # A key keeps its first position when its value is replaced.
        nodes[row["model_id"]] = attributes

    # The typed lists that name each parent, for each row of a child.
    named: dict[tuple[str, str], list[list[str]]] = {}
    for row in rows:
        typed = {kind: entries(row[column]) for kind, column in TYPED_LISTS.items()}
        everything = [*entries(row["parent_model"]), *chain(*typed.values())]
        for parent in dict.fromkeys(everything):
            if parent in nodes:
                types = [kind for kind in TYPED_LISTS if parent in typed[kind]]
                named.setdefault((parent, row["model_id"]), []).append(types)

    place = {model_id: position for position, model_id in enumerate(nodes)}
    edges = {}
    for parent, child in sorted(named, key=lambda edge: place[edge[0]]):
        types = named[parent, child][-1]
        edges[parent, child] = {
            "edge_types": types,
            "edge_type": types[-1] if types else None,
            **deltas(nodes[parent], nodes[child]),
        }
    return Expected(nodes, edges)


def deltas(parent: dict, child: dict) -> dict[str, float]:
    result = {}
    for what in ("likes", "downloads"):
        change = child[what] - parent[what]
        result[f"change_in_{what}"] = change
        share = nan if parent[what] == 0 else change / parent[what]
        result[f"percentage_change_in_{what}"] = share
    born, made = moment(child["createdAt"]), moment(parent["createdAt"])
    days = nan if born is None or made is None else (born - made).days
    result["change_in_createdAt_days"] = days
    return result


def text(cell: str) -> str | float:
    return nan if cell in STR_NA_VALUES else cell


def number(cell: str) -> int | float:
    if re.fullmatch(r"[+-]?[0-9]{1,15}(\.0*)?", cell):
        return int(cell.partition(".")[0])
    return nan


def moment(cell: str | float) -> datetime | None:
    try:
        return datetime.strptime(cell, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return None


def is_floor(cell: str | float) -> bool:
    """Whether a time is of the day on which the Hub began to keep them, or before."""
    time = moment(cell)
    return time is not None and time < datetime(2022, 3, 3, tzinfo=UTC)


def entries(cell: str) -> list[str]:
    """Return the strings of a list literal; none if the cell is not one."""
    try:
        value = ast.literal_eval(cell)
    except (ValueError, SyntaxError):
        return []
    if not isinstance(value, list):
        return []
    return [entry for entry in value if isinstance(entry, str)]


def assert_same(graph: nx.DiGraph, wanted: Expected) -> None:
    """Check every clause of the contract: order, values, types and sharing."""
    assert type(graph) is nx.DiGraph
    assert list(graph.nodes) == list(wanted.nodes)
    for model_id, attributes in graph.nodes(data=True):
        assert list(attributes) == NODE_ATTRIBUTES
        assert plain(attributes) == plain(wanted.nodes[model_id]), model_id

    assert list(graph.edges) == list(wanted.edges)
    for parent, child, attributes in graph.edges(data=True):
        assert plain(attributes) == plain(wanted.edges[parent, child]), (parent, child)
        assert graph.succ[parent][child] is graph.pred[child][parent]
    assert list(graph.succ) == list(graph.pred) == list(graph.nodes)

    parents: dict[str, list[str]] = {model_id: [] for model_id in wanted.nodes}
    for parent, child in wanted.edges:
        parents[child].append(parent)
    assert {child: list(row) for child, row in graph.pred.items()} == parents

    dicts = [d for _, d in graph.nodes(data=True)]
    dicts += [d for *_, d in graph.edges(data=True)]
    lists = [d["edge_types"] for *_, d in graph.edges(data=True)]
    assert len({id(value) for value in dicts + lists}) == len(dicts) + len(lists)


def plain(attributes: dict) -> dict:
    """Return each value with its type, and nan as a value that equals itself."""
    return {
        name: (
            type(value),
            "nan" if isinstance(value, float) and isnan(value) else value,
        )
        for name, value in attributes.items()
    }


__all__ = ["COLUMNS", "Expected", "assert_same", "expected", "is_floor", "read"]
