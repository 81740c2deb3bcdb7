"""The DuckDB shell of the package duckdb-cli."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

SHELL = shutil.which("duckdb", path=Path(sys.executable).parent)

needed = pytest.mark.skipif(SHELL is None, reason="duckdb-cli is not installed")
"""Marks tests that need the shell."""


def shell(*arguments: object, lines: str = "") -> str:
    """Run the shell in the root folder; return its output."""
    done = subprocess.run(
        [SHELL, "-bail", *map(str, arguments)],
        input=lines,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout
