"""Families with absent parents and merges in, as the paper draws them."""

import ast
import csv
from collections import Counter

import networkx as nx
import pytest
from conftest import asked, built, shared
from oracle import TYPED_LISTS

ROWS = [
    {"model_id": "one", "finetune_parent": "['gone/base']"},
    {"model_id": "two", "quantized_parent": "['gone/base', 'C:/models/base']"},
    {"model_id": "three", "merge_parent": "['two', 'four']"},
    {"model_id": "four", "parent_model": "['Gone/base']"},
    {"model_id": "five", "adapter_parent": "['Gone/base', None]"},
    {"model_id": "five", "adapter_parent": "['gone/other']"},
    {"model_id": "six", "parent_model": "['five', 'seven']"},
    {"model_id": "self", "finetune_parent": "['self']"},
    {"model_id": "hen", "finetune_parent": "['egg']"},
    {"model_id": "egg", "finetune_parent": "['hen']"},
    {"model_id": "chick", "finetune_parent": "['hen']"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of a build of the rows."""
    return built(tmp_path_factory.mktemp("extended"), ROWS, "main.extended_families")


def test_an_absent_parent_is_a_node_by_its_text(folder):
    query = """
        select parent_id, child_position, parent_position < 0, is_absent
        from typed_edges order by 2, 1
    """
    assert asked(folder, query) == [
        ("gone/base", 0, True, True),
        ("C:/models/base", 1, True, True),
        ("gone/base", 1, True, True),
        ("four", 2, False, False),
        ("two", 2, False, False),
        ("Gone/base", 4, True, True),
        ("gone/other", 4, True, True),
        ("self", 7, False, False),
        ("egg", 8, False, False),
        ("hen", 9, False, False),
        ("hen", 10, False, False),
    ]


def test_absent_parents_hold_families_together(folder):
    query = "select root_id, list(model_id order by model_id), count(*)"
    query += " from extended_family_members group by root_id order by root_id"
    assert [row[:2] for row in asked(folder, query)] == [
        ("Gone/base", ["Gone/base", "five", "gone/other"]),
        ("gone/base", ["C:/models/base", "four", "gone/base", "one", "three", "two"]),
        ("hen", ["chick", "egg", "hen"]),
        ("self", ["self"]),
    ]
    query = "select * exclude (root_position) from extended_families"
    assert {*asked(folder, query)} == {
        ("gone/base", True, 6, 2, 5),
        ("Gone/base", True, 3, 2, 2),
        ("hen", False, 3, 0, 3),
        ("self", False, 1, 0, 1),
    }


def test_a_family_is_named_by_a_model_rather_than_an_absent_parent(tmp_path):
    rows = [
        {"model_id": "merged", "merge_parent": "['a/gone', 'second', 'first']"},
        {"model_id": "first"},
        {"model_id": "second"},
    ]
    query = "select root_id, absent_parents from extended_families"
    folder = built(tmp_path, rows, "main.extended_families")
    assert asked(folder, query) == [("first", 1)]


def test_a_long_line_is_one_family(tmp_path):
    rows = [{"model_id": "m0", "finetune_parent": "['gone']"}]
    rows += [
        {"model_id": f"m{n}", "adapter_parent": f"['m{n - 1}']"} for n in range(1, 60)
    ]
    query = "select root_id, size from extended_families"
    folder = built(tmp_path, rows, "main.extended_families")
    assert asked(folder, query) == [("gone", 61)]


def draw_trees(path):
    """The graph of the notebook draw_trees: typed lists only, all parents as nodes."""
    graph = nx.DiGraph()
    with path.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    graph.add_nodes_from(row["model_id"] for row in rows)
    for row in rows:
        for name in TYPED_LISTS.values():
            for parent in ast.literal_eval(row[name] or "[]"):
                graph.add_edge(parent, row["model_id"])
    return graph, {row["model_id"] for row in rows}


def test_real_families_are_those_of_the_notebook(shared_build):
    graph, models = draw_trees(shared("data/rimel.csv"))
    parts = [*nx.weakly_connected_components(graph)]
    query = "select root_id, model_id, is_absent from extended_family_members"
    members = {}
    for root, model, is_absent in asked(shared_build("rimel"), query):
        assert is_absent == (model not in models)
        members.setdefault(root, set()).add(model)
    linked = [part for part in parts if graph.subgraph(part).size()]
    assert Counter(map(frozenset, linked)) == Counter(map(frozenset, members.values()))
    for root, family in members.items():
        part = graph.subgraph(family)
        tops = [node for node in family if not part.in_degree(node)] or family
        assert part.out_degree(root) == max(part.out_degree(node) for node in tops)
    query = "select size, absent_parents, edges from extended_families"
    assert sorted(asked(shared_build("rimel"), query)) == sorted(
        (len(part), len(part - models), graph.subgraph(part).size()) for part in linked
    )
