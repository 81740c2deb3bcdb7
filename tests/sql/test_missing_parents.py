"""Missing parents above a model, told from its ancestors."""

import pytest
from conftest import asked, built, write_records
from quick_build import quick_build
from rows import MISSING

import ecograph

ROWS = {
    "missing_parents": [
        ("gone", "middle", "finetune", "absent", None, 1, 2),
        ("BASE", "leaf", None, "wrong_case", "base", 3, 4),
        ("gone", "leaf", "merge", "absent", None, 3, 4),
        ("C:\\a", "odd", "adapter", "local_path", None, 4, 5),
        ("[None]", "odd", None, "unreadable", None, 4, 5),
        ("gone", "odd", "merge", "unreadable", None, 4, 5),
    ],
    "ancestors('leaf')": [
        ("middle", 1, 1, "in_graph", None, None),
        ("BASE", 1, None, "wrong_case", "base", ["leaf"]),
        ("gone", 1, None, "absent", None, ["leaf", "middle"]),
        ("base", 2, 0, "in_graph", None, None),
    ],
    "ancestors('leaf', ['finetune'])": [
        ("middle", 1, 1, "in_graph", None, None),
        ("base", 2, 0, "in_graph", None, None),
        ("gone", 2, None, "absent", None, ["middle"]),
    ],
    "ancestors('leaf', ['untyped'])": [
        ("BASE", 1, None, "wrong_case", "base", ["leaf"]),
    ],
    "ancestors('odd')": [
        ("C:\\a", 1, None, "local_path", None, ["odd"]),
        ("[None]", 1, None, "unreadable", None, ["odd"]),
        ("gone", 1, None, "unreadable", None, ["odd"]),
    ],
    "ancestors('base')": [],
    "ancestors('gone')": [],
    "descendants('gone')": [],
    "family('odd')": [],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return built(tmp_path_factory.mktemp("missing"), MISSING)


@pytest.mark.parametrize("query", ROWS)
def test_literal_rows(query, folder):
    assert asked(folder, f"from {query}") == ROWS[query]


def test_the_tree_has_a_row_for_each_model_that_names_one(folder):
    rows = asked(
        folder,
        "select is_above, steps, parent_id, edge_type, parent_position, drift, "
        "dropped_terms, parent_status, suggested_id from lineage_tree('middle')",
    )
    kind = "finetune"
    assert rows == [
        (True, 1, "base", kind, 0, "kept", [], "in_graph", None),
        (True, 1, "gone", kind, None, "unknown", None, "absent", None),
        (False, 1, "middle", kind, 1, "dropped", [], "in_graph", None),
    ]
    assert asked(
        folder,
        "select steps, parent_id, child_id from lineage_tree('leaf', ['finetune']) "
        "where parent_position is null",
    ) == [(2, "gone", "middle")]


def test_the_types_come_from_the_last_row_that_names_it(tmp_path):
    rows = [
        {"model_id": "a", "merge_parent": "['gone']"},
        {"model_id": "a", "parent_model": "['gone']", "adapter_parent": "['gone']"},
        {"model_id": "a"},
    ]
    folder = built(tmp_path, rows, "main.missing_parents")
    found = asked(folder, "from missing_parents")
    assert found == [("gone", "a", "adapter", "absent", None, 0, 1)]


def test_a_list_that_cannot_be_read_is_missing_in_each_row_of_its_model(tmp_path):
    rows = [
        {"model_id": "a", "merge_parent": "['b'", "finetune_parent": "['b'"},
        {"model_id": "b"},
        {"model_id": "a", "adapter_parent": "['b'", "merge_parent": "c"},
        {"model_id": "a"},
    ]
    folder = built(tmp_path, rows, "main.missing_parents")
    found = asked(folder, "from missing_parents")
    assert found == [
        ("['b'", "a", "merge", "unreadable", None, 0, 1),
        ("c", "a", "merge", "unreadable", None, 0, 3),
    ]


def test_a_name_of_a_licence_that_cannot_be_read_is_no_parent(tmp_path):
    card = {"license_name": ["b"], "license_link": {"url": "c"}}
    records = [{"id": "a", "tags": ["license:mit"], "cardData": card}]
    relations = ("main.missing_parents", "main.license_verdicts")
    quick_build(write_records(records, tmp_path), tmp_path, *relations)
    assert asked(tmp_path, "from missing_parents") == []
    assert asked(tmp_path, "select verdict from license_verdicts") == [("ok",)]


def test_a_cycle_names_a_missing_parent_once(tmp_path):
    rows = [
        {"model_id": "hen", "finetune_parent": "['egg', 'gone']"},
        {"model_id": "egg", "finetune_parent": "['hen', 'gone']"},
    ]
    folder = built(tmp_path, rows, "main.ancestors")
    assert asked(folder, "from ancestors('hen')") == [
        ("egg", 1, 1, "in_graph", None, None),
        ("gone", 1, None, "absent", None, ["hen", "egg"]),
    ]


def test_a_renamed_parent_is_missing_unless_it_is_followed(tmp_path):
    records = [
        {"id": "o/new", "tags": ["license:mit"]},
        {
            "id": "o/told",
            "tags": ["base_model:o/old"],
            "baseModels": {"relation": "finetune", "models": [{"id": "o/new"}]},
        },
        {"id": "o/child", "tags": ["license:mit", "base_model:finetune:o/old"]},
    ]
    source = write_records(records, tmp_path)
    query = "select model_id, position, status, suggested_id from ancestors('o/child')"
    screen = (
        "select found, verdict, reason, renames_followed "
        "from license_screen(['o/child', 'o/old'])"
    )
    told = ["o/old is now o/new"]
    relations = ("main.ancestors", "main.license_screen")
    quick_build(source, tmp_path / "plain", *relations)
    assert asked(tmp_path / "plain", query) == [("o/old", None, "renamed", "o/new")]
    reason = "a parent is not in this build: o/old (1 step above, renamed, now o/new)"
    assert asked(tmp_path / "plain", screen) == [
        ("o/child", "unknown", reason, []),
        ("o/new", "ok", "it has no parents", told),
    ]
    ecograph.build(source, tmp_path, follow_renames=True)
    assert asked(tmp_path, query) == [("o/new", 0, "in_graph", None)]
    assert asked(tmp_path, screen) == [
        ("o/child", "ok", "it states all terms of its ancestors", told),
        ("o/new", "ok", "it has no parents", told),
    ]


def test_a_model_named_under_an_unknown_relation_is_no_ancestor(tmp_path):
    """Unless it is one by other edges; and none is its own."""
    records = [
        {"id": "o/base"},
        {"id": "o/child", "tags": ["base_model:newversion:o/base"]},
        {
            "id": "o/leaf",
            "tags": [
                *("base_model:finetune:o/child", "base_model:merge:o/base"),
                "base_model:newversion:o/leaf",
            ],
        },
    ]
    relations = ("main.ancestors", "main.missing_parents")
    quick_build(write_records(records, tmp_path), tmp_path, *relations)
    columns = "select model_id, steps, position, status"
    assert asked(tmp_path, f"{columns} from ancestors('o/child')") == [
        ("o/base", 1, None, "unknown_type")
    ]
    assert asked(tmp_path, f"{columns} from ancestors('o/leaf')") == [
        ("o/base", 1, 0, "in_graph"),
        ("o/child", 1, 1, "in_graph"),
    ]
    assert asked(
        tmp_path, "select parent_id, child_id, status from missing_parents"
    ) == [("o/base", "o/child", "unknown_type")]
