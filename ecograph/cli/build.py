"""``ecograph build``: the database and the pickles of a source."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

import ecograph
from ecograph.builds.ledger import in_brief
from ecograph.cli.app import app
from ecograph.source.layouts import LAYOUTS

__all__ = ["build"]


@app.command()
def build(
    source: Annotated[
        str,
        typer.Argument(
            help="A file of models, a folder of such files, or a pattern of names. "
            "Or hf://datasets/OWNER/NAME/path, @REVISION behind NAME if you like, or "
            "https://…"
        ),
    ],
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("data"),
    layout: Annotated[
        str | None,
        typer.Option(
            help=f"Layout of the source: {', '.join(LAYOUTS)}. "
            "[default: told from its columns]",
            show_default=False,
        ),
    ] = None,
    with_json: Annotated[
        bool,
        typer.Option("--with-json", help="Keep the whole record of each model."),
    ] = False,
    memory_limit: Annotated[
        str | None,
        typer.Option(
            help="Memory for DuckDB, such as 4GB; beyond it, it writes to the disk. "
            "[default: 80 % of the machine's]",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Fail if there is a cell that cannot be read."),
    ] = False,
) -> None:
    """Build the database and the three pickled graphs of a table of models."""
    console = Console(highlight=False, markup=False)
    with _progress(console) as on_step:
        made = ecograph.build(
            source,
            out,
            layout=layout,
            with_json=with_json,
            memory_limit=memory_limit,
            strict=strict,
            on_step=on_step,
        )
    for line in in_brief(made.ledger):
        console.print(line, soft_wrap=True)
    console.print(f"{made.seconds:.1f} s, build {made.id}", soft_wrap=True)
    for path in (made.database, *made.pickles.values()):
        console.print(f"  {path}", soft_wrap=True)


@contextmanager
def _progress(console: Console) -> Iterator[Callable[["ecograph.Step"], None]]:
    """Show the steps of a build: a bar on a terminal, plain lines elsewhere."""
    if not console.is_terminal:
        yield _print_step
        return
    bar = Progress(
        TextColumn("{task.description:32}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
    )
    with bar:
        task = bar.add_task("reading the source", total=None)

        def on_step(step: "ecograph.Step") -> None:
            done = step.number if step.seconds is not None else step.number - 1
            bar.update(task, description=step.name, completed=done, total=step.total)

        yield on_step


def _print_step(step: "ecograph.Step") -> None:
    if step.seconds is not None:
        place = f"{step.number:3}/{step.total}"
        rows = "" if step.rows is None else f"{step.rows:,} rows"
        print(f"{place}  {step.name:32}{rows:>16}{step.seconds:9.2f} s", flush=True)
