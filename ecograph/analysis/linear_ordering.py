"""The linear ordering problem: to put values in order so that most traffic agrees."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import networkx as nx
import numpy as np

from ecograph.errors import EcographError

try:
    from scipy.optimize import Bounds, LinearConstraint, milp
except ImportError as error:
    raise EcographError(
        "scipy is missing; install it with pip install 'ecograph[ordering]'"
    ) from error

__all__ = ["best"]


def best(
    values: Sequence[str], traffic: Mapping[tuple[str, str], int]
) -> tuple[str, ...]:
    """Return the best ordering of some values.

    It is an integer program, solved exactly: a variable per pair of values is 1 if
    the earlier of `values` comes first, and of no three values may each come before
    the next in a circle.

    Parameters
    ----------
    values : sequence of str
        The values; of orderings with which the same pairs agree, it is the first in
        their order.
    traffic : mapping of (str, str) to int
        More than 0 for some pairs of the values, each in one direction.

    Returns
    -------
    tuple of str
        The values in an order in which the pairs whose first comes before their
        second have the largest sum of `traffic`, and of such orders, one in which
        they are most.

    Raises
    ------
    EcographError
        The solver gave up.
    """
    place = {value: number for number, value in enumerate(values)}
    pairs = {pair: n for n, pair in enumerate(combinations(range(len(values)), 2))}
    gains = np.zeros(len(pairs))
    for (start, end), amount in traffic.items():
        # A pair more counts less than any traffic: it only decides between equals.
        gain = amount * (len(traffic) + 1) + 1
        i, j = place[start], place[end]
        gains[pairs[min(i, j), max(i, j)]] = gain if i < j else -gain
    triples = [*combinations(range(len(values)), 3)]
    circles = np.zeros((len(triples), len(pairs)))
    for row, (i, j, k) in zip(circles, triples, strict=True):
        row[pairs[i, j]] = row[pairs[j, k]] = 1
        row[pairs[i, k]] = -1
    solved = milp(
        -gains,
        integrality=np.ones(len(pairs)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(circles, 0, 1),
        options={"mip_rel_gap": 0},
    )
    if solved.x is None:
        raise EcographError(f"the solver found no ordering: {solved.message}")
    agreeing: nx.DiGraph[str] = nx.DiGraph()
    agreeing.add_nodes_from(values)
    for start, end in traffic:
        i, j = place[start], place[end]
        if (solved.x[pairs[min(i, j), max(i, j)]] > 0.5) == (i < j):
            agreeing.add_edge(start, end)
    return tuple(nx.lexicographical_topological_sort(agreeing, place.__getitem__))
