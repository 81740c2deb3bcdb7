"""Compare ways to make the three graphs and to load one: ``make bench``.

Each way runs in its own process, one after the other, in several rounds, so that
other load on the machine affects all alike. Seconds are wall-clock time; memory is
the maximum resident set size of the process.
"""

import argparse
import re
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from other_tools import OTHER_TOOLS
from questions import answers
from timed_runs import (
    LOAD_PICKLE,
    TIMED,
    Run,
    median_of,
    run,
    runs_on,
    table,
    time_code,
)

from ecograph.graphs.names import PICKLES

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "data"
SNAPSHOT = 1_860_411
"""Number of models in the public snapshot of July 2025."""
FEWER = 300_000
"""Number of models of a table at which what does not grow weighs more, at most."""
PAGE_MODELS = 30_000
"""Models of the page that is measured, at most."""
FULL = PICKLES["full"]

FROM_RECORDS = "ecograph, from records of the Hub in JSON"
OURS, POLARS, REFERENCE = "ecograph", "polars and networkx", "the reference's algorithm"
BUILDS = {
    OURS: ["-m", "ecograph", "build", "{source}", "--out", "{out}", "--verbose"],
    POLARS: [HERE / "with_polars.py", "{source}", "{out}"],
    REFERENCE: [HERE / "reference.py", "{source}", "{out}"],
}

LOAD = TIMED.format(before="", main=LOAD_PICKLE, repeats=1)
LOAD_OURS = TIMED.format(
    before="", main="graph = ecograph.load('full', sys.argv[1])", repeats=1
)

DUMP = """
import gc, os, pickle, sys, time
gc.disable()
with open(sys.argv[1], "rb") as file:
    graph = pickle.load(file)
start = time.perf_counter()
with open(sys.argv[1] + ".copy", "wb") as file:
    pickle.dump(graph, file, protocol=5)
print(time.perf_counter() - start, flush=True)
os._exit(0)
"""

# `DUMP` starts with the graph in memory, this with the columns in memory.
DUMP_OURS = """
import gc, os, sys, time, ecograph
from dataclasses import replace
from pathlib import Path
from ecograph.graphs.edge_columns import read_edges
from ecograph.graphs.node_columns import read_nodes
from ecograph.builds.pickles import write_graph, write_nodes
from ecograph.graphs.pickle_writer import Column
folder = Path(sys.argv[1])
with ecograph.connect(folder) as connection:
    nodes = read_nodes(connection)
    edges = read_edges(connection, nodes).kept_by("full")
    def in_memory(column):
        chunks = [*column.chunks()]
        return Column(lambda: chunks)
    own = {name: in_memory(column) for name, column in nodes.own.items()}
    nodes = replace(nodes, ids=in_memory(nodes.ids), own=own)
gc.disable()
start = time.perf_counter()
path = folder / "copy.pkl"
write_graph(nodes, edges, write_nodes(nodes, path), path, {})
print(time.perf_counter() - start, flush=True)
os._exit(0)
"""


def other_tools(folder: Path, rounds: int) -> Iterator[str]:
    """Yield tables of the ways to get a graph into other tools."""
    for title, ways in OTHER_TOOLS.items():
        runs = defaultdict(list)
        for _ in range(rounds):
            for way, (before, main) in ways.items():
                code = TIMED.format(before=before, main=main, repeats=1)
                runs[way].append(time_code(code, folder))
        yield ""
        yield from table(title, runs)


def smaller_builds(rows: int, rounds: int, folder: Path) -> Iterator[str]:
    """Yield tables of builds of fewer models, and of the sample."""
    fewer = folder / "fewer.csv"
    sample(rows, fewer)
    sources = {f"{rows:,} models": fewer, "the sample": DATA / "sample.csv"}
    for title, source in sources.items():
        runs = defaultdict(list)
        for _ in range(rounds):
            for way in (OURS, REFERENCE):
                with tempfile.TemporaryDirectory(dir=folder) as out:
                    runs[way].append(build(way, source, out))
        yield ""
        yield from table(f"CSV of {title} to three pickles", runs)


def build(way: str, source: Path, out: Path | str) -> Run:
    """Build a table in one of the ways."""
    return run(*(str(part).format(source=source, out=out) for part in BUILDS[way]))


def sample(rows: int, path: Path) -> None:
    run("-m", "ecograph", "sample", rows, path)


def as_records(source: Path) -> Path:
    """Write a synthetic table as records of the Hub, next to it; return their path.

    In its own process: on Linux, the memory of this one counts for its children.
    """
    run(HERE / "records.py", source)
    return source.with_name("models.jsonl")


def compare(rows: int, rounds: int, folder: Path) -> Iterator[str]:
    """Yield the tables of a comparison as lines of Markdown."""
    source = folder / "models.csv"
    sample(rows, source)
    records = as_records(source)
    out = {way: folder / str(number) for number, way in enumerate(BUILDS)}
    for path in out.values():
        path.mkdir()
    builds, writes, loads = defaultdict(list), defaultdict(list), defaultdict(list)
    for number in range(1, rounds + 1):
        print(f"round {number} of {rounds}", file=sys.stderr)
        for way in BUILDS:
            builds[way].append(build(way, source, out[way]))
            if way == OURS:
                command = ["build", records, "--out", folder / "records"]
                builds[FROM_RECORDS].append(run("-m", "ecograph", *command))
        writes[OURS].append(time_code(DUMP_OURS, out[OURS]))
        for way in (POLARS, REFERENCE):
            writes[way].append(time_code(DUMP, out[way] / FULL))
        for way in BUILDS:
            loads[way].append(time_code(LOAD, out[way] / FULL))
        loads["`ecograph.load`"].append(time_code(LOAD_OURS, out[OURS]))

    sizes = {way: (path / FULL).stat().st_size / 1e6 for way, path in out.items()}
    size = source.stat().st_size / 1e6
    yield f"{rows:,} synthetic models, a CSV of {size:,.0f} MB; {runs_on(rounds)}"
    yield ""
    yield from table("CSV to three pickles", builds)
    yield from smaller_builds(min(rows, FEWER), rounds, folder)
    yield ""
    yield from table("memory to the full graph's pickle", writes, sizes)
    yield ""
    yield from table("to load it with `pickle.load`", loads)
    yield from answers(out[OURS], out[REFERENCE], rounds)
    yield from other_tools(out[OURS], rounds)
    # In its own process, as playwright needs an event loop of its own.
    measured = run(HERE / "page.py", rounds, min(rows, PAGE_MODELS)).output
    if measured:
        yield ""
        yield from measured.splitlines()
    yield ""
    yield from steps([build.output for build in builds[OURS]])


def growth(sizes: list[int], rounds: int, folder: Path) -> Iterator[str]:
    """Yield a table of the cost of a build by number of rows, as lines of Markdown."""
    runs = defaultdict(list)
    for rows in sizes:
        sample(rows, folder / f"{rows}.csv")
    for _ in range(rounds):
        for rows in sizes:
            command = ["build", folder / f"{rows}.csv", "--out", folder / "out"]
            runs[rows].append(run("-m", "ecograph", *command))
            if rows == max(sizes):
                limited = run("-m", "ecograph", *command, "--memory-limit", "4GB")
                runs[f"{rows:,}, `--memory-limit 4GB`"].append(limited)
    yield runs_on(rounds)
    yield ""
    yield "| rows | s | MB | s per million rows | MB per million rows |"
    yield "|---|---:|---:|---:|---:|"
    for rows, measured in runs.items():
        millions = (max(sizes) if isinstance(rows, str) else rows) / 1e6
        seconds = median_of(measured)
        memory = max(r.memory for r in measured)
        name = rows if isinstance(rows, str) else f"{rows:,}"
        yield (
            f"| {name} | {seconds:.1f} | {memory:,.0f} "
            f"| {seconds / millions:.2f} | {memory / millions:,.0f} |"
        )


def steps(outputs: list[str]) -> Iterator[str]:
    """Yield a table of the longest steps in the output of builds."""
    seconds = defaultdict(list)
    for text in outputs:
        for name, time_taken in re.findall(
            r"(?m)^ *\d+/\d+  (.*?)  .* ([\d.]+) s$", text
        ):
            seconds[name].append(float(time_taken))
    medians = {
        name: statistics.median(all_taken) for name, all_taken in seconds.items()
    }
    yield "| step of ecograph's build | median s |"
    yield "|---|---:|"
    for name, median in medians.items():
        if median >= 0.01 * sum(medians.values()):
            yield f"| {name} | {median:.2f} |"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("comparison", choices=["compare", "growth"])
    options.add_argument(
        "rows", type=int, nargs="+", help="rows of the synthetic table"
    )
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if chosen.comparison == "compare":
            lines = compare(chosen.rows[0], chosen.rounds, Path(name))
        else:
            lines = growth(chosen.rows, chosen.rounds, Path(name))
        text = "\n".join(lines) + "\n"
    # The README shows the figures for the size of the snapshot, and no others.
    shown = SNAPSHOT in chosen.rows
    path = (
        HERE / f"{chosen.comparison}.md" if shown else DATA / f"{chosen.comparison}.md"
    )
    path.write_text(text, encoding="utf-8")
    print(text, end="")
    print(f"saved as {path}", file=sys.stderr)


if __name__ == "__main__":
    main()
