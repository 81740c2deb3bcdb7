"""The models of a Hub are fetched: real client, real HTTP, a fake Hub."""

import glob
import json
from datetime import datetime

import duckdb
import pytest
from commands import run as run_here
from conftest import on_terminal
from fetches import FETCH, files_in, ids, listed, read, records

import ecograph


@pytest.fixture
def hub(model_hub):
    return model_hub


@pytest.fixture
def out(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "it's [models].parquet"


def test_columns_and_values_are_those_of_the_public_dump(hub, out):
    parents = {"relation": "finetune", "models": [{"_id": "6", "id": "ä/b"}]}
    hub.models = [
        {
            "id": "a/b",
            "likes": 2**40,
            "downloads": 3,
            "tags": ["license:mit", "it's “so”", ""],
            "pipeline_tag": "text-generation",
            "library_name": "transformers",
            "createdAt": "2025-07-11T00:55:12.345Z",
            "baseModels": parents,
            "trendingScore": 7.5,
            "downloadsAllTime": 2**50,
            "gated": "manual",
            "safetensors": {"parameters": {"BF16": 5, "I8": 4}, "total": 9},
            "sha": "not kept",
        },
        {
            "id": "gpt2",
            "likes": 3.5,
            "downloads": "many",
            "tags": [],
            "baseModels": None,
            "library_name": None,
            "downloadsAllTime": 2.5,
            "safetensors": {"total": 0.5},
        },
        {"id": "half a \ud800 surrogate", "gated": False, "safetensors": []},
    ]
    assert ecograph.fetch(out) == 3
    first, second, third = read(out)
    time_of_first = datetime(2025, 7, 11, 0, 55, 12, 345000)
    assert first[:7] == (
        "a/b",
        2**40,
        3,
        ["license:mit", "it's “so”", ""],
        "text-generation",
        "transformers",
        time_of_first,
    )
    assert json.loads(first[7]) == parents
    assert "ä/b" in first[7]
    assert first[8:] == (2**50, "manual", 7.5, 9, None, None, None)
    assert second == ("gpt2", None, None, [], *[None] * 11)
    assert third == ("half a ? surrogate", *[None] * 8, "false", *[None] * 5)
    with duckdb.connect() as connection:
        columns = connection.execute(
            "describe from read_parquet(?)", [glob.escape(str(out))]
        ).fetchall()
    assert [column[:2] for column in columns] == [
        ("id", "VARCHAR"),
        ("likes", "BIGINT"),
        ("downloads", "BIGINT"),
        ("tags", "VARCHAR[]"),
        ("pipeline_tag", "VARCHAR"),
        ("library_name", "VARCHAR"),
        ("createdAt", "TIMESTAMP"),
        ("baseModels", "VARCHAR"),
        ("downloadsAllTime", "BIGINT"),
        ("gated", "VARCHAR"),
        ("trendingScore", "DOUBLE"),
        ("parameters", "BIGINT"),
        ("formerIds", "VARCHAR[]"),
        ("license_name", "VARCHAR"),
        ("license_link", "VARCHAR"),
    ]


def test_all_models_are_fetched_once_in_order(hub, out, monkeypatch):
    monkeypatch.setattr("ecograph.hub.fetch.PART_SIZE", 4)
    hub.models = records(100)
    progress = []
    assert ecograph.fetch(out, on_progress=progress.append) == 100
    assert ids(out) == listed(hub)
    assert progress == [*range(0, 100, 3), 100]
    assert files_in(out.parent) == [out.name]


def test_of_a_model_that_is_listed_twice_the_first_is_kept(hub, out, monkeypatch):
    monkeypatch.setattr("ecograph.hub.fetch.PART_SIZE", 3)
    hub.models.insert(8, {"id": "a/00002", "likes": 99})
    assert ecograph.fetch(out) == 10
    assert [likes for _, likes, *_ in read(out)] == [*range(10)]


@pytest.mark.parametrize(
    ("limit", "pages"), [(1, 1), (2, 1), (3, 1), (7, 3), (10, 4), (11, 4)]
)
def test_limit(limit, pages, hub, out):
    assert ecograph.fetch(out, limit=limit) == min(limit, 10)
    assert ids(out) == listed(hub)[:limit]
    assert len(hub.requests) == pages


def test_author(hub, out):
    assert ecograph.fetch(out, author="b", limit=4) == 4
    assert ids(out) == ["b/00001", "b/00003", "b/00005", "b/00007"]


def test_without_a_terminal_it_prints_plain_lines(hub, out):
    hub.models = records(25_000)
    hub.page = 1000
    first, second, last = run_here("fetch", out).stdout.splitlines()
    assert first.split()[:2] == ["10,000", "models"]
    assert second.split()[:2] == ["20,000", "models"]
    assert second.endswith("/s")
    assert last == f"{out}: 25,000 models"


def test_on_a_terminal_it_shows_a_progress_bar(hub, out):
    hub.models = records(25_000)
    hub.page = 1000
    shown = on_terminal([*FETCH, out])
    assert ",000 models" in shown
    assert "━" in shown
    assert "/s" in shown
    assert "25,000 models" in shown
