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


def test_rows_without_names_are_an_error(tmp_path):
    FRAME.to_json(tmp_path / "a.json", orient="values")
    with pytest.raises(SourceError, match="hub_json needs id or modelId; its columns"):
        detect(tmp_path / "a.json")
