"""Builds at a URL, such as ``s3://bucket/folder``, and their paths."""

import os
import re
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit
from urllib.request import url2pathname

from ecograph.errors import EcographError

__all__ = ["UrlPath", "path_or_url"]

URL = re.compile("([A-Za-z][A-Za-z0-9+.-]+):/+(.*)", re.DOTALL)
"""A URL, or what `pathlib.Path` makes of it, which has one slash. The letter of a drive
is no scheme."""

STORES = ("s3", "gs", "gcs", "abfs", "abfss", "hdfs", "viewfs")
"""Kinds of object stores that Apache Arrow reaches."""

UNFIT = frozenset("?#@%*[]{}, ")
"""Characters that an engine, or DuckDB, takes for something else. What follows a ``?``
or precedes an ``@`` could be a secret, which the views of a build would keep."""


class UrlPath(PurePosixPath):
    """A URL with the operations of a path.

    Examples
    --------
    >>> folder = UrlPath("s3://bucket/models")
    >>> str(folder / "ecograph.duckdb"), str(folder.parent)
    ('s3://bucket/models/ecograph.duckdb', 's3://bucket')
    """

    def __str__(self) -> str:
        return super().__str__().replace(":/", "://", 1)

    @property
    def scheme(self) -> str:
        """What precedes the colon."""
        return self.parts[0].removesuffix(":")


def path_or_url(place: str | os.PathLike[str]) -> Path | UrlPath:
    """Return the path of a file or folder here, or on an object store.

    Raises
    ------
    EcographError
        It is a URL of no store, or with a character that must not be in it.

    Examples
    --------
    >>> path_or_url("s3://bucket/models")
    UrlPath('s3://bucket/models')
    >>> path_or_url("file:///tmp/my%20models")
    PosixPath('/tmp/my models')
    """
    text = os.fspath(place)
    found = URL.fullmatch(text)
    if not found:
        return Path(text)
    scheme, rest = found[1].lower(), found[2]
    if scheme == "file":
        return Path(url2pathname(urlsplit(f"file:///{rest}").path))
    if scheme not in STORES:
        raise EcographError(
            f"{scheme}://…: no kind of object store that is known here; use one of "
            f"{', '.join(STORES)}, or a folder"
        )
    if unfit := UNFIT.intersection(rest):
        # Not the URL as it is: it may have a secret.
        raise EcographError(
            f"{scheme}://…: the URL has {min(unfit)!r}, which engines and DuckDB take "
            "for something else; choose another folder, and give keys by the "
            "environment, as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        )
    if not rest or {".", ".."}.intersection(rest.split("/")):
        raise EcographError(
            f"{scheme}://{rest}: not the URL of a folder; give one such as "
            f"{scheme}://BUCKET/FOLDER"
        )
    return UrlPath(f"{scheme}://{rest}")
