"""An engine that speaks Spark Connect: it runs the queries, and keeps rows as Parquet."""

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
    folder : str
        A URL, which the engine and this process can write to.
    """

    def __init__(self, session: Any, folder: str) -> None:
        self.session = session
        self.folder = folder
        self.files, self.root = FileSystem.from_uri(folder)
        for name, value in SETTINGS.items():
            session.conf.set(name, value)

    def run(self, query: Query, folder: str) -> int:
        """Keep the rows of a query in a folder below the engine's; return the last's."""
        if query.again is not None:
            return self._repeat(query, folder)
        rows = self.keep(query.text, folder)
        self.view(query.name, [folder])
        return rows

    def view(self, name: str, folders: list[str]) -> None:
        """Give the rows of folders a name."""
        paths = [f"{self.folder}/{folder}" for folder in folders]
        self.session.read.parquet(*paths).createOrReplaceTempView(name)

    def keep(self, text: str, folder: str) -> int:
        """Write the rows of a query into a new folder; return how many they are."""
        frame = self.session.sql(text)
        url = f"{self.folder}/{folder}"
        frame.write.mode("error").parquet(url)
        path = str(PurePosixPath(self.root, folder))
        self.files.create_dir(path)
        found = self.files.get_file_info(FileSelector(path))
        parquet = [one for one in found if one.base_name.endswith(".parquet")]
        if not parquet:  # Sail writes no file for no rows
            empty = f"{path}/part-0.parquet"
            pq.write_table(frame.limit(0).toArrow(), empty, filesystem=self.files)
            return 0
        return int(self.session.read.parquet(url).count())

    def _repeat(self, query: Query, folder: str) -> int:
        """Run both halves of a recursion: the second until it gives no rows."""
        known = f"recurring_{query.name}"
        first = f"SELECT DISTINCT * FROM ({query.text})" if query.is_set else query.text
        folders = [f"{folder}/round-0"]
        rows = self.keep(first, folders[0])
        self.view(query.name, folders)
        columns = self.session.table(query.name).columns
        done = 0
        while rows:
            done += 1
            if done > ROUNDS:
                raise EcographError(
                    f"{query.name}: it is not complete after {ROUNDS:,} rounds; is there "
                    "a line of descent as long as that? Build it with DuckDB, without "
                    "--engine"
                )
            self.view(known, folders)
            # The halves agree in the places of their columns, not in the names.
            new = self.session.sql(query.again).toDF(*columns)
            new.createOrReplaceTempView(f"new_{query.name}")
            last = f"{folder}/round-{done}"
            rows = self.keep(_new_rows(query), last)
            if rows and query.key:
                merged = f"{folder}/merged-{done}"
                self.view(query.name, [last])
                self.keep(_merged(query), merged)
                folders = [merged]
            elif rows:
                folders.append(last)
            self.view(query.name, [last])
        self.view(query.name, folders)
        return rows


def _new_rows(query: Query) -> str:
    new = f"SELECT * FROM new_{query.name}"
    if query.is_set:
        return f"SELECT DISTINCT * FROM ({new}) EXCEPT SELECT * FROM recurring_{query.name}"
    return new


def _merged(query: Query) -> str:
    """Return the query of rows so far, of which new ones replace those of their keys."""
    on = " AND ".join(f"old.{key} <=> new.{key}" for key in query.key)
    return (
        f"SELECT old.* FROM recurring_{query.name} AS old "
        f"LEFT ANTI JOIN {query.name} AS new ON {on} UNION ALL SELECT * FROM {query.name}"
    )
