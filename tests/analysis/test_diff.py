"""Differences of two builds, row by row and against plain Python."""

import csv
import math
import tempfile
from collections import Counter
from pathlib import Path

import oracle
import pytest
from conftest import deep, write_csv, write_records
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from quick_build import COMPARED_RELATIONS, quick_build
from rows import row

import ecograph
from ecograph.analysis.diff import differences
from ecograph.plan.order import DIFF, plan

QUOTED = """it's; drop table models; --"q"""


@pytest.fixture
def compare(build_pair):
    """The rows of each relation, of two tables."""

    def compared(old, new):
        found = differences(*build_pair(old, new))
        assert all(table.row_count == len(table.rows) for table in found)
        return {table.name: table.rows for table in found}

    return compared


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


def test_licenses_tasks_libraries_and_languages(compare):
    """Lists are compared as sets; a missing, an empty and a broken one are equal."""
    tagged = {"pipeline_tag": "text-generation", "library_name": "peft"}
    old = [
        row("a", "1", licenses="['mit']", languages="['en', 'fr']", **tagged),
        row("b", "3", licenses="['MIT', 'apache-2.0']", languages="['en']"),
        row("c", licenses="[]", languages="['en']", pipeline_tag="fill-mask"),
        row("d", "2", languages="[]"),
        row("e", licenses="['cc-by-nc-4.0']", languages="not a list"),
        row("f", licenses="['other']", **tagged),
        row("gone", licenses="['mit']", languages="['en']", **tagged),
    ]
    new = [
        row("come", licenses="['mit']", languages="['en']", **tagged),
        row("f", licenses="['gpl-3.0']", library_name="diffusers"),
        row("e", "9", licenses="['mit']", pipeline_tag="fill-mask"),
        row("d", "2", licenses="['mit']", languages="[None]"),
        row("c", languages="['de', 'en']", library_name="peft"),
        row("b", "3", licenses='["apache-2.0", "mit", "mit"]', languages='["en"]'),
        row("a", "1", licenses="not a list", languages="['fr', 'en']", **tagged),
    ]
    found = compare(old, new)
    assert found["licenses_changed"] == [
        ("e", ["cc-by-nc-4.0"], ["mit"], "loosened", None, None),
        ("d", [], ["mit"], "added", None, None),
        ("a", ["mit"], [], "dropped", None, None),
        ("f", ["other"], ["gpl-3.0"], "unknown", None, None),
    ]
    assert found["tasks_changed"] == [
        ("e", None, "fill-mask"),
        ("c", "fill-mask", None),
        ("f", "text-generation", None),
    ]
    assert found["libraries_changed"] == [
        ("c", None, "peft"),
        ("f", "peft", "diffusers"),
    ]
    assert found["languages_changed"] == [("c", ["en"], ["de", "en"])]


def test_verdicts_that_became_worse_come_first(compare):
    """Those of the models above count, though the model names what it named."""
    chains = {
        "free": ("mit", "mit", "9"),
        "kept": ("mit", "mit", ""),
        "lost": ("mit", "other", "1"),
        "vague": ("other", "gpl-3.0", "3"),
        "found": ("other", "mit", "7"),
        "fixed": ("gpl-3.0", "mit", "2"),
    }
    tables = []
    for which in (0, 1):
        tables.append([row(f"of {name}", licenses="['mit']") for name in chains])
        for name, (*licenses, likes) in chains.items():
            model = row(name, licenses=repr([licenses[which]]))
            child = row(f"of {name}", likes, licenses="['mit']")
            tables[-1] += [model, {**child, "merge_parent": repr([name])}]
    tables[1] += [row("gone", licenses="['gpl-3.0']")]
    tables[1] += [row("come", licenses="['mit']", merge_parent="['gone']")]
    tables[1] += [row("of free", "9", licenses="['mit']", merge_parent="['deleted']")]
    assert compare(*tables)["verdicts_changed"] == [
        ("of vague", "unknown", "conflict", "conflict"),
        ("of free", "ok", "unknown", "unknown"),
        ("of lost", "ok", "unknown", "unknown"),
        ("lost", "ok", "unknown", "unknown"),
        ("of found", "unknown", "ok", "better"),
        ("of fixed", "conflict", "ok", "better"),
        ("found", "unknown", "ok", "better"),
        ("vague", "unknown", "ok", "better"),
    ]


def test_parents_that_models_of_both_builds_gained_and_lost(compare):
    """Also those that are in no table, as they are written."""
    old = [
        row("a"),
        row("kept", parent_model="['gone/x', 'a']", merge_parent="['gone/x', 'A']"),
        row("same", merge_parent="['later', 'gone/x', None]"),
        row("gone", finetune_parent="['a', 'gone/x']"),
    ]
    new = [
        row("come", finetune_parent="['a', 'gone/x']"),
        row("later"),
        row("a", adapter_parent="['a']"),
        row("same", finetune_parent="['gone/x', 'later', 7]"),
        row("kept", parent_model="['a']", merge_parent="['/mnt/a', 'Later', 'come']"),
        row("kept", adapter_parent="['/mnt/a']"),
    ]
    found = compare(old, new)
    assert found["parents_removed"] == [
        ("kept", "gone/x", ["listed", "merge"], "absent", None),
        ("kept", "A", ["merge"], "wrong_case", "a"),
    ]
    assert found["parents_added"] == [
        ("a", "a", ["adapter"], "self_loop", None),
        ("kept", "/mnt/a", ["adapter", "merge"], "local_path", None),
        ("kept", "Later", ["merge"], "wrong_case", "later"),
        ("kept", "come", ["merge"], "in_graph", None),
    ]


def test_models_that_are_gone_but_still_named_as_parents(compare):
    """Of those that nobody names, models_gone tells; of new ids, the case."""
    old = [row("a"), row("O/b"), row("c"), row("alone"), row("child")]
    new = [
        row("o/b"),
        row("child", parent_model="['a', 'O/b']", merge_parent="['a']"),
        row("child", finetune_parent="['a']"),
        row("other", merge_parent="['a', 'never', 'c']"),
    ]
    assert compare(old, new)["models_absent"] == [
        ("a", 2, "absent", None),
        ("O/b", 1, "wrong_case", "o/b"),
        ("c", 1, "absent", None),
    ]


def test_models_that_were_renamed(tmp_path):
    """To a model of the new build, or to one that only its records name."""
    tables = {
        "old": [{"id": "bert"}, {"id": "roberta"}, {"id": "t5"}],
        "new": [
            {"id": "google-bert/bert"},
            named("x", "bert", "google-bert/bert"),
            named("y", "roberta", "FacebookAI/roberta"),
            {"id": "z", "tags": ["base_model:bert", "base_model:t5"]},
        ],
    }
    folders = []
    for name, records in tables.items():
        (tmp_path / name).mkdir()
        source = write_records(records, tmp_path / name)
        folders.append(quick_build(source, tmp_path / name, *COMPARED_RELATIONS))
    (absent,) = (t for t in differences(*folders) if t.name == "models_absent")
    assert absent.rows == [
        ("bert", 2, "renamed", "google-bert/bert"),
        ("roberta", 1, "absent", "FacebookAI/roberta"),
        ("t5", 1, "absent", None),
    ]


def named(model_id, typed, current):
    """A record whose tag has a parent's former id, and its baseModels the new one."""
    base = {"relation": "finetune", "models": [{"id": current}]}
    tags = [f"base_model:{typed}", f"base_model:finetune:{typed}"]
    return {"id": model_id, "tags": tags, "baseModels": base}


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


IDS = ["a", "b", "B", "c/d", "it's", 'q"t', "é"]
LISTS = st.lists(st.sampled_from([*IDS, "absent"]), max_size=3).map(repr)
VALUES = ["", "[]", "['mit']", '["mit", "en"]', "['en', 'mit', 'en']", "[mit]"]
NUMBERS = st.sampled_from(["", "0", "1", "2", "5", "x"])
ROWS = st.fixed_dictionaries(
    {"model_id": st.sampled_from(IDS), "likes": NUMBERS, "downloads": NUMBERS}
    | dict.fromkeys(("pipeline_tag", "library_name"), st.sampled_from(["", "x", "y"]))
    | dict.fromkeys(("licenses", "languages"), st.sampled_from(VALUES))
    | dict.fromkeys(("parent_model", *oracle.TYPED_LISTS.values()), LISTS)
)


TABLES = st.lists(ROWS, min_size=1, max_size=7)


@settings(max_examples=deep(4, 25), deadline=None, suppress_health_check=[*HealthCheck])
@given(TABLES, TABLES)
def test_two_random_tables(old, new):
    with tempfile.TemporaryDirectory() as folder:
        builds, tables = [], []
        for name, rows in (("old", old), ("new", new)):
            source = Path(folder, f"{name}.csv")
            write_csv(source, rows)
            with source.open(encoding="utf-8", newline="") as file:
                tables.append([*csv.DictReader(file)])
            builds.append(Path(folder, name))
            quick_build(source, builds[-1], *COMPARED_RELATIONS)
        summary, *found = differences(*builds)
    rows = {table.name: table.rows for table in found}
    del rows["verdicts_changed"]  # the verdicts have tests of their own
    for name, columns in COLUMNS_EXPECTED.items():
        rows[name] = [row[:columns] for row in rows[name]]
    assert rows == expected(*tables)
    counts = {row[1:3]: row[3] for row in summary.rows}
    for of, less, more in (("models", "gone", "come"), ("edges", "removed", "added")):
        assert (
            counts[of, "old"] - counts[of, less] == counts[of, "new"] - counts[of, more]
        )


COLUMNS_EXPECTED = {
    "models_absent": 2,
    "parents_removed": 3,
    "parents_added": 3,
    "licenses_changed": 3,
}
"""How many columns of some relations are expected: without status and drift."""


def expected(old_rows, new_rows):
    """The rules in the headers of the SQL files, in plain Python."""
    old, new = map(oracle.expected, (old_rows, new_rows))

    def models_without(here, there):
        values = [
            (name, *(known(node[key]) for key in SHOWN), None)
            for name, node in here.nodes.items()
            if name not in there.nodes
        ]
        return sorted(values, key=lambda v: (v[1] is None, -(v[1] or 0), v[0]))

    def edges_without(here, there):
        return [
            (
                *(*edge, types["edge_type"], types["edge_types"]),
                *(end not in there.nodes for end in edge),
            )
            for edge, types in here.edges.items()
            if edge not in there.edges
        ]

    def edges_changed():
        for edge, after in new.edges.items():
            before = old.edges.get(edge, after)
            if before["edge_types"] != after["edge_types"]:
                pairs = [(before[k], after[k]) for k in ("edge_type", "edge_types")]
                yield (*edge, *pairs[0], *pairs[1])

    def changed(key):
        rows = []
        for name in old.nodes.keys() & new.nodes.keys():
            before, after = known(old.nodes[name][key]), known(new.nodes[name][key])
            if before != after:
                unknown = before is None or after is None
                rows.append((name, before, after, None if unknown else after - before))
        return sorted(rows, key=lambda r: (r[3] is None, -abs(r[3] or 0), r[0]))

    def traits_changed(key, value):
        rows = []
        for name in old.nodes.keys() & new.nodes.keys():
            before, after = value(old.nodes[name][key]), value(new.nodes[name][key])
            if before != after:
                rows.append((name, before, after))
        return sorted(rows, key=lambda row: most_liked(row[0]))

    def most_liked(name):
        likes = known(new.nodes[name]["likes"])
        return likes is None, -(likes or 0), name

    def parents_without(here, there, others):
        return [
            (*pair, relations)
            for pair, relations in here.items()
            if pair not in there and pair[0] in others.nodes
        ]

    def models_absent():
        children = Counter(parent for _, parent in new_parents)
        gone = old.nodes.keys() & children.keys() - new.nodes.keys()
        return sorted(
            ((name, children[name]) for name in gone), key=lambda r: (-r[1], r[0])
        )

    old_parents, new_parents = map(declared, (old_rows, new_rows))
    return {
        "models_gone": models_without(old, new),
        "models_come": models_without(new, old),
        "models_absent": models_absent(),
        "edges_removed": edges_without(old, new),
        "edges_added": edges_without(new, old),
        "edges_changed": [*edges_changed()],
        "parents_removed": parents_without(old_parents, new_parents, new),
        "parents_added": parents_without(new_parents, old_parents, old),
        "licenses_changed": traits_changed("licenses", as_set),
        "tasks_changed": traits_changed("pipeline_tag", known),
        "libraries_changed": traits_changed("library_name", known),
        "languages_changed": traits_changed("languages", as_set),
        "likes_changed": changed("likes"),
        "downloads_changed": changed("downloads"),
    }


def known(value):
    return None if isinstance(value, float) and math.isnan(value) else value


def as_set(cell):
    return sorted({*oracle.entries(known(cell) or "")})


def declared(rows):
    """The relations of the lists that name a parent, by child and parent."""
    columns = {"listed": "parent_model", **oracle.TYPED_LISTS}
    found = {}
    for cells in rows:
        for relation, column in columns.items():
            for parent in oracle.entries(cells[column]):
                relations = found.setdefault((cells["model_id"], parent), [])
                if relation not in relations:
                    relations.append(relation)
    return {pair: sorted(found[pair], key=[*columns].index) for pair in found}


SHOWN = ("likes", "downloads", "pipeline_tag", "library_name")
