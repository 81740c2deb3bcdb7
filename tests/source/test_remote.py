"""Remote sources give the graphs of local ones: real client, real HTTP, a fake Hub."""

import subprocess
import sys
from contextlib import closing
from urllib.parse import quote

import pytest
import sources
from conftest import assert_equal_tables, deep
from fake_hub import Dataset
from quick_build import quick_build
from remote_fixtures import NEW, OLD, assert_same_build, meta, upload

import ecograph
from ecograph.errors import EcographError, SourceError
from ecograph.source.detect import detect

FILES = [
    write
    for write in sources.WRITERS
    if write.__name__ not in ("ai_ecosystem_csv_parts", "hub_json_folder")
]


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    """The relations of the models of `sources`, which each layout gives.

    `test_layouts` compares them with those of the other layouts.
    """
    folder = tmp_path_factory.mktemp("local")
    source = sources.ai_ecosystem_csv(sources.MODELS, folder)
    return quick_build(source, folder / "out", *sources.RELATIONS)


def assert_same_source(address, source, local, folder, tables=sources.TABLES):
    """Compare the bytes and rows of a remote source with those of a local one."""
    with closing(detect(address)) as remote:
        assert remote.header == detect(source).header
        assert remote.size == detect(source).size
        if remote.layout.format != "parquet":
            assert remote.scan() == detect(source).scan()
    relations = [f"main.{name}" for name in tables]
    remote = quick_build(address, folder / "remote", *relations)
    assert_equal_tables(remote, local, tables)


A_FEW = [
    sources.ai_ecosystem_csv_zst,
    sources.ai_ecosystem_parquet,
    sources.hub_json_array,
]
FOLDERS = [sources.ai_ecosystem_csv_parts, sources.hub_json_folder]


@pytest.mark.parametrize(
    "write", deep(A_FEW + FOLDERS, sources.WRITERS), ids=lambda write: write.__name__
)
def test_every_layout_is_read_from_the_hub_as_from_here(write, hub, local, tmp_path):
    source = write(sources.MODELS, tmp_path)
    assert_same_source(upload(hub, source), source, local, tmp_path)


@pytest.mark.parametrize("write", deep(A_FEW, FILES), ids=lambda write: write.__name__)
def test_every_layout_is_read_from_a_url_as_from_here(write, hub, local, tmp_path):
    source = write(sources.MODELS, tmp_path)
    hub.files[f"/x/{source.name}"] = source.read_bytes()
    assert_same_source(f"{hub.url}/x/{source.name}", source, local, tmp_path)


FULLY_BUILT = [sources.ai_ecosystem_csv_zst, sources.hub_json_folder]


@pytest.mark.parametrize(
    "write", deep(FULLY_BUILT, sources.WRITERS), ids=lambda write: write.__name__
)
def test_a_build_from_the_hub_is_that_from_here(write, hub, tmp_path):
    source = write(sources.MODELS, tmp_path)
    ecograph.build(source, tmp_path / "here")
    ecograph.build(upload(hub, source), tmp_path / "hub")
    assert_same_build(tmp_path / "hub", tmp_path / "here")
    assert meta(tmp_path / "here")["source_revision"] is None
    row = meta(tmp_path / "hub")
    assert (row["source_name"], row["source_revision"]) == (source.name, NEW)


@pytest.mark.parametrize(
    "write", deep([sources.hub_csv], FILES), ids=lambda write: write.__name__
)
def test_a_build_from_a_url_is_that_from_here(write, hub, tmp_path):
    source = write(sources.MODELS, tmp_path)
    ecograph.build(source, tmp_path / "here")
    hub.files[f"/x/{source.name}"] = source.read_bytes()
    ecograph.build(f"{hub.url}/x/{source.name}", tmp_path / "web")
    assert_same_build(tmp_path / "web", tmp_path / "here")
    assert meta(tmp_path / "web")["source_revision"] is None


@pytest.mark.parametrize(
    ("address", "sha"),
    [
        ("hf://datasets/o/n/a.csv", NEW),
        ("hf://datasets/o/n@main/a.csv", NEW),
        ("hf://datasets/o/n@v1/a.csv", OLD),
        (f"hf://datasets/o/n@{OLD}/a.csv", OLD),
        ("hf://datasets/o/n@refs%2Fpr%2F1/a.csv", OLD),
        ("hf://datasets/o/n@refs/pr/1/a.csv", OLD),
        ("hf://datasets/o/n@a%2Fb/a.csv", OLD),
        ("{url}/datasets/o/n/resolve/main/a.csv", NEW),
        ("{url}/datasets/o/n/resolve/v1/a.csv?download=true", OLD),
        ("{url}/datasets/o/n/blob/v1/a.csv", OLD),
    ],
)
def test_the_given_revision_is_read(address, sha, hub, dataset):
    with closing(detect(address.format(url=hub.url))) as source:
        source.scan()
        assert source.size == len(dataset.commits[sha]["a.csv"])
        assert source.revision == sha
    paths = [r.path for r in hub.requests if "/resolve/" in r.path]
    assert paths
    assert all(f"/resolve/{sha}/" in path for path in paths)


@pytest.mark.parametrize("revision", ["v1", OLD])
def test_a_build_records_the_revision(revision, hub, dataset, tmp_path):
    ecograph.build(f"hf://datasets/o/n@{revision}/a.csv", tmp_path)
    row = meta(tmp_path)
    assert row["source_bytes"] == len(dataset.commits[OLD]["a.csv"])
    assert row["source_revision"] == OLD


@pytest.mark.parametrize("name", ["m?d[1]*.csv", "ä b#%41'@c.csv", "x.csv?y=1&z"])
def test_a_name_may_have_any_characters(name, hub, csv, local, tmp_path):
    hub.datasets["o/n"] = Dataset({NEW: {name: csv.read_bytes(), "mod[1].csv": b"x"}})
    hub.files[f"/x/{name}"] = csv.read_bytes()
    for place, address in {
        "hub": f"hf://datasets/o/n/{name}",
        "hub url": f"{hub.url}/datasets/o/n/resolve/main/{quote(name)}",
        "web": f"{hub.url}/x/{quote(name)}",
    }.items():
        assert detect(address).name == name, place
        assert_same_source(address, csv, local, tmp_path, ["models"])


def test_a_closed_source_fetches_nothing(hub, dataset):
    source = detect("hf://datasets/o/n/a.csv")
    source.close()
    hub.requests.clear()
    with pytest.raises(SourceError, match=r"a\.csv: the source is closed"):
        source.scan()
    assert hub.requests == []


def test_without_the_libraries_it_says_what_to_install(hub, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    monkeypatch.delitem(sys.modules, "ecograph.source.remote", raising=False)
    with pytest.raises(EcographError, match=r"pip install 'ecograph\[hub\]'"):
        ecograph.build("hf://datasets/o/n/a.csv", tmp_path)


def test_a_local_build_does_not_import_the_libraries(csv, tmp_path):
    code = (
        "import sys, ecograph; ecograph.build(*sys.argv[1:]); "
        "assert not {'huggingface_hub', 'fsspec', 'aiohttp'} & {*sys.modules}"
    )
    subprocess.run([sys.executable, "-c", code, csv, tmp_path / "out"], check=True)


def test_a_record_with_half_a_surrogate_pair_is_read_from_the_hub(hub, tmp_path):
    (tmp_path / "a.jsonl").write_bytes(rb'{"id": "a"}{"id": "b", "x": "\ud83d"}')
    build = ecograph.build(upload(hub, tmp_path / "a.jsonl"), tmp_path / "out")
    assert build.ledger["rows", "models"] == 2
