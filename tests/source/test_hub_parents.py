"""What records of the Hub say of parents: tags as they were typed, and model cards."""

import pytest
from conftest import asked, shared, write_records
from quick_build import quick_build

from ecograph.model_ids import meant_id

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
    "mistral:latest": ("listed", "mistral:latest", "not_an_id", None),
    "mistral:7b-instruct": ("listed", "mistral:7b-instruct", "not_an_id", None),
    "mixtral:8x7b": ("listed", "mixtral:8x7b", "not_an_id", None),
    "adapter:latest": ("adapter", "latest", "absent", None),
    "D:base": ("listed", "D:base", "not_an_id", None),
    "-:o/base": ("listed", "-:o/base", "not_an_id", None),
    "https:o/base": ("listed", "https:o/base", "not_an_id", "o/base"),
    "newversion:https://hf.co/o/base": (
        "listed",
        "newversion:https://hf.co/o/base",
        "url",
        "o/base",
    ),
    "newversion:file:///o/base": (
        "listed",
        "newversion:file:///o/base",
        "local_path",
        None,
    ),
    "newversion:o/base ": ("listed", "newversion:o/base ", "not_an_id", "o/base"),
    "o/base\u200b": ("listed", "o/base\u200b", "not_an_id", "o/base"),
    "'o/base'": ("listed", "'o/base'", "not_an_id", "o/base"),
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
        *(
            "newversion:o/a ",
            "x:https://hf.co/o/a",
            "\ufeffo/a\u200b",
            "`o/a`",
            "D:o/a",
        ),
        *("https:o/a", "a:b", "'", "\n'o/a' ", "x:o/a/b", "x_-Y: o/a", "o/a:x y"),
    ]
    query = "select meant_id(text) from unnest(?) as texts (text)"
    names = [name for (name,) in asked(tags_folder, query, texts)]
    assert names == [meant_id(text) for text in texts]


CARDS = [
    ({"base_model": "o/a"}, ["base_model:o/a"], None, [("listed", "o/a")]),
    ({"base_model": "o/a"}, [], None, [("listed", "o/a")]),
    (
        {"base_model": ["o/a", "o/b"], "base_model_relation": "merge"},
        ["base_model:o/b"],
        None,
        [("listed", "o/b"), ("merge", "o/a"), ("merge", "o/b")],
    ),
    (
        {"base_model": ["o/a"], "base_model_relation": "other"},
        [],
        {"relation": "adapter", "models": [{"id": "o/a"}]},
        [("adapter", "o/a")],
    ),
    ({"base_model": [5, "o/a", {"x": 1}, None]}, [], None, [("listed", "o/a")]),
    (
        {"base_model": "o/a", "base_model_relation": "newversion"},
        [],
        None,
        [("unknown", "o/a")],
    ),
    (
        {"base_model": "o/a", "base_model_relation": "quantized"},
        ["base_model:o/a"],
        None,
        [("listed", "o/a"), ("quantized", "o/a")],
    ),
    (
        {"base_model": "o/a", "base_model_relation": "quantized"},
        ["base_model:adapter:o/a"],
        None,
        [("adapter", "o/a")],
    ),
    ({"base_model": None}, [], None, []),
]
"""Model cards, tags, baseModels, and the relations and parents that they give."""


def test_a_model_card_names_parents_too(tmp_path):
    records = [
        {"id": str(n), "cardData": card, "tags": tags, "baseModels": base}
        for n, (card, tags, base, _) in enumerate(CARDS)
    ]
    relations = ("main.parents", "main.rejects")
    quick_build(write_records(records, tmp_path), tmp_path, *relations)
    query = (
        "select child_id, relation, parent_id from parents "
        "order by source_row, relation, place"
    )
    assert asked(tmp_path, query) == [
        (str(n), *entry) for n, (*_, entries) in enumerate(CARDS) for entry in entries
    ]
    assert asked(tmp_path, "select source_row, column_name, cell from rejects") == [
        (5, "cardData.base_model", '[5,"o/a",{"x":1},null]')
    ]


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
