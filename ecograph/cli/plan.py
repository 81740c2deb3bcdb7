"""``ecograph plan``: the SQL files in their order."""

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
        typer.Option("--shell", help="As lines that build it in the DuckDB shell."),
    ] = False,
    layout: Annotated[
        str, typer.Option(help=f"Of a source of this layout: {', '.join(LAYOUTS)}.")
    ] = "ai_ecosystem_csv",
    mermaid: Annotated[
        bool, typer.Option("--mermaid", help="As a mermaid flowchart of the relations.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Those of ecograph diff, not of a build.")
    ] = False,
) -> None:
    """Print the SQL files in the order in which they run."""
    from ecograph.plan import order
    from ecograph.plan.rendering import as_mermaid, as_shell

    if mermaid and (shell or diff):
        raise EcographError("give --mermaid alone, without --shell and --diff")
    if layout not in LAYOUTS:
        raise EcographError(
            f"there is no layout {layout!r}; there are {', '.join(LAYOUTS)}"
        )
    files = order.plan(order.DIFF if diff else order.BUILD, layout=layout)
    if shell:
        lines = as_shell(files)
    elif mermaid:
        lines = as_mermaid(files)
    else:
        lines = (file.nearest for file in files)
    print("\n".join(lines))
