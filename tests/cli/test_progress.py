"""What slow commands say that they do: at once on a terminal, elsewhere later."""

import pytest
from commands import COMMAND, run
from conftest import deep, on_terminal

from ecograph.cli import progress

COMMANDS = {
    "check": (["check"], "checking the build"),
    "diff": (["diff", "data", "data"], "comparing the builds"),
    "export": (["export", "edges.csv.gz"], "writing edges.csv.gz"),
    "find": (["find", "kite"], "searching"),
    "ordering": (["ordering", "license"], "looking for the best ordering"),
    "report": (["report"], "writing the report"),
    "sample": (["sample", "9", "models.csv"], "writing models.csv"),
    "sql": (["sql", "from edges limit 1"], "running the query"),
    "sql -o": (["sql", "from edges", "-o", "edges.csv"], "writing edges.csv"),
}


@pytest.fixture
def here(synthetic_folder, tmp_path):
    """A folder with a build in `data`."""
    (tmp_path / "data").symlink_to(synthetic_folder)
    return tmp_path


@pytest.mark.parametrize("name", deep(["find"], ["find", "report"]))
def test_on_a_terminal_they_say_it_at_once(name, here):
    if name == "report":
        pytest.importorskip("altair", reason="the charts of the report")
    command, says = COMMANDS[name]
    # The status goes to the standard error.
    script = 'cd "$1"; shift; exec "$@" 2>&1 >output'
    shown = on_terminal(["sh", "-c", script, "sh", here, *COMMAND, *command])
    assert says in shown
    assert says not in (here / "output").read_text("utf-8")


@pytest.mark.parametrize("name", sorted({*COMMANDS} - {"find"}))
def test_elsewhere_they_say_it_when_they_take_long(name, here, monkeypatch):
    if name == "report":
        pytest.importorskip("altair", reason="the charts of the report")
    monkeypatch.setattr(progress, "PATIENCE", 0)
    command, says = COMMANDS[name]
    result = run(*command, cwd=here)
    assert (result.status, result.stderr) == (0, f"ecograph: {says}\n")
    assert says not in result.stdout


def test_elsewhere_they_say_nothing_when_they_are_quick(synthetic_folder):
    result = run("check", "--data", synthetic_folder)
    assert (result.status, result.stderr) == (0, "")
    assert "checking" not in result.stdout
