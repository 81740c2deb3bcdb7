"""Tables that pandas wrote in another form than records, and what to do."""

import json
import re

import pandas as pd
import pytest

from ecograph.errors import SourceError
from ecograph.source.detect import detect

ROWS = [
    {"id": "o/base", "tags": [], "likes": 1},
    {"id": "o/ft", "tags": ["base_model:o/base"], "likes": 2},
]
FRAME = pd.DataFrame(ROWS)
BY_ID = FRAME.set_index("id")


def column_lists(path):
    path.write_text(json.dumps(FRAME.to_dict("list")))


FORMS = {
    "columns": FRAME.to_json,
    "index": lambda path: FRAME.to_json(path, orient="index"),
    "split": lambda path: FRAME.to_json(path, orient="split"),
    "table": lambda path: FRAME.to_json(path, orient="table"),
    "lists": column_lists,
    "columns by id": BY_ID.to_json,
    "index by id": lambda path: BY_ID.to_json(path, orient="index"),
    "split by id": lambda path: BY_ID.to_json(path, orient="split"),
    "table by id": lambda path: BY_ID.to_json(path, orient="table"),
}


@pytest.mark.filterwarnings("ignore:::pandas")
@pytest.mark.parametrize("write", FORMS.values(), ids=FORMS)
def test_the_remedy_writes_the_records(write, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a b.json")
    with pytest.raises(SourceError, match=r"a b\.json: not records, but ") as raised:
        detect(tmp_path / "a b.json")
    code = re.search("`(.*)`$", str(raised.value))[1]
    exec(f"import pandas\n{code}", {})  # noqa: S102  # what a user would do
    records = map(json.loads, (tmp_path / "models.jsonl").read_text().splitlines())
    assert [*records] == ROWS
    assert detect(tmp_path / "models.jsonl").header == ("id", "tags", "likes")


@pytest.mark.parametrize(
    "records",
    [
        [{"id": {"0": "a"}, "likes": 1}],
        [{"id": ["a", "b"], "tags": []}, {"id": "c"}],
        [{"id": "a", "config": {"id": {"0": "b"}}}],
    ],
)
def test_records_are_not_taken_for_a_table(records, tmp_path):
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)))
    assert detect(tmp_path / "a.jsonl").layout.name == "hub_json"


def write_in(folder, source):
    """Run the remedy of a file, as a user would; return what it writes."""
    with pytest.raises(SourceError, match=r": not records, but ") as raised:
        detect(source)
    code = re.search("`(.*)`$", str(raised.value))[1]
    code = code.replace('tags", …]', 'tags", "likes"]')
    exec(f"import pandas\n{code}", {})  # noqa: S102
    lines = (folder / "models.jsonl").read_text().splitlines()
    assert detect(folder / "models.jsonl").layout.name == "hub_json"
    return [*map(json.loads, lines)], str(raised.value)


WRAPPED = [
    ("models", {"models": ROWS}),
    ("data", {"total": 2, "data": ROWS, "id2": []}),
    ("items", {"items": [{"error": "gone"}, ROWS[1]], "next": None}),
    (
        'it\'s "é"',
        {'it\'s "é"': [{"modelId": "a", "createdAt": "2024-01-02T03:04:05Z"}]},
    ),
]


@pytest.mark.parametrize(("key", "value"), WRAPPED)
def test_the_remedy_takes_records_out_of_an_object(key, value, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text(json.dumps(value, indent=1))
    found, message = write_in(tmp_path, tmp_path / "a.json")
    assert found == value[key]
    assert f"under the key {json.dumps(key, ensure_ascii=False)}; write" in message


@pytest.mark.parametrize(
    "value",
    [
        {"models": [], "data": ["a"]},
        {"models": [{"name": "a"}]},
        {"models": {"a": [{"id": "a"}]}},
    ],
)
def test_other_objects_have_no_id(value, tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(value))
    with pytest.raises(SourceError, match="it has no id or modelId; the fields are 'm"):
        detect(tmp_path / "a.json")


def test_a_record_may_have_records_in_it(tmp_path):
    value = {"id": "a", "spaces": [{"id": "o/space"}], "tags": []}
    (tmp_path / "a.json").write_text(json.dumps(value))
    assert detect(tmp_path / "a.json").layout.name == "hub_json"


def test_the_remedy_names_the_columns_of_values(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    FRAME.to_json(tmp_path / "a.json", orient="values")
    found, message = write_in(tmp_path, tmp_path / "a.json")
    assert found == ROWS
    assert "lists of values, as pandas writes with orient='values'; name" in message
