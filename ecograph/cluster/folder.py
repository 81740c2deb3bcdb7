"""A folder of Parquet, here or on an object store, and the database that opens it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import duckdb
from pyarrow import ArrowException
from pyarrow.fs import FileSelector, FileSystem, FileType, LocalFileSystem, copy_files
from sqlglot import exp

from ecograph.builds.build import OUTPUTS
from ecograph.builds.publish import publish, staging
from ecograph.cluster.enums import without_enums
from ecograph.cluster.statements import Types, order_by_output
from ecograph.database import DATABASE, PARQUET, ROWS, first_line
from ecograph.errors import EcographError
from ecograph.plan.parse import parse
from ecograph.plan.sql_file import SqlFile

__all__ = ["Folder", "output_folder", "plain_rows"]

UNFIT = frozenset(",%?*[{")
"""Characters of a path that stand for something else in DuckDB, Spark or Sail."""


class Folder:
    """The output folder of a build: a database, and the rows that its views read.

    The rows are written where they stay, in a new folder. They become those of the
    build when the database that names them replaces the old one, as a whole.

    Parameters
    ----------
    out : str
        A path, or the URL of a folder.
    stage : Path
        A temporary folder.
    """

    def __init__(self, out: str, stage: Path) -> None:
        self.stage = stage
        self.is_local = "://" not in out
        self.out = str(Path(out).absolute()) if self.is_local else out.rstrip("/")
        self.name = uuid4().hex
        self.url = f"{self.out}/{PARQUET}/{self.name}"
        if self.is_local:
            self.files, self.root = LocalFileSystem(), self.url
            # Spark does not decode a URL: a space in it is a space.
            self.url = f"file://{self.url}"
        else:
            self.files, self.root = FileSystem.from_uri(self.url)

    def upload(self, relation: duckdb.DuckDBPyRelation, name: str) -> None:
        """Write rows of DuckDB as a relation."""
        path = self.stage / PARQUET / name.replace(".", "/")
        path.mkdir(parents=True)
        relation.write_parquet(str(path / "part-0.parquet"))
        there = f"{self.root}/{name.replace('.', '/')}"
        self.files.create_dir(there)
        copy_files(str(path), there, destination_filesystem=self.files)
        shutil.rmtree(path)

    def show(
        self, connection: duckdb.DuckDBPyConnection, file: SqlFile, types: Types
    ) -> None:
        """Make a view of a relation's rows, with the types that DuckDB gives them."""
        above = PARQUET if self.is_local else f"{self.out}/{PARQUET}"
        path = f"{above}/{self.name}/{file.name.replace('.', '/')}/*.parquet"
        (read,) = parse("select * from read_parquet('', hive_partitioning = false)")
        next(read.find_all(exp.Literal)).replace(exp.Literal.string(path))
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

    def find(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let a connection read the rows that views name from here."""
        if self.is_local:
            connection.execute("set file_search_path = ?", [self.out])

    def publish(self) -> None:
        """Have the database replace the old one; delete the rows of earlier builds."""
        self.delete("temp")
        if self.is_local:
            publish(self.stage, Path(self.out), [DATABASE], OUTPUTS, self.name)
            return
        content = (self.stage / DATABASE).read_bytes()
        above = self.root.removesuffix(f"/{self.name}")
        out = above.removesuffix(f"/{PARQUET}")
        with self.files.open_output_stream(f"{out}/{DATABASE}") as file:
            file.write(content)
        for other in self.files.get_file_info(FileSelector(above)):
            if other.base_name != self.name and fnmatchcase(other.base_name, ROWS):
                self.files.delete_dir(other.path)

    def delete(self, name: str = "") -> None:
        """Delete the rows of a schema, or all."""
        path = f"{self.root}/{name}".rstrip("/")
        if self.files.get_file_info(path).type == FileType.Directory:
            self.files.delete_dir(path)


@contextmanager
def output_folder(out: str) -> Iterator[Folder]:
    """Yield an output folder that is as it was if an error leaves the block.

    Raises
    ------
    EcographError
        It cannot be written, or another build is writing there.
    """
    unfit = UNFIT.intersection(str(Path(out).absolute()))
    if "://" not in out and unfit:
        raise EcographError(
            f"{out}: an engine does not find rows below a name with {min(unfit)!r}; "
            "choose another folder"
        )
    with staging(Path(out)) if "://" not in out else _temporary() as stage:
        try:
            folder = Folder(out, stage)
        except (ArrowException, OSError) as error:
            raise EcographError(
                f"{out}: cannot be opened: {first_line(error)}; name a folder, or a "
                "URL such as s3://BUCKET/FOLDER"
            ) from error
        is_done = False
        try:
            yield folder
            is_done = True
        finally:
            if not is_done:
                folder.delete()


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


@contextmanager
def _temporary() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)
