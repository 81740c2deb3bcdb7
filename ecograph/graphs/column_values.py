"""Turn columns of DuckDB and numpy into values and calls for a pickle."""

from array import array
from collections.abc import Sequence
from math import nan
from typing import Any

import numpy as np
from duckdb import DuckDBPyConnection

from ecograph.graphs.pickle_writer import Call, picked

__all__ = [
    "narrowest",
    "python_values",
    "read_columns",
    "recurring",
    "recurring_numbers",
]


def recurring(values: list[Any]) -> Call:
    """Return the call that yields repetitive values, each of them stored once."""
    codes = {value: code for code, value in enumerate(dict.fromkeys(values))}
    return picked(tuple(codes), narrowest(np.array([codes[v] for v in values], "q")))


def recurring_numbers(column: "np.ndarray[Any, Any]") -> Call:
    """Return the call that yields repetitive numbers, nan where one is missing.

    Each is stored once. They are compared by their bits, because 0.0 == -0.0.
    """
    numbers = np.ma.getdata(column)
    bits, codes = np.unique(numbers.view("q"), return_inverse=True)
    codes[np.ma.getmaskarray(column)] = len(bits)
    return picked((*bits.view(numbers.dtype).tolist(), nan), narrowest(codes))


def narrowest(numbers: "np.ndarray[Any, Any]") -> "array[int]":
    """Return non-negative integers as an array of the narrowest type."""
    dtype = np.min_scalar_type(numbers.max(initial=0))
    return array(dtype.char, numbers.astype(dtype).tobytes())


def read_columns(
    connection: DuckDBPyConnection, query: str, values: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the columns of a query as numpy arrays by name."""
    return connection.execute(query, [*values]).fetchnumpy()


def python_values(column: "np.ndarray[Any, Any]") -> list[Any]:
    """Return a column as Python objects, nan where one is missing."""
    values: list[Any] = np.ma.getdata(column).tolist()
    for index in np.flatnonzero(np.ma.getmaskarray(column)).tolist():
        values[index] = nan
    return values
