"""``--data``: in each command that asks a build, the same as the argument."""

import inspect

import pytest
from commands import error, output

from ecograph.cli import app
from ecograph.cli.options import Database, DatabaseOrSource

MODEL = "madeup-lab-3/swift-7b-GGUF-1127"

COMMANDS = {
    "check": ["check"],
    "info": ["info"],
    "find": ["find", "kite-14b"],
    "sql": ["sql", "from ledger"],
    "ordering": ["ordering", "task"],
    "tree": ["tree", MODEL],
    "report": ["report"],
    "map": ["map"],
    "export": ["export", "edges.csv.gz"],
}


def test_these_are_all_commands_that_ask_a_build():
    asking = {
        command.callback.__name__
        for command in app.registered_commands
        for parameter in inspect.signature(command.callback).parameters.values()
        if parameter.annotation in (Database, DatabaseOrSource)
    }
    assert asking == {*COMMANDS}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("option", ["--data", "-d"])
def test_the_option_names_the_build(command, option, tmp_path):
    line = error(*command, option, tmp_path)
    database = tmp_path / "ecograph.duckdb"
    assert line.startswith(f"ecograph: {database}: there is no database; build one")


def test_the_option_is_the_same_as_the_argument(synthetic_folder):
    query = ["sql", "from ledger"]
    expected = output(*query, synthetic_folder)
    assert output(*query, "--data", synthetic_folder) == expected
    assert output(*query, synthetic_folder, "-d", f"{synthetic_folder}/") == expected


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_two_builds_are_one_line(command, synthetic_folder, tmp_path):
    line = error(*command, synthetic_folder, "--data", "other", cwd=tmp_path)
    reason = f"the argument names another build, {synthetic_folder}; give one of them"
    assert line == f"ecograph: --data other: {reason}"
    assert [*tmp_path.iterdir()] == []
