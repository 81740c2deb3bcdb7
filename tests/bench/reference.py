"""The three graphs by the reference's algorithm: pandas rows and networkx.

It adds nodes row by row, then edges row by row, then deltas edge by edge, and copies
the graph for each pickle to remove the edges that do not belong to it. Where the
reference would `eval` untrusted text, or stop at a missing time, this script follows
the contract of the graphs.
"""

import ast
import pickle
import sys
from datetime import datetime
from math import nan
from pathlib import Path

import networkx as nx
import pandas as pd
from layout import NODE_ATTRIBUTES, TYPED_LISTS


def main(source: Path, folder: Path) -> None:
    # Equal texts of a column are one object, whether pyarrow is installed or not.
    pd.options.mode.string_storage = "python"
    table = pd.read_csv(source)
    graph = nx.DiGraph()
    add_nodes(graph, table)
    add_edges(graph, table)
    add_deltas(graph)
    save(graph, folder / "ai_ecosystem_graph.pkl")
    kept = {
        "finetune": lambda edge_type: edge_type == "finetune",
        "nomerges": lambda edge_type: edge_type != "merge",
    }
    for name, keeps in kept.items():
        part = graph.copy()
        part.remove_edges_from(
            [(u, v) for u, v, kind in graph.edges(data="edge_type") if not keeps(kind)]
        )
        save(part, folder / f"ai_ecosystem_graph_{name}.pkl")


def add_nodes(graph: nx.DiGraph, table: pd.DataFrame) -> None:
    for _, row in table.iterrows():
        model_id = row["model_id"]
        graph.add_node(model_id)
        for attribute in NODE_ATTRIBUTES:
            graph.nodes[model_id][attribute] = row[attribute]


def add_edges(graph: nx.DiGraph, table: pd.DataFrame) -> None:
    for _, row in table.iterrows():
        model_id = row["model_id"]
        typed = {kind: entries(row[column]) for kind, column in TYPED_LISTS.items()}
        parents = {*entries(row["parent_model"])}.union(*typed.values())
        for parent in parents:
            if parent in graph:
                types = [kind for kind, listed in typed.items() if parent in listed]
                graph.add_edge(
                    parent,
                    model_id,
                    edge_types=types,
                    edge_type=types[-1] if types else None,
                )


def add_deltas(graph: nx.DiGraph) -> None:
    for parent, child, edge in graph.edges(data=True):
        old, new = graph.nodes[parent], graph.nodes[child]
        # Literal names: one formatted per edge would be pickled once per edge.
        change = new["likes"] - old["likes"]
        edge["change_in_likes"] = change
        edge["percentage_change_in_likes"] = share(change, old["likes"])
        change = new["downloads"] - old["downloads"]
        edge["change_in_downloads"] = change
        edge["percentage_change_in_downloads"] = share(change, old["downloads"])
        edge["change_in_createdAt_days"] = days(old["createdAt"], new["createdAt"])


def share(change: float, of: float) -> float:
    return change / of if of != 0 else nan


def entries(cell: object) -> list[str]:
    """The entries of a cell, which is a Python list literal or missing."""
    return ast.literal_eval(cell) if isinstance(cell, str) else []


def days(old: object, new: object) -> float:
    form = "%Y-%m-%dT%H:%M:%S.%fZ"
    try:
        return (datetime.strptime(new, form) - datetime.strptime(old, form)).days
    except (TypeError, ValueError):
        return nan


def save(graph: nx.DiGraph, path: Path) -> None:
    with path.open("wb") as file:
        pickle.dump(graph, file, protocol=5)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
