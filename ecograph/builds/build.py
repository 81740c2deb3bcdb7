"""Build the database and the pickles of a source."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from ecograph.builds.ledger import Ledger, read_ledger
from ecograph.builds.pickles import write_pickles
from ecograph.builds.progress import Step, Steps
from ecograph.builds.provenance import build_id, write_meta
from ecograph.builds.publish import publish, staging
from ecograph.builds.run_sql import run_sql
from ecograph.database import DATABASE, attach_statement, open_quietly
from ecograph.errors import EcographError, SourceError
from ecograph.graphs.names import ALWAYS, GRAPHS, PICKLES
from ecograph.plan.order import plan
from ecograph.source.detect import detect
from ecograph.source.diagnose import diagnose
from ecograph.source.frames import Frame, written
from ecograph.source.source import Source, shortened

__all__ = ["Build", "build"]

STORAGE = "v1.3.0"
"""Format of the database file: one that the DuckDB shells of 2025 open too."""

NO_LOG = "recovery_mode 'no_wal_writes'"
"""Option of `attach`: no write-ahead log, for which each statement would wait.

A build that is interrupted publishes nothing, so that there is nothing to recover.
"""

OUTPUTS = [*PICKLES.values(), DATABASE]
"""Names of all files that a build can leave."""


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
    ledger : dict of (str, str) to int
        The relation ``ledger``: section and measure, and how many there are.
    seconds : float
        How long it took.
    """

    id: str
    database: Path
    pickles: dict[str, Path]
    ledger: Ledger
    seconds: float


def build(
    source: "str | os.PathLike[str] | Frame",
    out: str | os.PathLike[str] = "data",
    *,
    layout: str | None = None,
    with_json: bool = False,
    memory_limit: str | None = None,
    strict: bool = False,
    on_step: Callable[[Step], None] = lambda step: None,
) -> Build:
    """Build the database and the pickled graphs of a table of models.

    Everything is made in a staging folder and moved into place at the end; an error
    leaves the outputs of an earlier build as they were.

    Parameters
    ----------
    source : str, path, pandas or polars data frame, or Arrow table
        A file of one of the layouts that the README names, one row per model; a
        folder of such files, or a pattern of their names. A text may name them on
        the Hugging Face Hub, as ``hf://datasets/OWNER/NAME/path`` or with
        ``@REVISION`` behind the name; or a file by its ``https://`` URL. Or a table
        in memory, in the columns of one of the layouts of Parquet.
    out : str or path, default "data"
        Folder to write to; it is made where it does not exist.
    layout : str, optional
        Name of the source's layout, which else is told from its columns.
    with_json : bool, default False
        Whether to keep the whole record of each model, in the relation ``records``
        and in a fourth graph, ``nomerges_fulljson``.
    memory_limit : str, optional
        How much memory DuckDB may use, such as ``"4GB"``; beyond it, it writes to
        the disk. By default 80 % of the machine's.
    strict : bool, default False
        Whether a cell or row that cannot be read is an error; else it is kept in
        the relation ``rejects``.
    on_step : callable, optional
        Called with each `Step`, when it begins and when it is done.

    Returns
    -------
    Build

    Raises
    ------
    SourceError
        The source is missing, empty, or no table of models; or `strict`, and a
        cell of it cannot be read; or `with_json`, and it has no whole records; or
        the server that has it refuses, or cannot be reached.
    EcographError
        The folder cannot be written to or has no room left, another build holds
        it, or `memory_limit` is too little or no amount of memory; or what reads
        from the Hub or a URL is not installed.

    Examples
    --------
    >>> import ecograph, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     made = ecograph.build("data/sample.csv", folder)
    >>> made.ledger["rows", "models"], made.ledger["edges", "in the full graph"]
    (1993, 682)
    """
    begun = datetime.now(UTC)
    start = time.perf_counter()
    folder = Path(out)
    found = None
    if isinstance(source, str | os.PathLike):
        found = detect(source, layout)
    with staging(folder) as stage, ThreadPoolExecutor(1) as beside:
        found = found or detect(written(source, stage / "frame.parquet"), layout)
        if with_json and not found.layout.has_records:
            raise SourceError(
                f"{found}: its layout, {found.layout.name}, has no whole records; "
                "build without --with-json"
            )
        names = [name for name in GRAPHS if with_json or name in ALWAYS]
        pickles = {name: PICKLES[name] for name in names}
        scanned = beside.submit(found.read_through)
        files = plan(layout=found.layout.name)
        steps = Steps(len(files) + 1 + len(pickles), on_step)
        with (
            closing(found.found),
            _create(stage / DATABASE, memory_limit) as connection,
        ):
            found.found.register(connection)
            connection.execute("set variable source = ?", [found.patterns])
            connection.execute("set variable with_json = ?", [with_json])
            relations = run_sql(connection, files, found, steps)
            digest, has_nul = scanned.result()
            if has_nul and (said := diagnose(found)):
                raise said
            if strict:
                _refuse_rejects(connection, found)
            made_id = build_id(digest, files)
            write_meta(connection, made_id, begun, found, digest, relations)
            # Python writes the pickles on one core; DuckDB counts on the other.
            ledger = beside.submit(_counted, connection.cursor())
            try:
                write_pickles(connection, stage, names, steps, beside)
            finally:
                # A connection cannot be closed while another thread works on it.
                wait([ledger])
            counted = ledger.result()
            # To close it does this too, but says nothing where it fails.
            connection.execute("checkpoint")
        # The database comes last: until then the old one tells new pickles apart.
        publish(stage, folder, [*pickles.values(), DATABASE], OUTPUTS)
    return Build(
        made_id,
        folder / DATABASE,
        {name: folder / file for name, file in pickles.items()},
        counted,
        time.perf_counter() - start,
    )


def _create(path: Path, memory_limit: str | None) -> duckdb.DuckDBPyConnection:
    """Create the database of a build, and return a connection that uses it."""
    config: dict[str, Any] = {
        "storage_compatibility_version": STORAGE,
        # It never wins here, but takes a tenth of the time to weigh it.
        "disabled_compression_methods": "zstd",
        "temp_directory": f"{path.absolute()}.tmp",
    }
    if memory_limit is not None:
        config["memory_limit"] = memory_limit
    try:
        connection = open_quietly(":memory:", **config)
    except duckdb.ParserException as error:
        raise EcographError(
            f"{memory_limit!r} is no amount of memory; give one such as 4GB"
        ) from error
    try:
        connection.execute(attach_statement(path, path.stem, NO_LOG))
        connection.execute("use ecograph")
    except duckdb.Error:
        connection.close()
        raise
    return connection


def _counted(cursor: duckdb.DuckDBPyConnection) -> Ledger:
    with cursor:
        # A cursor starts in the default database, which is the one in memory.
        cursor.execute("use ecograph")
        return read_ledger(cursor)


def _refuse_rejects(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    rows = connection.execute("from rejects").fetchall()
    if rows:
        place, column, cell, reason = rows[0]
        raise SourceError(
            f"{source}: {len(rows):,} cells or rows cannot be read, the first in "
            f"row {place}, column {column}: {shortened(repr(cell))}, {reason}; mend "
            "them, or build without --strict and see the relation rejects"
        )
