"""Differences of two builds, row by row and against plain Python."""

from rows import row

import ecograph
from ecograph.analysis.diff import differences
from ecograph.plan.order import DIFF, plan

QUOTED = """it's; drop table models; --"q"""


def test_models_gone_and_come(compare):
    """Ids are case-sensitive, and nothing else identifies a model."""
    old = [row("a"), row("b/low", "1", "9"), row("b/top", "7"), row(QUOTED)]
    new = [row("a", "5"), row("B/low", "1"), row("c", library_name="x"), row("b ", "2")]
    found = compare(old, new)
    assert found["models_gone"] == [
        ("b/top", 7, None, None, None, None),
        ("b/low", 1, 9, None, None, None),
        (QUOTED, None, None, None, None, None),
    ]
    assert found["models_come"] == [
        ("b ", 2, None, None, None, None),
        ("B/low", 1, None, None, None, None),
        ("c", None, None, None, "x", None),
    ]


def test_a_duplicate_id_is_one_model_with_the_values_of_its_last_row(compare):
    old = [row("a", "1"), row("b", "9"), row("a", "3")]
    new = [row("b", "9"), row("b", "2"), row("a", "3"), row("c", "1"), row("c", "8")]
    found = compare(old, new)
    assert found["models_come"] == [("c", 8, None, None, None, None)]
    assert found["models_gone"] == []
    assert found["likes_changed"] == [("b", 9, 2, -7)]


def test_edges_removed_with_a_model_or_from_its_lists(compare):
    old = [
        row(QUOTED),
        row("a"),
        row("b", merge_parent=repr([QUOTED]), parent_model="['a']"),
        row("c", finetune_parent="['a', 'b']", quantized_parent="['a']"),
        row("d", adapter_parent="['d']"),
    ]
    new = [row("a"), row("b", parent_model="['a']"), row("c", finetune_parent="['b']")]
    found = compare(old, new)
    assert found["edges_removed"] == [
        (QUOTED, "b", "merge", ["merge"], True, False),
        ("a", "c", "quantized", ["finetune", "quantized"], False, False),
        ("d", "d", "adapter", ["adapter"], True, True),
    ]
    assert found["edges_added"] == found["edges_changed"] == []


def test_edges_added_with_a_model_or_to_its_lists(compare):
    """A model that named an absent parent gets an edge once the parent is there."""
    old = [row("c", finetune_parent="['a', 'b']"), row("a")]
    new = [
        row("b", parent_model="['a']"),
        row("a", merge_parent=repr(["c", QUOTED])),
        row("c", finetune_parent="['a', 'b']"),
        row(QUOTED),
    ]
    found = compare(old, new)
    assert found["edges_added"] == [
        ("b", "c", "finetune", ["finetune"], True, False),
        ("a", "b", None, [], False, True),
        ("c", "a", "merge", ["merge"], False, False),
        (QUOTED, "a", "merge", ["merge"], True, False),
    ]
    assert found["edges_removed"] == found["edges_changed"] == []


def test_edges_whose_types_changed(compare):
    """To none, from none, and to others with the same last type."""
    old = [
        row("a"),
        row("b", finetune_parent="['a']"),
        row("c", parent_model="['a']"),
        row("d", finetune_parent="['a', 'e']", merge_parent="['a']"),
        row("e", adapter_parent="['a']"),
    ]
    new = [
        row("e", adapter_parent="['a']", parent_model="['a']"),
        row("d", merge_parent="['a', 'e']"),
        row("c", quantized_parent="['a']"),
        row("b", parent_model="['a']"),
        row("a"),
    ]
    found = compare(old, new)
    assert found["edges_changed"] == [
        ("e", "d", "finetune", "merge", ["finetune"], ["merge"]),
        ("a", "d", "merge", "merge", ["finetune", "merge"], ["merge"]),
        ("a", "c", None, "quantized", [], ["quantized"]),
        ("a", "b", "finetune", None, ["finetune"], []),
    ]
    assert found["edges_added"] == found["edges_removed"] == []


def test_the_largest_changes_come_first_and_unknown_ones_last(compare):
    old = [row(name, value) for name, value in zip("abcdefg", "2549  1", strict=True)]
    new = [row(name, value) for name, value in zip("gfedcba", "   3 52", strict=True)]
    old.append(row(QUOTED, "0", "100"))
    new.append(row(QUOTED, "999999999999999", "90"))
    found = compare(old, new)
    assert found["likes_changed"] == [
        (QUOTED, 0, 999_999_999_999_999, 999_999_999_999_999),
        ("d", 9, 3, -6),
        ("c", 4, None, None),
        ("g", 1, None, None),
    ]
    assert found["downloads_changed"] == [(QUOTED, 100, 90, -10)]


def test_equal_changes_are_in_the_order_of_the_ids(compare):
    old = [row(name, "3", "5") for name in ("é", "b", "a", "B")]
    new = [row(name, "1", "9") for name in ("é", "b", "B")] + [row("a", "5", "1")]
    found = compare(old, new)
    for name in ("likes_changed", "downloads_changed"):
        assert [row[0] for row in found[name]] == ["B", "a", "b", "é"]


def test_the_summary_counts_them(compare):
    old = [row("a", "1"), row("b", parent_model="['a']"), row("c")]
    new = [row("a", "2", "3"), row("b", merge_parent="['a', 'd']"), row("d"), row("e")]
    assert [row[1:4] for row in compare(old, new)["summary"]] == [
        ("models", "old", 3),
        ("models", "gone", 1),
        ("models", "come", 2),
        ("models", "new", 4),
        ("models", "absent", 0),
        ("edges", "old", 1),
        ("edges", "removed", 0),
        ("edges", "added", 1),
        ("edges", "new", 2),
        ("edges", "changed", 1),
        ("parents", "removed", 0),
        ("parents", "added", 1),
        ("licenses", "changed", 0),
        ("verdicts", "changed", 0),
        ("verdicts", "became conflict", 0),
        ("verdicts", "became unknown", 0),
        ("tasks", "changed", 0),
        ("libraries", "changed", 0),
        ("languages", "changed", 0),
        ("likes", "changed", 1),
        ("downloads", "changed", 1),
    ]


def test_every_relation_is_a_frame(build_pair):
    folders = build_pair(
        [row("a", "1")], [row("b", parent_model="['b']"), row("a", "4")]
    )
    frames = ecograph.diff(*map(str, folders))
    assert {f"diff.{name}" for name in frames} == {file.name for file in plan(DIFF)}
    assert [*frames] == [found.name for found in differences(*folders)]
    for found in differences(*folders):
        assert [*frames[found.name].columns] == found.columns
        assert len(frames[found.name]) == len(found.rows)
    assert frames["likes_changed"]["change_in_likes"].tolist() == [3]
    assert frames["edges_added"]["child_id"].tolist() == ["b"]
