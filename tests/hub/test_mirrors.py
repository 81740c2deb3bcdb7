"""Mirrors that answer nonsense on what is not the models."""

import pytest
from commands import error, run
from fake_hub import Answer, Dataset
from fetches import ids
from remote_fixtures import NEW

import ecograph

NONSENSE = [b"[]", b'"text"', b"5", b"null", b"{}", b'{"harnesses": []}', b"<html>"]

INFO = Answer(200, b'{"id": "o/n", "sha": "1"}')

LIST = pytest.mark.parametrize("nonsense", [b"[]"], indirect=True)


@pytest.fixture(params=NONSENSE, ids=bytes.decode)
def nonsense(request):
    return Answer(200, request.param)


@pytest.fixture
def hub(hub, monkeypatch, nonsense, tmp_path):
    """A Hub of a family of two, which answers nonsense to all other requests."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    # The library looks for the user agent as in a new process, without a cache.
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_TELEMETRY", False)
    path = "huggingface_hub.constants.AGENT_HARNESSES_PATH"
    monkeypatch.setattr(path, str(tmp_path / "harnesses.json"), raising=False)
    detection = pytest.importorskip("huggingface_hub.utils._detect_agent")
    monkeypatch.setattr(detection, "_registry", None)
    hub.models = [
        {"id": "o/base", "tags": ["license:mit"]},
        {"id": "o/ft", "tags": ["base_model:o/base", "base_model:finetune:o/base"]},
    ]
    answer = hub.get_file

    def get_file(request):
        if request.path.startswith(("/api/models/", "/api/datasets/", "/datasets/")):
            return answer(request)
        return nonsense

    hub.get_file = get_file
    return hub


def test_all_models_and_a_family_are_fetched(hub, tmp_path):
    assert ecograph.fetch(tmp_path / "a.parquet") == 2
    assert ecograph.fetch(tmp_path / "b.parquet", family="o/ft") == 2
    assert ids(tmp_path / "b.parquet") == ["o/ft", "o/base"]
    # The library asks for it at all, so that this is a test.
    assert hub.requests[0].path == "/api/agent-harnesses"


@LIST
def test_a_live_tree_is_shown(hub):
    tree = run("tree", "o/base", "--live").stdout
    assert tree.splitlines()[1] == "└── o/ft  finetune"


def test_nonsense_of_a_mirror_may_be_in_the_cache(hub, nonsense, tmp_path):
    (tmp_path / "harnesses.json").write_bytes(nonsense.body)
    assert ecograph.fetch(tmp_path / "a.parquet") == 2


@LIST
def test_a_dataset_is_read(hub, csv, tmp_path):
    hub.datasets["o/n"] = Dataset({NEW: {"a.csv": csv.read_bytes()}})
    build = ecograph.build("hf://datasets/o/n/a.csv", tmp_path / "out")
    assert build.ledger["rows", "models"] == 4


NO_HUB = "the answer is not what the Hub answers; check HF_ENDPOINT"


def test_nonsense_about_a_dataset_is_one_line(hub, nonsense, waits):
    hub.get_file = lambda request: nonsense
    line = error("build", "hf://datasets/o/n/a.csv")
    assert line == f"ecograph: hf://datasets/o/n/a.csv: {NO_HUB}"
    assert waits == []


@pytest.mark.parametrize("path", ["a.csv", "*.csv", "folder"])
def test_nonsense_about_its_files_is_one_line(path, hub, nonsense, waits):
    def get_file(request):
        is_info = request.path.endswith(("/n", "/1"))
        return INFO if is_info and "/tree/" not in request.path else nonsense

    hub.get_file = get_file
    reason = error("build", f"hf://datasets/o/n/{path}").partition(f"/{path}: ")[2]
    # An empty list is one of no files.
    none = "no file matches; correct the pattern", "no such file; correct the name"
    assert reason == NO_HUB or (nonsense.body in (b"[]", b"{}") and reason in none)
    assert waits == []
