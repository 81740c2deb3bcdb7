"""What strangers typed is data, and what they pickled is not run."""

import os
import pickle
import shutil
import struct
from hashlib import sha256
from pathlib import Path

import duckdb
import networkx as nx
import oracle
import pytest

import ecograph
from ecograph.errors import EcographError
from ecograph.graphs import PICKLES

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
    yield "os.system", b"\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x01x\x85R."
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
    with pytest.raises(EcographError, match="it is no graph of ecograph's: ") as raised:
        ecograph.load("full", folder)
    assert named in str(raised.value) or named == "copyreg"
    assert not mark.exists()
    # The same without help from the database: it is not what was built.
    shutil.copy(sample_folder / "ecograph.duckdb", folder)
    with pytest.raises(EcographError, match=r"it was not built with ecograph\.duckdb"):
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
        b"\x80\x05cbuiltins\nlist\ncitertools\nrepeat\nK\x00\x8a\x07"
        + (2**50).to_bytes(7, "little")
        + b"\x86R\x85R.",
        b"\x80\x05cbuiltins\ndict\nK\x01\x85R.",
    ],
    ids=["empty", "text", "begun", "cut", "memo", "endless", "wrong call"],
)
def test_what_is_no_pickle_is_one_clear_error(data, sample_folder, tmp_path):
    folder = planted(tmp_path / "planted", sample_folder, data)
    with pytest.raises(EcographError, match="it is no graph of ecograph's: "):
        ecograph.load("full", folder)


def test_a_pickle_of_something_else_is_refused(sample_folder, tmp_path):
    folder = planted(tmp_path / "planted", sample_folder, pickle.dumps({"a": 1}))
    with pytest.raises(EcographError, match="it is no graph of ecograph's: a dict"):
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


def test_nothing_is_evaluated_and_no_sql_is_made_of_strings():
    """Where a text is put into SQL, a call of execute has an f-string or a sum."""
    import ast

    for path in Path(ecograph.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            assert name not in ("eval", "exec", "compile", "__import__"), path
            if name in ("execute", "executemany", "sql", "query"):
                made = (ast.JoinedStr, ast.BinOp, ast.Call)
                assert not isinstance(node.args[0], made), (path, node.lineno)
