"""``ecograph check``: whether a build accounts for all of its source."""

import sys

import typer

import ecograph
from ecograph.cli.app import app
from ecograph.cli.options import Database
from ecograph.cli.output_formats import WRITERS

__all__ = ["check"]


@app.command()
def check(path: Database = None) -> None:
    """Check that a build accounts for all that its source says."""
    failed = 0
    for done in ecograph.check(path):
        failed += bool(done.failing)
        number = f"{len(done.failing):,}" if done.failing else "no"
        rows = "row fails" if len(done.failing) == 1 else "rows fail"
        print(f"{done.name:20}{number} {rows}: {done.says}")
        if done.failing:
            WRITERS["table"](done.columns, done.failing[:5], sys.stdout)
    if failed:
        print(f"ecograph: {failed} of the checks failed", file=sys.stderr)
        raise typer.Exit(1)
