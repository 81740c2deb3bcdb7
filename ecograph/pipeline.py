"""Build the database and the pickles of a source."""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb

from ecograph.database import DATABASE, first_line, open_quietly, summarise
from ecograph.errors import EcographError, PlanError, SourceError
from ecograph.graphs import GRAPHS, PICKLES, materialise, paused_collector, read_nodes
from ecograph.pickles import write
from ecograph.plan import SqlFile, plan
from ecograph.source import Source, explain, look

__all__ = ["Build", "Step", "build"]

STORAGE = "v1.2.0"
"""Format of the database file: one that the DuckDB shells of 2025 open too."""


@dataclass(frozen=True)
class Step:
    """One step of a build, told when it begins and again when it is done.

    Attributes
    ----------
    name : str
        A relation or macro, "reading the nodes", or the file name of a pickle.
    number, total : int
        Which step it is, from 1, and how many there are.
    seconds : float or None
        How long it took; None when it begins.
    rows : int or None
        Rows of the relation; None for what has none.
    """

    name: str
    number: int
    total: int
    seconds: float | None = None
    rows: int | None = None


@dataclass(frozen=True)
class Build:
    """What a build made.

    Attributes
    ----------
    id : str
        Digest of the source's bytes and of the SQL files.
    database : Path
        The database.
    pickles : dict of str to Path
        Name of each graph: its pickle.
    summary : dict of str to int
        The relation ``summary``: what is counted, and how many there are.
    seconds : float
        How long it took.
    """

    id: str
    database: Path
    pickles: dict[str, Path]
    summary: dict[str, int]
    seconds: float


def build(
    source: str | os.PathLike[str],
    out: str | os.PathLike[str] = "data",
    *,
    on_step: Callable[[Step], None] = lambda step: None,
) -> Build:
    """Build the database and the three pickled graphs of a table of models.

    Everything is made aside and moved into place at the end; an error leaves the
    outputs of an earlier build as they were.

    Parameters
    ----------
    source : str or path
        CSV file in the ai_ecosystem layout, one row per model.
    out : str or path, default "data"
        Folder to write to; it is made where it does not exist.
    on_step : callable, optional
        Called with each `Step`, when it begins and when it is done.

    Returns
    -------
    Build

    Raises
    ------
    SourceError
        The source is missing, empty, or no table of models.
    EcographError
        The folder cannot be written to.

    Examples
    --------
    >>> import ecograph, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     made = ecograph.build("data/sample.csv", folder)
    >>> made.summary["models"], made.summary["edges"]
    (1993, 682)
    """
    begun = datetime.now(UTC)
    start = time.perf_counter()
    files = plan()
    (reader,) = (file for file in files if file.name == "temp.source")
    found = look(Path(source), reader)
    total = len(files) + 1 + len(PICKLES)
    build_id = _build_id(found, files)
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scratch = tempfile.TemporaryDirectory(prefix=".building-", dir=folder)
    except OSError as error:
        raise EcographError(
            f"{folder}: it cannot be written to: {error.strerror}; "
            "choose another folder with --out"
        ) from error
    with scratch:
        aside = Path(scratch.name)
        with open_quietly(
            aside / DATABASE, storage_compatibility_version=STORAGE
        ) as connection:
            connection.execute("set variable source = ?", [found.pattern])
            relations = []
            for number, file in enumerate(files, 1):
                with _told(file.name, number, total, on_step) as outcome:
                    outcome.rows = _run(connection, file, found)
                relations.append(
                    (
                        *(file.name, file.place, file.version, file.sha256),
                        *(outcome.rows, outcome.seconds),
                    )
                )
            _write_meta(connection, build_id, begun, found, relations)
            _write_pickles(connection, aside, total, on_step)
            summary = summarise(connection)
        for name in (*PICKLES.values(), DATABASE):
            (aside / name).replace(folder / name)
    return Build(
        build_id,
        folder / DATABASE,
        {name: folder / file for name, file in PICKLES.items()},
        summary,
        time.perf_counter() - start,
    )


def _build_id(source: Source, files: list[SqlFile]) -> str:
    parts = [source.sha256, *(f"{file.place} {file.sha256}" for file in files)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _run(
    connection: duckdb.DuckDBPyConnection, file: SqlFile, source: Source
) -> int | None:
    """Run an SQL file; return how many rows its relation has."""
    try:
        connection.execute(file.text)
        if file.kind == "macro" or file.name.startswith("meta."):
            return None  # no rows, or filled at the end
        counted = connection.execute(
            "select count(*) from query_table(?)", [file.name]
        ).fetchall()
    except duckdb.Error as error:
        if file.name == "temp.source":
            raise explain(source, error) from error
        raise PlanError(
            f"{file.path}: DuckDB refused it: {first_line(error)}"
        ) from error
    rows: int = counted[0][0]
    if file.name == "temp.source" and rows == 0:
        raise SourceError(
            f"{source.path}: there is no row below the header; each should be a model"
        )
    return rows


def _write_meta(
    connection: duckdb.DuckDBPyConnection,
    build_id: str,
    begun: datetime,
    source: Source,
    relations: Sequence[tuple[object, ...]],
) -> None:
    connection.execute(
        "insert into meta.build values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            build_id,
            version("ecograph"),
            version("duckdb"),
            version("sqlglot"),
            source.path.name,
            source.size,
            source.sha256,
            begun.replace(tzinfo=None),
        ],
    )
    connection.executemany(
        "insert into meta.relation values (?, ?, ?, ?, ?, ?)", relations
    )


def _write_pickles(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    total: int,
    on_step: Callable[[Step], None],
) -> None:
    with paused_collector():
        number = total - len(GRAPHS)
        with _told("reading the nodes", number, total, on_step):
            nodes = read_nodes(connection)
        for name in GRAPHS:
            number += 1
            with _told(PICKLES[name], number, total, on_step):
                write(materialise(connection, name, nodes), folder / PICKLES[name])


@dataclass
class _Outcome:
    """What came of a step; whoever does it sets the rows."""

    rows: int | None = None
    seconds: float = 0.0


@contextmanager
def _told(
    name: str, number: int, total: int, on_step: Callable[[Step], None]
) -> Iterator[_Outcome]:
    """Tell of a step when it begins and when it is done, and time it."""
    outcome = _Outcome()
    on_step(Step(name, number, total))
    began = time.perf_counter()
    yield outcome
    outcome.seconds = time.perf_counter() - began
    on_step(Step(name, number, total, outcome.seconds, outcome.rows))
