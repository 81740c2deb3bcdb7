"""Turn columns of DuckDB and numpy into values and calls for a pickle."""

from array import array
from dataclasses import dataclass
from itertools import compress
from math import nan
from typing import Any

import numpy as np
from duckdb import DuckDBPyConnection

from ecograph.graphs.pickle_writer import Call, picked

__all__ = [
    "DistinctNumbers",
    "distinct_numbers",
    "narrowest",
    "python_values",
    "read_columns",
    "recurring",
]


def recurring(values: list[Any]) -> Call:
    """Return the call that yields repetitive values, each of them stored once."""
    codes = {value: code for code, value in enumerate(dict.fromkeys(values))}
    return picked(tuple(codes), narrowest(np.array([codes[v] for v in values], "q")))


@dataclass(frozen=True)
class DistinctNumbers:
    """A column of numbers, each stored once.

    Attributes
    ----------
    values : list of int or float
        The distinct numbers, ``nan`` where one is missing.
    codes : numpy.ndarray of int
        The index of each row's number.
    """

    values: list[Any]
    codes: "np.ndarray[Any, Any]"

    def at(self, rows: "np.ndarray[Any, Any]") -> Call:
        """Return the call that yields the numbers of some rows."""
        codes = self.codes[rows]
        used = np.zeros(len(self.values), dtype=bool)
        used[codes] = True
        # Numbers of other rows are left out.
        codes = (np.cumsum(used) - 1)[codes]
        return picked(tuple(compress(self.values, used.tolist())), narrowest(codes))


def distinct_numbers(column: "np.ndarray[Any, Any]") -> DistinctNumbers:
    """Return the distinct numbers of a column.

    They are compared by their bits, because 0.0 == -0.0.
    """
    numbers = np.ma.getdata(column)
    bits, codes = np.unique(numbers.view("q"), return_inverse=True)
    codes[np.ma.getmaskarray(column)] = len(bits)
    return DistinctNumbers([*bits.view(numbers.dtype).tolist(), nan], codes)


def narrowest(numbers: "np.ndarray[Any, Any]") -> "array[int]":
    """Return non-negative integers as an array of the narrowest type."""
    dtype = np.min_scalar_type(numbers.max(initial=0))
    return array(dtype.char, numbers.astype(dtype).tobytes())


def read_columns(connection: DuckDBPyConnection, query: str) -> dict[str, Any]:
    """Return the columns of a query as numpy arrays by name."""
    return connection.execute(query).fetchnumpy()


def python_values(column: "np.ndarray[Any, Any]") -> list[Any]:
    """Return a column as Python objects, nan where one is missing."""
    values: list[Any] = np.ma.getdata(column).tolist()
    for index in np.flatnonzero(np.ma.getmaskarray(column)).tolist():
        values[index] = nan
    return values
