"""What the small Hub sends and gets, and the datasets that it has."""

import hashlib
import json
import re
from dataclasses import dataclass, field

OF_DATASET = re.compile(
    r"(/api)?/datasets/(?P<dataset>[^/]+/[^/]+)"
    r"(/(?P<what>revision|tree|resolve)/(?P<revision>[^/]+)(/(?P<path>.*))?)?"
)


@dataclass(frozen=True)
class Answer:
    """What to send. `cut` breaks the connection in the middle of the body."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False


@dataclass(frozen=True)
class Request:
    """What came; names of headers are in small letters."""

    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    method: str = "GET"


@dataclass
class Dataset:
    """A dataset of the Hub.

    `commits` are its files at each commit, by their paths, the last commit last;
    `names` are other names of commits. `lfs` is whether the Hub tells the SHA-256.
    `token` is one that it demands, and `gated` whether even that is not enough.
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


def part(data: bytes, request: Request, headers=()) -> Answer:
    """A file, or the part of it that is asked for."""
    headers = {"ETag": f'"{hashlib.md5(data).hexdigest()}"', **dict(headers)}  # noqa: S324
    asked = re.fullmatch(r"bytes=(\d+)-(\d+)", request.headers.get("range", ""))
    if asked is None:
        return Answer(200, data, headers)
    begin, end = int(asked[1]), min(int(asked[2]) + 1, len(data))
    headers["Content-Range"] = f"bytes {begin}-{end - 1}/{len(data)}"
    return Answer(206, data[begin:end], headers)


def tree(files: dict[str, bytes], folder: str, lfs: bool) -> Answer:
    """What is in a folder of a dataset."""
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
            size, sha256 = len(data), hashlib.sha256(data).hexdigest()
            told = {
                "type": "file",
                "path": prefix + name,
                "oid": "1" * 40,
                "size": size,
            }
            if lfs:
                told["lfs"] = {"oid": sha256, "size": size, "pointerSize": 130}
            listed.append(told)
    return Answer(200, json.dumps(listed).encode())
