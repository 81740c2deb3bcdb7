"""Copies of JSON files without halves of surrogate pairs and invalid UTF-8."""

import pytest

from ecograph.source import json_repair
from ecograph.source.compression import zstd
from ecograph.source.files import local_files
from ecograph.source.json_repair import repaired_copies

REPLACED = {
    rb"cut \ud83d": rb"cut \ufffd",
    rb"\uDE00\ud83d": rb"\ufffd\ufffd",
    rb"\ud83d\ud83d\ude00": rb"\ufffd\ud83d\ude00",
    rb"\\\ud83d.\\\\\ude00": rb"\\\ufffd.\\\\\ufffd",
    b"caf\xe9 \xf0\x9f\x98": "caf\ufffd \ufffd".encode(),
    b"\xed\xa0\xbd": "\ufffd\ufffd\ufffd".encode(),
}
KEPT = [
    rb"\ud83d\ude00 \uD83D\uDE00",
    rb"\\ud83d \\\\ude00",
    rb"\ufffd \u0041 \ud7ff \ue000",
    "é 😀 \ufffd".encode(),
    b"",
]


@pytest.fixture(params=[1, 7, 1 << 20], ids=lambda size: f"by{size}")
def chunk(request, monkeypatch):
    """How many bytes are read at a time."""
    monkeypatch.setattr(json_repair, "CHUNK", request.param)


def copied(content, folder, name="a.jsonl"):
    """The content of a repaired copy, or None."""
    (folder / name).write_bytes(content)
    (folder / "copies").mkdir()
    files = local_files(folder / name).files
    if (copies := repaired_copies(files, folder / "copies")) is None:
        return None
    assert copies[1] == content.count(b"\xe9") + content.count(b"\xf0") + 3 * (
        content.count(b"\xed")
    )
    (copy,) = (folder / "copies").iterdir()
    return copy.read_bytes()


@pytest.mark.usefixtures("chunk")
@pytest.mark.parametrize(("content", "expected"), REPLACED.items())
def test_what_is_not_unicode_is_replaced(content, expected, tmp_path):
    content, expected = (b'{"id": "%s"}\n' % text for text in (content, expected))
    assert copied(content, tmp_path) == expected


@pytest.mark.usefixtures("chunk")
@pytest.mark.parametrize("content", KEPT)
def test_what_is_unicode_needs_no_copy(content, tmp_path):
    assert copied(b'{"id": "%s"}\n' % content, tmp_path) is None


def test_a_copy_of_a_compressed_file_is_compressed(tmp_path):
    copy = copied(zstd.compress(rb'"\ud83d"'), tmp_path, "a.jsonl.zst")
    assert zstd.decompress(copy) == rb'"\ufffd"'
