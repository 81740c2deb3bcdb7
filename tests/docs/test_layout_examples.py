"""The README has a command for every layout, and each of them works."""

import gzip
import re
from pathlib import Path

import pytest
import sources
from commands import output
from readme import documented

from ecograph.source.compression import zstd
from ecograph.source.layouts import LAYOUTS

LINES = re.findall(r"\| `(\w+)` \|.*\| `(ecograph build (\S+).*?)` \|", documented())


@pytest.mark.parametrize(("layout", "line", "name"), LINES, ids=lambda v: v)
def test_the_command_of_each_layout_works(layout, line, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = getattr(sources, layout)(sources.MODELS, tmp_path).read_bytes()
    compress = {".gz": gzip.compress, ".zst": zstd.compress}
    data = compress.get(Path(name).suffix, bytes)(data)
    (tmp_path / name).write_bytes(data)
    assert f" {layout}: " in output("info", name)
    output(*line.split()[1:])
    assert (tmp_path / "data" / "ecograph.duckdb").exists()


def test_every_layout_is_in_the_readme():
    assert [layout for layout, *_ in LINES] == [*LAYOUTS]
