"""``ecograph plan``: list the SQL files in the order in which they run."""

from typing import Annotated

import typer

from ecograph.cli.app import app
from ecograph.errors import EcographError
from ecograph.source.layouts import LAYOUTS

__all__ = ["plan"]


@app.command()
def plan(
    shell: Annotated[
        bool,
        typer.Option("--shell", help="Print commands for the DuckDB shell."),
    ] = False,
    layout: Annotated[
        str, typer.Option(help=f"Layout of the source: {', '.join(LAYOUTS)}.")
    ] = "ai_ecosystem_csv",
    mermaid: Annotated[
        bool,
        typer.Option("--mermaid", help="Print a Mermaid flowchart of the relations."),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Print the files of ecograph diff instead.")
    ] = False,
) -> None:
    """Print the SQL files in the order in which they run."""
    from ecograph.plan import order
    from ecograph.plan.mermaid import as_mermaid
    from ecograph.plan.shell import as_shell

    if mermaid and (shell or diff):
        raise EcographError("--mermaid cannot be combined with --shell or --diff")
    if layout not in LAYOUTS:
        raise EcographError(
            f"unknown layout {layout!r}; use one of {', '.join(LAYOUTS)}"
        )
    files = order.plan(order.DIFF if diff else order.BUILD, layout=layout)
    if shell:
        lines = as_shell(files)
    elif mermaid:
        lines = as_mermaid(files)
    else:
        lines = (file.nearest for file in files)
    print("\n".join(lines))
