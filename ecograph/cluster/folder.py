"""A folder of Parquet, and the database whose views read it."""

from abc import ABC, abstractmethod
from pathlib import Path
from uuid import uuid4

import duckdb
from pyarrow.fs import FileSystem, FileType
from sqlglot import exp

from ecograph.cluster.enums import without_enums
from ecograph.cluster.statements import Types, order_by_output
from ecograph.parquet_rows import PARQUET
from ecograph.plan.parse import parse
from ecograph.plan.sql_file import SqlFile
from ecograph.urls import UrlPath

__all__ = ["Folder", "folder_of", "plain_rows"]

ROWS_OF = """
    select *
    from read_parquet(
        coalesce(map_extract(getvariable('row_folders'), 'NAME')[1], 'ROWS') || 'FILES',
        hive_partitioning = false
    )
"""
"""A view's query: the rows where they are now, see `find_rows`, or were built."""


class Folder(ABC):
    """The output folder of a build: a database, and the rows that its views read.

    The rows are written where they stay, in a new folder. They become those of the
    build when the database that names them replaces the old one, as a whole.

    Parameters
    ----------
    out : Path or UrlPath
        The folder.
    stage : Path
        A temporary folder.

    Attributes
    ----------
    rows : Path or UrlPath
        The folder of the rows.
    url : str
        The same, as the engine names it.
    files : FileSystem
        The file system that has it.
    root : str
        The same, as this file system names it.
    """

    url: str
    files: FileSystem
    root: str

    is_published = False
    """Whether the database in place may be this build's, so that the rows must stay."""

    def __init__(self, out: Path | UrlPath, stage: Path) -> None:
        self.out = out
        self.stage = stage
        self.rows = out / PARQUET / uuid4().hex

    @abstractmethod
    def publish(self) -> None:
        """Have the database replace the old one; delete the rows of other builds."""

    @abstractmethod
    def upload(self, relation: duckdb.DuckDBPyRelation, name: str) -> None:
        """Write rows of DuckDB as a relation."""

    def show(
        self, connection: duckdb.DuckDBPyConnection, file: SqlFile, types: Types
    ) -> None:
        """Make a view of a relation's rows, with the types that DuckDB gives them."""
        (read,) = parse(ROWS_OF)
        values = {
            "NAME": self.rows.name,
            "ROWS": str(self.rows),
            "FILES": f"/{folder_of(file.name)}/*.parquet",
        }
        for literal in [*read.find_all(exp.Literal)]:
            if literal.this in values:
                literal.replace(exp.Literal.string(values[literal.this]))
        read.set("expressions", _columns(types[file.name]))
        if file.kind == "view":
            (created,) = parse(file.creation)
            read.set("order", order_by_output(created.expression))
        view = exp.Create(
            this=exp.to_table(file.name), kind="VIEW", replace=True, expression=read
        )
        connection.execute(view.sql("duckdb"))
        for comment in parse(file.comments):
            if comment.args["kind"] == "TABLE":
                comment.set("kind", "VIEW")
            connection.execute(comment.sql("duckdb"))

    def delete(self, name: str = "") -> None:
        """Delete the rows of a schema, or all."""
        path = f"{self.root}/{name}".rstrip("/")
        if self.files.get_file_info(path).type == FileType.Directory:
            self.files.delete_dir(path)


def folder_of(name: str) -> str:
    """Return the folder of a relation's rows, such as ``main/edges``."""
    return name.replace(".", "/")


def plain_rows(
    connection: duckdb.DuckDBPyConnection, name: str, types: Types
) -> duckdb.DuckDBPyRelation:
    """Return the rows of a relation, of which enums are texts."""
    query = exp.select(*_columns(types[name])).from_(exp.to_table(name))
    return connection.sql(without_enums(query).sql("duckdb"))


def _columns(types: dict[str, str]) -> list[exp.Expr]:
    return [
        exp.alias_(
            exp.cast(exp.column(name, quoted=True), exp.DataType.build(kind, "duckdb")),
            name,
            quoted=True,
        )
        for name, kind in types.items()
    ]
