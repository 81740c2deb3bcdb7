"""Graphs of igraph, rustworkx and SciPy equal those of `ecograph.load`."""

import subprocess
import sys

import missing_packages
import numpy as np
import pytest
import scipy.sparse
from conftest import THREE, built
from expected_graphs import edge_items, node_items

import ecograph
from ecograph.errors import EcographError, NotBuiltError, UnknownNameError

CONVERSIONS = [ecograph.to_igraph, ecograph.to_rustworkx, ecograph.to_scipy]


@pytest.fixture(scope="module")
def builds(synthetic_folder, odd_folder, tmp_path_factory):
    """The sample, a few unusual models, and models without edges."""
    rows = [{"model_id": "a"}, {"model_id": "b"}]
    edgeless = built(tmp_path_factory.mktemp("edgeless"), rows)
    return {"sample": synthetic_folder, "odd": odd_folder, "edgeless": edgeless}


ALL = pytest.mark.parametrize(
    ("build", "graph"),
    [(build, graph) for build in ("sample", "odd", "edgeless") for graph in THREE],
)


@ALL
def test_igraph(build, graph, builds):
    found = ecograph.to_igraph(graph, builds[build])
    wanted = ecograph.load(graph, builds[build])
    assert found.is_directed()
    attributes = [vertex.attributes() for vertex in found.vs]
    assert [(data.pop("name"), data) for data in attributes] == node_items(wanted)
    ids = found.vs["name"]
    assert [
        (ids[edge.source], ids[edge.target], edge.attributes()) for edge in found.es
    ] == edge_items(wanted)
    assert_types(attributes, node_items(wanted))
    if found.vcount():
        assert found.vs.find(name=ids[-1]).index == found.vcount() - 1


@ALL
def test_rustworkx(build, graph, builds):
    found = ecograph.to_rustworkx(graph, builds[build])
    wanted = ecograph.load(graph, builds[build])
    assert not found.multigraph
    assert [*found.node_indices()] == [*range(len(wanted))]
    ids = [data.pop("model_id") for data in found.nodes()]
    assert [*zip(ids, found.nodes(), strict=True)] == node_items(wanted)
    assert [
        (ids[start], ids[end], data) for start, end, data in found.weighted_edge_list()
    ] == edge_items(wanted)
    assert_types(found.nodes(), node_items(wanted))


def assert_types(attributes, nodes):
    """The values have the Python types of those in the pickles."""
    for data, (_, wanted) in zip(attributes, nodes, strict=True):
        assert [*map(type, data.values())] == [*map(type, wanted.values())]


@ALL
def test_scipy(build, graph, builds):
    found, ids = ecograph.to_scipy(graph, builds[build])
    wanted = ecograph.load(graph, builds[build])
    assert type(found) is scipy.sparse.csr_array
    assert found.dtype == np.int64
    assert found.has_canonical_format
    assert ids.tolist() == [*wanted]
    assert found.shape == (len(ids), len(ids))
    pairs = found.tocoo()
    ends = zip(ids[pairs.row], ids[pairs.col], strict=True)
    assert {*ends} == {*wanted.edges}
    assert found.nnz == wanted.number_of_edges()
    assert (found.data == 1).all()


def test_nodes_and_edges_share_no_mutable_values(builds):
    graph = ecograph.to_rustworkx("full", builds["sample"])
    payloads = [*graph.nodes(), *graph.edges()]
    payloads += [data["edge_types"] for data in graph.edges()]
    assert len({*map(id, payloads)}) == len(payloads)
    lists = ecograph.to_igraph("full", builds["sample"]).es["edge_types"]
    assert len({*map(id, lists)}) == len(lists)


@pytest.mark.parametrize("convert", CONVERSIONS)
def test_an_unknown_graph_or_a_missing_build_is_one_clear_error(
    convert, builds, tmp_path
):
    with pytest.raises(UnknownNameError) as raised:
        convert("edges", builds["odd"])
    assert str(raised.value) == (
        "unknown graph 'edges'; use one of full, finetune, nomerges"
    )
    with pytest.raises(NotBuiltError, match="build one with `ecograph build SOURCE"):
        convert("full", tmp_path)


@pytest.mark.parametrize("convert", CONVERSIONS)
def test_without_the_library_it_says_what_to_install(convert, builds, monkeypatch):
    name = convert.__name__.removeprefix("to_")
    monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, f"{name}.sparse", raising=False)
    with pytest.raises(EcographError) as raised:
        convert("full", builds["odd"])
    assert str(raised.value) == missing_packages.remedy(name, name)


def test_networkx_is_not_imported(builds):
    code = (
        "import sys, ecograph\n"
        f"for name in {[convert.__name__ for convert in CONVERSIONS]}:\n"
        "    getattr(ecograph, name)('full', sys.argv[1])\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, builds["odd"]],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"networkx", "pandas"} & {*done.stdout.split()}
