"""The parts of a fetch, kept beside its file until that is whole."""

import gzip
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from ecograph.errors import EcographError
from ecograph.hub.api import Record

__all__ = ["Begun", "clear", "find", "held", "parts", "publish"]

BEGUN = "begun.json"
"""File in the folder of the parts that says how far the fetch has come."""

LOCK = "lock"
"""File in the folder of the parts that a fetch locks; the system unlocks it."""


@dataclass(frozen=True)
class Begun:
    """How far a fetch has come.

    Attributes
    ----------
    hub : str
        Which Hub was asked.
    first : str
        The query of its first page: what was asked for.
    next : str or None
        The query of the page to ask for next; None after the last.
    parts, models : int
        How many parts there are, and models in them. A file that is not counted
        here is one that was being written.
    """

    hub: str
    first: str
    next: str | None
    parts: int = 0
    models: int = 0

    def write(self, folder: Path) -> None:
        """Put this in place of what the folder said before, at once."""
        aside = folder / f"{BEGUN}.new"
        aside.write_text(json.dumps(asdict(self)), encoding="utf-8")
        aside.replace(folder / BEGUN)


@contextmanager
def held(file: Path) -> Iterator[Path]:
    """Hold the folder of the parts of a file for one fetch."""
    if not file.name:
        raise EcographError(f"{file}: it is a folder; name a file to write")
    folder = file.with_name(f"{file.name}.part")
    try:
        if file.exists() and not file.is_file():
            kind = "a folder" if file.is_dir() else "no regular file"
            raise EcographError(f"{file}: it is {kind}; name a file to write")
        folder.mkdir(exist_ok=True)
        with FileLock(folder / LOCK).acquire(blocking=False):
            yield folder
    except Timeout as error:
        raise EcographError(
            f"{file}: another fetch writes to it; wait until it is done, or name "
            "another file"
        ) from error
    except BrokenPipeError:
        # Nobody reads what is told of the progress; that is another matter.
        raise
    except OSError as error:
        said = error.strerror or error
        raise EcographError(
            f"{file}: it cannot be written: {said}; make room there, or name another "
            "file"
        ) from error


def find(folder: Path, new: Begun) -> Begun:
    """Return how far the fetch has come, which is to be the one that was begun."""
    try:
        text = (folder / BEGUN).read_text(encoding="utf-8")
    except FileNotFoundError:
        # It will be deleted with all that is in it.
        if {path.name for path in folder.iterdir()} - {LOCK, f"{BEGUN}.new"}:
            raise EcographError(
                f"{folder}: what is in it is of no fetch; move it away"
            ) from None
        new.write(folder)
        return new
    try:
        begun = Begun(**json.loads(text))
    except (TypeError, ValueError) as error:
        raise EcographError(
            f"{folder / BEGUN}: it cannot be read; delete that folder to begin anew"
        ) from error
    if not begun.models:
        return new
    if (begun.hub, begun.first) != (new.hub, new.first):
        raise EcographError(
            f"{folder}: a fetch of other models was begun there, with "
            f"{begun.models:,} so far; give the --limit, --author and HF_ENDPOINT that "
            "it had, or delete that folder to begin anew"
        )
    return begun


def publish(
    folder: Path, begun: Begun, records: list[Record], query: str | None
) -> Begun:
    """Write a part; it is one as soon as the folder says how far the fetch came."""
    if records:
        # What is no Unicode, half a surrogate pair, would not be read as JSON.
        with gzip.open(
            _part(folder, begun.parts),
            "wt",
            compresslevel=1,
            encoding="utf-8",
            errors="replace",
        ) as file:
            for position, record in enumerate(records, begun.models):
                line = {**record, "position": position}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
    begun = replace(
        begun,
        next=query,
        parts=begun.parts + bool(records),
        models=begun.models + len(records),
    )
    begun.write(folder)
    return begun


def parts(folder: Path, begun: Begun) -> list[Path]:
    """Return the parts that there are, in order."""
    return [_part(folder, number) for number in range(begun.parts)]


def _part(folder: Path, number: int) -> Path:
    return folder / f"{number:05}.jsonl.gz"


def clear(folder: Path, begun: Begun) -> None:
    """Delete the folder; a kill meanwhile leaves one that a fetch can begin in."""
    Begun(begun.hub, begun.first, begun.first).write(folder)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in (BEGUN, LOCK):
            path.unlink()
    shutil.rmtree(folder)
