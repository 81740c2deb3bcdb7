"""Random changes of a source: a good build or a clear error, and nothing else.

``make fuzz`` runs more cases than ``make test``: `FUZZ_CASES` of each kind.
"""

import csv
import faulthandler
import gzip
import io
import json
import os
import re
from pathlib import Path
from unittest.mock import patch

import duckdb
import oracle
import pytest
import sources
from conftest import SYNTHETIC, asked, deep
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ecograph
from ecograph.errors import EcographError
from ecograph.source.compression import zstd
from ecograph.source.json_values import JsonError, json_values

CASES = int(os.environ.get("FUZZ_CASES", deep(3, 150)))
HANGS = 120
"""Seconds after which a build of forty rows has hung."""
ROWS = b"".join(SYNTHETIC.read_bytes().splitlines(keepends=True)[:40])
RECORDS = [*map(sources.record, sources.MODELS)]
LINES = b"".join(json.dumps(record).encode() + b"\n" for record in RECORDS)
SPACES = re.compile(r'(?<=[,\r\n]) +(?=")|(?<=") +(?=[,\r\n]|$)')
"""Spaces around a quoted cell, which belong to it in Python, but not in DuckDB."""
READ = "select number from ledger where section = 'rows' and measure = 'read'"
ARRAY = json.dumps(RECORDS, indent=1, ensure_ascii=False).encode()

PIECES = st.one_of(
    st.sampled_from(
        [
            *[b'"', b'""', b",", b"\n", b"\r", b"\r\n", b"\0", b"'", b"[", b"]", b"\\"],
            *[b"\xff", b"\xe9", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\t", b" ", b"#"],
            *[b"[]", b"['a/b']", b'"[""it\'s""]"', b"NA", b"9" * 30, b"a" * 5000],
        ]
    ),
    st.binary(max_size=4),
)
JSON_PIECES = st.one_of(
    PIECES,
    st.sampled_from(
        [
            *[b"{", b"}", b":", b"null", b"{}", b"1e999", b"-", b"NaN", b"\\u0000"],
            *[b"\\ud83d", b"\\ude00", b"\\u", b"\\ud83d\\ude00", b'"id"', b'"tags"'],
            *[b'{"id": "x"}\n', b'"x",', b'[{"id": "y"}]', b"[" * 3000, b"\x1e", b"/*"],
        ]
    ),
)


DECODER = json.JSONDecoder(
    parse_int=float, object_pairs_hook=lambda pairs: dict(reversed(pairs))
)
"""It makes no text of whole numbers, and takes the first of several fields of a name.

So does DuckDB.
"""


def changes_of(data, pieces):
    """Places in some data, how many bytes to drop there, and what to put there."""
    change = st.tuples(
        st.integers(0, len(data)), st.integers(0, 30) | st.integers(0, 9999), pieces
    )
    return st.lists(change, min_size=1, max_size=5)


def changed(data, changes):
    for place, length, piece in changes:
        data = data[:place] + piece + data[place + length :]
    return data


fuzzed = settings(
    max_examples=CASES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def is_built(source: Path, folder: Path) -> bool:
    """Build a source; return whether it went well, or ended in one clear line."""
    # A case that hangs ends the run and shows where.
    faulthandler.dump_traceback_later(HANGS, exit=True)
    try:
        ecograph.build(source, folder)
    except EcographError as error:
        (line,) = str(error).splitlines()
        assert line.startswith(str(source))
        assert len(line) < 900
        return False
    finally:
        faulthandler.cancel_dump_traceback_later()
    assert [check for check in ecograph.check(folder) if check.failing] == []
    return True


@fuzzed
@given(
    changes=changes_of(ROWS, PIECES),
    packing=st.sampled_from(["none", "none", "changed", "changes"]),
)
def test_any_csv(changes, packing, tmp_path_factory):
    """Changes of the rows, before or after they are compressed, or uncompressed."""
    folder = tmp_path_factory.mktemp("fuzz")
    source = folder / ("models.csv" if packing == "none" else "models.csv.gz")
    data = changed(gzip.compress(ROWS) if packing == "changed" else ROWS, changes)
    source.write_bytes(gzip.compress(data) if packing == "changes" else data)
    if not is_built(source, folder):
        return
    # The whole file is read, as Python's csv module reads it.
    data = gzip.decompress(data) if packing == "changed" else data
    text = SPACES.sub("", data.decode("utf-8-sig"))
    rows = [*csv.DictReader(io.StringIO(text, newline=""), strict=True)]
    assert all(None not in row and None not in row.values() for row in rows)
    oracle.assert_same(ecograph.load("full", folder), oracle.expected(rows))


@pytest.mark.parametrize("original", [LINES, ARRAY], ids=["lines", "array"])
@fuzzed
@given(data=st.data(), packing=st.sampled_from(["none", "none", "zst"]))
def test_any_json(original, data, packing, tmp_path_factory):
    """All values that Python's json module reads are rows, and all ids models."""
    folder = tmp_path_factory.mktemp("fuzz")
    content = changed(original, data.draw(changes_of(original, JSON_PIECES)))
    source = folder / ("models.json" if packing == "none" else "models.json.zst")
    source.write_bytes(content if packing == "none" else zstd.compress(content))
    if not is_built(source, folder):
        return
    text = io.StringIO(content.decode("utf-8-sig", "replace"))
    try:
        with patch(f"{json_values.__module__}.DECODER", DECODER):
            values = [*json_values(text)]
    except JsonError:
        return  # DuckDB also reads a comma after the last item, or `inf`.
    assert asked(folder, READ) == [(len(values),)]
    records = [value for _, value in values if isinstance(value, dict)]
    ids = [record.get("id") or record.get("modelId") for record in records]
    # Halves of surrogate pairs are U+FFFD there.
    ids = {name.encode(errors="replace") for name in ids if isinstance(name, str)}
    ids = {name.replace("\ufffd".encode(), b"?") for name in ids}
    models = {name for (name,) in asked(folder, "select model_id from models")}
    assert ids <= {name.replace("\ufffd", "?").encode() for name in models} | {b""}


def cells(*expressions):
    return st.sampled_from([None, *expressions])


STRUCT = "{'relation': 'merge', 'models': [{'id': 'o/a'}]}"
COLUMNS = {
    "id": cells("'o/a'", "'o/b'", "null", "3", "'a'::blob", "['a']", "''", "uuid()"),
    "tags": cells(
        *["null", "[]", "['base_model:o/a']", "['license:mit', null]", "[3]", "3"],
        *["'[''base_model:o/a'']'", "'no list'", "[['a']]", "{'a': 1}", "map {'a': 1}"],
        *["['a']::varchar[1]", "'[\"a\"]'::json", "'\\xff'::blob", "[null]"],
    ),
    "likes": cells(
        *["null", "1", "1.5", "'many'", "1e300", "'nan'::double", "true", "[1]"],
        *["-1::tinyint", "9::ubigint", "9::hugeint", "1.50::decimal(9, 2)", "today()"],
    ),
    "createdAt": cells(
        *["null", "timestamp '2024-01-02 03:04:05'", "timestamptz 'infinity'", "3"],
        *["timestamp_ns '1969-12-31 23:59:59.9'", "timestamp_s '2024-01-02'", "'x'"],
        *["date '2024-01-02'", "time '03:04'", "date '-infinity'", "[now()]"],
        *["timestamptz '9999-12-31 23:59:59+00'", "'2024-01-02T03:04:05.000Z'"],
    ),
    "baseModels": cells(
        *["null", STRUCT, f"[{STRUCT}]", f"to_json({STRUCT})", f"{STRUCT}::varchar"],
        *["'text'", "3", "{'relation': 3}", "{'models': 'o/a'}", "map {'a': 1}"],
    ),
    "pipeline_tag": cells("null", "'x'", "3", "['x']"),
    "Tags": st.sampled_from([None] * 20 + ["['a']"]),
    "description": st.sampled_from([None] * 20 + ["'a'"]),
}


@fuzzed
@given(parts=st.lists(st.fixed_dictionaries(COLUMNS), min_size=1, max_size=3))
def test_any_parquet(parts, tmp_path_factory):
    """Files of one row with columns of any type: all rows are read."""
    folder = tmp_path_factory.mktemp("fuzz")
    source = folder / "parts"
    source.mkdir()
    with duckdb.connect() as connection:
        for number, part in enumerate(parts):
            row = [f'{cell} as "{name}"' for name, cell in part.items() if cell]
            query = connection.sql(f"select {', '.join(row) or '1 as a'}")
            query.write_parquet(str(source / f"{number}.parquet"))
    if not is_built(source, folder):
        return
    assert asked(folder, READ) == [(len(parts),)]
    ids = {part["id"].strip("'") for part in parts if part["id"] in ("'o/a'", "'o/b'")}
    assert ids <= {name for (name,) in asked(folder, "select model_id from models")}


@fuzzed
@given(changes=changes_of(range(3000), st.binary(max_size=4)), same_size=st.booleans())
def test_any_bytes_of_parquet(changes, same_size, tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    data = sources.hub_parquet(sources.MODELS, folder).read_bytes()
    if same_size:
        changes = [(place, len(piece), piece) for place, _, piece in changes]
    source = folder / "a.parquet"
    source.write_bytes(changed(data, changes))
    is_built(source, folder)
