"""Run commands of ecograph in this process, for tests of what they print."""

import contextlib
import io
import sys
from dataclasses import dataclass
from unittest import mock

from ecograph.cli import main

COMMAND = [sys.executable, "-m", "ecograph"]
"""The command line in a process of its own."""


@dataclass(frozen=True)
class Result:
    """Exit status and output of a command."""

    status: int
    stdout: str
    stderr: str


def run(*arguments: object) -> Result:
    """Run a command as `main` does in a process of its own."""
    arguments = ["ecograph", *map(str, arguments)]
    stdout, stderr = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with (
        mock.patch.object(sys, "argv", arguments),
        contextlib.redirect_stdout(stdout),
        contextlib.redirect_stderr(stderr),
    ):
        status = 0
        try:
            main()
        except SystemExit as stop:
            status = stop.code or 0
    return Result(status, *map(written, (stdout, stderr)))


def written(file: io.TextIOWrapper) -> str:
    file.flush()
    return file.buffer.getvalue().decode()


def output(*arguments: object) -> str:
    """Return the output of a command that succeeds."""
    result = run(*arguments)
    assert (result.status, result.stderr) == (0, "")
    return result.stdout


def error(*arguments: object) -> str:
    """Return the error of a command that fails: one line, and nothing else."""
    result = run(*arguments)
    assert (result.status, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    return line
