"""``ecograph build``: its progress, its summary, and how it is interrupted."""

import re
import signal
import subprocess
import time

import pytest
import sources
from commands import COMMAND, output, run
from conftest import SAMPLE, SYNTHETIC, built, deep, on_terminal
from rows import row

from ecograph.builds.publish import STAGING
from ecograph.cli import progress
from ecograph.plan.order import plan

FILES = (
    "ecograph.duckdb",
    "ai_ecosystem_graph.pkl",
    "ai_ecosystem_graph_finetune.pkl",
    "ai_ecosystem_graph_nomerges.pkl",
)

CHAPTERS = sorted({"pickles", *(file.chapter for file in plan() if not file.is_kept)})
"""The chapters of a build; of others there are but kept views."""


def test_it_prints_a_summary(tmp_path):
    assert len(output("build", SYNTHETIC, "--out", tmp_path).splitlines()) == 10


def test_it_prints_the_chapters_that_take_long(tmp_path, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0)
    lines = output("build", SYNTHETIC, "--out", tmp_path).splitlines()
    steps = lines[: len(CHAPTERS)]
    assert all(re.match(r"\w+ +\d+\.\d\d s$", line) for line in steps)
    names = [line.split()[0] for line in steps]
    assert sorted(names) == CHAPTERS
    assert names[-1] == "pickles"
    rows = r"rows     2,000 read = 1,993 models \+ 7 \w"
    assert any(re.match(rows, line) for line in lines)
    assert any(line.startswith("edges    682 in the full graph = ") for line in lines)
    assert "cells    0 rejected" in lines
    assert lines[-4:] == [f"  {tmp_path / name}" for name in FILES]
    assert len(lines) == len(steps) + 5 + 1 + 4


def test_the_chapters_are_the_same_for_records_of_the_hub(tmp_path, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0)
    source = sources.hub_json(sources.MODELS, tmp_path)
    lines = output("build", source, "--out", tmp_path / "out").splitlines()
    names = [line.split()[0] for line in lines[: len(CHAPTERS)]]
    assert sorted(names) == CHAPTERS


def test_it_prints_each_step_when_it_is_verbose(write_rows, tmp_path):
    source = write_rows(row("a"), row("b", finetune_parent="['a']"))
    text = output("build", source, "--out", tmp_path, "--verbose")
    numbers = re.findall(r"^ *(\d+)/(\d+)  \S", text, flags=re.M)
    assert [*numbers] == [
        (str(n), str(len(numbers))) for n in range(1, len(numbers) + 1)
    ]
    assert re.search(r"  main\.edges +1 row +\d\.\d\d s$", text, flags=re.M)
    assert not re.search(r"^pickles", text, flags=re.M)
    shown = on_terminal([*COMMAND, "build", source, "--out", tmp_path, "--verbose"])
    assert "━" not in shown
    assert re.search(r"  main\.edges +1 row ", shown)


def test_it_shows_a_bar_on_a_terminal(write_rows, tmp_path):
    source = write_rows(row("a"), row("b", finetune_parent="['a']"))
    text = on_terminal([*COMMAND, "build", source, "--out", tmp_path])
    assert "━" in text
    assert not re.search(r"1/\d+  temp\.", text)
    assert "2 read = 2 models" in text


def test_brackets_in_a_path_are_no_markup(write_rows, tmp_path):
    out = tmp_path / "out [bold] o[" / "b]"
    text = output("build", write_rows(row("a")), "--out", out)
    assert f"  {out / 'ecograph.duckdb'}" in text


@pytest.mark.parametrize("earlier", [True, False])
def test_ctrl_c_leaves_what_was_there(earlier, tmp_path):
    (out := tmp_path / "out").mkdir()
    if earlier:
        built(out, [{"model_id": "a"}])
    before = {
        path.name: path.read_bytes() for path in out.iterdir() if path.suffix != ".lock"
    }
    source = tmp_path / "big.csv"
    output("sample", deep(2_000, 100_000), source)
    with subprocess.Popen(
        [*COMMAND, "build", str(source), "--out", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not (out / STAGING / "ecograph.duckdb").exists():
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        left = "the earlier build is as it was" if earlier else "nothing is built"
        assert process.stderr.read() == f"ecograph: interrupted; {left}\n"
    assert process.returncode == 130
    assert {
        path.name: path.read_bytes() for path in out.iterdir() if path.suffix != ".lock"
    } == before


def test_a_url_to_write_to_needs_an_engine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("build", SAMPLE, "--out", "s3://bucket/folder")
    assert done.status == 2
    assert "s3://bucket/folder: is a URL, to which only an engine writes" in done.stderr
    assert not [*tmp_path.iterdir()]
