"""Differences of two random builds, against plain Python."""

import csv
import math
import tempfile
from collections import Counter
from pathlib import Path

import oracle
from conftest import deep, write_csv
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from quick_build import COMPARED_RELATIONS, quick_build

from ecograph.analysis.diff import differences

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


@settings(max_examples=deep(2, 25), deadline=None, suppress_health_check=[*HealthCheck])
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
