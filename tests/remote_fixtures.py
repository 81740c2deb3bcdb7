"""A fake Hub as a fixture, and what tests of remote sources share."""

import time
from pathlib import Path

import pytest
import sources
from conftest import THREE
from fake_hub import Answer, Dataset, FakeHub
from fetches import records

import ecograph

TOKEN = "hf_ATokenThatMustNeverBeShown"  # noqa: S105
OLD, NEW = "a" * 40, "b" * 40
SLOW_DOWN = Answer(429, b'{"error": "slow down"}', {"Retry-After": "0"})
BROKEN = Answer(500, b'{"error": "an internal error"}')


@pytest.fixture
def hub(monkeypatch, tmp_path_factory):
    """A Hub without models, which huggingface_hub takes for the real one."""
    with FakeHub() as hub:
        monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", hub.url)
        template = "/{repo_id}/resolve/{revision}/{filename}"
        for place in ("constants", "file_download"):
            name = f"huggingface_hub.{place}.HUGGINGFACE_CO_URL_TEMPLATE"
            monkeypatch.setattr(name, hub.url + template, raising=False)
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        monkeypatch.delenv("HF_TOKEN", raising=False)
        # With telemetry, the library would send requests of its own.
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_TELEMETRY", True)
        monkeypatch.setenv("HF_HUB_DISABLE_TELEMETRY", "1")
        monkeypatch.setenv("HF_HOME", str(tmp_path_factory.mktemp("home")))
        yield hub


@pytest.fixture
def model_hub(hub, monkeypatch):
    """A Hub of ten models, three a page, and a token."""
    hub.models, hub.page = records(10), 3
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    return hub


@pytest.fixture
def waits(monkeypatch):
    """The seconds of each wait; none of them takes time."""
    seconds = []
    monkeypatch.setattr(time, "sleep", seconds.append)
    return seconds


@pytest.fixture
def small_blocks(monkeypatch):
    """Blocks of 64 kB, so that a small file has several."""
    monkeypatch.setattr("ecograph.source.block_cache.BLOCK_SIZE", 1 << 16)


@pytest.fixture
def csv(tmp_path):
    """A local source."""
    return sources.ai_ecosystem_csv(sources.MODELS, tmp_path)


@pytest.fixture
def dataset(hub, csv):
    """A dataset with one CSV and two commits; in the old one, it has a row less."""
    lines = csv.read_bytes().splitlines(keepends=True)
    hub.datasets["o/n"] = Dataset(
        {OLD: {"a.csv": b"".join(lines[:-1])}, NEW: {"a.csv": b"".join(lines)}},
        names={"v1": OLD, "refs/pr/1": OLD, "a/b": OLD},
    )
    return hub.datasets["o/n"]


def upload(hub, source: Path) -> str:
    """Put a file, a folder or the files of a pattern on the Hub; return its URL."""
    paths = [source]
    if source.is_dir():
        paths = source.iterdir()
    elif not source.exists():
        paths = source.parent.glob(source.name)
    root = source.parent
    files = {f"data/{p.relative_to(root)}": p.read_bytes() for p in paths}
    hub.datasets["o/n"] = Dataset({NEW: files})
    return f"hf://datasets/o/n/data/{source.name}"


def meta(folder):
    (row,) = ecograph.table("meta.build", folder).to_dict("records")
    return row


def assert_same_build(one, other):
    """Compare the outputs in two folders byte by byte."""
    for name in THREE.values():
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    for column in ("build_id", "source_sha256", "source_bytes"):
        assert meta(one)[column] == meta(other)[column]
