"""The linear ordering problem: the order of values that most traffic agrees with."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import networkx as nx
import numpy as np

from ecograph.errors import EcographError, missing_package

try:
    from scipy.optimize import Bounds, LinearConstraint, milp
except ImportError as error:
    raise missing_package("scipy", "ordering") from error

__all__ = ["solve"]


def solve(
    values: Sequence[str],
    traffic: Mapping[tuple[str, str], int],
    *,
    unweighted: bool = False,
) -> tuple[str, ...]:
    """Return the best ordering of some values.

    An integer program, solved exactly: it has a binary variable per pair of values,
    which is 1 if the pair keeps its order in `values`, and constraints that exclude
    every cycle of three values.

    Parameters
    ----------
    values : sequence of str
        The values. Of the orderings with the same agreeing pairs, the first in the
        order of `values` is returned.
    traffic : mapping of (str, str) to int
        Positive numbers for some pairs of values, each in one direction only.
    unweighted : bool, default False
        Whether the number of agreeing pairs comes first, and their traffic second.

    Returns
    -------
    tuple of str
        An ordering whose agreeing pairs, those whose first value comes before their
        second, have the largest sum of `traffic`; and of such orderings, one with
        the most agreeing pairs.

    Raises
    ------
    EcographError
        The solver found no solution.
    """
    place = {value: number for number, value in enumerate(values)}
    pairs = {pair: n for n, pair in enumerate(combinations(range(len(values)), 2))}
    gains = np.zeros(len(pairs))
    total = sum(traffic.values())
    for (start, end), amount in traffic.items():
        # What comes second adds up to less than one unit of the first, so that it
        # only breaks ties.
        gain = amount + total + 1 if unweighted else amount * (len(traffic) + 1) + 1
        i, j = place[start], place[end]
        gains[pairs[min(i, j), max(i, j)]] = gain if i < j else -gain
    triples = [*combinations(range(len(values)), 3)]
    cycles = np.zeros((len(triples), len(pairs)))
    for row, (i, j, k) in zip(cycles, triples, strict=True):
        row[pairs[i, j]] = row[pairs[j, k]] = 1
        row[pairs[i, k]] = -1
    solved = milp(
        -gains,
        integrality=np.ones(len(pairs)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(cycles, 0, 1),
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
