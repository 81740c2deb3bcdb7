"""Pickles that hold columns, and say by which calls these become a graph.

A graph of two million models is two million small dicts. A pickle that spells
them out is large and slow. Here it holds the *columns* of the tables instead, and
the calls of ``dict``, ``zip``, ``map`` and their like that make the dicts of an
ordinary `networkx.DiGraph` of them. ``pickle.load`` makes those calls: whoever
loads it needs networkx and the standard library alone.

The `pickle` module has no way to write a part of a pickle, so that two files may
share it, nor a column that is not in memory as a whole. Hence `Writer`, which
writes the few opcodes of a call itself, and leaves all values to `pickle`.
"""

import io
import pickle
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import repeat
from operator import getitem
from typing import Any, BinaryIO

__all__ = ["Call", "Column", "Writer", "dicts", "picked"]


class Call:
    """A call that ``pickle.load`` makes.

    Parameters
    ----------
    function : callable or str
        A function or class that a pickle can name; or that name, so that it need
        not be imported here.
    *args : object
        Its arguments, which may be calls themselves.
    **state : object
        Attributes to set on what it returns.

    Examples
    --------
    >>> file = io.BytesIO()
    >>> Writer(file).finish(Call(dict, Call(zip, "ab", [1, 2])))
    >>> pickle.loads(file.getvalue())
    {'a': 1, 'b': 2}
    >>> file = io.BytesIO()
    >>> Writer(file).finish(Call("fractions.Fraction", 1, 2))
    >>> pickle.loads(file.getvalue())
    Fraction(1, 2)
    """

    def __init__(
        self, function: Callable[..., Any] | str, *args: Any, **state: Any
    ) -> None:
        self.function = function
        self.args = args
        self.state = state


@dataclass(frozen=True)
class Column:
    """A tuple in the pickle, of which one part at a time is in memory here.

    Attributes
    ----------
    parts : callable
        Returns the parts, lists of values, when it is time to write them.
    """

    parts: Callable[[], Iterable[list[Any]]]


def dicts(names: tuple[str, ...], columns: Iterable[Any]) -> Call:
    """Return the call that yields the rows of some columns as dicts."""
    rows = Call(zip, *columns)
    return Call(map, dict, Call(map, zip, Call(repeat, names), rows))


def picked(items: Any, places: Any) -> Call:
    """Return the call that yields the items at some places."""
    return Call(map, getitem, Call(repeat, items), places)


class Writer:
    """Writes a pickle: a few steps for whoever loads it to take, then the result.

    Parameters
    ----------
    file : binary file
        What to write to.
    begun : Writer, optional
        One whose file this file is a copy of, to go on from there.

    Examples
    --------
    >>> file = io.BytesIO()
    >>> writer = Writer(file)
    >>> names = ["a", "b"]
    >>> writer.keep(names)
    >>> writer.finish(Call(list, Call(zip, names, names)))
    >>> pickle.loads(file.getvalue())
    [('a', 'a'), ('b', 'b')]
    """

    def __init__(self, file: BinaryIO, begun: "Writer | None" = None) -> None:
        self._file = file
        # By its identity, what is kept, and its place in the memo of the loader.
        self._kept: dict[int, tuple[Any, int]] = dict(begun._kept) if begun else {}
        self._places: int = begun._places if begun else 0
        if begun is None:
            file.write(pickle.PROTO + b"\x05")

    def keep(self, item: Any) -> None:
        """Make something that later steps name, each time as the one object."""
        self._put(item)
        self._file.write(pickle.MEMOIZE + pickle.POP)
        self._kept[id(item)] = item, self._places
        self._places += 1

    def drop(self, *items: Any) -> None:
        """Forget what was kept, so that its memory is free."""
        for item in items:
            _, place = self._kept.pop(id(item))
            self._file.write(pickle.NONE + pickle.LONG_BINPUT + _four(place))
            self._file.write(pickle.POP)

    def do(self, call: Call) -> None:
        """Make a call for its effect."""
        self._put(call)
        self._file.write(pickle.POP)

    def finish(self, item: Any) -> None:
        """Make what ``pickle.load`` returns."""
        self._put(item)
        self._file.write(pickle.STOP)

    def _put(self, item: Any) -> None:
        write = self._file.write
        if id(item) in self._kept:
            _, place = self._kept[id(item)]
            write(pickle.LONG_BINGET + _four(place))
        elif isinstance(item, Call):
            if isinstance(item.function, str):
                module, _, name = item.function.rpartition(".")
                write(pickle.GLOBAL + f"{module}\n{name}\n".encode())
            else:
                self._put(item.function)
            write(pickle.MARK)
            for arg in item.args:
                self._put(arg)
            write(pickle.TUPLE + pickle.REDUCE)
            if item.state:
                write(pickle.EMPTY_DICT + pickle.MARK)
                for name, value in item.state.items():
                    self._put(name)
                    self._put(value)
                write(pickle.SETITEMS + pickle.BUILD)
        elif isinstance(item, Column):
            self._put(tuple)
            write(pickle.EMPTY_LIST)
            for part in item.parts():
                self._frame(_opcodes(part)[len(pickle.EMPTY_LIST) :])
            write(pickle.TUPLE1 + pickle.REDUCE)
        else:
            self._frame(_opcodes(item))

    def _frame(self, opcodes: memoryview) -> None:
        """Write opcodes so that whoever loads them may read them at once."""
        self._file.write(pickle.FRAME + len(opcodes).to_bytes(8, "little"))
        self._file.write(opcodes)


def _four(place: int) -> bytes:
    return place.to_bytes(4, "little")


def _opcodes(value: Any) -> memoryview:
    """Return the opcodes of a value, as they may stand inside another pickle.

    Protocol 3 has no frames, and a fast pickler uses no memo; what is left out are
    the protocol's number and the stop.
    """
    file = io.BytesIO()
    pickler = pickle.Pickler(file, protocol=3)
    pickler.fast = True
    pickler.dump(value)
    return file.getbuffer()[2:-1]
