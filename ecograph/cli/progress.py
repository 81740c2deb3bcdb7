"""What a command is doing: a bar or a line on a terminal, plain lines elsewhere."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
)
from rich.text import Text

from ecograph.builds.progress import Step
from ecograph.html.wording import pluralize

__all__ = ["build_progress", "fetch_progress", "working"]

MODELS_PER_LINE = 10_000
"""How often a fetch prints a plain line."""

PATIENCE = 2.0
"""Seconds after which a command says what it does where there is no terminal."""


@contextmanager
def working(text: str) -> Iterator[None]:
    """Show what a command does until it is done; elsewhere than on a terminal, late."""
    console = Console(stderr=True, highlight=False, markup=False)
    if console.is_terminal:
        with console.status(text):
            yield
        return
    timer = threading.Timer(PATIENCE, console.print, [f"ecograph: {text}"])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def build_progress(
    console: Console, *, verbose: bool
) -> Iterator[Callable[[Step], None]]:
    """Show the steps of a build; yield the function to call at each step.

    Parameters
    ----------
    console : Console
        Where to show them: a bar on a terminal, else a line for each chapter that
        took `PATIENCE`.
    verbose : bool
        Whether to print a line for each step instead.
    """
    if verbose:
        yield _print_step
        return
    if not console.is_terminal:
        yield _chapter_printer()
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

        def on_step(step: Step) -> None:
            done = step.number if step.seconds is not None else step.number - 1
            bar.update(task, description=step.name, completed=done, total=step.total)

        yield on_step


def _print_step(step: Step) -> None:
    if step.seconds is not None:
        number = f"{step.number:3}/{step.total}"
        rows = "" if step.rows is None else pluralize(step.rows, "row")
        print(f"{number}  {step.name:32}{rows:>16}{step.seconds:9.2f} s", flush=True)


def _chapter_printer() -> Callable[[Step], None]:
    """Return a function that prints a line for each chapter that took long."""
    seconds: defaultdict[str, float] = defaultdict(float)

    def on_step(step: Step) -> None:
        if step.seconds is None:
            return
        seconds[step.chapter] += step.seconds
        if step.ends_chapter and seconds[step.chapter] >= PATIENCE:
            print(f"{step.chapter:9}{seconds[step.chapter]:7.2f} s", flush=True)

    return on_step


class _Rate(ProgressColumn):
    """Models per second."""

    def render(self, task: Task) -> Text:
        """Return the rate as text, empty until it is known."""
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")


@contextmanager
def fetch_progress(
    console: Console, limit: int | None
) -> Iterator[Callable[[int], None]]:
    """Show the number of models fetched; yield the function to call with it."""
    if not console.is_terminal:
        yield _count_printer()
        return
    bar = Progress(
        TextColumn("{task.completed:,} models"),
        BarColumn(),
        _Rate(),
        console=console,
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=limit)
        yield lambda models: bar.update(task, completed=models)


def _count_printer() -> Callable[[int], None]:
    """Return a function that prints a line every `MODELS_PER_LINE` models.

    Its first call has the number of models that an interrupted run left.
    """
    started = time.perf_counter()
    resumed_at: int | None = None
    printed = 0

    def on_progress(models: int) -> None:
        nonlocal resumed_at, printed
        if resumed_at is None:
            resumed_at = printed = models
            if models:
                print(f"{models:>12,} models already fetched", flush=True)
        elif models // MODELS_PER_LINE > printed // MODELS_PER_LINE:
            printed = models
            rate = (models - resumed_at) / (time.perf_counter() - started)
            print(f"{models:>12,} models {rate:>8,.0f}/s", flush=True)

    return on_progress
