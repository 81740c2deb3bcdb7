"""Find the files of a source on the Hugging Face Hub, or on another server."""

import glob
import io
import re
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, BinaryIO, cast
from urllib.parse import unquote, urlsplit, urlunsplit

from ecograph.errors import SourceError, missing_package
from ecograph.source.files import FileSet, has_folder_extension
from ecograph.user_agent import ensure_user_agent

try:
    from fsspec.implementations.http import HTTPFileSystem
    from huggingface_hub import HfApi, HfFileSystem, constants

    from ecograph.source.duckdb_filesystem import SourceFileSystem
    from ecograph.source.http_retries import with_retries
except ImportError as error:
    raise missing_package("huggingface_hub or aiohttp", "hub") from error

__all__ = ["remote_files"]

DATASET = r"datasets/(?P<dataset>[^/@]+/[^/@]+)"
REVISION = r"(?P<revision>refs/convert/[\w.-]+|refs/pr/\d+|[^/]+)"
HF_URI = rf"hf://{DATASET}(@{REVISION})?/(?P<path>.+)"
HUB_PATH = rf"/{DATASET}/(resolve|blob)/{REVISION}/(?P<path>.+)"

BUFFER_SIZE = 1 << 16
"""Bytes that Python reads at a time from a file that it reads by lines."""


@dataclass(frozen=True, eq=False)
class RemoteFile:
    """A file on the Hub or on another server.

    Attributes
    ----------
    display_name : str
        Its address without secrets.
    name : str
        Its name without its folder.
    size : int
        Its size in bytes.
    remote : fsspec.AbstractFileSystem
        The file system that fetches it.
    path : str
        Its path there, which may contain secrets.
    filesystem : SourceFileSystem
        The file system through which DuckDB reads it.
    sha256 : str, optional
        Its SHA-256, if the server gives it.
    validators : tuple
        Its size, ETag and time of change: they differ once it is replaced.
    """

    display_name: str
    name: str
    size: int
    remote: Any = field(repr=False)
    path: str = field(repr=False)
    filesystem: SourceFileSystem = field(repr=False)
    sha256: str | None = None
    validators: tuple[object, ...] = ()

    def __str__(self) -> str:
        return self.display_name

    @cached_property
    def pattern(self) -> str:
        return self.filesystem.add(self, self.name)

    @cached_property
    def is_sequential(self) -> bool:
        """Of a Parquet file only the needed columns are read."""
        return self.fetch(0, min(4, self.size)) != b"PAR1"

    def fetch(self, start: int, end: int) -> bytes:
        # huggingface_hub retries by itself.
        return with_retries(
            self.display_name,
            partial(self._fetch, start, end),
            on_hub=self.is_on_hub,
            retry=not self.is_on_hub,
        )

    def _fetch(self, start: int, end: int) -> bytes:
        # Given the size, opening it makes no request.
        options = {"size": self.size, "cache_type": "none"}
        with self.remote.open(self.path, "rb", **options) as file:
            file.seek(start)
            data = cast("bytes", file.read(end - start))
        if len(data) != end - start:
            raise EOFError
        return data

    @property
    def is_on_hub(self) -> bool:
        return isinstance(self.remote, HfFileSystem)

    def open(self) -> BinaryIO:
        return io.BufferedReader(self.filesystem.cache.open(self), BUFFER_SIZE)

    def is_changed(self) -> bool:
        # A commit of the Hub never changes.
        return not self.is_on_hub and self.validators != _validators(
            _info(self.display_name, self.remote, self.path)
        )


def remote_files(address: str) -> FileSet:
    """Return the files that a text with hf://, https:// or http:// stands for.

    Their display names show no secrets of a URL: neither a password nor what
    follows a ``?``.

    Raises
    ------
    SourceError
        No file matches, one may not be read, or the server cannot be reached.
    """
    if address.startswith("hf://"):
        match = re.fullmatch(HF_URI, address)
        if match is None:
            raise SourceError(
                f"{address}: not a file of a dataset; give one as "
                "hf://datasets/OWNER/NAME/path, or with a revision as "
                "hf://datasets/OWNER/NAME@REVISION/path"
            )
        return _on_hub(address, match["path"], match)
    try:
        parts = urlsplit(address)
    except ValueError:
        # Which part of it is secret is unknown, so nothing of it is shown.
        raise SourceError("the http address is not a valid URL; correct it") from None
    public = parts.scheme, parts.netloc.rpartition("@")[2], parts.path
    display_name = urlunsplit((*public, "", ""))
    if not public[1]:
        raise SourceError(f"{display_name}: the URL names no server; correct it")
    hub = constants.ENDPOINT.rstrip("/")
    match = re.fullmatch(HUB_PATH, display_name.removeprefix(hub))
    if display_name.startswith(hub) and match is not None:
        return _on_hub(display_name, unquote(match["path"]), match)
    return _on_web(display_name, address)


def _on_web(display_name: str, url: str) -> FileSet:
    # trust_env: use the proxies of the environment. identity: a compressed answer
    # would have another size.
    remote = HTTPFileSystem(
        client_kwargs={"trust_env": True},
        headers={"Accept-Encoding": "identity"},
        skip_instance_cache=True,
    )
    info = _info(display_name, remote, url)
    if info["size"] is None:
        raise SourceError(
            f"{display_name}: the server does not give its size; download the file and "
            "give its path"
        )
    name = unquote(urlsplit(display_name).path.rpartition("/")[2])
    filesystem = SourceFileSystem()
    file = RemoteFile(
        display_name,
        name,
        info["size"],
        remote,
        url,
        filesystem,
        validators=_validators(info),
    )
    return FileSet(display_name, name, (file,), filesystem)


def _info(display_name: str, remote: Any, path: str) -> dict[str, Any]:
    on_hub = isinstance(remote, HfFileSystem)
    return with_retries(
        display_name, lambda: cast("dict[str, Any]", remote.info(path)), on_hub=on_hub
    )


def _validators(info: dict[str, Any]) -> tuple[object, ...]:
    return tuple(info.get(name) for name in ("size", "ETag", "Last-Modified"))


def _on_hub(display_name: str, path: str, match: re.Match[str]) -> FileSet:
    """Return files of a dataset, at the commit that the revision is now."""
    ensure_user_agent()
    revision = match["revision"] and unquote(match["revision"])
    dataset = match["dataset"]
    remote = HfFileSystem(skip_instance_cache=True)
    sha = with_retries(display_name, partial(_commit, dataset, revision), on_hub=True)
    root = f"datasets/{dataset}@{sha}/"
    filesystem = SourceFileSystem()
    files = tuple(
        RemoteFile(
            display_name.removesuffix(path) + info["name"].removeprefix(root),
            info["name"].rpartition("/")[2],
            info["size"],
            remote,
            info["name"],
            filesystem,
            sha256=(info.get("lfs") or {}).get("sha256"),
        )
        for info in _infos(display_name, remote, root + path)
    )
    name = path.rstrip("/").rpartition("/")[2]
    return FileSet(display_name, name, files, filesystem, sha)


def _commit(dataset: str, revision: str | None) -> str:
    sha = HfApi().dataset_info(dataset, revision=revision).sha
    if not isinstance(sha, str):
        raise TypeError("no commit")
    return sha


def _infos(display_name: str, remote: Any, path: str) -> list[dict[str, Any]]:
    """Return what the Hub knows about the files of a path or a pattern."""
    request = partial(with_retries, display_name, on_hub=True)
    if glob.has_magic(path) and not request(partial(remote.exists, path)):
        matches = request(partial(remote.glob, path, detail=True))
        files = [info for _, info in sorted(matches.items()) if info["type"] == "file"]
        if not files:
            raise SourceError(f"{display_name}: no file matches; correct the pattern")
        return files
    info = request(partial(remote.info, path))
    if info["type"] == "file":
        return [info]
    files = sorted(
        (
            info
            for info in request(partial(remote.ls, path))
            if info["type"] == "file" and has_folder_extension(info["name"])
        ),
        key=lambda info: info["name"],
    )
    if not files:
        raise SourceError(
            f"{display_name}: the folder has no JSON or Parquet file; give the CSV "
            "file in it"
        )
    return files
