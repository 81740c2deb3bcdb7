"""Requests, answers and datasets of the fake Hub."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache

DATASET_PATH = re.compile(
    r"(/api)?/datasets/(?P<dataset>[^/]+/[^/]+)"
    r"(/(?P<what>revision|tree|resolve)/(?P<revision>[^/]+)(/(?P<path>.*))?)?"
)


@dataclass(frozen=True)
class Answer:
    """An answer.

    `cut` closes the connection in the middle of the body; `short` sends that half as
    if it were the whole.
    """

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    short: bool = False


@dataclass(frozen=True)
class Request:
    """A request; names of headers are in lower case."""

    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    method: str = "GET"


@dataclass
class Dataset:
    """A dataset of the Hub.

    `commits` maps each commit to its files by path, the last commit last; `names`
    maps branches and tags to commits. With `lfs` the Hub gives the SHA-256. `token`
    is required, and if `gated`, no token is enough.
    """

    commits: dict[str, dict[str, bytes]]
    names: dict[str, str] = field(default_factory=dict)
    lfs: bool = True
    token: str | None = None
    gated: bool = False

    def commit(self, revision: str) -> str | None:
        sha = self.names.get(revision, revision)
        if sha == "main":
            return [*self.commits][-1]
        return sha if sha in self.commits else None


@lru_cache(maxsize=4)
def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def serve(data: bytes, request: Request, headers=()) -> Answer:
    """Answer with a file, or the requested range of it."""
    headers = {"ETag": f'"{sha256(data)}"', **dict(headers)}
    bounds = re.fullmatch(r"bytes=(\d+)-(\d+)", request.headers.get("range", ""))
    if bounds is None:
        return Answer(200, data, headers)
    start, end = int(bounds[1]), min(int(bounds[2]) + 1, len(data))
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(data)}"
    return Answer(206, data[start:end], headers)


def tree(files: dict[str, bytes], folder: str, lfs: bool) -> Answer:
    """Answer with the files and folders in a folder of a dataset."""
    prefix = f"{folder}/" if folder else ""
    rest = [name.removeprefix(prefix) for name in files if name.startswith(prefix)]
    if not rest:
        return Answer(404, headers={"X-Error-Code": "EntryNotFound"})
    listed = [
        {"type": "directory", "path": prefix + name, "oid": "0" * 40, "size": 0}
        for name in {name.partition("/")[0] for name in rest if "/" in name}
    ]
    for name in rest:
        if "/" not in name:
            data = files[prefix + name]
            entry = {
                "type": "file",
                "path": prefix + name,
                "oid": "1" * 40,
                "size": len(data),
            }
            if lfs:
                entry["lfs"] = {
                    "oid": sha256(data),
                    "size": len(data),
                    "pointerSize": 130,
                }
            listed.append(entry)
    return Answer(200, json.dumps(listed).encode())
