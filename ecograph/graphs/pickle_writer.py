"""Write pickles that store columns, and the calls that turn them into a graph.

A graph of two million models has two million small dicts. A pickle of each of them
is large and slow. These pickles store the *columns* of the tables instead, and the
calls of ``dict``, ``zip``, ``map`` and the like that make the dicts of an ordinary
`networkx.DiGraph` from them. ``pickle.load`` makes these calls, and needs only
networkx and the standard library.

The `pickle` module cannot write a part of a pickle, for two files to share, nor a
column that is not in memory as a whole. So `Writer` writes the few opcodes of a
call itself, and leaves all values to `pickle`.
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
        A function or class of a module; or its dotted name, without importing it.
    *args : object
        Its arguments, which may be calls themselves.
    **state : object
        Attributes to set on the result.

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
    """A tuple in the pickle that is read and written in chunks.

    Attributes
    ----------
    chunks : callable
        Returns the lists of values when they are written.
    """

    chunks: Callable[[], Iterable[list[Any]]]


def dicts(names: tuple[str, ...], columns: Iterable[Any]) -> Call:
    """Return the call that yields the rows of columns as dicts."""
    rows = Call(zip, *columns)
    return Call(map, dict, Call(map, zip, Call(repeat, names), rows))


def picked(items: Any, indices: Any) -> Call:
    """Return the call that yields the items at some indices."""
    return Call(map, getitem, Call(repeat, items), indices)


class Writer:
    """Writes a pickle: steps that ``pickle.load`` takes, then the result.

    Parameters
    ----------
    file : binary file
        The file to write to.
    prefix : Writer, optional
        The writer of another file, if `file` is a copy of that and goes on from its
        end.

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

    def __init__(self, file: BinaryIO, prefix: "Writer | None" = None) -> None:
        self._file = file
        # Each kept item, and its index in the memo of the unpickler, by its id.
        self._kept: dict[int, tuple[Any, int]] = dict(prefix._kept) if prefix else {}
        self._memo_size: int = prefix._memo_size if prefix else 0
        if prefix is None:
            file.write(pickle.PROTO + b"\x05")

    def keep(self, item: Any) -> None:
        """Create an object once, for later steps to use."""
        self._put(item)
        self._file.write(pickle.MEMOIZE + pickle.POP)
        self._kept[id(item)] = item, self._memo_size
        self._memo_size += 1

    def drop(self, *items: Any) -> None:
        """Forget kept objects, to free their memory."""
        for item in items:
            _, index = self._kept.pop(id(item))
            self._file.write(pickle.NONE + pickle.LONG_BINPUT + _uint32(index))
            self._file.write(pickle.POP)

    def do(self, call: Call) -> None:
        """Make a call for its side effect."""
        self._put(call)
        self._file.write(pickle.POP)

    def finish(self, item: Any) -> None:
        """Write the object that ``pickle.load`` returns."""
        self._put(item)
        self._file.write(pickle.STOP)

    def _put(self, item: Any) -> None:
        write = self._file.write
        if id(item) in self._kept:
            _, index = self._kept[id(item)]
            write(pickle.LONG_BINGET + _uint32(index))
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
            for chunk in item.chunks():
                self._frame(_opcodes(chunk)[len(pickle.EMPTY_LIST) :])
            write(pickle.TUPLE1 + pickle.REDUCE)
        else:
            self._frame(_opcodes(item))

    def _frame(self, opcodes: memoryview) -> None:
        """Write opcodes as a frame, which an unpickler reads at once."""
        self._file.write(pickle.FRAME + len(opcodes).to_bytes(8, "little"))
        self._file.write(opcodes)


def _uint32(index: int) -> bytes:
    return index.to_bytes(4, "little")


def _opcodes(value: Any) -> memoryview:
    """Return the opcodes of a value, to insert into another pickle.

    Protocol 3 has no frames, and a fast pickler uses no memo. The opcodes of the
    protocol and of the end are removed.
    """
    file = io.BytesIO()
    pickler = pickle.Pickler(file, protocol=3)
    pickler.fast = True
    pickler.dump(value)
    return file.getbuffer()[2:-1]
