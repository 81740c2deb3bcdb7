"""What slow commands say on a terminal, and only there."""

import pytest
from commands import COMMAND, spawn
from conftest import on_terminal

COMMANDS = [
    (["check"], "checking the build"),
    (["find", "kite"], "searching"),
    (["export", "edges.csv.gz"], "writing edges.csv.gz"),
    (["report"], "writing the report"),
]


@pytest.mark.parametrize(("command", "says"), COMMANDS)
def test_slow_commands_say_what_they_do(command, says, synthetic_folder, tmp_path):
    if command == ["report"]:
        pytest.importorskip("altair", reason="the charts of the report")
    arguments = [*COMMAND, *command, "--data", synthetic_folder]
    # The status goes to the standard error.
    script = 'cd "$1"; shift; exec "$@" 2>&1 >output'
    shown = on_terminal(["sh", "-c", script, "sh", tmp_path, *arguments])
    assert says in shown
    assert says not in (tmp_path / "output").read_text("utf-8")


def test_they_say_nothing_elsewhere(synthetic_folder):
    result = spawn("check", "--data", synthetic_folder)
    assert (result.status, result.stderr) == (0, "")
    assert "checking" not in result.stdout
