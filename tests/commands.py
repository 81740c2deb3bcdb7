"""Run commands of ecograph: in this process, or in one of their own."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
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


Runner = Callable[..., Result]


def run(
    *arguments: object, cwd: Path | str = ".", env: Mapping[str, str] = os.environ
) -> Result:
    """Run a command, in another folder and environment if these are given."""
    arguments = ["ecograph", *map(str, arguments)]
    stdout, stderr = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with (
        contextlib.chdir(cwd),
        mock.patch.dict(os.environ, {**env}, clear=True),
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


def spawn(*arguments: object, **options: Any) -> Result:
    """Run a command in a process of its own, where that matters."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        **options,
    )
    return Result(done.returncode, done.stdout, done.stderr)


def output(*arguments: object, run: Runner = run, **options: Any) -> str:
    """Return the output of a command that succeeds."""
    result = run(*arguments, **options)
    assert (result.status, result.stderr) == (0, "")
    return result.stdout


def error(*arguments: object, run: Runner = run, **options: Any) -> str:
    """Return the error of a command that fails: one line, and nothing else."""
    result = run(*arguments, **options)
    assert (result.status, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    return line
