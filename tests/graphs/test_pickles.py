"""Pickles are ordinary graphs for every program that loads them."""

import gc
import io
import pickle
import pickletools
import shutil
import subprocess
import sys
import textwrap
from itertools import product
from pathlib import Path

import networkx as nx
import oracle
import pytest
from conftest import THREE, deep

import ecograph
from ecograph.database import DATABASE
from ecograph.errors import NotBuiltError
from ecograph.graphs import node_columns, pickle_loader

CHECK = """
    import pickle, sys, zlib
    for name in sys.argv[1:]:
        with open(name, "rb") as file:
            graph = pickle.load(file)
        import networkx as nx
        assert type(graph) is nx.DiGraph
        ours = {"ecograph", "duckdb", "pandas", "numpy", "sqlglot"}
        assert not ours & set(sys.modules), ours & set(sys.modules)
        for parent, child, data in graph.edges(data=True):
            assert graph.succ[parent][child] is graph.pred[child][parent] is data
        copy = pickle.loads(pickle.dumps(graph.copy()))
        for other in (copy, graph.reverse().reverse(), graph.subgraph(graph).copy()):
            for one, view in (other.nodes, graph.nodes), (other.edges, graph.edges):
                assert {*map(repr, one(data=True))} == {*map(repr, view(data=True))}
        parts = [*nx.weakly_connected_components(graph)]
        assert len(graph.subgraph(parts[0])) == len(parts[0])
        graph.add_edge("new", "newer", edge_type="finetune")
        graph.remove_nodes_from(["new", "newer"])
        seen = repr([graph.nodes(data=True), graph.edges(data=True), len(parts)])
        print(len(graph), graph.number_of_edges(), zlib.crc32(seen.encode()))
"""


def checked(python, folder):
    """The numbers of nodes and edges of each graph, and a digest of all of it."""
    done = subprocess.run(
        # -I leaves out this folder and the environment's PYTHON variables.
        [python, "-I", "-c", textwrap.dedent(CHECK), *THREE.values()],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


VERSIONS = ["3.11", "3.12", "3.13", "3.14"]
NETWORKX = ["networkx==3.2", "networkx"]


def interpreter(version):
    """Return the Python of another version, or skip the test without it."""
    name = f"python{version}"
    versions = Path.home() / ".pyenv" / "versions"
    found = [*versions.glob(f"{version}.*/bin/{name}"), shutil.which(name)]
    for python in filter(None, found):
        done = subprocess.run([python, "--version"], capture_output=True, check=False)
        if done.returncode == 0:
            return python
    pytest.skip(f"{name} is not installed")


@pytest.fixture(
    scope="module",
    params=deep(
        [("3.11", "networkx==3.2"), ("3.13", "networkx")],
        [*product(VERSIONS, NETWORKX)],
    ),
    ids="-".join,
)
def clean_python(request, tmp_path_factory):
    """The Python of an environment with networkx and nothing else."""
    version, networkx = request.param
    folder = tmp_path_factory.mktemp("clean")
    create = [interpreter(version), "-m", "venv", "--without-pip", folder]
    subprocess.run(create, check=True)
    (packages,) = folder.glob("lib/*/site-packages")
    if networkx == "networkx":  # the version here, which is pure Python
        shutil.copytree(Path(nx.__file__).parent, packages / "networkx")
    else:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
        subprocess.run([*pip, "--target", packages, networkx], check=True)
    return folder / "bin" / "python"


@pytest.fixture(scope="module")
def checked_here(synthetic_folder):
    return checked(sys.executable, synthetic_folder)


def test_they_load_with_networkx_alone(clean_python, synthetic_folder, checked_here):
    found = checked(clean_python, synthetic_folder)
    assert found == checked_here
    for name, (nodes, edges, _) in zip(THREE, found, strict=True):
        graph = ecograph.load(name, synthetic_folder)
        assert [nodes, edges] == [str(len(graph)), str(graph.number_of_edges())]


class Recorder(pickle.Unpickler):
    """Unpickler that records the names of classes and functions."""

    def __init__(self, file):
        super().__init__(file)
        self.names = set()

    def find_class(self, module, name):
        self.names.add(f"{module}.{name}")
        return super().find_class(module, name)


@pytest.mark.parametrize("name", THREE)
def test_they_use_only_networkx_and_the_standard_library(name, synthetic_folder):
    with (synthetic_folder / THREE[name]).open("rb") as file:
        recorder = Recorder(file)
        recorder.load()
    allowed = {"networkx.classes.digraph.DiGraph", "collections.deque"}
    allowed |= {f"builtins.{n}" for n in ("dict", "list", "map", "tuple")}
    allowed |= {"builtins.zip", "itertools.repeat", "array._array_reconstructor"}
    allowed |= {"array.array", "_operator.getitem", "_operator.setitem"}
    assert recorder.names == allowed


@pytest.mark.parametrize("name", THREE)
def test_opcodes_are_well_formed_and_of_protocol_5(name, synthetic_folder):
    data = (synthetic_folder / THREE[name]).read_bytes()
    opcodes = [opcode.name for opcode, *_ in pickletools.genops(data)]
    assert opcodes.count("STOP") == 1
    assert data[:2] == pickle.PROTO + b"\x05"
    # The unpickler in Python checks the frames, which that in C does not.
    graph = pickle._Unpickler(io.BytesIO(data)).load()
    assert equal(graph, pickle.loads(data))


def test_a_graph_works_like_any_other(synthetic_folder):
    path = synthetic_folder / THREE["full"]
    graph = pickle.loads(path.read_bytes())
    plain = nx.DiGraph()
    plain.add_nodes_from(graph.nodes(data=True))
    plain.add_edges_from(graph.edges(data=True))
    assert equal(graph, plain)
    # networkx compares nan by identity; these are the same objects.
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


def test_equal_numbers_are_one_object(synthetic_folder):
    edges = ecograph.load("full", synthetic_folder).edges.values()
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
    """Return whether two graphs are equal, with nan equal to nan."""
    return [*plainly(one.nodes), *plainly(one.edges)] == [
        *plainly(other.nodes),
        *plainly(other.edges),
    ]


def plainly(view):
    return [(*ends, oracle.plain(data)) for *ends, data in view(data=True)]


def test_more_distinct_attributes_than_fit_in_a_byte(write_rows, tmp_path):
    rows = [
        {"model_id": f"m{n}", "datasets": f"['d{n}']", "parent_model": "['m0']"}
        for n in range(700)
    ]
    path = write_rows(*rows)
    ecograph.build(path, tmp_path / "out")
    oracle.assert_same(ecograph.load("full", tmp_path / "out"), oracle.read(path))


def test_nodes_in_several_chunks(write_rows, tmp_path, monkeypatch):
    monkeypatch.setattr(node_columns, "CHUNK", 7)
    # The last rows of two ids are far from their first.
    order = [*range(40), 3, 17, *range(40, 50), 3]
    rows = [
        {"model_id": f"m{n}", "likes": str(place), "parent_model": f"['m{n // 3}']"}
        for place, n in enumerate(order)
    ]
    path = write_rows(*rows)
    ecograph.build(path, tmp_path / "out")
    oracle.assert_same(ecograph.load("full", tmp_path / "out"), oracle.read(path))


def test_load_pauses_the_collector(synthetic_folder, monkeypatch):
    paused = []

    class Loader(pickle_loader.GraphLoader):
        def load(self):
            paused.append(not gc.isenabled())
            return super().load()

    monkeypatch.setattr(pickle_loader, "GraphLoader", Loader)
    ecograph.load("full", synthetic_folder)
    assert paused == [True]
    assert gc.isenabled()


def test_a_missing_pickle_is_an_error_that_says_what_to_do(synthetic_folder, tmp_path):
    shutil.copy(synthetic_folder / DATABASE, tmp_path)
    with pytest.raises(NotBuiltError, match="no such file next to"):
        ecograph.load("full", tmp_path)
