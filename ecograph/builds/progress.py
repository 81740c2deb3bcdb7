"""Progress of a build, step by step."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

__all__ = ["Progress", "Step", "StepResult"]


@dataclass(frozen=True)
class Step:
    """One step of a build, reported when it starts and again when it is done.

    Attributes
    ----------
    name : str
        The relation or macro that is made, or what is written of the pickles.
    number, total : int
        Number of the step, from 1, and of all steps.
    seconds : float or None
        How long it took; None when it starts.
    rows : int or None
        Rows of a table; None for anything else.
    """

    name: str
    number: int
    total: int
    seconds: float | None = None
    rows: int | None = None


@dataclass
class StepResult:
    """Result of a step: the rows, set by its code, and then the seconds."""

    rows: int | None = None
    seconds: float = 0.0


@dataclass
class Progress:
    """Counts, times and reports the steps of a build."""

    total: int
    on_step: Callable[[Step], None]
    number: int = 0

    @contextmanager
    def step(self, name: str) -> Iterator[StepResult]:
        """Report a step when it starts and when it is done, and time it."""
        self.number += 1
        result = StepResult()
        self.on_step(Step(name, self.number, self.total))
        start = time.perf_counter()
        yield result
        result.seconds = time.perf_counter() - start
        self.on_step(Step(name, self.number, self.total, result.seconds, result.rows))
