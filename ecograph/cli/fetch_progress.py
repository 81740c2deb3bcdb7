"""How many models have been fetched, shown while it goes on."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

__all__ = ["counted"]

EACH = 10_000
"""How many models there are from one plain line to the next."""


class Rate(ProgressColumn):
    """How many models come in a second."""

    def render(self, task: Task) -> Text:
        """Return the rate, once there is one."""
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")


@contextmanager
def counted(console: Console, limit: int | None) -> Iterator[Callable[[int], None]]:
    """Show a count and its rate: a bar on a terminal, plain lines elsewhere."""
    if not console.is_terminal:
        yield _print_count()
        return
    bar = Progress(
        TextColumn("{task.completed:,} models"),
        BarColumn(),
        Rate(),
        console=console,
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=limit)
        yield lambda models: bar.update(task, completed=models)


def _print_count() -> Callable[[int], None]:
    """Return what prints a count now and then, and first that of an earlier run."""
    began = time.perf_counter()
    first: int | None = None
    told = 0

    def on_progress(models: int) -> None:
        nonlocal first, told
        if first is None:
            first = told = models
            if models:
                print(f"{models:>12,} models from before", flush=True)
        elif models // EACH > told // EACH:
            told = models
            rate = (models - first) / (time.perf_counter() - began)
            print(f"{models:>12,} models {rate:>8,.0f}/s", flush=True)

    return on_progress
