"""``ecograph check``: check that a build accounts for all of its source."""

import sys

import typer

import ecograph
from ecograph.cli.app import app
from ecograph.cli.options import Database, with_data
from ecograph.cli.output_formats import WRITERS
from ecograph.cli.progress import working

__all__ = ["check"]


@app.command()
@with_data
def check(path: Database = None) -> None:
    """Check that a build accounts for everything in its source.

    Exits with status 1 if a check fails.
    """
    with working("checking the build"):
        checks = ecograph.check(path)
    for check in checks:
        print(f"{check.name:20}{check.result}: {check.says}")
        if check.failing:
            WRITERS["table"](check.columns, check.failing[:5], sys.stdout)
    failed = sum(bool(check.failing) for check in checks)
    if failed:
        print(f"ecograph: {failed} of {len(checks)} checks failed", file=sys.stderr)
        raise typer.Exit(1)
