"""Fetch the models of the Hub into a Parquet file, and resume after interruptions."""

import glob
import os
import warnings
from collections.abc import Callable
from pathlib import Path

import duckdb

from ecograph.database import open_quietly, stoppable
from ecograph.errors import EcographError, first_line
from ecograph.hub.api import Hub, first_query, open_hub
from ecograph.hub.checkpoint import (
    Checkpoint,
    add_part,
    checkpoint_folder,
    delete,
    expect_parquet_name,
    part_files,
    resume,
    unreadable,
)
from ecograph.hub.family import Family, family_query
from ecograph.hub.listing import Listing, Walk
from ecograph.hub.records import Record
from ecograph.hub.requests import AnswerError
from ecograph.plan.order import HUB, plan

__all__ = ["fetch"]

PART_SIZE = 10_000
"""Models to collect in memory before they are written as a part."""

PART_REQUESTS = 250
"""Requests after which a part is written too: those of a family find few models."""


def fetch(
    out: str | os.PathLike[str],
    *,
    limit: int | None = None,
    author: str | None = None,
    family: str | None = None,
    depth: int | None = None,
    on_progress: Callable[[int], None] = lambda models: None,
    on_note: Callable[[str], None] = lambda note: warnings.warn(note, stacklevel=3),
) -> int:
    """Fetch the models of the Hugging Face Hub into a Parquet file.

    The file has one row per model and the columns id, likes, downloads, tags,
    pipeline_tag, library_name, createdAt (in UTC), baseModels (as JSON text),
    downloadsAllTime, gated (false, auto or manual), trendingScore and parameters (of
    the weights, as safetensors counts them); of models of a family also formerIds,
    from which the Hub redirects, and license_name and license_link, as their cards
    give them. Until it is complete, what has been fetched is kept in the folder `out`
    + ``.part``: after an error or a kill, the same call resumes.

    The models are the newest first; those of a family are the nearest first. A family
    is the model, its ancestors, and its descendants: what `ecograph.tree` shows. Other
    parents of a descendant are not fetched. That takes one request per model, without
    those at the full `depth`; the Hub is known to allow 500 in five minutes.

    The environment variable HF_ENDPOINT is the URL of another Hub, and HF_TOKEN a
    token, with which the Hub allows more requests.

    Parameters
    ----------
    out : str or path
        The file to write; its name ends in ``.parquet``.
    limit : int, optional
        Fetch at most this many models, the newest.
    author : str, optional
        Fetch only the models of this user or organization.
    family : str, optional
        Fetch only the family of this model: its id, or the URL of its page.
    depth : int, optional
        Maximum number of steps up and down in a family; by default all.
    on_progress : callable, optional
        Called after each request with the number of models so far, and at the start
        with the number from before an interruption.
    on_note : callable, optional
        Called with a sentence about what the Hub does not tell; by default a warning.

    Returns
    -------
    int
        The number of models in the file.

    Raises
    ------
    HubError
        The Hub cannot be reached, even after retries, refuses, or gave an unexpected
        answer.
    EcographError
        huggingface_hub is not installed, no model matches, a value is invalid, options
        do not go together, or the file cannot be written.

    Examples
    --------
    >>> import ecograph
    >>> ecograph.fetch("models.parquet", limit=1000)  # doctest: +SKIP
    1000
    >>> ecograph.fetch("gpt2.parquet", family="openai-community/gpt2")  # doctest: +SKIP
    3141
    """
    file = Path(out)
    expect_parquet_name(file)
    if limit is not None and limit < 1:
        raise EcographError(f"a limit of {limit} is too low; give 1 or more")
    if family is None and depth is not None:
        raise EcographError("a depth is for a family; give one, or leave out the depth")
    if family is not None and (limit, author) != (None, None):
        raise EcographError("limit and author do not go with a family; leave them out")
    hub = open_hub()
    model = None
    first = first_query(limit, author)
    if family is not None:
        model, first = family_query(family, depth)
    with checkpoint_folder(file) as folder:
        checkpoint = resume(folder, Checkpoint(hub.name, first, first))
        walk: Walk = Listing(hub, checkpoint.next)
        if model is not None:
            walk = _family(hub, model, depth, checkpoint, folder)
        on_progress(checkpoint.models)
        checkpoint = _fetch_parts(walk, checkpoint, limit, folder, on_progress, on_note)
        if not checkpoint.models:
            raise EcographError(
                f"{hub.name}: the Hub lists no models"
                + ("" if author is None else f" of {author!r}; check the name")
            )
        models = _write(folder, checkpoint, walk.renamed, file)
        delete(folder, checkpoint)
    for note in walk.notes:
        on_note(note)
    return models


def _family(
    hub: Hub, model: str, depth: int | None, checkpoint: Checkpoint, folder: Path
) -> Family:
    """Return the walk through a family, from where the checkpoint is."""
    family = Family(hub, model, depth)
    if checkpoint.models and checkpoint.next is not None:
        try:
            family.restore(checkpoint.next)
        except ValueError as error:
            raise unreadable(folder) from error
    return family


def _fetch_parts(
    walk: Walk,
    checkpoint: Checkpoint,
    limit: int | None,
    folder: Path,
    on_progress: Callable[[int], None],
    on_note: Callable[[str], None],
) -> Checkpoint:
    """Send the missing requests, and return the new checkpoint.

    Whatever interrupts it, the models fetched so far are kept.
    """
    records: list[Record] = []
    requests = 0
    said: list[str] = []
    try:
        while walk.state is not None:
            found, state = walk.request(walk.state)
            if limit is not None:
                found = found[: limit - checkpoint.models - len(records)]
            # In one statement, so that Ctrl-C cannot come between the two.
            records, walk.state = [*records, *found], state
            requests += 1
            models = checkpoint.models + len(records)
            if models == limit:
                walk.state = None
            on_progress(models)
            for note in walk.hub.notes:
                if note not in said:
                    said.append(note)
                    on_note(note)
            if len(records) >= PART_SIZE or requests == PART_REQUESTS:
                checkpoint = add_part(folder, checkpoint, records, walk.text)
                records, requests = [], 0
    except AnswerError as error:
        kept = checkpoint.models + len(records)
        raise error.with_kept(kept, folder) from None
    finally:
        checkpoint = add_part(folder, checkpoint, records, walk.text)
        if not checkpoint.models:
            delete(folder, checkpoint)
    return checkpoint


def _write(
    folder: Path, checkpoint: Checkpoint, renamed: dict[str, str], file: Path
) -> int:
    """Write the parts as one Parquet file, and return its number of models."""
    patterns = [
        glob.escape(str(path.absolute())) for path in part_files(folder, checkpoint)
    ]
    parquet = folder.absolute() / "models.parquet"
    spill = {"temp_directory": str(folder / "spill")}
    try:
        with open_quietly(":memory:", **spill) as connection:
            connection.execute("set variable hub_parts = ?", [patterns])
            pairs = [*map(list, renamed.items())]
            connection.execute("set variable hub_renames = ?", [pairs])
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
