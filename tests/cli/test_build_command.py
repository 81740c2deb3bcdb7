"""``ecograph build``: its progress, its summary, and how it is interrupted."""

import re
import signal
import subprocess

from commands import COMMAND, output
from conftest import SAMPLE, deep, on_terminal
from rows import row

FILES = (
    "ecograph.duckdb",
    "ai_ecosystem_graph.pkl",
    "ai_ecosystem_graph_finetune.pkl",
    "ai_ecosystem_graph_nomerges.pkl",
)


def test_it_prints_its_steps_and_a_summary(tmp_path):
    lines = output("build", SAMPLE, "--out", tmp_path).splitlines()
    assert re.match(r"1/\d+$", lines[0].split()[0])
    assert any(line.split()[1:4] == ["main.edges", "682", "rows"] for line in lines)
    rows = r"rows     2,000 read = 1,993 models \+ 7 \w"
    assert any(re.match(rows, line) for line in lines)
    assert any(line.startswith("edges    682 in the full graph = ") for line in lines)
    assert "cells    0 rejected" in lines
    assert lines[-4:] == [f"  {tmp_path / name}" for name in FILES]


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


def test_ctrl_c_ends_it_and_leaves_nothing(tmp_path):
    source = tmp_path / "big.csv"
    output("sample", deep(20_000, 100_000), source)
    with subprocess.Popen(
        [*COMMAND, "build", str(source), "--out", str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == ""
    assert process.returncode == 130
    assert [p.name for p in (tmp_path / "out").iterdir()] == [".building.lock"]
