"""The pickles are ordinary graphs to whoever loads them."""

import gc
import io
import pickle
import pickletools
import shutil
import subprocess
import sys
import textwrap
from itertools import repeat
from pathlib import Path

import networkx as nx
import oracle
import pytest
from conftest import SAMPLE, THREE

import ecograph
from ecograph.errors import NotBuiltError
from ecograph.graphs import node_columns, pickle_loader
from ecograph.graphs.garbage_collector import paused_collector
from ecograph.graphs.pickle_writer import Call, Column, Writer

CHECK = """
    import pickle, sys, zlib
    with open(sys.argv[1], "rb") as file:
        graph = pickle.load(file)
    import networkx as nx
    assert type(graph) is nx.DiGraph
    ours = {"ecograph", "duckdb", "pandas", "numpy", "sqlglot"}
    assert not ours & set(sys.modules), ours & set(sys.modules)
    for parent, child, data in graph.edges(data=True):
        assert graph.succ[parent][child] is graph.pred[child][parent] is data
    again = pickle.loads(pickle.dumps(graph.copy()))
    for other in (again, graph.reverse().reverse(), graph.subgraph(graph).copy()):
        for one, view in (other.nodes, graph.nodes), (other.edges, graph.edges):
            assert {*map(repr, one(data=True))} == {*map(repr, view(data=True))}
    parts = [*nx.weakly_connected_components(graph)]
    assert len(graph.subgraph(parts[0])) == len(parts[0])
    graph.add_edge("new", "newer", edge_type="finetune")
    graph.remove_nodes_from(["new", "newer"])
    seen = repr([graph.nodes(data=True), graph.edges(data=True), len(parts)])
    print(len(graph), graph.number_of_edges(), zlib.crc32(seen.encode()))
"""


def checked(python, path):
    done = subprocess.run(
        # -I leaves out this folder and the environment's PYTHON variables.
        [python, "-I", "-c", textwrap.dedent(CHECK), path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.fixture(scope="module", params=["3.11", "3.12", "3.13", "3.14"])
def interpreter(request):
    """A Python of another version, where the machine has one."""
    name = f"python{request.param}"
    versions = Path.home() / ".pyenv" / "versions"
    found = [*versions.glob(f"{request.param}.*/bin/{name}"), shutil.which(name)]
    for python in filter(None, found):
        said = subprocess.run([python, "--version"], capture_output=True, check=False)
        if said.returncode == 0:
            return python
    pytest.skip(f"there is no {name} here")


@pytest.fixture(scope="module", params=["networkx==3.2", "networkx"])
def clean_python(request, interpreter, tmp_path_factory):
    """The Python of an environment that has networkx and nothing else."""
    folder = tmp_path_factory.mktemp("clean")
    subprocess.run([interpreter, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", request.param]
    subprocess.run(install, check=True)
    return python


@pytest.fixture(scope="module")
def seen_here(sample_folder):
    return {
        name: checked(sys.executable, sample_folder / THREE[name]) for name in THREE
    }


def test_they_load_where_there_is_networkx_and_nothing_of_ours(
    clean_python, sample_folder, seen_here
):
    for name, file in THREE.items():
        nodes, edges, _ = seen = checked(clean_python, sample_folder / file)
        graph = ecograph.load(name, sample_folder)
        assert [nodes, edges] == [str(len(graph)), str(graph.number_of_edges())]
        assert seen == seen_here[name]


class Recorder(pickle.Unpickler):
    """Loads a pickle and notes what it names."""

    def __init__(self, file):
        super().__init__(file)
        self.named = set()

    def find_class(self, module, name):
        self.named.add(f"{module}.{name}")
        return super().find_class(module, name)


@pytest.mark.parametrize("name", THREE)
def test_it_names_only_classes_and_functions_of_others(name, sample_folder):
    with (sample_folder / THREE[name]).open("rb") as file:
        recorder = Recorder(file)
        recorder.load()
    allowed = {"networkx.classes.digraph.DiGraph", "collections.deque"}
    allowed |= {f"builtins.{n}" for n in ("dict", "list", "map", "tuple")}
    allowed |= {"builtins.zip", "itertools.repeat", "array._array_reconstructor"}
    allowed |= {"array.array", "_operator.getitem", "_operator.setitem"}
    assert recorder.named == allowed


@pytest.mark.parametrize("name", THREE)
def test_its_opcodes_are_well_formed_and_of_protocol_5(name, sample_folder):
    data = (sample_folder / THREE[name]).read_bytes()
    opcodes = [opcode.name for opcode, *_ in pickletools.genops(data)]
    assert opcodes.count("STOP") == 1
    assert data[:2] == pickle.PROTO + b"\x05"
    # Python's own unpickler minds the frames, which C's takes for hints.
    graph = pickle._Unpickler(io.BytesIO(data)).load()
    assert equal(graph, pickle.loads(data))


def test_the_graph_works_as_any_other(sample_folder):
    path = sample_folder / THREE["full"]
    graph = pickle.loads(path.read_bytes())
    plain = nx.DiGraph()
    plain.add_nodes_from(graph.nodes(data=True))
    plain.add_edges_from(graph.edges(data=True))
    assert equal(graph, plain)
    # Its nan are those of the graph; to networkx, another nan is another value.
    assert nx.utils.graphs_equal(graph, plain)
    assert equal(graph.copy(), plain)
    assert equal(pickle.loads(pickle.dumps(graph)), plain)
    assert equal(graph.reverse(), plain.reverse())
    parts = [*nx.weakly_connected_components(graph)]
    assert parts == [*nx.weakly_connected_components(plain)]
    assert equal(graph.subgraph(parts[0]), plain.subgraph(parts[0]))
    graph.add_edge("new", "newer", edge_type="finetune")
    graph.remove_node("new")
    graph.remove_node("newer")
    assert equal(graph, plain)


def test_a_number_that_recurs_is_one_object(sample_folder):
    edges = ecograph.load("full", sample_folder).edges.values()
    for name in ("change_in_downloads", "percentage_change_in_likes"):
        values = [edge[name] for edge in edges]
        assert len({id(value) for value in values}) == len({*map(repr, values)})


def test_a_zero_keeps_its_sign(write_rows, tmp_path):
    rows = [{"model_id": n, "likes": n, "parent_model": repr([n])} for n in ("1", "-1")]
    ecograph.build(write_rows(*rows), tmp_path)
    edges = ecograph.load("full", tmp_path).edges.values()
    assert [str(edge["percentage_change_in_likes"]) for edge in edges] == [
        "0.0",
        "-0.0",
    ]


def equal(one, other):
    """Whether two graphs are, nan being equal to nan."""
    return [*plainly(one.nodes), *plainly(one.edges)] == [
        *plainly(other.nodes),
        *plainly(other.edges),
    ]


def plainly(view):
    return [(*ends, oracle.plain(data)) for *ends, data in view(data=True)]


def written(steps):
    file = io.BytesIO()
    steps(Writer(file))
    return pickle.loads(file.getvalue())


def test_what_is_kept_is_one_object_and_what_is_not_is_made_anew():
    def steps(writer):
        kept, new = Call(list, "ab"), Call(list, "ab")
        writer.keep(kept)
        pairs = Call(zip, Call(repeat, kept, 1), Call(repeat, kept, 1))
        writer.finish(Call(list, Call(zip, pairs, Call(zip, new, new))))

    ((one, other), _), *_ = written(steps)
    assert one is other

    def without(writer):
        new = Call(list, "ab")
        writer.finish(Call(list, Call(zip, Call(repeat, new, 1), Call(repeat, new, 1))))

    ((one, other),) = written(without)
    assert one == other == ["a", "b"]
    assert one is not other


def test_what_is_dropped_is_gone_and_may_be_kept_again():
    def steps(writer):
        first, second = Call(list, "ab"), Call(list, "cd")
        writer.keep(first)
        writer.drop(first)
        writer.keep(second)
        writer.keep(first)
        writer.finish(Call(tuple, Call(zip, first, second)))

    assert written(steps) == (("a", "c"), ("b", "d"))


def test_a_call_may_be_made_for_its_effect():
    def steps(writer):
        numbers = Call(list, [3, 1, 2])
        writer.keep(numbers)
        writer.do(Call(list.sort, numbers))
        writer.finish(numbers)

    assert written(steps) == [1, 2, 3]


@pytest.mark.parametrize("sizes", [[], [0], [1], [2, 0, 1], [1000, 1, 2001]])
def test_a_column_is_a_tuple_of_all_its_parts(sizes):
    parts = [[f"{size} {n}" for n in range(size)] for size in sizes]
    column = Column(lambda: parts)
    wanted = tuple(value for part in parts for value in part)
    assert written(lambda writer: writer.finish(column)) == wanted


def test_a_pickle_may_go_on_from_a_copy_of_another():
    shared, names = io.BytesIO(), Call(list, "ab")
    begun = Writer(shared)
    begun.keep(names)
    for number in (1, 2):
        file = io.BytesIO(shared.getvalue())
        file.seek(0, io.SEEK_END)
        writer = Writer(file, begun)
        writer.keep(number)
        writer.finish(Call(list, Call(zip, names, Call(repeat, number))))
        assert pickle.loads(file.getvalue()) == [("a", number), ("b", number)]


def test_more_kinds_than_a_byte_holds(write_rows, tmp_path):
    rows = [
        {"model_id": f"m{n}", "datasets": f"['d{n}']", "parent_model": "['m0']"}
        for n in range(700)
    ]
    path = write_rows(*rows)
    ecograph.build(path, tmp_path / "out")
    oracle.assert_same(ecograph.load("full", tmp_path / "out"), oracle.read(path))


def test_nodes_in_more_parts_than_one(write_rows, tmp_path, monkeypatch):
    monkeypatch.setattr(node_columns, "PART", 7)
    # The last rows of two ids are far from the first.
    order = [*range(40), 3, 17, *range(40, 50), 3]
    rows = [
        {"model_id": f"m{n}", "likes": str(place), "parent_model": f"['m{n // 3}']"}
        for place, n in enumerate(order)
    ]
    path = write_rows(*rows)
    ecograph.build(path, tmp_path / "out")
    oracle.assert_same(ecograph.load("full", tmp_path / "out"), oracle.read(path))


def test_load_pauses_the_collector(sample_folder, monkeypatch):
    paused = []

    class Loader(pickle_loader.GraphLoader):
        def load(self):
            paused.append(not gc.isenabled())
            return super().load()

    monkeypatch.setattr(pickle_loader, "GraphLoader", Loader)
    ecograph.load("full", sample_folder)
    assert paused == [True]
    assert gc.isenabled()


def test_a_pickle_that_is_gone_is_an_error_that_says_what_to_do(tmp_path):
    ecograph.build(SAMPLE, tmp_path)
    (tmp_path / THREE["full"]).unlink()
    with pytest.raises(NotBuiltError, match="no such file next to"):
        ecograph.load("full", tmp_path)


def test_the_collector_is_restored_even_on_an_error():
    def fail():
        with paused_collector():
            assert not gc.isenabled()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert gc.isenabled()
    gc.disable()
    try:
        with paused_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
