"""The steps of a build, as it tells of them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

__all__ = ["Outcome", "Step", "Steps"]


@dataclass(frozen=True)
class Step:
    """One step of a build, told when it begins and again when it is done.

    Attributes
    ----------
    name : str
        A relation or macro, or what is written of the pickles.
    number, total : int
        Which step it is, from 1, and how many there are.
    seconds : float or None
        How long it took; None when it begins.
    rows : int or None
        Rows of a table; None for anything else.
    """

    name: str
    number: int
    total: int
    seconds: float | None = None
    rows: int | None = None


@dataclass
class Outcome:
    """What came of a step; whoever does it sets the rows."""

    rows: int | None = None
    seconds: float = 0.0


@dataclass
class Steps:
    """Counts the steps of a build and tells of them."""

    total: int
    on_step: Callable[[Step], None]
    number: int = 0

    @contextmanager
    def told(self, name: str) -> Iterator[Outcome]:
        """Tell of a step when it begins and when it is done, and time it."""
        self.number += 1
        outcome = Outcome()
        self.on_step(Step(name, self.number, self.total))
        began = time.perf_counter()
        yield outcome
        outcome.seconds = time.perf_counter() - began
        self.on_step(Step(name, self.number, self.total, outcome.seconds, outcome.rows))
