"""The ancestors and descendants of a model, with their attributes and changes."""

import networkx as nx
import pytest
from conftest import asked, built, deep
from tree_pages import TREE

import ecograph
from ecograph.errors import EcographError, UnknownNameError

ROWS = {
    "small": (
        [(1, "tuned", "small", "quantized"), (2, "base", "tuned", "finetune")],
        [(1, "small", "merged", "merge")],
    ),
    "other": (
        [(1, "base", "other", "untyped"), (1, "other", "other", "untyped")],
        [(1, "other", "other", "untyped"), (1, "other", "merged", "merge")],
    ),
    "egg": (
        [(1, "hen", "egg", "adapter"), (2, "egg", "hen", "adapter")],
        [
            (1, "egg", "hen", "adapter"),
            (2, "hen", "egg", "adapter"),
            (2, "hen", "chick", "finetune"),
        ],
    ),
    "alone": ([], []),
    "no such model": ([], []),
}


@pytest.mark.parametrize("model", ROWS)
def test_the_edges_above_and_below(model, lineage_folder):
    rows = asked(
        lineage_folder,
        "select is_above, steps, parent_id, child_id, coalesce(edge_type, 'untyped') "
        "from lineage_tree(?)",
        model,
    )
    above, below = ROWS[model]
    assert [row for is_above, *row in rows if is_above] == [[*row] for row in above]
    assert [row for is_above, *row in rows if not is_above] == [[*row] for row in below]


def test_each_edge_has_its_changes(synthetic_folder):
    rows = asked(
        synthetic_folder,
        "select columns(t.*) from lineage_tree('madeup-lab-50/plover-1b-0') as t "
        "anti join (from edge_deltas inner join license_drift using "
        "(parent_position, child_position)) as d "
        "on t.parent_position = d.parent_position "
        "and t.child_position = d.child_position "
        "and t.change_in_likes is not distinct from d.change_in_likes "
        'and t."change_in_createdAt_days" '
        'is not distinct from d."change_in_createdAt_days" '
        "and t.drift = d.drift "
        "and t.dropped_terms is not distinct from d.dropped_terms",
    )
    assert rows == []


@pytest.mark.parametrize("types", [None, ["finetune"], ["merge", "untyped"]])
def test_the_edges_are_those_that_networkx_finds(types, synthetic_folder):
    graph = ecograph.load("full", synthetic_folder)
    selected = nx.DiGraph()
    selected.add_nodes_from(graph)
    selected.add_edges_from(
        (parent, child)
        for parent, child, edge_type in graph.edges(data="edge_type")
        if types is None or (edge_type or "untyped") in types
    )
    number = deep(2, 15)
    largest = sorted(graph, key=lambda model: -graph.degree(model))[:number]
    for model in [*largest, *[*graph][:number]]:
        found = ecograph.tree(model, types=types, path=synthetic_folder)
        above = nx.ancestors(selected, model) | {model}
        below = nx.descendants(selected, model) | {model}
        for edges, expected in (
            (found.above, [edge for edge in selected.edges if edge[1] in above]),
            (found.below, [edge for edge in selected.edges if edge[0] in below]),
        ):
            pairs = [(edge.parent, edge.child) for edge in edges]
            assert sorted(pairs) == sorted(expected)
        assert found.ancestors == above - {model}
        assert found.descendants == below - {model}
        assert {*found.models} == above | below


def test_depth_limits_the_steps(lineage_folder):
    found = ecograph.tree("small", depth=1, path=lineage_folder)
    assert sorted(found.models) == [*("merged", "small", "tuned")]
    full = ecograph.tree("base", path=lineage_folder)
    assert len(full.below) == 6  # merged twice, by its two parents; other by itself
    assert full.root.descendants == 4


def test_the_attributes_of_a_model(synthetic_folder):
    found = ecograph.tree("madeup-lab-50/plover-1b-0", path=synthetic_folder)
    graph = ecograph.load("full", synthetic_folder)
    for model in found.models.values():
        node = graph.nodes[model.model_id]
        created = model.created_at and f"{model.created_at:%Y-%m-%dT%H:%M:%S}.000Z"
        for name, value in (
            ("likes", model.likes),
            ("downloads", model.downloads),
            ("createdAt", created),
        ):
            assert node[name] == value or (value is None and node[name] != node[name])
        assert all(value in node["licenses"] for value in model.licenses)
        assert model.children == len(set(graph[model.model_id]) - {model.model_id})


def test_a_model_of_the_placeholder_date_may_be_older(tmp_path):
    time = "2022-03-02T23:29:04.000Z"
    rows = [
        {"model_id": "old", "createdAt": time},
        {"model_id": "undated"},
        {
            "model_id": "march",
            "createdAt": "2022-03-04T10:00:00.000Z",
            "finetune_parent": "['old', 'undated', 'march']",
        },
        {"model_id": "odd", "createdAt": time, "merge_parent": "['march', 'old']"},
    ]
    found = ecograph.tree("march", path=built(tmp_path, rows, *TREE))
    assert str(found).splitlines() == [
        "┌── march  finetune  self-loop",
        "├── undated  finetune",
        "├── old  finetune  on or before 2022-03-02",
        "march  2022-03-04",
        "├── march  finetune  self-loop",
        "└── odd  merge  on or before 2022-03-02",
        "2 ancestors, 1 descendant",
    ]
    frame = found.to_frame().set_index("model_id")
    assert frame["created_at_is_floor"].to_dict() == {
        "old": True,
        "undated": None,
        "march": False,
        "odd": True,
    }
    assert {(e.parent, e.child): e.days_bound for e in found.above + found.below} == {
        ("old", "march"): "at least",
        ("undated", "march"): None,
        ("march", "march"): None,
        ("march", "odd"): "at most",
    }


def test_errors(lineage_folder):
    with pytest.raises(UnknownNameError, match=r"'small'"):
        ecograph.tree("SMALL", path=lineage_folder)
    with pytest.raises(UnknownNameError, match=r"model 'zzz'"):
        ecograph.tree("zzz", path=lineage_folder)
    with pytest.raises(UnknownNameError, match="unknown edge type 'tune'; use one of "):
        ecograph.tree("small", types=["tune"], path=lineage_folder)
    with pytest.raises(EcographError, match="invalid depth 0; use 1 or more"):
        ecograph.tree("small", depth=0, path=lineage_folder)
