"""Run statements in the DuckDB shell of the package duckdb-cli."""

import shutil
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

SHELL = shutil.which("duckdb", path=Path(sys.executable).parent)
"""The shell, or None where it is not installed."""


def shell(*arguments, lines=""):
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
