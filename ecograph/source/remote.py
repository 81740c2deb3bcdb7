"""Find the files of a source on the Hugging Face Hub, or on another server."""

import glob
import io
import re
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, BinaryIO, cast
from urllib.parse import unquote, urlsplit, urlunsplit

from ecograph.errors import EcographError, SourceError
from ecograph.source.files import Found, in_folder

try:
    from fsspec.implementations.http import HTTPFileSystem
    from huggingface_hub import HfApi, HfFileSystem, constants

    from ecograph.source.duckdb_filesystem import Reader, Registered
    from ecograph.source.http_retries import asked
except ImportError as error:
    raise EcographError(
        "to read from the Hub or from a URL needs huggingface_hub and aiohttp; install "
        "them with pip install 'ecograph[hub]'"
    ) from error

__all__ = ["remote"]

DATASET = r"datasets/(?P<dataset>[^/@]+/[^/@]+)"
REVISION = r"(?P<revision>refs/convert/[\w.-]+|refs/pr/\d+|[^/]+)"
OF_HUB = rf"hf://{DATASET}(@{REVISION})?/(?P<path>.+)"
OF_HUB_URL = rf"/{DATASET}/(resolve|blob)/{REVISION}/(?P<path>.+)"

SMALL = 1 << 16
"""Bytes that Python reads at a time of what it reads line by line."""


@dataclass(frozen=True, eq=False)
class RemoteFile:
    """A file elsewhere.

    Attributes
    ----------
    shown : str
        What to call it: nothing secret of its address.
    name : str
        Its name without its folder.
    size : int
        Its bytes.
    system : fsspec.AbstractFileSystem
        The file system that it is in.
    path : str
        Its path there, in which there may be something secret.
    registered : Registered
        The files that DuckDB may read.
    sha256 : str, optional
        Its SHA-256, where it is known.
    mark : tuple
        What changes when another file takes its place.
    """

    shown: str
    name: str
    size: int
    system: Any = field(repr=False)
    path: str = field(repr=False)
    registered: Registered = field(repr=False)
    sha256: str | None = None
    mark: tuple[object, ...] = ()

    def __str__(self) -> str:
        return self.shown

    @cached_property
    def pattern(self) -> str:
        return self.registered.add(self, self.name)

    @cached_property
    def is_read_in_blocks(self) -> bool:
        """Of Parquet only the columns are read that are needed."""
        return self.fetch(0, min(4, self.size)) != b"PAR1"

    def fetch(self, begin: int, end: int) -> bytes:
        # The library of the Hub asks again by itself.
        return asked(
            self.shown,
            partial(self._fetch, begin, end),
            of_hub=self.is_of_hub,
            again=not self.is_of_hub,
        )

    def _fetch(self, begin: int, end: int) -> bytes:
        # With its size, it is opened without a question to the server.
        options = {"size": self.size, "cache_type": "none"}
        with self.system.open(self.path, "rb", **options) as opened:
            opened.seek(begin)
            data = cast("bytes", opened.read(end - begin))
        if len(data) != end - begin:
            raise EOFError
        return data

    @property
    def is_of_hub(self) -> bool:
        return isinstance(self.system, HfFileSystem)

    def open(self) -> BinaryIO:
        return io.BufferedReader(Reader(self, self.registered.blocks), SMALL)

    def is_changed(self) -> bool:
        # A revision of the Hub stays what it is.
        return not self.is_of_hub and self.mark != _mark(
            _info(self.shown, self.system, self.path)
        )


def remote(text: str) -> Found:
    """Return the files that a text means that begins with hf://, https:// or http://.

    Nothing secret is shown of a URL: neither a password nor what follows a ``?``.

    Raises
    ------
    SourceError
        There are none, they may not be read, or the server cannot be reached.
    """
    if text.startswith("hf://"):
        of_hub = re.fullmatch(OF_HUB, text)
        if of_hub is None:
            raise SourceError(
                f"{text}: it is no file of a dataset; name one as "
                "hf://datasets/OWNER/NAME/path, or with a revision as "
                "hf://datasets/OWNER/NAME@REVISION/path"
            )
        return _on_hub(text, of_hub["path"], of_hub)
    try:
        parts = urlsplit(text)
    except ValueError:
        # What it is cannot be told, so what is secret in it cannot either.
        raise SourceError("what begins with http is no URL; mend it") from None
    address = parts.scheme, parts.netloc.rpartition("@")[2], parts.path
    shown = urlunsplit((*address, "", ""))
    if not address[1]:
        raise SourceError(f"{shown}: there is no server in it; mend the URL")
    hub = constants.ENDPOINT.rstrip("/")
    of_hub = re.fullmatch(OF_HUB_URL, shown.removeprefix(hub))
    if shown.startswith(hub) and of_hub is not None:
        return _on_hub(shown, unquote(of_hub["path"]), of_hub)
    return _on_web(shown, text)


def _on_web(shown: str, url: str) -> Found:
    # Proxies are named by the environment; packed bytes would have another size.
    system = HTTPFileSystem(
        client_kwargs={"trust_env": True},
        headers={"Accept-Encoding": "identity"},
        skip_instance_cache=True,
    )
    info = _info(shown, system, url)
    if info["size"] is None:
        raise SourceError(
            f"{shown}: the server does not tell its size; download the file and name "
            "that"
        )
    name = unquote(urlsplit(shown).path.rpartition("/")[2])
    registered = Registered()
    file = RemoteFile(
        shown, name, info["size"], system, url, registered, mark=_mark(info)
    )
    return Found(shown, name, (file,), registered)


def _info(shown: str, system: Any, path: str) -> dict[str, Any]:
    of_hub = isinstance(system, HfFileSystem)
    return asked(
        shown, lambda: cast("dict[str, Any]", system.info(path)), of_hub=of_hub
    )


def _mark(info: dict[str, Any]) -> tuple[object, ...]:
    return tuple(info.get(name) for name in ("size", "ETag", "Last-Modified"))


def _on_hub(shown: str, path: str, of_hub: re.Match[str]) -> Found:
    """Return files of a dataset, all of the revision that there is now."""
    revision = of_hub["revision"] and unquote(of_hub["revision"])
    dataset = of_hub["dataset"]
    system = HfFileSystem(skip_instance_cache=True)
    sha = asked(
        shown,
        lambda: HfApi().dataset_info(dataset, revision=revision).sha,
        of_hub=True,
    )
    root = f"datasets/{dataset}@{sha}/"
    registered = Registered()
    files = tuple(
        RemoteFile(
            shown.removesuffix(path) + info["name"].removeprefix(root),
            info["name"].rpartition("/")[2],
            info["size"],
            system,
            info["name"],
            registered,
            sha256=(info.get("lfs") or {}).get("sha256"),
        )
        for info in _infos(shown, system, root + path)
    )
    return Found(shown, path.rstrip("/").rpartition("/")[2], files, registered, sha)


def _infos(shown: str, system: Any, path: str) -> list[dict[str, Any]]:
    """Return what the Hub knows of the files that a path or a pattern means."""
    asking = partial(asked, shown, of_hub=True)
    if glob.has_magic(path) and not asking(partial(system.exists, path)):
        found = asking(partial(system.glob, path, detail=True))
        files = [info for _, info in sorted(found.items()) if info["type"] == "file"]
        if not files:
            raise SourceError(f"{shown}: no file has such a name; mend the pattern")
        return files
    info = asking(partial(system.info, path))
    if info["type"] == "file":
        return [info]
    listed = asking(partial(system.ls, path))
    files = sorted(
        (i for i in listed if i["type"] == "file" and in_folder(i["name"])),
        key=lambda info: info["name"],
    )
    if not files:
        raise SourceError(
            f"{shown}: it is a folder without a JSON or Parquet file; name the CSV "
            "file in it"
        )
    return files
