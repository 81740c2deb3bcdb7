"""``ecograph find``: which models, in which order, and what it says besides."""

import json

import duckdb
import pytest
from commands import error, output, run
from conftest import built

MODELS = [
    {"model_id": "a/Llama-3-8B", "downloads": "5", "likes": "2"},
    {"model_id": "b/llama-3-8b-GGUF", "quantized_parent": "['a/Llama-3-8B']"},
    {
        "model_id": "c/my-llama-3-8b",
        "downloads": "7",
        "finetune_parent": "['a/Llama-3-8B', 'b/llama-3-8b-GGUF']",
        "merge_parent": "['c/my-llama-3-8b']",
        "parent_model": "['d/gpt2']",
    },
    {"model_id": "d/gpt2", "downloads": "9"},
    {"model_id": "e/%_100", "downloads": "1"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A build of a few models."""
    return built(tmp_path_factory.mktemp("find"), MODELS)


def found(folder, text, *options):
    """The ids that a search finds, and what it says on the standard error."""
    result = run("find", text, folder, "--format", "json", *options)
    assert result.status == 0
    return [row["model_id"] for row in json.loads(result.stdout)], result.stderr


def test_a_table_of_the_most_downloaded_first(folder):
    lines = output("find", "LLAMA-3", folder).splitlines()
    assert [line.split() for line in lines] == [
        ["model_id", "likes", "downloads", "edge_types"],
        ["c/my-llama-3-8b", "7", "finetune,", "untyped"],
        ["a/Llama-3-8B", "2", "5"],
        ["b/llama-3-8b-GGUF", "quantized"],
    ]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (" b/L ", ["b/llama-3-8b-GGUF"]),
        ("%_", ["e/%_100"]),
        ("gpt", ["d/gpt2"]),
        ("llama 3 8b", ["c/my-llama-3-8b", "a/Llama-3-8B", "b/llama-3-8b-GGUF"]),
    ],
)
def test_ids_that_contain_the_text(folder, text, ids):
    assert found(folder, text) == (ids, "")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("gtp2", ["d/gpt2"]),
        ("GPT3", ["d/gpt2"]),
        ("ll4m4-5-8b-GGUF", ["b/llama-3-8b-GGUF"]),
        ("lama 3 8c", ["a/Llama-3-8B", "b/llama-3-8b-GGUF"]),
        ("a/lama-3-8B", ["a/Llama-3-8B", "b/llama-3-8b-GGUF"]),
        ("a/Llama-3-8B-merged-by-us", ["a/Llama-3-8B"]),
        ("d\\gpt2", ["d/gpt2"]),
    ],
)
def test_else_ids_that_are_near_it(folder, text, ids):
    assert found(folder, text) == (ids, f"no id contains {text!r}; these are near it\n")


def test_the_limit_and_how_many_more_there_are(folder):
    assert found(folder, "llama", "--limit", 2) == (
        ["c/my-llama-3-8b", "a/Llama-3-8B"],
        "1 more; see --limit\n",
    )


def test_twenty_at_most(synthetic_folder):
    ids, said = found(synthetic_folder, "madeup")
    assert (len(ids), said) == (20, "1,973 more; see --limit\n")


@pytest.mark.parametrize("text", ["mixtral", "xq", "ll4m4-5-9b-GGUF"])
def test_nothing_is_said_with_status_1(folder, text):
    result = run("find", text, folder)
    assert (result.status, result.stdout) == (1, "")
    assert result.stderr == f"ecograph: no id contains {text!r} or is near it\n"


def test_a_build_of_an_older_version_is_one_line(folder, tmp_path):
    path = tmp_path / "older.duckdb"
    path.write_bytes((folder / "ecograph.duckdb").read_bytes())
    with duckdb.connect(path) as connection:
        connection.execute("drop macro table find_models")
    line = error("find", "llama", path)
    reason = "built by another version of ecograph, without find_models.wanted"
    assert line.startswith(f"ecograph: {path}: {reason}; build it again")
