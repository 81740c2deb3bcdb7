"""What strangers typed is data, and what they pickled is not run."""

import ast
import io
import os
import pickle
import re
import shutil
import struct
import subprocess
import sys
from collections import deque
from hashlib import sha256
from itertools import repeat
from pathlib import Path

import duckdb
import networkx as nx
import oracle
import pytest

import ecograph
from ecograph.errors import EcographError
from ecograph.graphs.names import PICKLES
from ecograph.graphs.pickle_writer import Call, Writer

HOSTILE = [
    "'; drop table models; --",
    '"); --',
    "../../x",
    "$(touch mark)",
    "`touch mark`",
    "{{7*7}}",
    "%s %d {0}",
    "__import__('os').system('touch mark')",
    "a/b\u202e",
    "\ufeffa/b",
    "=1+1",
    "-n",
    "x" * 10_000,
]


def test_hostile_ids_are_ordinary_data(write_rows, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [
        {"model_id": name, "parent_model": repr([*HOSTILE]), "licenses": name}
        for name in HOSTILE
    ]
    path = write_rows(*rows)
    ecograph.build(path, tmp_path / "out")
    graph = ecograph.load("full", tmp_path / "out")
    oracle.assert_same(graph, oracle.read(path))
    assert graph.number_of_edges() == len(HOSTILE) ** 2
    assert [done for done in ecograph.check(tmp_path / "out") if done.failing] == []
    assert not Path("mark").exists()


def test_hostile_cells_of_lists_are_not_run(write_rows, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    touch = "__import__('os').system('touch mark')"
    cells = [touch, f"[{touch}]", f"['a', {touch}]", f"['a'] + [{touch}]", "[x:=1]"]
    rows = [{"model_id": f"m{n}", "parent_model": c} for n, c in enumerate(cells)]
    made = ecograph.build(write_rows(*rows), tmp_path / "out")
    assert made.ledger["cells", "rejected"] == len(cells)
    assert not Path("mark").exists()


@pytest.mark.parametrize(
    "name", ["it's; drop table models; --.csv", "a*b?[c].csv", " 'x' .csv", "-.csv"]
)
def test_the_name_of_a_source_is_its_name(name, write_rows, tmp_path):
    write_rows({"model_id": "wrong"}, name="aXbYc.csv")
    path = write_rows({"model_id": "a"}, name=name)
    ecograph.build(path, tmp_path / "o'u\"t;*")
    assert [*ecograph.load("full", tmp_path / "o'u\"t;*")] == ["a"]


class Reduced:
    """Pickled as a call."""

    def __init__(self, function, *args):
        self.call = function, args

    def __reduce__(self):
        return self.call


def payloads(mark):
    """Pickles that would make the file `mark`, or worse, and what they name."""
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
    # A dotted name would reach what lies in an allowed module or class.
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


def planted(folder, sample_folder, data):
    """A build whose pickle is another, and whose database says that it is right."""
    shutil.copytree(sample_folder, folder)
    (folder / PICKLES["full"]).write_bytes(data)
    with duckdb.connect(folder / "ecograph.duckdb") as connection:
        connection.execute(
            "update meta.pickle set sha256 = ? where graph = 'full'",
            [sha256(data).hexdigest()],
        )
    return folder


@pytest.mark.parametrize("number", range(len([*payloads("")])))
def test_a_hostile_pickle_is_refused_before_anything_runs(
    number, sample_folder, tmp_path
):
    mark = tmp_path / "mark"
    named, data = [*payloads(mark)][number]
    folder = planted(tmp_path / "planted", sample_folder, data)
    with pytest.raises(EcographError, match="not a graph of ecograph: ") as raised:
        ecograph.load("full", folder)
    assert named in str(raised.value) or named == "copyreg"
    assert not mark.exists()
    # The same without help from the database: it is not what was built.
    shutil.copy(sample_folder / "ecograph.duckdb", folder)
    with pytest.raises(EcographError, match=r"it was not built with ecograph\.duckdb"):
        ecograph.load("full", folder)


@pytest.mark.parametrize("number", range(len([*payloads("")])))
def test_the_hostile_pickles_are_hostile(number, tmp_path):
    """Plain `pickle.load` does what they say: those that are to leave a mark do."""
    mark = tmp_path / "mark"
    named, data = [*payloads(mark)][number]
    (tmp_path / "hostile").write_bytes(data)
    script = "import pickle, sys; pickle.load(open(sys.argv[1], 'rb'))()"
    subprocess.run(
        [sys.executable, "-c", script, tmp_path / "hostile"],
        stderr=subprocess.DEVNULL,
        check=False,
    )
    calls = "system" in named or named in MARKING
    assert mark.exists() == calls


MARKING = {
    "builtins.eval",
    "builtins.exec",
    "io.open",
    "_operator.call",
    "functools.partial",
}
"""Those among `payloads` that call something by another name than system."""


@pytest.mark.parametrize("times", [(), (10**12,)])
@pytest.mark.parametrize("function", [list, deque])
def test_what_would_never_end_ends(function, times, sample_folder, tmp_path):
    """A graph repeats nothing more often than its file has bytes."""
    file = io.BytesIO()
    Writer(file).finish(Call(function, Call(repeat, 0, *times)))
    folder = planted(tmp_path / "planted", sample_folder, file.getvalue())
    with pytest.raises(EcographError, match=f"a {function.__name__}$"):
        ecograph.load("full", folder)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a pickle",
        b"\x80\x05",
        pickle.dumps([1])[:-1],
        # A place in the memo for which there is no room.
        b"\x80\x05Nr" + struct.pack("<I", 2**32 - 1) + b".",
        b"\x80\x05cbuiltins\ndict\nK\x01\x85R.",
    ],
    ids=["empty", "text", "begun", "cut", "memo", "wrong call"],
)
def test_what_is_no_pickle_is_one_clear_error(data, sample_folder, tmp_path):
    folder = planted(tmp_path / "planted", sample_folder, data)
    with pytest.raises(EcographError, match="not a graph of ecograph: "):
        ecograph.load("full", folder)


def test_a_pickle_of_something_else_is_refused(sample_folder, tmp_path):
    folder = planted(tmp_path / "planted", sample_folder, pickle.dumps({"a": 1}))
    with pytest.raises(EcographError, match="not a graph of ecograph: a dict"):
        ecograph.load("full", folder)


def test_a_pickle_cannot_change_a_class(sample_folder, tmp_path):
    """The opcode BUILD sets attributes, of a class too if a pickle holds one."""
    data = (
        b"\x80\x04cnetworkx.classes.digraph\nDiGraph\n"
        b"(N}(\x8c\x05ruinedK\x01utb0cbuiltins\ndict\n)R."
    ).replace(b"ruinedK", b"ruineK")
    folder = planted(tmp_path / "planted", sample_folder, data)
    with pytest.raises(EcographError):
        ecograph.load("full", folder)
    assert not hasattr(nx.DiGraph, "ruine")


def test_connect_refuses_to_write(sample_folder):
    path = sample_folder / "ecograph.duckdb"
    before = path.read_bytes()
    with ecograph.connect(sample_folder) as connection:
        for statement in ("drop table models", "update models set likes = 0"):
            with pytest.raises(duckdb.Error, match="read-only"):
                connection.execute(statement)
    assert path.read_bytes() == before


SQL = re.compile(
    r"\s*(select|from|with|insert|update|delete|create|drop|alter|attach|detach|use"
    r"|set|copy|install|load|pragma|describe|explain|checkpoint)\b",
    re.IGNORECASE,
)


def test_nothing_is_evaluated_and_no_sql_is_made_of_strings():
    """Text that begins as SQL does is a constant, but in the one place that quotes."""
    for path in Path(ecograph.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                assert name not in ("eval", "exec", "compile", "__import__"), path
        made = {
            function.name
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef)
            for node in ast.walk(function)
            if isinstance(node, ast.JoinedStr | ast.BinOp | ast.Call)
            and (begin := begun(node)) is not None
            and SQL.match(begin)
        }
        assert made == ({"attach_statement"} if path.stem == "database" else set())


def begun(node):
    """The constant text with which a text begins that is put together."""
    if isinstance(node, ast.JoinedStr):
        node = node.values[0]
    elif isinstance(node, ast.BinOp):
        node = node.left
    elif isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "join"):
        node = node.func.value
    text = getattr(node, "value", None)
    return text if isinstance(text, str) else None
