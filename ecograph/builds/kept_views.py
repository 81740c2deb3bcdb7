"""The views and macros of a database, kept from one build to the next.

Creating them takes as long as the tables of a small source do, as DuckDB binds each of
them to all that it reads. They are the same whatever the source, so that a build begins
with a copy of a database that has them, with their comments and without any table. It
is kept where Python keeps its compiled modules, in the folder ``__pycache__``, and
holds as long as the SQL files, DuckDB and this code are the same.
"""

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from ecograph.atomic_write import replaced
from ecograph.builds.build_database import OPTIONS, create_database
from ecograph.builds.run_sql import rejected
from ecograph.database import DATABASE, attach_statement
from ecograph.errors import EcographError
from ecograph.plan.order import plan
from ecograph.plan.sql_file import SqlFile, sql_folder
from ecograph.source.layouts import LAYOUTS

__all__ = ["empty_build", "write_views"]

FOLDER = Path(cache_from_source(__file__)).parent
"""Where the database is kept, as its SHA-256 and then its bytes."""


def write_views(database: Path, files: list[SqlFile]) -> None:
    """Write a database with the views and macros of the files of a build.

    Parameters
    ----------
    database : Path
        The file to write.
    files : list of SqlFile
        The files of the build, of any layout.

    Raises
    ------
    PlanError
        DuckDB rejects a file.
    """
    database.write_bytes(_views(_digest(files)))


def _digest(files: list[SqlFile]) -> str:
    """Return a digest of all that decides what the views and macros are.

    The tables count, too: a view has the types of their columns. They are the same
    in each layout.
    """
    parts = [
        duckdb.__version__,
        hashlib.sha256(Path(__file__).read_bytes()).hexdigest(),
    ]
    parts += sorted(
        f"{file.place} {file.sha256}"
        for file in files
        if not file.place.startswith("source/layouts/")
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def _views(digest: str) -> bytes:
    """Return the bytes of the database, of which `digest` is that of its contents."""
    version = f"views-of-duckdb-{duckdb.__version__}"
    kept = FOLDER / f"{version}.{digest[:16]}"
    with suppress(OSError):
        content = kept.read_bytes()
        if hashlib.sha256(content[32:]).digest() == content[:32]:
            return content[32:]
    content = _make()
    if not sys.dont_write_bytecode:
        # A folder that cannot be written to costs the time, and nothing else.
        with suppress(EcographError, OSError):
            with replaced(kept) as temporary:
                temporary.write_bytes(hashlib.sha256(content).digest() + content)
            for other in FOLDER.glob(f"{version}.*"):
                if other != kept:
                    other.unlink(missing_ok=True)
    return content


def _make() -> bytes:
    """Return a database with the views and macros, made by a build of no models."""
    with empty_build() as (connection, files, folder):
        for file in files:
            if file.kind == "table":
                connection.execute(file.drop)
        views = folder / f"views-{DATABASE}"
        connection.execute(attach_statement(views, "views", OPTIONS))
        connection.execute("copy from database ecograph to views")
        connection.execute("checkpoint views")
        connection.execute("detach views")
        return views.read_bytes()


@contextmanager
def empty_build() -> Iterator[tuple[duckdb.DuckDBPyConnection, list[SqlFile], Path]]:
    """Yield a connection in which all SQL files have run on a source without rows.

    The files come with it, and a folder for temporary files.

    Raises
    ------
    PlanError
        DuckDB rejects a file.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        layout = LAYOUTS["ai_ecosystem_csv"]
        source = folder / "models.csv"
        source.write_text(",".join(layout.required) + "\n", encoding="utf-8")
        with create_database(folder / DATABASE, None, 0) as connection:
            connection.execute("set variable source = ?", [[str(source)]])
            connection.execute("set variable sql = ?", [str(sql_folder())])
            files = plan(layout=layout.name)
            for file in files:
                try:
                    connection.execute(file.text)
                except duckdb.Error as error:
                    raise rejected(file, error) from error
            yield connection, files, folder
