"""Write the columns of nodes and edges as pickled graphs."""

import hashlib
from collections import deque
from collections.abc import Mapping
from itertools import repeat
from operator import setitem
from pathlib import Path
from typing import Any

from ecograph.graphs.edge_columns import Edges
from ecograph.graphs.node_columns import Nodes
from ecograph.graphs.pickle_writer import Call, Column, Writer, picked

__all__ = ["sha256", "write_graph", "write_nodes"]


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_nodes(nodes: Nodes, path: Path) -> Writer:
    """Write the first part of a pickle, which is the same for all graphs."""
    with path.open("wb") as file:
        writer = Writer(file)
        for column in (nodes.ids, nodes.templates, nodes.codes, *nodes.own.values()):
            writer.keep(column)
    return writer


def write_graph(
    nodes: Nodes,
    edges: Edges,
    written: Writer,
    path: Path,
    extra: Mapping[str, Column],
) -> None:
    """Append the rest of a pickle to a file that has the first part.

    `written` is the writer of the first part, `extra` further attributes of nodes.

    Whenever many containers have been made, the garbage collector of the process
    that loads them walks all of them. Hence the edges' dicts come first, while there
    is little else, and the rows of succ and pred are filled last.
    """
    node = Call(list, Call(map, dict, picked(nodes.templates, nodes.codes)))
    succ = Call(list, Call(map, dict, Call(repeat, {}, nodes.number)))
    pred = Call(list, Call(map, dict, Call(repeat, {}, nodes.number)))
    adj = _keyed(nodes.ids, succ)
    graph = Call(
        "networkx.classes.digraph.DiGraph",
        _adj=adj,
        _succ=adj,
        _pred=_keyed(nodes.ids, pred),
        _node=_keyed(nodes.ids, node),
    )
    with path.open("ab") as file:
        writer = Writer(file, written)
        writer.keep(edges.dicts)
        writer.keep(node)
        writer.drop(nodes.templates, nodes.codes)
        for name, values in nodes.own.items():
            writer.do(_filled(node, Call(repeat, name), values))
            writer.drop(values)
        for name, values in extra.items():
            writer.do(_filled(node, Call(repeat, name), values))
        for item in (succ, pred, adj, graph):
            writer.keep(item)
        writer.drop(node, adj)
        # Filled in the order of the edges, both directions are in their own order.
        for rows, owners, others in (
            (succ, edges.parents, edges.children),
            (pred, edges.children, edges.parents),
        ):
            ends = picked(nodes.ids, others)
            writer.do(_filled(picked(rows, owners), ends, edges.dicts))
            writer.drop(rows)
        writer.finish(graph)


def _filled(dicts: Any, keys: Any, values: Any) -> Call:
    """Return the call that sets one key in each dict."""
    return Call(deque, Call(map, setitem, dicts, keys, values), 0)


def _keyed(keys: Any, values: Any) -> Call:
    """Return the call that makes a dict."""
    return Call(dict, Call(zip, keys, values))
