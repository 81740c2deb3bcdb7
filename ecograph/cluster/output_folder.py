"""Where a build on a cluster writes: a folder here, or on an object store."""

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from pyarrow.fs import LocalFileSystem

from ecograph.builds.build import OUTPUTS
from ecograph.builds.publish import (
    delete_rows,
    publish,
    reporting_build_errors,
    staging,
    uninterrupted,
)
from ecograph.cluster.folder import Folder, folder_of
from ecograph.database import DATABASE
from ecograph.errors import EcographError
from ecograph.object_store import STORE_ERRORS, folders, open_store, store_errors
from ecograph.parquet_rows import PARQUET, ROWS
from ecograph.urls import UrlPath, path_or_url

__all__ = ["output_folder"]

UNFIT = frozenset(",%?*[{")
"""Characters of a path that stand for something else in DuckDB, Spark or Sail."""

FILE = "part-0.parquet"
"""File of what DuckDB writes."""

LOCK = "building"
"""File in the folder of the rows, as long as they are being built at a URL."""


@contextmanager
def output_folder(out: str) -> Iterator[Folder]:
    """Yield an output folder that is as it was if an error leaves the block.

    Raises
    ------
    EcographError
        It cannot be written, or another build is writing there.
    """
    place = path_or_url(out)
    if isinstance(place, UrlPath):
        remedy = "make room there, or set TMPDIR to another folder"
        with TemporaryDirectory() as stage, reporting_build_errors(Path(stage), remedy):
            store = StoreFolder(place, Path(stage))
            with _undone(store):
                store.lock()
                yield store
        return
    if unfit := UNFIT.intersection(str(place.absolute())):
        raise EcographError(
            f"{out}: an engine does not find rows below a name with {min(unfit)!r}; "
            "choose another folder"
        )
    with staging(place) as here:
        folder = LocalFolder(place, here)
        with _undone(folder):
            yield folder


@contextmanager
def _undone(folder: Folder) -> Iterator[None]:
    """Delete the rows if an error leaves the block before they are published."""
    try:
        yield
    except BaseException:
        if not folder.is_published:
            with suppress(*STORE_ERRORS):
                folder.delete()
        raise


class LocalFolder(Folder):
    """A folder here, which the engine reaches by the same path."""

    def __init__(self, out: Path, stage: Path) -> None:
        super().__init__(out.absolute(), stage)
        self.files, self.root = LocalFileSystem(), str(self.rows)
        # Spark does not decode a URL: a space in it is a space.
        self.url = f"file://{self.rows}"

    def upload(self, relation: duckdb.DuckDBPyRelation, name: str) -> None:
        """Write rows of DuckDB as a relation."""
        folder = Path(self.rows, folder_of(name))
        folder.mkdir(parents=True)
        relation.write_parquet(str(folder / FILE))

    def publish(self) -> None:
        """Have the database replace the old one; delete the rows of other builds."""
        self.delete("temp")
        with uninterrupted():
            publish(self.stage, Path(self.out), [DATABASE], OUTPUTS)
            self.is_published = True
            delete_rows(Path(self.out), self.rows.name)


class StoreFolder(Folder):
    """A folder on an object store."""

    out: UrlPath
    rows: UrlPath

    def __init__(self, out: UrlPath, stage: Path) -> None:
        super().__init__(out, stage)
        self.url = str(self.rows)
        with store_errors(out):
            self.files, self.root = open_store(self.rows)

    def lock(self) -> None:
        """Refuse a second build, here or elsewhere.

        Who writes a lock looks for others afterwards. So of two builds that begin at
        once, one at most goes on, as a store lists what was written before.
        """
        lock = self.stage / LOCK
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        lock.write_text(f"process {os.getpid()} on {socket.gethostname()}, since {now}")
        with store_errors(self.out):
            self._copy(lock, self.rows / LOCK)
            for other in self._others():
                if owner := self._owner(other):
                    raise EcographError(
                        f"{self.out}: another build, {owner}, is writing here; wait "
                        "for it to finish, or choose another folder with --out; if it "
                        f"was killed, delete {other / LOCK}, as with `aws s3 rm`"
                    )

    def upload(self, relation: duckdb.DuckDBPyRelation, name: str) -> None:
        """Write rows of DuckDB as a relation."""
        file = self.stage / FILE
        relation.write_parquet(str(file))
        with store_errors(self.out):
            self._copy(file, self.rows / folder_of(name) / FILE)

    def publish(self) -> None:
        """Have the database replace the old one; delete the rows of other builds.

        The lock goes last: whoever begins until then is refused.
        """
        with uninterrupted():
            try:
                self._publish()
            finally:
                with suppress(*STORE_ERRORS):
                    self.files.delete_file(f"{self.root}/{LOCK}")

    def _publish(self) -> None:
        with store_errors(self.out):
            self.delete("temp")
        self.is_published = True
        try:
            with store_errors(self.out):
                self._copy(self.stage / DATABASE, self.out / DATABASE)
        except EcographError as error:
            # The store may have it nevertheless, so the rows stay.
            raise EcographError(
                f"{error} The build there may be this one or the one before: "
                f"`ecograph info {self.out}` tells which"
            ) from error
        with suppress(EcographError, *STORE_ERRORS):
            for other in self._others():
                if not self._owner(other):
                    self.files.delete_dir(open_store(other)[1])

    def _others(self) -> list[UrlPath]:
        """Return the folders with rows of other builds."""
        found = folders(self.out / PARQUET, ROWS)
        return [rows for rows in found if rows != self.rows]

    def _owner(self, rows: UrlPath) -> str | None:
        """Return who is building rows now, or None."""
        _, place = open_store(rows / LOCK)
        try:
            with self.files.open_input_stream(place) as file:
                owner: str = file.read().decode()
                return owner
        except FileNotFoundError:
            return None

    def _copy(self, file: Path, url: UrlPath) -> None:
        _, place = open_store(url)
        with file.open("rb") as source, self.files.open_output_stream(place) as target:
            shutil.copyfileobj(source, target)
