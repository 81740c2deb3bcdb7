"""The linear ordering problem: the order of values that most traffic agrees with."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["solve"]

Numbers = npt.NDArray[np.int64]

HALF = 10
"""Bits of a set that one table of sums is for."""


def solve(
    values: Sequence[str],
    traffic: Mapping[tuple[str, str], int],
    *,
    unweighted: bool = False,
) -> tuple[str, ...]:
    """Return the best ordering of some values.

    Dynamic programming over the sets of values, each a number with a bit per value:
    the best ordering of a set begins with one of its values, and goes on with the
    best ordering of the others. It is exact; 20 values take less than a second.

    Parameters
    ----------
    values : sequence of str
        The values: 20 at most, as the time doubles with each.
    traffic : mapping of (str, str) to int
        Positive numbers for some pairs of values, each in one direction only.
    unweighted : bool, default False
        Whether the number of agreeing pairs comes first, and their traffic second.

    Returns
    -------
    tuple of str
        An ordering whose agreeing pairs, those whose first value comes before their
        second, have the largest sum of `traffic`; of such orderings, one with the
        most agreeing pairs; and of these, the first in the order of `values`.

    Examples
    --------
    >>> solve("abc", {("a", "b"): 3, ("b", "c"): 2, ("c", "a"): 3})
    ('c', 'a', 'b')
    """
    gains = _gains(values, traffic, unweighted)
    sets = np.arange(1 << len(values))
    sizes = _sums([1] * len(values))(sets)
    most = np.zeros(len(sets), np.int64)
    for size in range(1, len(values) + 1):
        of_size = sets[sizes == size]
        for first, gain in enumerate(gains):
            wholes = of_size[of_size >> first & 1 == 1]
            others = wholes ^ (1 << first)
            most[wholes] = np.maximum(most[wholes], most[others] + gain(others))
    ordering, rest = [], len(sets) - 1
    while rest:
        first, rest = next(
            (first, others)
            for first, gain in enumerate(gains)
            if rest >> first & 1
            and most[others := rest ^ (1 << first)] + gain(others) == most[rest]
        )
        ordering.append(values[first])
    return tuple(ordering)


def _gains(
    values: Sequence[str], traffic: Mapping[tuple[str, str], int], unweighted: bool
) -> list[Callable[[Any], Any]]:
    """Return for each value what it gains by coming before the values of a set."""
    place = {value: number for number, value in enumerate(values)}
    gains = [[0] * len(values) for _ in values]
    total = sum(traffic.values())
    for (start, end), amount in traffic.items():
        # What comes second adds up to less than one unit of the first, so that it
        # only breaks ties.
        gains[place[start]][place[end]] = (
            amount + total + 1 if unweighted else amount * (len(traffic) + 1) + 1
        )
    return [_sums(numbers) for numbers in gains]


def _sums(numbers: Sequence[int]) -> Callable[[Any], Any]:
    """Return a function from sets to the sums of the numbers of their members.

    Two short tables, one for each half of the bits, take less memory than a long one.
    """
    low, high = _table(numbers[:HALF]), _table(numbers[HALF:])
    return lambda sets: low[sets & ((1 << HALF) - 1)] + high[sets >> HALF]


def _table(numbers: Sequence[int]) -> Numbers:
    table = np.zeros(1, np.int64)
    for number in numbers:
        table = np.concatenate([table, table + number])
    return table
