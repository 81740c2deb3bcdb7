"""Columns of DuckDB and numpy as what a pickle holds: values, and calls on them."""

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
    """Return the call that yields values of which many recur, each spelt once."""
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return picked(tuple(places), narrowest(np.array([places[v] for v in values], "q")))


def recurring_numbers(column: "np.ndarray[Any, Any]") -> Call:
    """Return the call that yields numbers, each of them one object, nan if missing.

    They are told apart by their bits, for 0.0 equals -0.0.
    """
    numbers = np.ma.getdata(column)
    bits, places = np.unique(numbers.view("q"), return_inverse=True)
    places[np.ma.getmaskarray(column)] = len(bits)
    return picked((*bits.view(numbers.dtype).tolist(), nan), narrowest(places))


def narrowest(numbers: "np.ndarray[Any, Any]") -> "array[int]":
    """Return whole numbers from 0 up as the narrowest array that holds them."""
    kind = np.min_scalar_type(numbers.max(initial=0))
    return array(kind.char, numbers.astype(kind).tobytes())


def read_columns(
    connection: DuckDBPyConnection, query: str, values: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the columns of a query as numpy arrays, by their names."""
    return connection.execute(query, [*values]).fetchnumpy()


def python_values(column: "np.ndarray[Any, Any]") -> list[Any]:
    """Return a column as Python's own values, nan where one is missing."""
    values: list[Any] = np.ma.getdata(column).tolist()
    for place in np.flatnonzero(np.ma.getmaskarray(column)).tolist():
        values[place] = nan
    return values
