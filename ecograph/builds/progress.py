"""Progress of a build, step by step."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

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
    chapter : str
        The folder of the SQL file, or ``"pickles"``.
    ends_chapter : bool
        Whether no later step belongs to the chapter.
    seconds : float or None
        How long it took; None when it starts.
    rows : int or None
        Rows of a table; None for anything else.
    """

    name: str
    number: int
    total: int
    chapter: str
    ends_chapter: bool
    seconds: float | None = None
    rows: int | None = None


@dataclass
class StepResult:
    """Result of a step: the rows, set by its code, and then the seconds."""

    rows: int | None = None
    seconds: float = 0.0


@dataclass
class Progress:
    """Counts, times and reports the steps of a build, whose chapters are given."""

    chapters: Sequence[str]
    on_step: Callable[[Step], None]
    number: int = 0

    @contextmanager
    def step(self, name: str) -> Iterator[StepResult]:
        """Report a step when it starts and when it is done, and time it."""
        chapter = self.chapters[self.number]
        self.number += 1
        step = Step(
            name,
            self.number,
            len(self.chapters),
            chapter,
            chapter not in self.chapters[self.number :],
        )
        result = StepResult()
        self.on_step(step)
        start = time.perf_counter()
        yield result
        result.seconds = time.perf_counter() - start
        self.on_step(replace(step, seconds=result.seconds, rows=result.rows))
