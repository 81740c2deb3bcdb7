"""Ctrl-C in commands other than a build."""

import signal
import subprocess
import time

import pytest
from commands import COMMAND

SLOW = (
    "select sum(hash(a.i + b.i)) from range(1000000) as a (i), range(1000000) as b (i)"
)


def interrupted(*arguments, **options):
    """The exit status and what is said of a command that Ctrl-C stops at work."""
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    ) as process:
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=60)
    return process.returncode, stdout, stderr


@pytest.mark.parametrize("options", [[], ["--allow-files"], ["-o", "rows.parquet"]])
def test_a_query(options, made_up_folder, tmp_path):
    said = interrupted("sql", SLOW, made_up_folder, *options, cwd=tmp_path)
    assert said == (130, "", "ecograph: interrupted\n")
    assert [*tmp_path.iterdir()] == []


def test_writing_a_synthetic_table(tmp_path):
    assert interrupted("sample", 3_000_000, tmp_path / "a.csv")[0] == 130


def test_reading_standard_input(made_up_folder):
    said = interrupted(
        "sql", "--file", "-", "-d", made_up_folder, stdin=subprocess.PIPE
    )
    assert said == (130, "", "ecograph: interrupted\n")
