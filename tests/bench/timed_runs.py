"""Run Python in processes of its own, and write tables of what they took."""

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

# Neither the imports nor the exit of the process are timed.
TIMED = """
import os, pickle, statistics, sys, time, ecograph, networkx
ecograph.load
{before}
times = []
for _ in range({repeats}):
    start = time.perf_counter()
    {main}
    times.append(time.perf_counter() - start)
print(statistics.median(times), flush=True)
os._exit(0)
"""
LOAD_PICKLE = "graph = pickle.load(open(sys.argv[1], 'rb'))"
CONNECT = "connection = ecograph.connect(sys.argv[1])"


@dataclass(frozen=True)
class Run:
    """Seconds and megabytes that a process took, and its output.

    Of processor time, only that of a whole process is known.
    """

    seconds: float
    memory: float
    output: str = ""
    processor: float | None = None


def run(*arguments: object) -> Run:
    """Run Python in its own process."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *map(str, arguments)], stdout=subprocess.PIPE, text=True
    ) as process:
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"failed: {arguments}")
    return Run(
        time.perf_counter() - start,
        usage.ru_maxrss * 1024 / 1e6,
        output,
        usage.ru_utime + usage.ru_stime,
    )


def time_code(code: str, argument: object) -> Run:
    """Run code that prints the seconds of its main part."""
    result = run("-c", code, argument)
    return Run(float(result.output), result.memory)


def table(
    title: str, runs: dict[str, list[Run]], sizes: dict[str, float] | None = None
) -> Iterator[str]:
    """Yield a table of the cost of some ways, with ratios to the first."""
    is_whole = runs[next(iter(runs))][0].processor is not None
    more = ["MB written", "ratio"] if sizes else []
    more += ["processor s", "ratio"] if is_whole else []
    head = [title, "median s", "min–max", "ratio", "peak MB", "ratio", *more]
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    first, *_ = runs
    digits = 3 if median_of(runs[first]) < 0.1 else 2
    for way, measured in runs.items():
        seconds = sorted(r.seconds for r in measured)
        median, ours = median_of(measured), median_of(runs[first])
        memory, our_memory = (max(r.memory for r in runs[w]) for w in (way, first))
        cells = [
            *(way, f"{median:.{digits}f}"),
            f"{seconds[0]:.{digits}f}–{seconds[-1]:.{digits}f}",
            *(f"{median / ours:.2f}", f"{memory:,.0f}", f"{memory / our_memory:.2f}"),
        ]
        if sizes:
            cells += [f"{sizes[way]:,.0f}", f"{sizes[way] / sizes[first]:.2f}"]
        if is_whole:
            spent, ours_spent = (
                statistics.median(r.processor for r in runs[w]) for w in (way, first)
            )
            cells += [f"{spent:.2f}", f"{spent / ours_spent:.2f}"]
        yield f"| {' | '.join(cells)} |"


def median_of(runs: list[Run]) -> float:
    return statistics.median(run.seconds for run in runs)


def runs_on(rounds: int) -> str:
    """Describe the number of runs, the machine and the versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("duckdb", "networkx", "pandas", "polars")
    )
    return (
        f"median of {rounds} {'run' if rounds == 1 else 'runs'} on {os.cpu_count()} "
        f"cores with {memory:.0f} GiB, {platform.system()}, "
        f"Python {platform.python_version()}, {packages}."
    )
