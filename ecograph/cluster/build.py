"""Build a table of models on a cluster, by an engine that speaks Spark Connect."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ecograph.builds.build_database import create_database
from ecograph.builds.extras import Extras
from ecograph.builds.kept_views import empty_build, write_views
from ecograph.builds.ledger import Ledger, read_ledger
from ecograph.builds.progress import Progress, Step, StepResult
from ecograph.builds.request import Request
from ecograph.builds.run_sql import rejected, relation_row, run_sql
from ecograph.cluster.cells import read_rows, reading_files
from ecograph.cluster.engine import Engine
from ecograph.cluster.folder import Folder, folder_of, plain_rows
from ecograph.cluster.lowered_files import read_types, read_variables
from ecograph.cluster.lowering import Lowering, flat_name
from ecograph.cluster.output_folder import output_folder
from ecograph.cluster.scope import CELLS, Scope, scope_of
from ecograph.cluster.session import connected, engine_errors, noted
from ecograph.cluster.statements import Types
from ecograph.database import DATABASE
from ecograph.parquet_rows import find_rows
from ecograph.plan.order import plan
from ecograph.plan.sql_file import SqlFile
from ecograph.source.detect import detect
from ecograph.urls import UrlPath, path_or_url

__all__ = ["ClusterBuild", "build_on_cluster"]

META = ("meta.build", "meta.relation")

COMMENTS = """
    select
        schema_name || '.' || view_name as relation,
        cast(null as varchar) as column_name,
        comment
    from duckdb_views()
    where database_name = 'ecograph' and comment is not null
    union all
    select
        schema_name || '.' || table_name as relation,
        column_name,
        comment
    from duckdb_columns()
    where database_name = 'ecograph' and comment is not null
    order by relation, column_name nulls first
"""


@dataclass(frozen=True)
class ClusterBuild:
    """Result of a build on a cluster.

    Attributes
    ----------
    id : str
        Digest of the source's bytes, the SQL files, and the options.
    database : Path or UrlPath
        The database, whose views read the Parquet files beside it.
    ledger : dict of (str, str) to int
        The relation ``ledger``.
    seconds : float
        How long it took.
    """

    id: str
    database: Path | UrlPath
    ledger: Ledger
    seconds: float


def build_on_cluster(
    source: str,
    out: str,
    engine: str,
    *,
    layout: str | None = None,
    with_json: bool = False,
    with_cards: bool = False,
    with_card_texts: bool = False,
    follow_renames: bool = False,
    memory_limit: str | None = None,
    strict: bool = False,
    on_step: Callable[[Step], None] = lambda step: None,
) -> ClusterBuild:
    """Build a table of models on an engine.

    Parameters
    ----------
    source : str
        A file, folder, glob pattern or URL, as for `ecograph.build`.
    out : str
        Folder or URL of a folder, which the engine can read and write.
    engine : str
        Where it listens, as ``sc://host:port``.
    layout, with_json, with_cards, with_card_texts, follow_renames, memory_limit, \
strict, on_step
        As for `ecograph.build`.

    Raises
    ------
    SourceError
        As for `ecograph.build`.
    EcographError
        The engine cannot be reached, is lost, or fails; or the folder cannot be
        written. What was built there before is as it was.
    """
    start = time.perf_counter()
    extras = Extras(with_json, with_cards or with_card_texts, with_card_texts)
    detected = detect(source, layout)
    extras.expect(detected)
    files = plan(layout=detected.layout.name)
    request = Request(detected, files, extras, follow_renames, strict)
    scope = scope_of(files)
    reading = reading_files(files)
    run = [file for file in reading if not file.is_kept] + scope.steps + scope.after
    steps = Progress([file.chapter for file in run], on_step)
    with connected(engine) as session, output_folder(out) as folder:
        with ThreadPoolExecutor(1) as executor, closing(detected):
            scan = executor.submit(detected.scan)
            database = folder.stage / DATABASE
            write_views(database, files)
            with create_database(database, memory_limit, detected.size) as connection:
                request.set_variables(connection)
                run_sql(connection, reading, detected, folder.stage, steps)
                digest = request.checked_digest(scan)
                folder.upload(read_rows(connection, detected), CELLS)
                connection.execute("drop table temp.cells")
                with engine_errors(engine, out):
                    runner = Engine(session, folder.url, folder.files, folder.root)
                    results, types = _run(
                        runner, files, scope, connection, folder, steps
                    )
                results |= _show(connection, folder, scope, types, steps)
                relations = [
                    relation_row(file, results.get(file.name)) for file in files
                ]
                _create_meta(connection, files)
                build_id = request.record(connection, digest, relations)
                for name in META:
                    folder.upload(connection.table(name), name)
                folder.upload(connection.sql(COMMENTS), "meta.comments")
                ledger = read_ledger(connection)
                connection.execute("checkpoint")
        folder.publish()
    seconds = time.perf_counter() - start
    return ClusterBuild(build_id, path_or_url(out) / DATABASE, ledger, seconds)


def _run(
    engine: Engine,
    files: list[SqlFile],
    scope: Scope,
    connection: duckdb.DuckDBPyConnection,
    folder: Folder,
    steps: Progress,
) -> tuple[dict[str, StepResult], Types]:
    """Make the relations that the engine makes, and those that it reads.

    Return the rows and the seconds of each, and the types of all.
    """
    results: dict[str, StepResult] = {}
    with empty_build() as (empty, _, _):
        types = read_types(empty)
        for file in scope.before:
            folder.upload(plain_rows(empty, file.name, types), file.name)
    for name in (CELLS, *(file.name for file in scope.before)):
        engine.view(flat_name(name), [folder_of(name)])
    lowering = Lowering(files, types, read_variables(connection))
    for file in scope.steps:
        with steps.step(file.name) as result, noted(file.place):
            for query in lowering.queries(file):
                is_last = query.name == flat_name(file.name)
                place = file.name if is_last else f"temp.{query.name}"
                result.rows = engine.run(query, folder_of(place))
        results[file.name] = result
    return results, types


def _show(
    connection: duckdb.DuckDBPyConnection,
    folder: Folder,
    scope: Scope,
    types: Types,
    steps: Progress,
) -> dict[str, StepResult]:
    """Make views of the relations, and have DuckDB make those that the engine cannot.

    Return the rows and the seconds of the latter.
    """
    results: dict[str, StepResult] = {}
    find_rows(connection, folder.out)
    for file in scope.kept:
        if file not in scope.after:
            folder.show(connection, file, types)
    for file in scope.after:
        with steps.step(file.name) as result:
            result.rows = _make(connection, folder, file, types)
        results[file.name] = result
    return results


def _create_meta(connection: duckdb.DuckDBPyConnection, files: list[SqlFile]) -> None:
    for file in files:
        if file.chapter == "meta":
            connection.execute(file.text)


def _make(
    connection: duckdb.DuckDBPyConnection, folder: Folder, file: SqlFile, types: Types
) -> int:
    """Have DuckDB make a relation of those that are there; return its rows."""
    try:
        ((rows,),) = connection.execute(file.creation).fetchall()
    except duckdb.Error as error:
        raise rejected(file, error) from error
    folder.upload(plain_rows(connection, file.name, types), file.name)
    connection.execute(file.drop)
    folder.show(connection, file, types)
    return int(rows)
