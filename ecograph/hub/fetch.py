"""Fetch the Hub's models into a Parquet file, and go on where that was cut off."""

import glob
import os
from collections.abc import Callable
from pathlib import Path

import duckdb

from ecograph.database import first_line, open_quietly
from ecograph.errors import EcographError
from ecograph.hub.api import Hub, Record, first_page, open_hub
from ecograph.hub.checkpoint import (
    Checkpoint,
    add_part,
    checkpoint_folder,
    delete,
    part_files,
    resume,
)
from ecograph.plan.order import plan

__all__ = ["HUB", "fetch"]

HUB = ("hub",)
"""Schema of what is fetched, among the SQL files."""

PART = 10_000
"""How many models to keep in memory before they are written."""


def fetch(
    out: str | os.PathLike[str],
    *,
    limit: int | None = None,
    author: str | None = None,
    on_progress: Callable[[int], None] = lambda models: None,
) -> int:
    """Fetch the models of the Hugging Face Hub into a Parquet file.

    It has one row per model, the newest first, and the columns id, likes,
    downloads, tags, pipeline_tag, library_name, createdAt (in UTC) and baseModels
    (as JSON text). What is fetched is kept in the folder `out` + ``.part`` until
    the file is there: after an error, or a kill, the same call goes on from there.

    The environment variable HF_ENDPOINT names another Hub, and HF_TOKEN holds a
    token; the Hub answers more often to one who has one.

    Parameters
    ----------
    out : str or path
        The file to write.
    limit : int, optional
        How many models to fetch at most, of the newest.
    author : str, optional
        The user or organization whose models to fetch; all by default.
    on_progress : callable, optional
        Is told after each page how many models there are; first of all, how many
        there are from before.

    Returns
    -------
    int
        How many models the file has.

    Raises
    ------
    HubError
        The Hub did not answer, though it was asked again and again.
    EcographError
        huggingface_hub is not installed, there is no such model, or the file cannot
        be written.

    Examples
    --------
    >>> import ecograph
    >>> ecograph.fetch("models.parquet", limit=1000)  # doctest: +SKIP
    1000
    """
    if limit is not None and limit < 1:
        raise EcographError(f"a limit of {limit} leaves no model; give 1 or more")
    hub = open_hub()
    first = first_page(limit, author)
    file = Path(out)
    with checkpoint_folder(file) as folder:
        checkpoint = resume(folder, Checkpoint(hub.name, first, first))
        on_progress(checkpoint.models)
        checkpoint = _fetch_parts(hub, checkpoint, limit, folder, on_progress)
        if not checkpoint.models:
            raise EcographError(
                f"{hub.name}: the Hub lists no model"
                + ("" if author is None else f" of {author!r}; is the name right?")
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
    """Fetch the pages that are missing, and return how far that came.

    Whatever stops it, the pages that came are kept.
    """
    records: list[Record] = []
    query = checkpoint.next
    try:
        while query is not None:
            page, following = hub.ask(query)
            if limit is not None:
                page = page[: limit - checkpoint.models - len(records)]
            # In one step, so that Ctrl-C does not come between the two.
            records, query = [*records, *page], following
            models = checkpoint.models + len(records)
            if models == limit:
                query = None
            on_progress(models)
            if len(records) >= PART:
                checkpoint = add_part(folder, checkpoint, records, query)
                records = []
    finally:
        checkpoint = add_part(folder, checkpoint, records, query)
        if not checkpoint.models:
            delete(folder, checkpoint)
    return checkpoint


def _write(folder: Path, checkpoint: Checkpoint, file: Path) -> int:
    """Make the Parquet file of the parts, and return how many models it has."""
    patterns = [
        glob.escape(str(path.absolute())) for path in part_files(folder, checkpoint)
    ]
    made = folder.absolute() / "models.parquet"
    spill = {"temp_directory": str(folder / "spill")}
    try:
        with open_quietly(":memory:", **spill) as connection:
            connection.execute("set variable hub_parts = ?", [patterns])
            for sql in plan(HUB):
                connection.execute(sql.text)
            connection.sql("from hub.models").write_parquet(
                str(made), compression="zstd"
            )
            ((models,),) = connection.execute(
                "select count(*) from read_parquet(?)", [glob.escape(str(made))]
            ).fetchall()
    except duckdb.Error as error:
        raise EcographError(
            f"{folder}: no Parquet file can be made of it: {first_line(error)}; make "
            "room there and run it again, or delete that folder to begin anew"
        ) from error
    made.replace(file)
    return int(models)
