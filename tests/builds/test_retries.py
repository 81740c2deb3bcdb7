"""Records and rows that DuckDB refuses at first are read all the same."""

import gzip
import json

import pytest
from conftest import asked, deep, shared

import ecograph
from ecograph.builds.ledger import summary_lines
from ecograph.errors import SourceError

BASE = b'{"id": "o/base", "tags": []}'
TUNED = b'{"id": "o/ft", "tags": ["base_model:o/base"], "x": %b}'
HALVES = {
    "cut pair": rb'{"t": "cut \ud83d"}',
    "second half": rb'"\ude00"',
    "two first halves": rb'["\ud83d\ud83d\ude00"]',
    "latin-1": b'"caf\xe9"',
    "cut character": b'"\xf0\x9f\x98"',
}


def packed(records, form):
    if form == "array":
        return b"[\n" + b",\n".join(records) + b"\n]"
    return b"\n".join(records) + b"\n"


def models(source, tmp_path, **options):
    ecograph.build(source, tmp_path / "out", **options)
    query = "select model_id from models order by position"
    return [name for (name,) in asked(tmp_path / "out", query)]


@pytest.mark.parametrize("form", ["lines", "array"])
def test_records_that_are_not_unicode_are_read(form, tmp_path):
    tuned = [
        TUNED.replace(b"ft", name.encode()) % half for name, half in HALVES.items()
    ]
    path = tmp_path / "a.json"
    path.write_bytes(packed([BASE, *tuned, BASE.replace(b"base", b"last")], form))
    before = path.read_bytes()
    ids = [f"o/{name}" for name in HALVES]
    assert models(path, tmp_path, with_json=True) == ["o/base", *ids, "o/last"]
    query = "select full_json from records where model_id not in ('o/base', 'o/last')"
    for (text,) in asked(tmp_path / "out", query):
        assert "\ufffd" in repr(json.loads(text))
    query = "select child_id, parent_id from edges"
    assert asked(tmp_path / "out", query) == [(name, "o/base") for name in ids]
    assert path.read_bytes() == before
    assert sorted(p.suffix for p in (tmp_path / "out").glob("[!.]*")) == [
        ".duckdb",
        *[".pkl"] * 5,
    ]


def test_what_is_not_utf_8_is_counted(tmp_path):
    texts = [b'"caf\xe9 \xe8 \xef\xbf\xbd"', rb'"\ud83d"', b'"\xff"']
    (tmp_path / "a.jsonl").write_bytes(packed([TUNED % t for t in texts], "lines"))
    ledger = ecograph.build(tmp_path / "a.jsonl", tmp_path / "out").ledger
    assert [*summary_lines(ledger)][-1] == (
        "text     3 not UTF-8, read as U+FFFD: save the source as UTF-8"
    )
    (tmp_path / "a.jsonl").write_bytes(TUNED % texts[1])
    ledger = ecograph.build(tmp_path / "a.jsonl", tmp_path / "out").ledger
    assert "text" not in dict(ledger.keys())


def test_one_of_several_compressed_files_is_not_unicode(tmp_path):
    for name, record in {"a": BASE, "b": TUNED % rb'"\ud83d"'}.items():
        path = tmp_path / "parts" / f"{name}.jsonl.gz"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(record))
    assert models(tmp_path / "parts", tmp_path) == ["o/base", "o/ft"]
    query = "select source_name, source_bytes from meta.build"
    size = sum(path.stat().st_size for path in (tmp_path / "parts").iterdir())
    assert asked(tmp_path / "out", query) == [("parts", size)]


@pytest.mark.parametrize("form", deep(["array"], ["lines", "array"]))
def test_a_large_record_is_read(form, tmp_path):
    """Also one that is not Unicode."""
    siblings = b'"' + b"y" * deep(17_000_000, 140_000_000) + rb'\ud83d"'
    records = [BASE, TUNED % siblings, BASE.replace(b"base", b"last")]
    (tmp_path / "a.json").write_bytes(packed(records, form))
    assert models(tmp_path / "a.json", tmp_path) == ["o/base", "o/ft", "o/last"]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf[" + BASE + b",\n" + TUNED % b"1" + b"]",
        BASE + b"\n" + TUNED % b"1" + b" " + BASE + b"\n",
        BASE + b"\n" + TUNED % b"\n1" + b"\n",
        b"null\n" + BASE + b"\n" + TUNED % b"1" + b"\n",
    ],
    ids=["array after a mark", "two on a line", "one on two lines", "null first"],
)
def test_records_in_an_odd_form_are_read(content, tmp_path):
    (tmp_path / "a.json").write_bytes(content)
    assert models(tmp_path / "a.json", tmp_path) == ["o/base", "o/ft"]


def test_arrays_in_sequence_are_an_error(tmp_path):
    (tmp_path / "a.json").write_bytes(b"[%b]\n[%b]\n" % (BASE, TUNED % b"1"))
    with pytest.raises(SourceError, match=r"a\.json: line 2: it is after the end of"):
        ecograph.build(tmp_path / "a.json", tmp_path / "out")


@pytest.mark.parametrize(
    ("records", "line"),
    [
        ([BASE, BASE[:-1], BASE], 2),
        ([BASE, TUNED % rb'"\ud83d"', BASE, BASE[:9]], 4),
        ([BASE, TUNED % (b'"' + b"y" * 17_000_000 + b'"'), BASE[:-1]], 3),
        ([BASE] * 5000 + [BASE[:15] + b"\0" + BASE[15:], BASE], 5001),
    ],
    ids=["cut line", "after a half", "after a large record", "far down"],
)
def test_a_malformed_record_is_an_error_with_its_line(records, line, tmp_path):
    (tmp_path / "a.jsonl").write_bytes(packed(records, "lines"))
    with pytest.raises(
        SourceError, match=rf"a\.jsonl: line {line}: .*; correct it, or"
    ):
        ecograph.build(tmp_path / "a.jsonl", tmp_path / "out")


def test_the_record_of_the_hub_with_half_a_pair(tmp_path):
    source = shared("data/hub_records/10-surrogate.jsonl")
    assert models(source, tmp_path) == ["o/base", "o/ft", "o/ft2"]
    query = "select child_id, parent_id from edges order by all"
    found = asked(tmp_path / "out", query)
    assert found == [("o/ft", "o/base"), ("o/ft2", "o/base")]
