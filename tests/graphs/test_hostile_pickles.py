"""A pickle of another program is rejected before anything in it runs."""

import io
import os
import pickle
import shutil
import struct
import subprocess
import sys
from collections import deque
from hashlib import sha256
from itertools import repeat

import duckdb
import networkx as nx
import pytest

import ecograph
from ecograph.database import DATABASE
from ecograph.errors import EcographError
from ecograph.graphs.names import PICKLES
from ecograph.graphs.pickle_writer import Call, Writer


class Reduced:
    """An object that is pickled as a call."""

    def __init__(self, function, *args):
        self.call = function, args

    def __reduce__(self):
        return self.call


def payloads(mark):
    """Yield pickles that would create the file `mark`, or worse, and what they use."""
    import functools
    import operator

    touch = f"touch {mark}"
    code = f"open({str(mark)!r}, 'w').close()"
    opened = Reduced(getattr, Reduced(__import__, "os"), "system")
    yield "posix.system", pickle.dumps(Reduced(os.system, touch))
    yield "builtins.eval", pickle.dumps(Reduced(eval, code))
    yield "builtins.exec", pickle.dumps(Reduced(exec, code))
    yield "io.open", pickle.dumps(Reduced(open, str(mark), "w"))
    yield "_operator.call", pickle.dumps(Reduced(operator.call, opened, touch))
    yield "functools.partial", pickle.dumps(functools.partial(os.system, touch))
    nested = [Reduced(list, (Reduced(tuple, [Reduced(os.system, touch)]),))]
    yield "posix.system", pickle.dumps(nested)
    yield "posix.system", b"cposix\nsystem\n(V" + touch.encode() + b"\ntR."
    yield "os.system", b"(V" + touch.encode() + b"\nios\nsystem\n."
    yield (
        "os.system",
        b"\x80\x04\x8c\x02os\x8c\x06system\x93V%b\n\x85R." % touch.encode(),
    )
    # A dotted name would reach into an allowed module or class.
    yield (
        "collections._sys.modules",
        b"\x80\x04\x8c\x0bcollections\x8c\x0c_sys.modules\x93.",
    )
    yield "networkx.DiGraph", b"cnetworkx\nDiGraph\n."
    yield (
        "builtins.dict.fromkeys",
        b"\x80\x04\x8c\x08builtins\x8c\x0ddict.fromkeys\x93.",
    )
    yield "copyreg", b"\x80\x02\x82\xf0."


PAYLOADS = len([*payloads("")])


def planted(folder, synthetic_folder, data):
    """Return a build with another pickle, whose digest is in the database."""
    folder.mkdir()
    shutil.copy(synthetic_folder / DATABASE, folder)
    (folder / PICKLES["full"]).write_bytes(data)
    with duckdb.connect(folder / DATABASE) as connection:
        connection.execute(
            "update meta.pickle set sha256 = ? where graph = 'full'",
            [sha256(data).hexdigest()],
        )
    return folder


@pytest.mark.parametrize("number", range(PAYLOADS))
def test_a_hostile_pickle_is_rejected_before_anything_runs(
    number, synthetic_folder, tmp_path
):
    mark = tmp_path / "mark"
    name, data = [*payloads(mark)][number]
    folder = planted(tmp_path / "planted", synthetic_folder, data)
    with pytest.raises(EcographError, match="not a graph of ecograph: ") as raised:
        ecograph.load("full", folder)
    assert name in str(raised.value) or name == "copyreg"
    assert not mark.exists()
    # With the database as built, its digest differs.
    shutil.copy(synthetic_folder / DATABASE, folder)
    with pytest.raises(EcographError, match=r"it was not built with ecograph\.duckdb"):
        ecograph.load("full", folder)


LOAD = """
import pickle, sys
for name in sys.argv[1:]:
    try:
        with open(name, "rb") as file:
            pickle.load(file)()
    except Exception:
        pass
"""


def test_the_hostile_pickles_are_hostile(tmp_path):
    """With plain `pickle.load`, those that should create a mark do so."""
    files = [tmp_path / f"{number}" for number in range(PAYLOADS)]
    marks = [tmp_path / f"mark{number}" for number in range(PAYLOADS)]
    names = []
    for number, (file, mark) in enumerate(zip(files, marks, strict=True)):
        name, data = [*payloads(mark)][number]
        file.write_bytes(data)
        names.append(name)
    subprocess.run([sys.executable, "-c", LOAD, *files], check=True)
    for name, mark in zip(names, marks, strict=True):
        assert mark.exists() == ("system" in name or name in MARKING), name


MARKING = {
    "builtins.eval",
    "builtins.exec",
    "io.open",
    "_operator.call",
    "functools.partial",
}
"""Payloads that create the mark, other than by system."""


@pytest.mark.parametrize("times", [(), (10**12,)])
@pytest.mark.parametrize("function", [list, deque])
def test_an_endless_pickle_ends(function, times, synthetic_folder, tmp_path):
    """Nothing is repeated more often than the file has bytes."""
    file = io.BytesIO()
    Writer(file).finish(Call(function, Call(repeat, 0, *times)))
    folder = planted(tmp_path / "planted", synthetic_folder, file.getvalue())
    with pytest.raises(EcographError, match=f"a {function.__name__}$"):
        ecograph.load("full", folder)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a pickle",
        b"\x80\x05",
        pickle.dumps([1])[:-1],
        # An index of the memo that needs too much memory.
        b"\x80\x05Nr" + struct.pack("<I", 2**32 - 1) + b".",
        b"\x80\x05cbuiltins\ndict\nK\x01\x85R.",
    ],
    ids=["empty", "text", "start", "cut", "memo", "wrong call"],
)
def test_an_invalid_pickle_is_one_clear_error(data, synthetic_folder, tmp_path):
    folder = planted(tmp_path / "planted", synthetic_folder, data)
    with pytest.raises(EcographError, match="not a graph of ecograph: "):
        ecograph.load("full", folder)


def test_a_pickle_of_another_object_is_rejected(synthetic_folder, tmp_path):
    folder = planted(tmp_path / "planted", synthetic_folder, pickle.dumps({"a": 1}))
    with pytest.raises(EcographError, match="not a graph of ecograph: a dict"):
        ecograph.load("full", folder)


def test_a_pickle_cannot_change_a_class(synthetic_folder, tmp_path):
    """The opcode BUILD sets attributes, even of a class."""
    data = (
        b"\x80\x04cnetworkx.classes.digraph\nDiGraph\n"
        b"(N}(\x8c\x05ruinedK\x01utb0cbuiltins\ndict\n)R."
    ).replace(b"ruinedK", b"ruineK")
    folder = planted(tmp_path / "planted", synthetic_folder, data)
    with pytest.raises(EcographError):
        ecograph.load("full", folder)
    assert not hasattr(nx.DiGraph, "ruine")
