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
    dialect: Annotated[
        str | None,
        typer.Option(
            help="Print the queries that `ecograph build --engine` runs: spark.",
            show_default=False,
        ),
    ] = None,
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
    if dialect not in (None, "spark"):
        raise EcographError(f"unknown dialect {dialect!r}; use spark")
    if dialect and (shell or diff or mermaid):
        raise EcographError("--dialect cannot be combined with --shell or another list")
    if layout not in LAYOUTS:
        raise EcographError(
            f"unknown layout {layout!r}; use one of {', '.join(LAYOUTS)}"
        )
    if dialect:
        from ecograph.cluster.script import as_spark

        print("\n".join(as_spark()))
        return
    files = order.plan(order.DIFF if diff else order.BUILD, layout=layout)
    if shell:
        lines = as_shell(files)
    elif mermaid:
        lines = as_mermaid(files)
    else:
        lines = (file.nearest for file in files)
    print("\n".join(lines))
