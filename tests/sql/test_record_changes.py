"""Which fields differ between two records, against plain Python."""

import gzip
import json

import pytest
from conftest import asked, deep, shared, write_csv, write_records
from oracle import COLUMNS
from quick_build import quick_build

import ecograph

RELATIONS = ("main.record_changes", "main.edges")
QUERY = "from record_changes('a', 'b')"
PARENT = {
    "id": "a",
    "_id": "1",
    "likes": 3,
    "pipeline_tag": None,
    "library_name": "peft",
    "tags": ["x", "it's"],
    "cardData": {"license": "mit", "a/b": 1, "deep": {"x": [1]}},
    "same": {"x": True},
    'odd"~/key': "é",
}
CHILD = {
    "id": "b",
    "_id": "2",
    "likes": 3,
    "pipeline_tag": "text-generation",
    "tags": ["x"],
    "cardData": {"license": "other", "a/b": 2, "deep": {"x": [2]}},
    "same": {"x": True},
    'odd"~/key': "e",
    "gone": "a",
}
CHANGES = [
    ("cardData.a/b", "changed", "1", "2"),
    ("cardData.deep", "changed", '{"x":[1]}', '{"x":[2]}'),
    ("cardData.license", "changed", "mit", "other"),
    ("gone", "added", None, "a"),
    ("library_name", "removed", "peft", None),
    ('odd"~/key', "changed", "é", "e"),
    ("pipeline_tag", "added", None, "text-generation"),
    ("tags", "changed", '["x","it\'s"]', '["x"]'),
]


def whole(source, folder):
    ecograph.build(source, folder, with_json=True)
    return folder


def test_the_fields_of_whole_records(tmp_path):
    source = write_records([PARENT, CHILD], tmp_path)
    folder = whole(source, tmp_path / "out")
    assert asked(folder, QUERY) == CHANGES
    assert asked(folder, "from record_changes('a', 'a')") == []
    assert asked(folder, "from record_changes('a', 'nobody')") == []
    back = asked(folder, "from record_changes('b', 'a')")
    words = {"added": "removed", "removed": "added", "changed": "changed"}
    assert back == [(name, words[word], b, a) for name, word, a, b in CHANGES]


def test_records_that_are_python_literals(tmp_path):
    rows = [{"modelId": r["id"], "fullJson": repr(r)} for r in (PARENT, CHILD)]
    write_csv(tmp_path / "raw.csv", rows, ["modelId", "fullJson"])
    assert asked(whole(tmp_path / "raw.csv", tmp_path / "out"), QUERY) == CHANGES


def test_the_columns_of_models_where_no_record_was_kept(tmp_path):
    rows = [
        {"model_id": "a", "likes": "3", "licenses": "['mit']", "datasets": "[]"},
        {"model_id": "b", "likes": "4", "pipeline_tag": "x", "datasets": "[]"},
    ]
    write_csv(tmp_path / "models.csv", rows, COLUMNS)
    folder = quick_build(tmp_path / "models.csv", tmp_path / "out", *RELATIONS)
    assert asked(folder, QUERY) == [
        ("licenses", "removed", "['mit']", None),
        ("likes", "changed", "3", "4"),
        ("pipeline_tag", "added", None, "x"),
    ]


def test_a_record_is_not_compared_with_columns(tmp_path):
    """Where one of both has no whole record, both are their columns."""
    rows = [{"modelId": r["id"], "fullJson": repr(r)} for r in (PARENT, CHILD)]
    rows[1]["fullJson"] = ""
    write_csv(tmp_path / "raw.csv", rows, ["modelId", "fullJson"])
    changes = asked(whole(tmp_path / "raw.csv", tmp_path / "out"), QUERY)
    assert ("likes", "removed", "3", None) in changes
    assert not any(name.startswith("cardData") for name, *_ in changes)


def fields(record):
    """The fields of a record, those of objects in it apart, and what they say."""
    found = {}
    for name, value in record.items():
        parts = value.items() if isinstance(value, dict) else [(None, value)]
        for inner, part in parts:
            found[name if inner is None else f"{name}.{inner}"] = part
    for name in ("_id", "id", "modelId"):
        found.pop(name, None)
    return {name: value for name, value in found.items() if value is not None}


def said(text, value):
    """Whether a text of the database says a value."""
    if isinstance(value, str):
        return text == value
    return json.loads(text) == value


def test_real_records_differ_as_in_plain_python(tmp_path):
    source = shared("data/rimel.jsonl.gz")
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        records = {record["id"]: record for record in map(json.loads, lines)}
    folder = whole(source, tmp_path)
    query = (
        "select edges.parent_id, edges.child_id, changes.* "
        "from (from edges order by parent_position, child_position limit ?) as edges,"
        " record_changes(edges.parent_id, edges.child_id) as changes"
    )
    found = {}
    number = deep(100, 200)
    for parent, child, *change in asked(folder, query, number):
        found.setdefault((parent, child), []).append(change)
    assert len(found) == number
    for (parent, child), changes in found.items():
        before, after = fields(records[parent]), fields(records[child])
        names = sorted(
            name for name in {*before, *after} if before.get(name) != after.get(name)
        )
        assert sorted(name for name, *_ in changes) == names
        for name, word, one, other in changes:
            assert (one is None) == (name not in before) == (word == "added")
            assert (other is None) == (name not in after) == (word == "removed")
            assert one is None or said(one, before[name])
            assert other is None or said(other, after[name])


@pytest.mark.parametrize("keys", [["a"], ["a/b", "~c"], [""]])
def test_a_pointer_leads_to_its_value(keys, synthetic_folder):
    value = 7
    for key in reversed(keys):
        value = {key: value}
    query = "select json_extract($1, json_pointer($2))"
    assert asked(synthetic_folder, query, json.dumps(value), keys) == [("7",)]
