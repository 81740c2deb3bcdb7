"""The command line: ``ecograph build``, ``check``, ``info``, ``sql`` and others."""

import io
import os
import sys

import duckdb

from ecograph.cli.app import app
from ecograph.cli.interrupts import INTERRUPTED, InterruptError, interruptible
from ecograph.errors import EcographError, first_line

# Each module registers its command; `ecograph --help` lists them in this order.
from ecograph.cli import build, fetch, sample  # isort: skip # noqa: F401
from ecograph.cli import check, info, find, sql, plan  # isort: skip # noqa: F401
from ecograph.cli import diff, ordering, tree, report, map  # isort: skip # noqa: A004, F401
from ecograph.cli import licenses, bom, export  # isort: skip # noqa: F401

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line; an error is one line and exit status 2."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Characters that the terminal's encoding lacks are written as escapes.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        with interruptible("interrupted"):
            app(prog_name="ecograph")
    except InterruptError as error:
        print(f"ecograph: {error}", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except SystemExit as stop:
        if stop.code == INTERRUPTED:  # typer's answer to Ctrl-C
            print("ecograph: interrupted", file=sys.stderr)
        raise
    except EcographError as error:
        print(f"ecograph: {error}", file=sys.stderr)
        sys.exit(2)
    except duckdb.Error as error:
        print(f"ecograph: DuckDB: {first_line(error)}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        # The reader has closed the pipe, as in `ecograph plan | head`. Without the
        # redirection Python would report it once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        print(f"ecograph: {error}", file=sys.stderr)
        sys.exit(2)
