"""Each clause of the specification, on a few literal rows."""

import pickle
from math import isnan

import oracle
import pytest

import ecograph


@pytest.fixture
def graphs_of(write_rows, tmp_path):
    """Build some rows; return the graphs, once they are compared with the oracle."""

    def build(*rows):
        path = write_rows(*rows)
        result = ecograph.build(path, tmp_path / "out")
        wanted = oracle.read(path)
        graphs = {}
        for name, file in result.pickles.items():
            graphs[name] = pickle.loads(file.read_bytes())
            oracle.assert_same(graphs[name], wanted.graph(name))
        return graphs

    return build


def edges(graph):
    return [
        (u, v, d["edge_type"], d["edge_types"]) for u, v, d in graph.edges(data=True)
    ]


def test_nodes_are_in_the_order_of_rows_with_the_values_of_the_last(graphs_of):
    full = graphs_of(
        {"model_id": "b", "likes": "1"},
        {"model_id": "a", "likes": "2"},
        {"model_id": "b", "likes": "3"},
    )["full"]
    assert list(full.nodes.data("likes")) == [("b", 3), ("a", 2)]


def test_all_three_graphs_have_all_nodes(graphs_of):
    graphs = graphs_of(
        {"model_id": "base"},
        {"model_id": "tuned", "finetune_parent": "['base']"},
        {"model_id": "merged", "merge_parent": "['base', 'tuned']"},
        {"model_id": "listed", "parent_model": "['base']"},
        {"model_id": "alone"},
    )
    assert {len(graph) for graph in graphs.values()} == {5}
    assert [(u, v) for u, v, *_ in edges(graphs["finetune"])] == [("base", "tuned")]
    assert edges(graphs["nomerges"]) == [
        ("base", "tuned", "finetune", ["finetune"]),
        ("base", "listed", None, []),
    ]


def test_parents_are_the_union_of_the_five_lists_where_they_are_models(graphs_of):
    full = graphs_of(
        {"model_id": "p"},
        {
            "model_id": "c",
            "parent_model": "['p', 'absent']",
            "adapter_parent": "['p', 'p']",
        },
        {"model_id": "d", "quantized_parent": "['p']"},
    )["full"]
    assert edges(full) == [
        ("p", "c", "adapter", ["adapter"]),
        ("p", "d", "quantized", ["quantized"]),
    ]


def test_merge_outranks_adapter_outranks_quantized_outranks_finetune(graphs_of):
    lists = ["finetune_parent", "quantized_parent", "adapter_parent", "merge_parent"]
    children = [
        {"model_id": f"c{first}{last}", lists[first]: "['p']", lists[last]: "['p']"}
        for first in range(4)
        for last in range(4)
    ]
    full = graphs_of({"model_id": "p"}, *children)["full"]
    assert full["p"]["c30"]["edge_types"] == ["finetune", "merge"]
    assert full["p"]["c21"]["edge_type"] == "adapter"


def test_ids_match_exactly(graphs_of, tmp_path):
    full = graphs_of(
        {"model_id": "Owner/Name"},
        {"model_id": "c", "finetune_parent": "['owner/name', ' Owner/Name', '']"},
    )["full"]
    assert edges(full) == []
    parents = ecograph.table("parents", tmp_path / "out")
    assert [*parents["status"]] == ["wrong_case", "not_an_id", "not_an_id"]
    assert parents["parent_position"].isna().all()


def test_a_model_may_be_its_own_parent_and_cycles_stay(graphs_of):
    full = graphs_of(
        {"model_id": "self", "finetune_parent": "['self']"},
        {"model_id": "a", "finetune_parent": "['b']"},
        {"model_id": "b", "merge_parent": "['a']"},
    )["full"]
    assert list(full.edges) == [("self", "self"), ("a", "b"), ("b", "a")]


def test_types_come_from_the_last_row_that_names_the_parent(graphs_of):
    full = graphs_of(
        {"model_id": "p"},
        {"model_id": "c", "finetune_parent": "['p']", "merge_parent": "['q']"},
        {"model_id": "c", "adapter_parent": "['p']"},
        {"model_id": "c", "likes": "9"},
        {"model_id": "q"},
        {"model_id": "q", "parent_model": "['p']"},
    )["full"]
    assert edges(full) == [
        ("p", "c", "adapter", ["adapter"]),
        ("p", "q", None, []),
        ("q", "c", "merge", ["merge"]),
    ]


def test_edges_are_in_the_order_of_parents_and_then_of_rows(graphs_of):
    full = graphs_of(
        {"model_id": "late", "finetune_parent": "['q']"},
        {"model_id": "twice"},
        {"model_id": "first", "finetune_parent": "['q', 'p']"},
        {"model_id": "twice", "finetune_parent": "['q']"},
        {"model_id": "q"},
        {"model_id": "p"},
        {"model_id": "first", "finetune_parent": "['q']"},
    )["full"]
    assert list(full.edges) == [
        ("q", "late"),
        ("q", "first"),
        ("q", "twice"),
        ("p", "first"),
    ]
    assert list(full.pred["first"]) == ["q", "p"]


def test_deltas(graphs_of):
    full = graphs_of(
        {
            "model_id": "p",
            "likes": "5",
            "downloads": "0",
            "createdAt": "2024-01-02T00:00:00.000Z",
        },
        {
            "model_id": "earlier",
            "likes": "0",
            "downloads": "10",
            "createdAt": "2024-01-01T23:59:59.000Z",
            "finetune_parent": "['p']",
        },
        {
            "model_id": "later",
            "likes": "279",
            "createdAt": "2024-01-02T23:59:59.999Z",
            "finetune_parent": "['p']",
        },
    )["full"]
    earlier, later = full["p"]["earlier"], full["p"]["later"]
    assert earlier["change_in_createdAt_days"] == -1
    assert earlier["change_in_likes"] == -5
    assert earlier["percentage_change_in_likes"] == -1.0
    assert earlier["change_in_downloads"] == 10
    assert isnan(earlier["percentage_change_in_downloads"])
    assert later["change_in_createdAt_days"] == 0
    assert later["percentage_change_in_likes"] == 54.8
    assert isnan(later["change_in_downloads"])


def test_the_published_edge(graphs_of):
    """The one edge whose deltas the research printed (FIGURES.md).

    Likes −5 (−1.0) and downloads +548 (54.8) fix the values of both ends.
    """
    parent, child = "lucianosb/boto-7B", "mradermacher/boto-7B-i1-GGUF"
    full = graphs_of(
        {
            "model_id": parent,
            "likes": "5",
            "downloads": "10",
            "createdAt": "2024-01-01T00:00:00.000Z",
        },
        {
            "model_id": child,
            "likes": "0",
            "downloads": "558",
            "createdAt": "2024-09-01T12:00:00.000Z",
            "quantized_parent": repr([parent]),
        },
    )["full"]
    assert full[parent][child] == {
        "edge_types": ["quantized"],
        "edge_type": "quantized",
        "change_in_likes": -5,
        "percentage_change_in_likes": -1.0,
        "change_in_downloads": 548,
        "percentage_change_in_downloads": 54.8,
        "change_in_createdAt_days": 244,
    }


def test_missing_values_are_nan_in_every_column_but_the_id(graphs_of):
    full = graphs_of(
        {"model_id": "None", "likes": "NA", "pipeline_tag": "None", "licenses": "nan"},
        {"model_id": "c", "library_name": "none", "finetune_parent": "['None']"},
        {"model_id": "d", "createdAt": "null", "finetune_parent": "None"},
    )["full"]
    assert list(full.edges) == [("None", "c")]
    assert isnan(full.nodes["None"]["pipeline_tag"])
    assert isnan(full.nodes["None"]["licenses"])
    assert full.nodes["c"]["library_name"] == "none"


def test_malformed_cells_are_recorded_and_the_build_goes_on(graphs_of, tmp_path):
    full = graphs_of(
        {"model_id": "p", "likes": "many", "createdAt": "yesterday"},
        {"model_id": "", "likes": "no number either"},
        {"model_id": "c", "finetune_parent": "['p'", "merge_parent": "['p']"},
        {"model_id": "d", "downloads": "1e3", "quantized_parent": "[None, 'p']"},
        {"model_id": "e", "downloads": "12.0", "likes": "9" * 16},
    )["full"]
    assert edges(full) == [
        ("p", "c", "merge", ["merge"]),
        ("p", "d", "quantized", ["quantized"]),
    ]
    assert full.nodes["p"]["createdAt"] == "yesterday"
    assert full.nodes["e"]["downloads"] == 12
    rejects = ecograph.table("rejects", tmp_path / "out")
    assert rejects[["source_row", "column_name"]].values.tolist() == [
        [1, "createdAt"],
        [1, "likes"],
        [2, "model_id"],
        [3, "finetune_parent"],
        [4, "downloads"],
        [4, "quantized_parent"],
        [5, "likes"],
    ]


def test_a_table_without_any_edge(graphs_of):
    assert edges(graphs_of({"model_id": "a"}, {"model_id": "b"})["full"]) == []


def test_absent_parents_are_kept_with_the_others(graphs_of, tmp_path):
    graphs_of(
        {"model_id": "p"},
        {"model_id": "c", "parent_model": "['gone', 'p', None]"},
    )
    parents = ecograph.table("parents", tmp_path / "out")
    assert parents[["child_id", "relation", "place", "status"]].values.tolist() == [
        ["c", "listed", 0, "absent"],
        ["c", "listed", 1, "in_graph"],
        ["c", "listed", 2, "not_an_id"],
    ]
    assert parents["parent_id"].isna().tolist() == [False, False, True]
