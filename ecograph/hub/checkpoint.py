"""What an unfinished fetch keeps on disk, so that the same command resumes it."""

import gzip
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ecograph.atomic_write import reporting_write_errors
from ecograph.errors import EcographError
from ecograph.hub.records import Record
from ecograph.locks import locked

__all__ = [
    "Checkpoint",
    "add_part",
    "checkpoint_folder",
    "delete",
    "expect_parquet_name",
    "part_files",
    "resume",
    "unreadable",
]

CHECKPOINT = "checkpoint.json"
"""File in the folder of the parts that holds the `Checkpoint`."""

LOCK = "lock"
"""Lock file in the folder of the parts, held during a fetch."""

REMEDY = "make room there, or give another name"
"""What to do where a file cannot be written."""


@dataclass(frozen=True)
class Checkpoint:
    """How far a fetch has come.

    Attributes
    ----------
    hub : str
        Address of the Hub.
    first : str
        What was requested: the query of the first page, or the model of a family.
    next : str or None
        What comes next: the query of the next page, None after the last; or how far
        the walk through a family has come.
    parts, models : int
        Number of complete parts, and of the models in them. A file that is not
        counted here was still being written.
    """

    hub: str
    first: str
    next: str | None
    parts: int = 0
    models: int = 0

    def write(self, folder: Path) -> None:
        """Replace the checkpoint in a folder atomically."""
        temporary = folder / f"{CHECKPOINT}.new"
        temporary.write_text(json.dumps(asdict(self)), encoding="utf-8")
        temporary.replace(folder / CHECKPOINT)


def expect_parquet_name(file: Path) -> None:
    """Raise an error if a file of Parquet should not be written under a name.

    Raises
    ------
    EcographError
        It names something else than a file, or a file of another format.
    """
    with reporting_write_errors(file, REMEDY):
        if not file.name or file.is_dir():
            raise EcographError(f"{file}: is a folder; give the name of a file")
        if file.exists() and not file.is_file():
            raise EcographError(
                f"{file}: is not a regular file; give the name of a file"
            )
    if file.suffix.lower() != ".parquet":
        name = file.with_suffix(".parquet").name
        raise EcographError(f"{file}: fetch writes Parquet; name the file {name}")


@contextmanager
def checkpoint_folder(file: Path) -> Iterator[Path]:
    """Lock and yield the folder that keeps the parts of a file.

    Raises
    ------
    EcographError
        Another fetch writes to the file, or it cannot be written.
    """
    folder = file.with_name(f"{file.name}.part")
    busy = f"{file}: another fetch writes to it; wait until it is done, or give "
    with reporting_write_errors(file, REMEDY):
        folder.mkdir(exist_ok=True)
        with locked(folder / LOCK, lambda: f"{busy}another name"):
            yield folder


def resume(folder: Path, new: Checkpoint) -> Checkpoint:
    """Return the checkpoint in a folder, or `new` if nothing has been fetched yet.

    Raises
    ------
    EcographError
        The folder contains other files, or a fetch of other models.
    """
    try:
        text = (folder / CHECKPOINT).read_text(encoding="utf-8")
    except FileNotFoundError:
        # The folder is deleted at the end, with everything in it.
        if {path.name for path in folder.iterdir()} - {LOCK, f"{CHECKPOINT}.new"}:
            raise EcographError(
                f"{folder}: contains files that no fetch wrote; move them away"
            ) from None
        new.write(folder)
        return new
    try:
        found = Checkpoint(**json.loads(text))
    except (TypeError, ValueError) as error:
        raise unreadable(folder) from error
    if not found.models:
        return new
    if (found.hub, found.first) != (new.hub, new.first):
        raise EcographError(
            f"{folder}: contains an unfinished fetch of other models, "
            f"{found.models:,} so far; repeat it with the same options and "
            "HF_ENDPOINT, or delete that folder to start over"
        )
    return found


def unreadable(folder: Path) -> EcographError:
    """Return the error for a checkpoint that no fetch wrote."""
    return EcographError(
        f"{folder / CHECKPOINT}: cannot be read; delete that folder to start over"
    )


def add_part(
    folder: Path, checkpoint: Checkpoint, records: list[Record], query: str | None
) -> Checkpoint:
    """Write records as a part; it counts once the checkpoint includes it.

    Parameters
    ----------
    folder : Path
        The folder of the parts.
    checkpoint : Checkpoint
        How far the fetch had come.
    records : list of Record
        The models of the part; without any, no part is written.
    query : str or None
        What comes after them.
    """
    if records:
        # Half a surrogate pair is not valid Unicode, and could not be read as JSON.
        with gzip.open(
            _part_file(folder, checkpoint.parts),
            "wt",
            compresslevel=1,
            encoding="utf-8",
            errors="replace",
        ) as file:
            for position, record in enumerate(records, checkpoint.models):
                line = {**record, "position": position}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
    checkpoint = replace(
        checkpoint,
        next=query,
        parts=checkpoint.parts + bool(records),
        models=checkpoint.models + len(records),
    )
    checkpoint.write(folder)
    return checkpoint


def part_files(folder: Path, checkpoint: Checkpoint) -> list[Path]:
    """Return the complete parts in order."""
    return [_part_file(folder, number) for number in range(checkpoint.parts)]


def delete(folder: Path, checkpoint: Checkpoint) -> None:
    """Delete the folder; if that is interrupted, a new fetch can still start in it."""
    Checkpoint(checkpoint.hub, checkpoint.first, checkpoint.first).write(folder)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in (CHECKPOINT, LOCK):
            path.unlink()
    shutil.rmtree(folder)


def _part_file(folder: Path, number: int) -> Path:
    return folder / f"{number:05}.jsonl.gz"
