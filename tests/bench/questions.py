"""Questions, and what they take from a build and from plain pickles."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from timed_runs import CONNECT, LOAD_PICKLE, TIMED, table, time_code

import ecograph
from ecograph.graphs.names import PICKLES

BASE = "select model_id from lineage order by descendants desc, position limit 1"
QUESTIONS = {
    "what descends from the largest base": (
        "full",
        "from descendants({base!r})",
        "networkx.descendants(graph, {base!r})",
    ),
    "all families and their sizes": (
        "nomerges",
        "from families",
        "[len(part) for part in networkx.weakly_connected_components("
        "graph.subgraph(node for node, degree in graph.degree if degree))]",
    ),
    "how many descendants each model has": (
        "full",
        "from lineage",
        "[len(networkx.descendants(graph, node)) for node in graph]",
    ),
}
"""Each question: its graph, and its answer in SQL and in networkx."""


def answers(ours: Path, plain: Path, rounds: int) -> Iterator[str]:
    """Yield tables of the answers from a build, and from plain pickles.

    Where the database is open or the graph in memory, it is the median of five.
    """
    with ecograph.connect(ours) as connection:
        ((base,),) = connection.execute(BASE).fetchall()
    for title, (name, query, code) in QUESTIONS.items():
        ask = f"connection.execute({query.format(base=base)!r}).fetchall()"
        code = code.format(base=base)
        file = plain / PICKLES[name]
        ways = {
            "ecograph, the database open": (ours, CONNECT, ask, 5),
            "networkx, the graph in memory": (file, LOAD_PICKLE, code, 5),
            "ecograph, the database opened first": (ours, "", f"{CONNECT}; {ask}", 1),
            "networkx, the graph loaded first": (file, "", f"{LOAD_PICKLE}; {code}", 1),
        }
        runs = defaultdict(list)
        for _ in range(rounds):
            for way, (path, before, main, repeats) in ways.items():
                code_timed = TIMED.format(before=before, main=main, repeats=repeats)
                runs[way].append(time_code(code_timed, path))
        yield ""
        yield from table(title, runs)
