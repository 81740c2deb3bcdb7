"""Models by their ids: what is accepted, and what an unknown one may mean."""

import shutil

import duckdb
import pytest
from conftest import built

import ecograph
from ecograph.errors import UnknownNameError

ROWS = [
    {"model_id": "meta-llama/Llama-3.1-8B", "downloads": "9"},
    {"model_id": "meta-llama/Llama-3.1-8B-Instruct", "downloads": "10"},
    {"model_id": "meta-llama/Meta-Llama-3-8B", "downloads": "99"},
    {"model_id": "unsloth/Meta-Llama-3.1-8B", "downloads": "2"},
    {"model_id": "gpt2", "downloads": "5"},
    {"model_id": "z/x", "downloads": "5"},
    {"model_id": "z/a-very-long-name", "downloads": "5"},
    {"model_id": " odd ", "downloads": "1"},
    {"model_id": "x/one", "finetune_parent": "['gone/base']"},
    {"model_id": "x/two", "parent_model": "['gone/base', 'gone/other']"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return built(tmp_path_factory.mktemp("ids"), ROWS)


@pytest.mark.parametrize(
    ("text", "model_id"),
    [
        ("gpt2", "gpt2"),
        (" gpt2\n", "gpt2"),
        (" odd ", " odd "),
        ("https://huggingface.co/gpt2", "gpt2"),
        ("https://huggingface.co/gpt2/tree/main", "gpt2"),
        ("https://huggingface.co/meta-llama/Llama-3.1-8B/", "meta-llama/Llama-3.1-8B"),
        ("hf.co/meta-llama/Llama-3.1-8B?x=1#y", "meta-llama/Llama-3.1-8B"),
        ("HTTP://www.HuggingFace.co/x/%6Fne/blob/main/README.md", "x/one"),
        ("https://huggingface.co/models/x/one", "x/one"),
        ("hf://x/one@main/config.json", "x/one"),
        ("hf://x/one@refs%2Fpr%2F1", "x/one"),
        ("x/one@main", "x/one"),
        ("x/one/", "x/one"),
        ("x/one/tree/main", "x/one"),
        ("x/one:Q4_K_M", "x/one"),
        ("gpt2 (Merge)", "gpt2"),
    ],
)
def test_spaces_and_the_url_of_a_page_are_accepted(text, model_id, folder):
    assert ecograph.tree(text, path=folder).root.model_id == model_id


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("META-LLAMA/Llama-3.1-8B", "did you mean 'meta-llama/Llama-3.1-8B' or "),
        (
            "Llama-3.1-8B",
            "did you mean 'meta-llama/Llama-3.1-8B' or 'unsloth/Meta-Llama-3.1-8B' or "
            "'meta-llama/Llama-3.1-8B-Instruct'?",
        ),
        (
            "meta-llama/Meta-Llama-3.1-8B",
            "did you mean 'unsloth/Meta-Llama-3.1-8B' or 'meta-llama/Llama-3.1-8B' or "
            "'meta-llama/Meta-Llama-3-8B'?",
        ),
        ("nobody/x", "did you mean 'z/x'?"),
        ("nobody/y", "'nobody/y'; look for it with `ecograph find`"),
        ("x", "'x'; look for it"),
        ("nobody/a-very", "'nobody/a-very'; look for it"),
        ("z/x-GGUF", "'z/x-GGUF'; look for it"),
        ("meta-llama/Llama-3.1-8B-GGUF", "did you mean 'meta-llama/Llama-3.1-8B'"),
        ("unsloth/Meta-Llama-3.1-8B-bnb-4bit", "did you mean 'unsloth/Meta-Llama-3.1-"),
        ("meta-llama-Llama-3.1-8B", "did you mean 'meta-llama/Llama-3.1-8B'"),
        ("meta-llamaLlama-3.1-8B", "did you mean 'meta-llama/Llama-3.1-8B'"),
        (r"meta-llama\Llama-3.1-8B", "did you mean 'meta-llama/Llama-3.1-8B'"),
        ("mta-lama/Lama-3.1-8B", "did you mean 'meta-llama/Llama-3.1-8B'"),
        ("a/Meta", "'a/Meta'; look for it"),
        ("gpt3 (GGUF)", "'gpt3 (GGUF)'; did you mean 'gpt2'?"),
        ("meta/Llama-3.1-8B-Instruct", "did you mean 'meta-llama/Llama-3.1-8B-Instr"),
        ("meta-lama/Llama-3.1-8B-Instruct", "did you mean 'meta-llama/Llama-3.1-8B-I"),
        ("https://hf.co/gpt3", "'https://hf.co/gpt3'; did you mean 'gpt2'?"),
        ("zzz", "unknown model 'zzz'; look for it with `ecograph find`"),
        ("", "unknown model ''; look for it"),
        (
            "gone/base",
            "unknown model 'gone/base', which 2 models name as a parent, but which is "
            "not in the source; look",
        ),
        ("gone/other ", "which 1 model names as a parent, but which is not in the"),
    ],
)
def test_an_unknown_id_is_an_error_with_the_nearest(text, problem, folder):
    with pytest.raises(UnknownNameError) as raised:
        ecograph.tree(text, path=folder)
    assert problem in str(raised.value)


def test_the_family_of_an_unknown_id_is_an_error_too(folder, tmp_path):
    with pytest.raises(UnknownNameError, match="did you mean 'gpt2'"):
        ecograph.export(tmp_path / "x.json", family="gpt3", database=folder)
    assert [*tmp_path.iterdir()] == []


def test_an_id_that_is_not_text_is_an_error(folder):
    with pytest.raises(UnknownNameError, match="unknown model None; give its id as t"):
        ecograph.tree(None, path=folder)


@pytest.mark.parametrize(
    "older",
    [
        "drop macro table find_models",
        "create or replace macro find_models(wanted) as table from models",
    ],
)
def test_a_build_of_an_older_version_suggests_nothing(older, folder, tmp_path):
    shutil.copy(folder / "ecograph.duckdb", tmp_path)
    with duckdb.connect(tmp_path / "ecograph.duckdb") as connection:
        connection.execute(older)
    with pytest.raises(UnknownNameError, match="unknown model 'gpt3'; look for it"):
        ecograph.tree("gpt3", path=tmp_path)
