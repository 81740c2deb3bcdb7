"""Write the pickles in a thread, while SQL still runs in another."""

import shutil
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

import duckdb

from ecograph.builds.pickles import sha256, write_graph, write_nodes
from ecograph.builds.progress import Progress
from ecograph.graphs.edge_columns import AllEdges, read_edges
from ecograph.graphs.garbage_collector import paused_collector
from ecograph.graphs.names import BASES, EXTRA, EXTRA_ATTRIBUTES, PICKLES
from ecograph.graphs.node_columns import Nodes, read_extra, read_nodes
from ecograph.graphs.pickle_writer import Writer

__all__ = ["READS", "PickleThread"]

READS = frozenset({"main.models", "main.records", "main.model_cards", "main.edges"})
"""The tables that the pickles are written from."""

NODES = "nodes of the pickles"
"""The name of the first step."""


class PickleThread:
    """Writes the pickles of some graphs, which share their first part.

    One thread writes them one after the other; another copies files and reads them.
    Leaving the context stops both.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A connection to the database of the build.
    folder : Path
        The folder to write to.
    names : sequence of str
        The graphs.
    """

    _nodes: Nodes
    _edges: AllEdges
    _written: Writer

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, folder: Path, names: Sequence[str]
    ) -> None:
        self._connection = connection
        self._cursor = connection.cursor()
        self._paths = {name: folder / PICKLES[name] for name in names}
        self._writer = ThreadPoolExecutor(1)
        self._copier = ThreadPoolExecutor(1)
        self._steps: dict[str, Future[None]] = {}
        self._copies: dict[str, Future[Path]] = {}
        self._digests: dict[str, Future[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for executor in (self._writer, self._copier):
            executor.shutdown(wait=False, cancel_futures=True)
        self._cursor.interrupt()
        # A connection cannot be closed while another thread uses it.
        for executor in (self._writer, self._copier):
            executor.shutdown()
        self._cursor.close()

    def start(self) -> None:
        """Start, as soon as the tables that it `READS` are there."""
        first, *others = self._paths
        self._steps[NODES] = self._writer.submit(self._write_nodes, first, others)
        # The first one is finished last: until then the others are copied from it.
        for name in (*others, first):
            self._steps[PICKLES[name]] = self._writer.submit(self._write_graph, name)

    def finish(self, progress: Progress) -> None:
        """Wait until all are written, and fill ``meta.pickle``."""
        for name, step in self._steps.items():
            with progress.step(name):
                step.result()
        rows: list[Any] = [
            (name, path.name, path.stat().st_size, self._digests[name].result())
            for name, path in self._paths.items()
        ]
        self._connection.execute(
            "insert into meta.pickle select unnest(?), unnest(?), unnest(?), unnest(?)",
            [[*column] for column in zip(*rows, strict=True)],
        )

    def _write_nodes(self, first: str, others: Sequence[str]) -> None:
        """Write the first part of all pickles, and read what the others need."""
        # A cursor starts in the default database, which is in memory.
        self._cursor.execute("use ecograph")
        with paused_collector():
            self._nodes = read_nodes(self._cursor)
            self._written = write_nodes(self._nodes, self._paths[first])
            for name in others:
                self._copies[name] = self._copier.submit(
                    shutil.copyfile, self._paths[first], self._paths[name]
                )
            self._edges = read_edges(self._cursor, self._nodes)

    def _write_graph(self, name: str) -> None:
        """Write the rest of a pickle."""
        extra = {}
        if name in EXTRA:
            relation = EXTRA[name]
            for attribute, column in EXTRA_ATTRIBUTES[relation].items():
                extra[attribute] = read_extra(
                    self._cursor, self._nodes, relation, column
                )
        path = self._paths[name]
        with paused_collector():
            edges = self._edges.kept_by(BASES[name])
            if name in self._copies:
                self._copies[name].result()
            write_graph(self._nodes, edges, self._written, path, extra)
        self._digests[name] = self._copier.submit(sha256, path)
