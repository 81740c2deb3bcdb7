"""Ctrl-C in commands other than a build."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import COMMAND, run
from conftest import deep

from ecograph.__main__ import main
from ecograph.plan import order

SLOW = "select sum(hash(i)) from range(1000000000000) as r (i)"


def cpu_seconds(process):
    """How long a process has computed."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) / os.sysconf("SC_CLK_TCK")


JOIN = "select sum(hash(a.i + b.i)) from range(100000) a (i), range(1000000) b (i)"
"""A join, in which DuckDB 2.0 does not notice a signal."""

SCRIPT = """
import hashlib
from ecograph.cli import interrupts
interrupts.GRACE = 1
with interrupts.interruptible("interrupted; all is well"):
    hashlib.pbkdf2_hmac("sha256", b"", b"", 2**31 - 1)
"""
"""A program that is in C for many minutes, where Python does not notice a signal."""


def interrupted(command, folder, seconds=1.5):
    """The exit status and the output of a command that Ctrl-C ends at work.

    That is when it has computed for some seconds; its start takes less than one. What
    it says of its work before that, on a busy machine, is left out.
    """
    with subprocess.Popen(
        [*map(str, command)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
    ) as process:
        try:
            while cpu_seconds(process) < seconds:
                assert process.poll() is None
                time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            status = process.wait(timeout=60)
            stdout, stderr = process.communicate()
            said = r"^ecograph: (running the query|writing rows\.parquet)\n"
            return status, stdout, re.sub(said, "", stderr)
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("query", "options"),
    [
        (JOIN, []),
        (SLOW, ["-o", "rows.parquet"]),
        pytest.param(SLOW, [], marks=pytest.mark.deep),
        pytest.param(JOIN, ["-o", "rows.parquet"], marks=pytest.mark.deep),
        pytest.param(SLOW, ["--allow-files"], marks=pytest.mark.deep),
        pytest.param(JOIN, ["--allow-files"], marks=pytest.mark.deep),
    ],
)
def test_a_query(query, options, synthetic_folder, tmp_path):
    command = [*COMMAND, "sql", query, synthetic_folder, *options]
    assert interrupted(command, tmp_path) == (130, "", "ecograph: interrupted\n")
    assert [*tmp_path.iterdir()] == []


def test_writing_a_synthetic_table(tmp_path):
    (tmp_path / "there.csv").write_text("earlier")
    for name in deep(["there.csv"], ["a.csv", "there.csv"]):
        command = [*COMMAND, "sample", "3000000", name]
        status, stdout, said = interrupted(command, tmp_path)
        assert (status, stdout) == (130, "")
        said = said.removeprefix(f"ecograph: writing {name}\n")  # where it is slow
        assert said == "ecograph: interrupted\n"
    assert [path.read_text() for path in tmp_path.iterdir()] == ["earlier"]


def test_what_does_not_stop_is_ended(tmp_path):
    said = interrupted([sys.executable, "-c", SCRIPT], tmp_path, 0.5)
    assert said == (130, "", "ecograph: interrupted; all is well\n")


def test_its_start(monkeypatch, capsys):
    class Interrupting:
        @staticmethod
        def find_spec(name, *_):
            if name == "ecograph.cli":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "ecograph.cli")
    monkeypatch.setattr(sys, "meta_path", [Interrupting, *sys.meta_path])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 130
    assert capsys.readouterr() == ("", "ecograph: interrupted\n")


def test_a_command_in_python(monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(order, "plan", interrupt)
    result = run("plan")
    assert (result.status, result.stdout) == (130, "")
    assert result.stderr == "ecograph: interrupted\n"
