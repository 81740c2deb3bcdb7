"""Graphs as calls: made on the spot, or pickled in columns and made on loading.

A graph of two million models is two million small dicts. A pickle that spells
them out is large and slow. Here the pickle holds the *columns* of the tables
instead, and says by which calls of ``dict``, ``zip``, ``map`` and their like the
columns become the dicts of an ordinary `networkx.DiGraph`. ``pickle.load`` makes
those calls: whoever loads it needs networkx and the standard library alone,
and gets the graph that networkx itself would have made.
"""

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice, repeat
from operator import getitem
from pathlib import Path
from typing import Any

import networkx as nx

__all__ = ["Call", "Columns", "digraph", "make", "write"]


class Call:
    """A call to be made later: by `make`, or by ``pickle.load``.

    An argument may be a call itself. One that stands in several places is made
    once, and its result is shared.

    Parameters
    ----------
    function : callable
        A function or class that a pickle can name.
    *args : object
        Its arguments.

    Examples
    --------
    >>> import pickle
    >>> pickle.loads(pickle.dumps(Call(dict, Call(zip, "ab", [1, 2]))))
    {'a': 1, 'b': 2}
    """

    def __init__(self, function: Callable[..., Any], *args: Any) -> None:
        self.function = function
        self.args = args
        self.state: dict[str, Any] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        if self.state is None:
            return self.function, self.args
        return self.function, self.args, self.state


@dataclass(frozen=True)
class Columns:
    """A table by its columns, which are all of one length.

    Attributes
    ----------
    names : tuple of str
        Names of the columns.
    values : sequence of (sequence or Call)
        The columns.
    """

    names: tuple[str, ...]
    values: Sequence[Any]

    def as_dicts(self) -> Call:
        """Return the call that yields each row as a dict."""
        rows = Call(zip, *self.values)
        return Call(map, dict, Call(map, zip, Call(repeat, self.names), rows))


def picked(items: Any, positions: Any) -> Call:
    """Return the call that yields the items at some positions.

    Examples
    --------
    >>> list(make(picked(["a", "b", "c"], [2, 0])))
    ['c', 'a']
    """
    return Call(map, getitem, Call(repeat, items), positions)


def digraph(
    ids: Sequence[str],
    nodes: Columns,
    parents: Sequence[int],
    children: Sequence[int],
    edges: Columns,
) -> Call:
    """Return the call that makes a graph.

    Parameters
    ----------
    ids : sequence of str
        The nodes, in their order.
    nodes : Columns
        Their attributes.
    parents, children : sequence of int
        Positions in `ids` of each edge's ends, edges in the order of `parents`.
    edges : Columns
        The edges' attributes.

    Examples
    --------
    >>> nodes = Columns(("likes",), [[5, 7]])
    >>> edges = Columns(("edge_type",), [["finetune"]])
    >>> graph = make(digraph(["base", "tuned"], nodes, [0], [1], edges))
    >>> graph.edges(data=True)
    OutEdgeDataView([('base', 'tuned', {'edge_type': 'finetune'})])
    """
    # One dict per edge, which the rows of both directions share.
    attributes = Call(list, edges.as_dicts())
    by_child = sorted(range(len(children)), key=children.__getitem__)
    succ = _adjacency(ids, parents, picked(ids, children), attributes)
    pred = _adjacency(
        ids,
        children,
        picked(ids, [parents[edge] for edge in by_child]),
        picked(attributes, by_child),
    )
    graph = Call(nx.DiGraph)
    graph.state = {
        "_node": Call(dict, Call(zip, ids, nodes.as_dicts())),
        "_adj": succ,
        "_succ": succ,
        "_pred": pred,
    }
    return graph


def _adjacency(
    ids: Sequence[str], ends: Sequence[int], others: Call, data: Call
) -> Call:
    """Return the call that makes the dict of dicts of one direction.

    All rows draw on one iterator of the edges: each node's takes as many as the
    node has edges.
    """
    degrees = [0] * len(ids)
    for end in ends:
        degrees[end] += 1
    edges = Call(zip, others, data)
    rows = Call(map, dict, Call(map, islice, Call(repeat, edges), degrees))
    return Call(dict, Call(zip, ids, rows))


def make(call: Call) -> Any:
    """Make a call, and the calls among its arguments, here and now."""
    made: dict[int, Any] = {}

    def value(item: Any) -> Any:
        if not isinstance(item, Call):
            return item
        if id(item) not in made:
            result = item.function(*map(value, item.args))
            if item.state is not None:
                result.__dict__.update({k: value(v) for k, v in item.state.items()})
            made[id(item)] = result
        return made[id(item)]

    return value(call)


def write(call: Call, path: Path) -> None:
    """Pickle a call, so that ``pickle.load`` makes it."""
    with path.open("wb") as file:
        pickle.dump(call, file, protocol=5)
