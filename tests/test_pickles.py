"""The pickles are ordinary graphs to whoever loads them."""

import gc
import pickle
import subprocess
import sys
import textwrap

import networkx as nx
import oracle
import pytest

import ecograph
from ecograph.graphs import PICKLES, paused_collector
from ecograph.pickles import Call, Columns, digraph, make


@pytest.mark.parametrize("name", PICKLES)
def test_it_loads_where_there_is_networkx_and_nothing_of_ours(name, sample_folder):
    script = """
        import pickle, sys
        with open(sys.argv[1], "rb") as file:
            graph = pickle.load(file)
        import networkx
        assert type(graph) is networkx.DiGraph
        ours = {"ecograph", "duckdb", "pandas", "numpy", "sqlglot"}
        assert not ours & set(sys.modules), ours & set(sys.modules)
        print(graph.number_of_nodes(), graph.number_of_edges())
    """
    done = subprocess.run(
        # -I leaves out this folder and the environment's PYTHON variables.
        [
            sys.executable,
            "-I",
            "-c",
            textwrap.dedent(script),
            sample_folder / PICKLES[name],
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    graph = ecograph.load(name, sample_folder)
    assert done.stdout.split() == [str(len(graph)), str(graph.number_of_edges())]


class Recorder(pickle.Unpickler):
    """Loads a pickle and notes what it names."""

    def __init__(self, file):
        super().__init__(file)
        self.named = set()

    def find_class(self, module, name):
        self.named.add(f"{module}.{name}")
        return super().find_class(module, name)


@pytest.mark.parametrize("name", PICKLES)
def test_it_names_only_classes_and_functions_of_others(name, sample_folder):
    with (sample_folder / PICKLES[name]).open("rb") as file:
        recorder = Recorder(file)
        recorder.load()
    allowed = {"networkx.classes.digraph.DiGraph", "_operator.getitem"}
    allowed |= {f"builtins.{name}" for name in ("dict", "list", "map", "zip")}
    allowed |= {f"itertools.{name}" for name in ("islice", "repeat")}
    assert recorder.named == allowed


def test_the_graph_works_as_any_other(sample_folder):
    path = sample_folder / PICKLES["full"]
    graph = pickle.loads(path.read_bytes())
    plain = nx.DiGraph()
    plain.add_nodes_from(graph.nodes(data=True))
    plain.add_edges_from(graph.edges(data=True))
    assert equal(graph, plain)
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


def equal(one, other):
    """Whether two graphs are, nan being equal to nan."""
    return [*plainly(one.nodes), *plainly(one.edges)] == [
        *plainly(other.nodes),
        *plainly(other.edges),
    ]


def plainly(view):
    return [(*ends, oracle.plain(data)) for *ends, data in view(data=True)]


def test_a_call_is_made_alike_here_and_by_pickle():
    nodes = Columns(("likes",), [[5, 7, 9]])
    edges = Columns(("types",), [Call(map, list, [("a",), ("a",), ()])])
    call = digraph(["x", "y", "z"], nodes, [0, 0, 2], [1, 2, 2], edges)
    here, there = make(call), pickle.loads(pickle.dumps(call))
    for graph in (here, there):
        assert dict(graph.pred["z"]) == {"x": {"types": ["a"]}, "z": {"types": []}}
        assert graph["x"]["y"] == {"types": ["a"]}
        assert graph["x"]["y"]["types"] is not graph["x"]["z"]["types"]
        assert graph.succ["x"]["z"] is graph.pred["z"]["x"]
    assert nx.utils.graphs_equal(here, there)


def test_a_graph_without_nodes():
    assert (
        len(make(digraph([], Columns(("likes",), [[]]), [], [], Columns((), [])))) == 0
    )


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
