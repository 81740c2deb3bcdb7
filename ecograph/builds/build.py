"""Build the database and the pickles of a source."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ecograph.builds.build_database import create_database
from ecograph.builds.extras import Extras
from ecograph.builds.kept_views import write_views
from ecograph.builds.ledger import Ledger, read_ledger
from ecograph.builds.notebook_progress import notebook_progress
from ecograph.builds.pickle_thread import PickleThread
from ecograph.builds.progress import Progress, Step
from ecograph.builds.publish import delete_rows, publish, staging, uninterrupted
from ecograph.builds.request import Request
from ecograph.builds.run_sql import run_sql
from ecograph.database import DATABASE
from ecograph.errors import EcographError
from ecograph.graphs.names import PICKLES
from ecograph.html.wording import pluralize
from ecograph.plan.order import plan
from ecograph.source.detect import detect
from ecograph.source.frames import FRAME, Frame, write_frame
from ecograph.urls import UrlPath, path_or_url

__all__ = ["OUTPUTS", "Build", "build"]

OUTPUTS = [*PICKLES.values(), DATABASE]
"""Names of all files that a build can make."""


@dataclass(frozen=True)
class Build:
    """Result of a build.

    Attributes
    ----------
    id : str
        Digest of the source's bytes, the SQL files, and the options that change what
        is built.
    database : Path
        The database.
    pickles : dict of str to Path
        Graph names and their pickles.
    ledger : dict of (str, str) to int
        The relation ``ledger``: section and measure, and the count.
    seconds : float
        How long it took.
    """

    id: str
    database: Path
    pickles: dict[str, Path]
    ledger: Ledger
    seconds: float

    def __repr__(self) -> str:
        models = pluralize(self.ledger["rows", "models"], "model")
        rows = pluralize(self.ledger["rows", "read"], "row")
        edges = pluralize(self.ledger["edges", "in the full graph"], "edge")
        rejected = pluralize(self.ledger["cells", "rejected"], "rejected cell")
        return (
            f"<Build in {self.database.parent}: {models} of {rows}, {edges}, "
            f"{rejected}, {self.seconds:.1f} s>"
        )


def build(
    source: "str | os.PathLike[str] | Frame",
    out: str | os.PathLike[str] = "data",
    *,
    layout: str | None = None,
    with_json: bool = False,
    with_cards: bool = False,
    with_card_texts: bool = False,
    follow_renames: bool = False,
    memory_limit: str | None = None,
    strict: bool = False,
    on_step: Callable[[Step], None] | None = None,
    progress: bool = True,
) -> Build:
    """Build the database and the pickled graphs of a table of models.

    All outputs are made in a staging folder and moved into place at the end; after
    an error, those of an earlier build are as they were.

    Parameters
    ----------
    source : str, path, pandas or polars data frame, or Arrow table
        A file in one of the layouts of the README, one row per model; a folder of
        such files, or a glob pattern. A str may also be an ``https://`` URL of a
        file, or a path on the Hugging Face Hub: ``hf://datasets/OWNER/NAME/path``,
        optionally with ``@REVISION`` after the name. A table in memory has the
        columns of one of the Parquet layouts.
    out : str or path, default "data"
        Folder to write to; created if it does not exist.
    layout : str, optional
        Layout of the source; by default detected from its columns.
    with_json : bool, default False
        Whether to keep the whole record of each model, in the relation ``records``
        and in two further graphs, ``nomerges_fulljson`` and ``finetune_fulljson``.
    with_cards : bool, default False
        Whether to read the model cards: how long they are and whether they say that
        they were generated, in the relation ``model_cards`` and in three further
        graphs, ``modelcards``, ``nomerges_modelcards`` and ``finetune_modelcards``.
    with_card_texts : bool, default False
        Whether to keep the texts of the cards as well, in ``model_cards``.
    follow_renames : bool, default False
        Whether a parent under an old name is an edge from the model that has the
        name today, where records of the Hub tell it: the relation ``renames``. By
        default the graphs know no names but those that people wrote.
    memory_limit : str, optional
        Memory that DuckDB may use, such as ``"4GB"``; beyond that it spills to
        disk. By default 80 % of the machine's memory.
    strict : bool, default False
        Whether a cell or row that cannot be read is an error; by default it goes
        to the relation ``rejects``.
    on_step : callable, optional
        Called with each `Step`, when it starts and when it is done.
    progress : bool, default True
        Whether to show a progress bar in a notebook, if `on_step` is not given.

    Returns
    -------
    Build

    Raises
    ------
    SourceError
        The source is missing, empty or not a table of models; its server refuses
        or cannot be reached; with `strict`, a cell cannot be read; with
        `with_json`, the source has no whole records, or with `with_cards`, no cards.
    EcographError
        The folder cannot be written, has no room left, or is locked by another
        build; `memory_limit` is too little or invalid; or the packages that read
        from the Hub or a URL are not installed.

    Examples
    --------
    >>> import ecograph, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     build = ecograph.build("data/sample.csv", folder)
    >>> build.ledger["rows", "models"], build.ledger["edges", "in the full graph"]
    (1735, 442)
    """
    if on_step is None:
        on_step = notebook_progress() if progress else lambda step: None
    start = time.perf_counter()
    folder = path_or_url(out)
    if isinstance(folder, UrlPath):
        raise EcographError(
            f"{folder}: is a URL, to which only an engine writes; name a folder, or "
            "the engine with --engine"
        )
    extras = Extras(with_json, with_cards or with_card_texts, with_card_texts)
    detected = None
    if isinstance(source, str | os.PathLike):
        detected = detect(source, layout)
    with staging(folder) as stage, ThreadPoolExecutor(1) as executor:
        if detected is None:
            parquet = stage / "frame.parquet"
            write_frame(source, parquet, layout, with_cards=extras.cards)
            detected = detect(parquet, layout, FRAME)
        extras.expect(detected)
        pickles = {name: PICKLES[name] for name in extras.graphs}
        scan = executor.submit(detected.scan)
        files = plan(layout=detected.layout.name)
        request = Request(detected, files, extras, follow_renames, strict)
        # The pickles' first step is the nodes that they share.
        chapters = [file.chapter for file in files if not file.is_kept]
        steps = Progress(chapters + ["pickles"] * (1 + len(pickles)), on_step)
        database = stage / DATABASE
        write_views(database, files)
        with (
            closing(detected),
            create_database(database, memory_limit, detected.size) as connection,
            PickleThread(connection, stage, [*pickles]) as pickle_thread,
        ):
            request.set_variables(connection)
            relations = run_sql(
                connection, files, detected, stage, steps, pickle_thread
            )
            build_id = request.record(
                connection, request.checked_digest(scan), relations
            )
            ledger = read_ledger(connection)
            pickle_thread.finish(steps)
            # Closing would write a checkpoint too, but hide its errors.
            connection.execute("checkpoint")
        # The database comes last: until then the old one detects the new pickles.
        with uninterrupted():
            publish(stage, folder, [*pickles.values(), DATABASE], OUTPUTS)
            delete_rows(folder)
    return Build(
        build_id,
        folder / DATABASE,
        {name: folder / file for name, file in pickles.items()},
        ledger,
        time.perf_counter() - start,
    )
