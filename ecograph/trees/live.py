"""The family of a model on the live Hub, built in a cache folder."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ecograph.builds.build import build
from ecograph.database import DATABASE, connect
from ecograph.errors import EcographError, HubError
from ecograph.hub.family import family_query
from ecograph.hub.fetch import fetch

__all__ = ["Live", "build_live"]


@dataclass(frozen=True)
class Live:
    """A build of a family.

    Attributes
    ----------
    model : str
        Id of the model as the Hub calls it now.
    folder : Path
        The folder of the build.
    """

    model: str
    folder: Path


def build_live(
    model: str, depth: int | None = None, on_note: Callable[[str], None] = print
) -> Live:
    """Fetch the family of a model from the Hub, and build it in a cache folder.

    It is always fetched anew. The earlier build stays until the new one is complete,
    and a fetch that was interrupted is resumed.

    Parameters
    ----------
    model : str
        Id of the model, or the URL of its page.
    depth : int, optional
        Maximum number of steps up and down.
    on_note : callable
        Called with a sentence about what the Hub does not tell.

    Raises
    ------
    EcographError
        As for `ecograph.fetch` and `ecograph.build`.
    """
    name, _ = family_query(model, depth)
    folder = cache_folder() / name.replace("/", "--")
    if depth is not None:
        folder = folder.with_name(f"{folder.name}--depth-{depth}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EcographError(
            f"{folder}: cannot be written: {error.strerror}; name another folder for "
            "caches in XDG_CACHE_HOME"
        ) from error
    source = folder / "models.parquet"
    try:
        fetch(source, family=name, depth=depth, on_note=on_note)
    except HubError as error:
        if not (folder / DATABASE).exists():
            raise
        raise HubError(f"{error}; the last build is in {folder}") from None
    build(source, folder, layout="hub_parquet", progress=False)
    with connect(folder) as connection:
        ((first,),) = connection.execute(
            "select model_id from models order by position limit 1"
        ).fetchall()
    return Live(first, folder)


def cache_folder() -> Path:
    """Return the folder of the live families, in the user's folder of caches."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    # By the specification, a relative path is to be ignored.
    parent = Path(named) if Path(named).is_absolute() else Path.home() / ".cache"
    return parent / "ecograph" / "live"
