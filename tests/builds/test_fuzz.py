"""Random changes of a source: a good build or a clear error, and nothing else.

``make fuzz`` runs more cases than ``make test``: `FUZZ_CASES` says how many.
"""

import csv
import faulthandler
import gzip
import io
import os

import oracle
from conftest import SYNTHETIC, deep
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ecograph
from ecograph.errors import EcographError

CASES = int(os.environ.get("FUZZ_CASES", deep(25, 150)))
HANGS = 120
"""Seconds after which a build of forty rows has hung."""
ROWS = b"".join(SYNTHETIC.read_bytes().splitlines(keepends=True)[:40])

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
CHANGES = st.tuples(
    st.integers(0, len(ROWS)), st.integers(0, 30) | st.integers(0, 9999), PIECES
)


def changed(data, changes):
    for place, length, piece in changes:
        data = data[:place] + piece + data[place + length :]
    return data


@settings(
    max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(
    changes=st.lists(CHANGES, min_size=1, max_size=5),
    packing=st.sampled_from(["none", "none", "changed", "changes"]),
)
def test_any_bytes(changes, packing, tmp_path_factory):
    """Changes of the rows, before or after they are compressed, or uncompressed."""
    folder = tmp_path_factory.mktemp("fuzz")
    source = folder / ("models.csv" if packing == "none" else "models.csv.gz")
    data = changed(gzip.compress(ROWS) if packing == "changed" else ROWS, changes)
    source.write_bytes(gzip.compress(data) if packing == "changes" else data)
    # A case that hangs ends the run and shows where.
    faulthandler.dump_traceback_later(HANGS, exit=True)
    try:
        ecograph.build(source, folder)
    except EcographError as error:
        (line,) = str(error).splitlines()
        assert line.startswith(f"{source}: ")
        assert len(line) < 700
        return
    finally:
        faulthandler.cancel_dump_traceback_later()
    # The whole file is read, as Python's csv module reads it.
    data = gzip.decompress(data) if packing == "changed" else data
    text = data.decode("utf-8-sig")
    rows = [*csv.DictReader(io.StringIO(text, newline=""), strict=True)]
    assert all(None not in row and None not in row.values() for row in rows)
    oracle.assert_same(ecograph.load("full", folder), oracle.expected(rows))
    assert [check for check in ecograph.check(folder) if check.failing] == []
