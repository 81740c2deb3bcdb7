"""Progress of a build in a notebook, where ipywidgets may be missing."""

import sys
import time
from collections.abc import Callable
from importlib import import_module

from ecograph.builds.progress import Step

__all__ = ["notebook_progress"]

PAUSE = 0.1
"""Seconds between two updates at least."""


def notebook_progress() -> Callable[[Step], None]:
    """Return a function that shows the steps of a build in the cell that runs.

    Outside a notebook it shows nothing.
    """
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if not hasattr(shell, "kernel"):
        return lambda step: None
    display = import_module("IPython.display").display
    handle = display(_bundle("reading the source", 0, 1), raw=True, display_id=True)
    shown_at = 0.0

    def on_step(step: Step) -> None:
        nonlocal shown_at
        done = step.number if step.seconds is not None else step.number - 1
        is_last = done == step.total
        if is_last or time.monotonic() - shown_at >= PAUSE:
            shown_at = time.monotonic()
            text = "built" if is_last else step.name
            handle.update(_bundle(text, done, step.total), raw=True)

    return on_step


def _bundle(text: str, done: int, total: int) -> dict[str, str]:
    """Return one state of the bar, as HTML and as text."""
    return {
        "text/plain": f"{done}/{total} {text}",
        "text/html": f'<progress value="{done}" max="{total}"></progress> '
        f"{done}/{total} {text}",
    }
