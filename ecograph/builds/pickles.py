"""Write the columns of nodes and edges as pickled graphs."""

import hashlib
import shutil
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from operator import setitem
from pathlib import Path
from typing import Any

import duckdb

from ecograph.builds.progress import Steps
from ecograph.graphs.edge_columns import Edges, read_edges
from ecograph.graphs.garbage_collector import paused_collector
from ecograph.graphs.names import GRAPHS, PICKLES
from ecograph.graphs.node_columns import Nodes, read_nodes, read_records
from ecograph.graphs.pickle_writer import Call, Column, Writer, picked

__all__ = ["sha256", "write_graph", "write_nodes", "write_pickles"]


def write_pickles(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    names: Sequence[str],
    steps: Steps,
    beside: ThreadPoolExecutor,
) -> None:
    """Write the pickles of some graphs, which begin alike."""
    paths = {name: folder / PICKLES[name] for name in names}
    first, *others = names
    digests = {}
    with paused_collector():
        with steps.told("the nodes of the pickles"):
            nodes = read_nodes(connection)
            begun = write_nodes(nodes, paths[first])
        copies = {
            name: beside.submit(shutil.copyfile, paths[first], paths[name])
            for name in others
        }
        # The first comes last: until then it is what the others are copied from.
        for name in (*others, first):
            with steps.told(PICKLES[name]):
                edges = read_edges(connection, GRAPHS[name], nodes)
                if name in copies:
                    copies[name].result()
                more = {}
                if name == "nomerges_fulljson":
                    more["full_json"] = read_records(connection, nodes)
                write_graph(nodes, edges, begun, paths[name], more)
            digests[name] = beside.submit(sha256, paths[name])
    connection.executemany(
        "insert into meta.pickle values (?, ?, ?, ?)",
        [
            (name, path.name, path.stat().st_size, digests[name].result())
            for name, path in paths.items()
        ],
    )


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_nodes(nodes: Nodes, path: Path) -> Writer:
    """Write the part of a pickle that is the same for all three graphs."""
    with path.open("wb") as file:
        writer = Writer(file)
        for column in (nodes.ids, nodes.blanks, nodes.kinds, *nodes.own.values()):
            writer.keep(column)
    return writer


def write_graph(
    nodes: Nodes,
    edges: Edges,
    begun: Writer,
    path: Path,
    more: Mapping[str, Column],
) -> None:
    """Write the rest of a pickle, whose file holds the part that all share.

    The nodes of this one may have more attributes.

    Python's collector walks all that can hold other things whenever much of that
    kind has been made. Hence the edges' dicts come first, when little else is
    there, and the rows of succ and pred are filled last, when nothing more is made.
    """
    node = Call(list, Call(map, dict, picked(nodes.blanks, nodes.kinds)))
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
        writer = Writer(file, begun)
        writer.keep(edges.dicts)
        writer.keep(node)
        writer.drop(nodes.blanks, nodes.kinds)
        for name, values in nodes.own.items():
            writer.do(_filled(node, Call(repeat, name), values))
            writer.drop(values)
        for name, values in more.items():
            writer.do(_filled(node, Call(repeat, name), values))
        for item in (succ, pred, adj, graph):
            writer.keep(item)
        writer.drop(node, adj)
        # In the order of the edges, both directions get the order that is theirs.
        for rows, owners, others in (
            (succ, edges.parents, edges.children),
            (pred, edges.children, edges.parents),
        ):
            ends = picked(nodes.ids, others)
            writer.do(_filled(picked(rows, owners), ends, edges.dicts))
            writer.drop(rows)
        writer.finish(graph)


def _filled(dicts: Any, keys: Any, values: Any) -> Call:
    """Return the call that sets a key in each of some dicts."""
    return Call(deque, Call(map, setitem, dicts, keys, values), 0)


def _keyed(keys: Any, values: Any) -> Call:
    """Return the call that makes a dict."""
    return Call(dict, Call(zip, keys, values))
