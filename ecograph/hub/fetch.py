"""Fetch the models of the Hub into a Parquet file, and resume after interruptions."""

import glob
import os
from collections.abc import Callable
from pathlib import Path

import duckdb

from ecograph.database import first_line, open_quietly, stoppable
from ecograph.errors import EcographError
from ecograph.hub.api import Hub, Record, first_query, open_hub
from ecograph.hub.checkpoint import (
    Checkpoint,
    add_part,
    checkpoint_folder,
    delete,
    part_files,
    resume,
)
from ecograph.plan.order import HUB, plan

__all__ = ["fetch"]

PART_SIZE = 10_000
"""Models to collect in memory before they are written as a part."""


def fetch(
    out: str | os.PathLike[str],
    *,
    limit: int | None = None,
    author: str | None = None,
    on_progress: Callable[[int], None] = lambda models: None,
) -> int:
    """Fetch the models of the Hugging Face Hub into a Parquet file.

    The file has one row per model, the newest first, and the columns id, likes,
    downloads, tags, pipeline_tag, library_name, createdAt (in UTC) and baseModels
    (as JSON text). Until it is complete, what has been fetched is kept in the folder
    `out` + ``.part``: after an error or a kill, the same call resumes.

    The environment variable HF_ENDPOINT is the URL of another Hub, and HF_TOKEN a
    token, with which the Hub allows more requests.

    Parameters
    ----------
    out : str or path
        The file to write.
    limit : int, optional
        Fetch at most this many models, the newest.
    author : str, optional
        Fetch only the models of this user or organization.
    on_progress : callable, optional
        Called after each page with the number of models so far, and at the start
        with the number from before an interruption.

    Returns
    -------
    int
        The number of models in the file.

    Raises
    ------
    HubError
        The Hub cannot be reached, even after retries, or gave an unexpected answer.
    EcographError
        huggingface_hub is not installed, no model matches, the limit is below 1, or
        the file cannot be written.

    Examples
    --------
    >>> import ecograph
    >>> ecograph.fetch("models.parquet", limit=1000)  # doctest: +SKIP
    1000
    """
    if limit is not None and limit < 1:
        raise EcographError(f"a limit of {limit} is too low; give 1 or more")
    hub = open_hub()
    first = first_query(limit, author)
    file = Path(out)
    with checkpoint_folder(file) as folder:
        checkpoint = resume(folder, Checkpoint(hub.name, first, first))
        on_progress(checkpoint.models)
        checkpoint = _fetch_parts(hub, checkpoint, limit, folder, on_progress)
        if not checkpoint.models:
            raise EcographError(
                f"{hub.name}: the Hub lists no models"
                + ("" if author is None else f" of {author!r}; check the name")
            )
        models = _write(folder, checkpoint, file)
        delete(folder, checkpoint)
    return models


def _fetch_parts(
    hub: Hub,
    checkpoint: Checkpoint,
    limit: int | None,
    folder: Path,
    on_progress: Callable[[int], None],
) -> Checkpoint:
    """Fetch the missing pages, and return the new checkpoint.

    Whatever interrupts it, the pages fetched so far are kept.
    """
    records: list[Record] = []
    query = checkpoint.next
    try:
        while query is not None:
            page, next_query = hub.fetch_page(query)
            if limit is not None:
                page = page[: limit - checkpoint.models - len(records)]
            # In one statement, so that Ctrl-C cannot come between the two.
            records, query = [*records, *page], next_query
            models = checkpoint.models + len(records)
            if models == limit:
                query = None
            on_progress(models)
            if len(records) >= PART_SIZE:
                checkpoint = add_part(folder, checkpoint, records, query)
                records = []
    finally:
        checkpoint = add_part(folder, checkpoint, records, query)
        if not checkpoint.models:
            delete(folder, checkpoint)
    return checkpoint


def _write(folder: Path, checkpoint: Checkpoint, file: Path) -> int:
    """Write the parts as one Parquet file, and return its number of models."""
    patterns = [
        glob.escape(str(path.absolute())) for path in part_files(folder, checkpoint)
    ]
    parquet = folder.absolute() / "models.parquet"
    spill = {"temp_directory": str(folder / "spill")}
    try:
        with open_quietly(":memory:", **spill) as connection:
            connection.execute("set variable hub_parts = ?", [patterns])
            for sql in plan(HUB):
                connection.execute(sql.creation)
            rows = connection.sql("from hub.models")
            stoppable(
                connection,
                lambda: rows.write_parquet(str(parquet), compression="zstd"),
            )
            ((models,),) = connection.execute(
                "select count(*) from read_parquet(?)", [glob.escape(str(parquet))]
            ).fetchall()
    except duckdb.Error as error:
        raise EcographError(
            f"{folder}: cannot be written as Parquet: {first_line(error)}; make room "
            "there and run it again, or delete that folder to start over"
        ) from error
    parquet.replace(file)
    return int(models)
