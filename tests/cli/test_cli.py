"""Commands in general: their errors, pipes and imports."""

import os
import subprocess
import sys

import pytest
from commands import COMMAND, error, output, spawn
from conftest import SYNTHETIC


def test_version():
    assert output("--version").startswith("ecograph 0.")


def test_the_help_describes_each_command_on_one_line():
    assert "..." not in output("--help").partition("Commands:")[2]


def test_completion_of_a_command():
    env = {"_ECOGRAPH_COMPLETE": "complete_bash", "COMP_CWORD": "1"}
    done = spawn(env={**os.environ, **env, "COMP_WORDS": "ecograph ch"})
    assert (done.status, done.stdout.split()) == (0, ["check"])
    assert "--install-completion" in output("--help")


@pytest.mark.parametrize(
    "option",
    [[], ["--shell"], ["--mermaid"], ["--diff"], ["--diff", "--shell"]],
)
def test_plan(option):
    text = output("plan", *option)
    assert "edges" in text
    assert ("edges_added" in text) == ("--diff" in option)


@pytest.mark.parametrize("other", ["--shell", "--diff"])
def test_the_flowchart_is_that_of_a_build(other):
    assert "--mermaid cannot be combined" in error("plan", "--mermaid", other)


def test_an_error_is_one_line_in_its_own_process(tmp_path):
    done = subprocess.run(
        [*COMMAND, "info"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("ecograph: data: there is no database; build one with ")


def test_a_source_is_no_empty_folder_and_the_output_no_file(tmp_path):
    line = error("build", tmp_path, "--out", tmp_path / "out")
    assert line.startswith(f"ecograph: {tmp_path}: ")
    (tmp_path / "file").write_text("mine")
    line = error("build", SYNTHETIC, "--out", tmp_path / "file")
    reason = "is not a folder; name one with --out"
    assert line == f"ecograph: {tmp_path / 'file'}: {reason}"
    assert (tmp_path / "file").read_text() == "mine"


def test_a_closed_pipe_is_no_error():
    with subprocess.Popen(
        [*COMMAND, "plan"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize(
    ("code", "light"),
    [
        ("import ecograph", {"duckdb", "networkx", "numpy", "pandas", "sqlglot"}),
        ("import ecograph; ecograph.load", {"networkx", "pandas", "sqlglot", "typer"}),
        (
            "import ecograph.cli; ecograph.ordering",
            {
                *("networkx", "numpy", "pandas", "scipy", "sqlglot"),
                *("concurrent.futures", "openpyxl"),
            },
        ),
    ],
)
def test_imports_wait_until_they_are_used(code, light):
    code = f"import sys; {code}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not light & {*done.stdout.split()}
