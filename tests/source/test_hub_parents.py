"""What records of the Hub say of parents: tags as they were typed, and renames."""

import json

import pytest
from conftest import asked, shared, write_csv
from quick_build import quick_build

import ecograph
from ecograph.model_ids import meant_id


def write_records(records, folder):
    path = folder / "records.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    return path


def parents(folder):
    return asked(
        folder,
        "select relation, parent_id, status, suggested_id from parents "
        "where child_id = 'o/child' order by relation, place",
    )


TAGS = {
    "finetune:o/base": ("finetune", "o/base", "in_graph", None),
    "newversion:o/base": ("unknown", "o/base", "unknown_type", None),
    "new-version_x:gpt2": ("unknown", "gpt2", "absent", None),
    "https://huggingface.co/o/base": (
        "listed",
        "https://huggingface.co/o/base",
        "url",
        "o/base",
    ),
    "quantized:https://hf.co/o/base": (
        "quantized",
        "https://hf.co/o/base",
        "url",
        "o/base",
    ),
    "C:\\models\\base": ("listed", "C:\\models\\base", "local_path", None),
    "llama3:8b": ("listed", "llama3:8b", "not_an_id", None),
    "adapter:llama3:8b": ("adapter", "llama3:8b", "not_an_id", None),
    "o/base ": ("listed", "o/base ", "not_an_id", "o/base"),
    "merge:o/base ": ("merge", "o/base ", "not_an_id", "o/base"),
    "o/base:Q4_K_M": ("listed", "o/base:Q4_K_M", "not_an_id", "o/base"),
    "relation:o/base, o/x": ("listed", "relation:o/base, o/x", "not_an_id", None),
    ":o/base": ("listed", ":o/base", "not_an_id", None),
    "finetune:": ("listed", "finetune:", "not_an_id", None),
    "gpt2": ("listed", "gpt2", "absent", None),
    "": ("listed", "", "not_an_id", None),
}
"""What follows ``base_model:`` in a tag, and the entry of a parent that it gives."""


@pytest.fixture(scope="module")
def tags_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tags")
    records = [{"id": "o/base"}]
    records += [
        {"id": f"o/{n}", "tags": [f"base_model:{tag}"]} for n, tag in enumerate(TAGS)
    ]
    quick_build(write_records(records, folder), folder, "main.parents")
    return folder


@pytest.mark.parametrize("tag", TAGS)
def test_a_parent_is_what_was_typed(tag, tags_folder):
    child = [*TAGS].index(tag)
    query = (
        "select relation, parent_id, status, suggested_id from parents "
        "where child_id = ?"
    )
    assert asked(tags_folder, query, f"o/{child}") == [TAGS[tag]]


def test_the_sql_and_the_commands_understand_the_same_ids(tags_folder):
    texts = [
        *("o/a", " o/a ", "gpt2", "o/a/tree/main", "o/blob", "o/a (Merge)", "o/a@b"),
        *("o/a:Q4_K_M", "hf://o/a", "HF.co/models/o/a?x#y", "https://hf.co/o%2Fa/"),
        *("https://www.huggingface.co/o/a/resolve/main/x", "llama3:8b", "/", ""),
    ]
    query = "select meant_id(text) from unnest(?) as texts (text)"
    names = [name for (name,) in asked(tags_folder, query, texts)]
    assert names == [meant_id(text) for text in texts]


RENAMED = [
    {"id": "google/bert"},
    {
        "id": "o/child",
        "tags": ["base_model:bert", "base_model:finetune:bert"],
    },
    {
        "id": "o/other",
        "tags": ["base_model:bert", "base_model:finetune:bert"],
        "baseModels": {"relation": "finetune", "models": [{"id": "google/bert"}]},
    },
    {
        "id": "o/merged",
        "tags": ["base_model:a/x", "base_model:a/y", "base_model:a/same"],
        "baseModels": {
            "relation": "merge",
            "models": [{"id": "b/X"}, {"id": "a/same"}, {"id": "c/y"}, {"id": "c/z"}],
        },
    },
    {
        "id": "o/typed",
        "tags": ["base_model:https://hf.co/google/bert", "base_model:Google/BERT"],
        "baseModels": {"relation": "finetune", "models": [{"id": "google/bert"}]},
    },
]


def test_records_tell_how_an_old_id_is_called_now(tmp_path):
    folder = quick_build(
        write_records(RENAMED, tmp_path), tmp_path, "main.renames", "main.parents"
    )
    assert asked(folder, "from renames order by all") == [
        ("a/x", "b/X", 1, True),
        ("a/y", "c/y", 1, True),
        ("bert", "google/bert", 1, True),
    ]
    assert parents(folder) == [
        ("listed", "bert", "renamed", "google/bert"),
        ("finetune", "bert", "repeat", "google/bert"),
    ]


def test_records_that_disagree_suggest_nothing(tmp_path):
    another = {
        "id": "o/disagrees",
        "tags": ["base_model:bert"],
        "baseModels": {"relation": "finetune", "models": [{"id": "o/child"}]},
    }
    source = write_records([*RENAMED, another], tmp_path)
    folder = quick_build(source, tmp_path, "main.renames", "main.parents")
    assert asked(folder, "from renames where old_id = 'bert' order by all") == [
        ("bert", "google/bert", 1, False),
        ("bert", "o/child", 1, False),
    ]
    assert parents(folder)[0] == ("listed", "bert", "absent", None)


def test_renames_are_followed_where_that_is_asked_for(tmp_path):
    source = write_records(RENAMED, tmp_path)
    plain = ecograph.build(source, tmp_path / "plain")
    followed = ecograph.build(source, tmp_path / "followed", follow_renames=True)
    assert plain.id != followed.id
    edge = ("google/bert", "o/child")
    query = (
        "select parent_id, child_id, edge_type from edges where child_id = 'o/child'"
    )
    assert asked(tmp_path / "plain", query) == []
    assert asked(tmp_path / "followed", query) == [(*edge, "finetune")]
    assert parents(tmp_path / "followed") == parents(tmp_path / "plain")
    assert followed.ledger["entries", "renamed"] == 2
    graph = ecograph.load("full", tmp_path / "followed")
    assert edge in graph.edges
    assert graph.edges[edge]["edge_types"] == ["finetune"]
    for folder, follows in (("plain", False), ("followed", True)):
        assert [c for c in ecograph.check(tmp_path / folder) if c.failing] == []
        query = "select follows_renames from meta.build"
        assert asked(tmp_path / folder, query) == [(follows,)]


def test_other_layouts_tell_no_renames(tmp_path):
    write_csv(tmp_path / "a.csv", [{"model_id": "a"}])
    folder = quick_build(tmp_path / "a.csv", tmp_path, "main.renames")
    assert asked(folder, "from renames") == []


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("08-no-owner", ("listed", "bert-base-uncased", "absent", None)),
        (
            "08b-no-owner-live",
            (
                "listed",
                "bert-base-uncased",
                "renamed",
                "google-bert/bert-base-uncased",
            ),
        ),
        ("09-space", ("listed", "o/base ", "not_an_id", "o/base")),
    ],
)
def test_records_of_the_hub(name, entry, tmp_path):
    source = shared(f"data/hub_records/{name}.jsonl")
    quick_build(source, tmp_path, "main.parents")
    query = (
        "select relation, parent_id, status, suggested_id from parents "
        "order by source_row, relation, place limit 1"
    )
    assert asked(tmp_path, query) == [entry]
