"""Columns of a known meaning that are not read are told."""

import json
import re

import pytest
from conftest import ROOT

import ecograph
from ecograph.source.layouts import LAYOUTS
from ecograph.source.unread_columns import READ, unread_columns

BASE = {"relation": "finetune", "models": [{"id": "a"}]}
RECORDS = [
    {"id": "a", "tags": [], "created_at": "2024-01-02 03:04:05+00:00"},
    {"id": "b", "tags": [], "base_models": BASE, "pipelineTag": "x", "Base_Model": "a"},
]


def json_lines(folder):
    path = folder / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, RECORDS)), "utf-8")
    return path


def frame(folder):
    pandas = pytest.importorskip("pandas")
    return pandas.DataFrame(RECORDS)


def parquet(folder):
    path = folder / "a.parquet"
    frame(folder).to_parquet(path)
    return path


@pytest.mark.parametrize("source", [json_lines, frame, parquet])
def test_the_summary_and_the_ledger_tell_them(source, tmp_path):
    build = ecograph.build(source(tmp_path), tmp_path / "out")
    told = [measure for section, measure in build.ledger if section == "columns"]
    assert told == [
        "Base_Model is not read: call it baseModels if it is an object as the Hub "
        "writes it, or write tags such as base_model:OWNER/NAME",
        "pipelineTag is not read: call it pipeline_tag",
    ]
    assert [*ecograph.load("full", tmp_path / "out").edges] == [("a", "b")]
    models = ecograph.table("models", tmp_path / "out")
    assert models["createdAt"][0] == "2024-01-02T03:04:05.000Z"
    assert [check for check in ecograph.check(tmp_path / "out") if check.failing] == []


def test_a_frame_may_have_dicts(tmp_path):
    pandas = pytest.importorskip("pandas")
    base = {"relation": "quantized", "models": [{"id": "a"}]}
    rows = [
        {"id": "a", "cardData": {"language": "en", "x": [1, {"y": 2}]}},
        {"id": "b", "cardData": {"language": ["de", False]}, "baseModels": base},
        {"id": "c", "cardData": None, "baseModels": {"relation": 1, "models": "x"}},
    ]
    frame = pandas.DataFrame([{**row, "tags": []} for row in rows])
    ecograph.build(frame, tmp_path)
    languages = ecograph.table("models", tmp_path)["languages"]
    assert [*languages] == ["['English']", "['German', 'Norwegian']", "[]"]
    assert [*ecograph.load("full", tmp_path).edges] == [("a", "b")]
    rejects = ecograph.table("rejects", tmp_path)
    assert rejects[["source_row", "column_name"]].values.tolist() == [[3, "baseModels"]]


@pytest.mark.parametrize(
    ("name", "read"),
    [
        *((name, "createdAt") for name in ("created", "createdat", "creation_date")),
        ("DownloadsAllTime", "downloadsAllTime"),
        ("tag", "tags"),
        ("sha", None),
        ("_id", None),
        ("model_id", None),
        *((name, None) for name in READ),
    ],
)
def test_columns_called_nearly_like_one_that_is_read(name, read):
    expected = {} if read is None else {name: read}
    assert unread_columns(LAYOUTS["hub_parquet"], ["id", name]) == expected


def test_the_columns_are_those_that_the_sql_reads():
    folder = ROOT / "sql" / "source" / "layouts"
    fields = (folder / "hub" / "hub_records.sql").read_text("utf-8")
    assert tuple(json.loads(re.search(r"'(\{.*\})'", fields, re.DOTALL)[1])) == READ
    columns = (folder / "hub_parquet.sql").read_text("utf-8")
    listed = re.search(r"name in \((.*?)\)", columns, re.DOTALL)[1]
    assert tuple(re.findall(r"'(\w+)'", listed)) == READ
