"""Which files a source has, and one clear error where they cannot be read."""

import gzip
import json

import pytest
import sources
from commands import error
from conftest import asked, write_csv
from quick_build import quick_build

import ecograph
from ecograph.errors import SourceError
from ecograph.source.compression import zstd
from ecograph.source.detect import detect
from ecograph.source.layouts import AI_ECOSYSTEM

BAD = {
    "cut json": (
        "a.jsonl",
        b'{"id": "a"}\n{"id": "b"\n',
        "a.jsonl: line 2: the record ends too early; correct it, or write the file ag",
    ),
    "no json": (
        "a.json",
        b"[1, 2",
        "line 1: a comma or the end of the array is missing",
    ),
    "no record": (
        "a.json",
        b"[1, 2]",
        "it has no id or modelId; the fields are none; give rec",
    ),
    "empty array": ("a.json", b"[]", "it has no records; give records of the Hub"),
    "other fields": (
        "a.jsonl",
        b'{"name": "a"}\n',
        "it has no id or modelId; the fields are 'name'; give records of the",
    ),
    "other id": (
        "a.jsonl",
        b'{"ID": "a"}\n{"likes": 1}\n',
        "it has no id or modelId; the fields are 'ID', 'likes'; its ID is not read: "
        "call it id",
    ),
    "cut parquet": ("a.parquet", b"PAR1\x15\x04\x15", "DuckDB cannot read it"),
    "cut zst": ("a.csv.zst", b"\x28\xb5\x2f\xfd\x04", "truncated or corrupt"),
    "no zst": ("a.csv.zst", b"model_id\n", "truncated or corrupt"),
    "zst by no name": ("a.csv", b"\x28\xb5\x2f\xfd\x04", "name that ends in .zst"),
    "binary": ("a.csv", bytes(range(256)), "not a text file; give a table as CSV"),
    "picture": ("a.csv", b"\x89PNG\r\n\x1a\n\0", "not a text file; give a table as"),
}


@pytest.mark.parametrize(("name", "data", "reason"), BAD.values(), ids=BAD)
def test_a_bad_file_is_one_clear_line(name, data, reason, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(data)
    line = error("build", tmp_path / name)
    assert line.startswith(f"ecograph: {tmp_path / name}: ")
    assert reason in line
    assert len(line) < 900


@pytest.mark.parametrize("extension", ["gz", "zst"])
def test_a_file_that_is_truncated_between_two_records_is_an_error(extension, tmp_path):
    lines = [json.dumps({"id": f"m{number}", "x": "y" * 999}) for number in range(500)]
    compress = gzip.compress if extension == "gz" else zstd.compress
    # A whole block, but the end of the archive is missing.
    data = compress("\n".join(lines).encode() + b"\n")[:-1]
    (tmp_path / f"a.jsonl.{extension}").write_bytes(data)
    with pytest.raises(SourceError, match=f"a.jsonl.{extension}: "):
        ecograph.build(tmp_path / f"a.jsonl.{extension}", tmp_path / "out")


def test_a_byte_order_mark_is_skipped(tmp_path):
    path = sources.hub_json(sources.MODELS, tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert ecograph.build(path, tmp_path / "out").ledger["rows", "models"] == 4


@pytest.mark.parametrize("write", [sources.hub_json, sources.hub_parquet])
def test_a_folder_named_like_a_hive_partition_adds_no_columns(write, tmp_path):
    folder = tmp_path / "likes=77" / "library_name=evil"
    folder.mkdir(parents=True)
    source = write(sources.MODELS, folder)
    quick_build(source, tmp_path / "out", "main.models")
    query = "select likes, library_name from models where model_id = 'org/merged'"
    assert asked(tmp_path / "out", query) == [(5, "mergekit")]


def test_a_layout_can_be_given(tmp_path):
    source = sources.hub_json(sources.MODELS, tmp_path)
    ecograph.build(source, tmp_path / "out", layout="hub_json")
    with pytest.raises(SourceError, match="fits this JSON: ai_ecosystem_csv is CSV"):
        ecograph.build(source, tmp_path / "out", layout="ai_ecosystem_csv")
    with pytest.raises(SourceError, match="unknown layout 'csv'; use one of ai_"):
        ecograph.build(source, tmp_path / "out", layout="csv")


def test_files_of_a_pattern_must_have_the_same_header(tmp_path):
    write_csv(tmp_path / "a.csv", sources.MODELS, sources.READ)
    write_csv(
        tmp_path / "b.csv", [{"model_id": "x"}], columns=[*reversed(AI_ECOSYSTEM)]
    )
    with pytest.raises(
        SourceError, match=r"b.csv: it is CSV with other columns than .*a"
    ):
        ecograph.build(tmp_path / "*.csv", tmp_path / "out")
    with pytest.raises(SourceError, match="no file matches; correct the pattern"):
        ecograph.build(tmp_path / "*.tsv", tmp_path / "out")


def test_an_error_in_one_of_several_files_names_it(tmp_path):
    write_csv(tmp_path / "a.csv", sources.MODELS, sources.READ)
    write_csv(tmp_path / "b.csv", sources.MODELS, sources.READ)
    with (tmp_path / "b.csv").open("a") as file:
        file.write("x,y\n")
    with pytest.raises(SourceError, match=r"b\.csv: row 6, line 7: it has 2 cells"):
        ecograph.build(tmp_path / "*.csv", tmp_path / "out")


def test_a_source_without_whole_records_cannot_be_built_with_them(tmp_path):
    source = sources.ai_ecosystem_csv(sources.MODELS, tmp_path)
    with pytest.raises(SourceError, match="ai_ecosystem_csv has no whole records"):
        ecograph.build(source, tmp_path / "out", with_json=True)
    assert not detect(source).layout.has_records


@pytest.fixture
def late(tmp_path):
    """Records of which the first 1,000 have no id."""
    path = tmp_path / "late" / "a.jsonl"
    path.parent.mkdir()
    records = [{"likes": 1}] * 1000 + [{"id": "o/a", "tags": []}, {"likes": 2}]
    path.write_text("\n".join(map(json.dumps, records)))
    return path


def test_ids_behind_a_thousand_records_need_the_layout(late, tmp_path):
    reason = (
        rf"^{late}: none of its first 1,000 records has id or modelId; the fields are "
        "'likes'; if later ones have, build it with `--layout hub_json`$"
    )
    with pytest.raises(SourceError, match=reason):
        detect(late)
    build = ecograph.build(late, tmp_path / "out", layout="hub_json")
    assert build.ledger["rows", "models"] == 1
    assert build.ledger["rows", "rejected, without an id"] == 1001
    late.write_text('{"likes": 1}\n' * 1000)
    with pytest.raises(SourceError, match="it has no id or modelId; the fields are 'l"):
        detect(late, "hub_json")


def test_such_a_part_needs_the_layout_too(late):
    (late.parent / "b.json").write_text('[{"id": "o/b", "tags": []}]')
    reason = (
        r"a\.jsonl: none of its first 1,000 records has id or modelId, unlike .*b\.json"
        ", which is read with it; if later ones have, build it with `--layout hub_jso"
    )
    with pytest.raises(SourceError, match=reason):
        detect(late.parent)
    assert len(detect(late.parent, "hub_json").files) == 2
    (late.parent / "b.json").write_text('[{"slug": "o/b"}]')
    assert len(detect(late.parent, "hub_json").files) == 2
