"""What slow commands say that they do: at once on a terminal, elsewhere later."""

import pytest
from commands import COMMAND, run
from conftest import on_terminal

from ecograph.cli import progress

COMMANDS = {
    "check": (["check"], "checking the build"),
    "find": (["find", "kite"], "searching"),
    "export": (["export", "edges.csv.gz"], "writing edges.csv.gz"),
    "report": (["report"], "writing the report"),
}


@pytest.mark.parametrize("name", ["find", "report"])
def test_on_a_terminal_they_say_it_at_once(name, synthetic_folder, tmp_path):
    if name == "report":
        pytest.importorskip("altair", reason="the charts of the report")
    command, says = COMMANDS[name]
    arguments = [*COMMAND, *command, "--data", synthetic_folder]
    # The status goes to the standard error.
    script = 'cd "$1"; shift; exec "$@" 2>&1 >output'
    shown = on_terminal(["sh", "-c", script, "sh", tmp_path, *arguments])
    assert says in shown
    assert says not in (tmp_path / "output").read_text("utf-8")


@pytest.mark.parametrize("name", ["check", "export"])
def test_elsewhere_they_say_it_when_they_take_long(
    name, synthetic_folder, tmp_path, monkeypatch
):
    monkeypatch.setattr(progress, "PATIENCE", 0)
    command, says = COMMANDS[name]
    result = run(*command, "--data", synthetic_folder, cwd=tmp_path)
    assert (result.status, result.stderr) == (0, f"ecograph: {says}\n")
    assert says not in result.stdout


def test_elsewhere_they_say_nothing_when_they_are_quick(synthetic_folder, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 60)
    result = run("check", "--data", synthetic_folder)
    assert (result.status, result.stderr) == (0, "")
    assert "checking" not in result.stdout
