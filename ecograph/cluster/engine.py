"""An engine that speaks Spark Connect: it runs queries, and keeps rows as Parquet."""

from pathlib import PurePosixPath
from typing import Any

import pyarrow.parquet as pq
from pyarrow.fs import FileSelector, FileSystem

from ecograph.cluster.lowering import Query
from ecograph.errors import EcographError

__all__ = ["Engine"]

ROUNDS = 10_000
"""How often a recursion may repeat: more than the longest line of descent."""

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
}
"""What the meaning of a query depends on."""


class Engine:
    """A session of an engine, and the folder where it keeps rows.

    Parameters
    ----------
    session : SparkSession
        The session.
    url : str
        The folder, as the engine names it.
    files : FileSystem
        The file system that has the folder.
    root : str
        The folder, as its file system names it.

    Raises
    ------
    EcographError
        The engine and the file system mean different folders.
    """

    def __init__(self, session: Any, url: str, files: FileSystem, root: str) -> None:
        self.session = session
        self.url = url
        self.files = files
        self.root = root
        for name, value in SETTINGS.items():
            session.conf.set(name, value)
        if self._keep(session.sql("select 1 as one"), "temp/probe") != 1:
            raise EcographError(
                f"{url}: what the engine writes there is not found here; name a folder "
                "that both can reach, or a URL"
            )

    def run(self, query: Query, folder: str) -> int:
        """Keep the rows of a query in a folder; return how many they are."""
        if query.again is not None:
            return self._repeat(query, query.again, folder)
        rows = self._keep(self.session.sql(query.text), folder)
        self.view(query.name, [folder])
        return rows

    def view(self, name: str, folders: list[str]) -> Any:
        """Give the rows of folders a name, and return them."""
        paths = [f"{self.url}/{folder}" for folder in folders]
        frame = self.session.read.parquet(*paths)
        frame.createOrReplaceTempView(name)
        return frame

    def _keep(self, frame: Any, folder: str) -> int:
        """Write rows into a new folder; return how many they are."""
        frame.write.mode("error").parquet(f"{self.url}/{folder}")
        path = str(PurePosixPath(self.root, folder))
        found = self.files.get_file_info(FileSelector(path, allow_not_found=True))
        parquet = [one.path for one in found if one.base_name.endswith(".parquet")]
        if not parquet:  # Sail writes no file for no rows
            self.files.create_dir(path)
            empty = f"{path}/part-0.parquet"
            pq.write_table(frame.limit(0).toArrow(), empty, filesystem=self.files)
        return sum(
            pq.read_metadata(one, filesystem=self.files).num_rows for one in parquet
        )

    def _repeat(self, query: Query, again: str, folder: str) -> int:
        """Run both halves of a recursion: the second until it gives no rows."""
        first = self.session.sql(query.text)
        folders = [f"{folder}/round-0"]
        new = all_rows = self._keep(
            first.distinct() if query.is_set else first, folders[0]
        )
        columns = self.view(query.name, folders).columns
        done = 0
        while new:
            done += 1
            if done > ROUNDS:
                raise EcographError(
                    f"{query.name}: is not complete after {ROUNDS:,} rounds; is "
                    "there a line of descent as long as that? Build it without --engine"
                )
            known = self.view(f"recurring_{query.name}", folders)
            # The halves agree in the places of their columns, not in the names.
            found = self.session.sql(again).toDF(*columns)
            if query.is_set:
                found = found.distinct().subtract(known)
            last = f"{folder}/round-{done}"
            new = self._keep(found, last)
            if new and query.key:  # new rows replace those of the same key
                rows = self.view(query.name, [last])
                others = known.join(rows, [*query.key], "left_anti")
                folders = [f"{folder}/all-{done}"]
                all_rows = self._keep(
                    others.select(*columns).unionByName(rows), folders[0]
                )
            elif new:
                folders.append(last)
                all_rows += new
            self.view(query.name, [last])
        self.view(query.name, folders)
        return all_rows
