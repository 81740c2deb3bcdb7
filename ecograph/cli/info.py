"""``ecograph info``: describe a build or a source."""

from collections.abc import Iterator
from glob import has_magic
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

import ecograph
from ecograph.builds.ledger import as_table, read_ledger
from ecograph.cli.app import app
from ecograph.database import DATABASE
from ecograph.source.detect import REMOTE, detect
from ecograph.source.files import has_folder_extension

__all__ = ["info"]


@app.command()
def info(
    path: Annotated[
        str | None,
        typer.Argument(
            help="Folder of a build, or its database file; or a source, as for build. "
            "[default: $ECOGRAPH_DATA, else data]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Describe a build (its relations, ledger and origin) or a source."""
    console = Console(highlight=False, markup=False)
    is_source = path is not None and (
        path.startswith(REMOTE) or not _is_database(Path(path))
    )
    if path is not None and is_source:
        for name, text in _describe_source(path):
            console.print(f"{name:18}{text}", soft_wrap=True)
        return
    with ecograph.connect(path) as connection:
        build = connection.execute("from meta.build").fetchone()
        columns = [name for name, *_ in connection.description or []]
        relations = connection.execute(
            """
            select
                replace(relation.name, 'main.', ''),
                relation.version,
                relation."rows",
                coalesce(tables.comment, views.comment, functions.comment)
            from meta.relation as relation
            left join duckdb_tables() as tables
                on relation.name = tables.schema_name || '.' || tables.table_name
            left join duckdb_views() as views
                on relation.name = views.schema_name || '.' || views.view_name
            left join duckdb_functions() as functions
                on
                    relation.name
                    = functions.schema_name || '.' || functions.function_name
            where relation.name not like 'temp.%'
            order by relation.name
            """
        ).fetchall()
        ledger = read_ledger(connection)
    if build is None:
        console.print(
            "built in the DuckDB shell: meta.build and meta.relation are empty"
        )
    for column, value in zip(columns, build or (), strict=False):
        if value is None:
            continue  # only sources on the Hub have a revision
        console.print(f"{column:18}{value}", soft_wrap=True)
    console.print(as_table(ledger))
    table = Table("relation", "version", "rows", "description", box=None)
    table.columns[2].justify = "right"
    for name, version, rows, comment in relations:
        count = "" if rows is None else f"{rows:,}"
        table.add_row(name, str(version), count, comment)
    console.print(table)


def _describe_source(path: str) -> Iterator[tuple[str, str]]:
    """Yield names and values that describe a source and how it was recognized."""
    found = detect(path)
    layout = found.layout
    needs = [need.replace("|", " or ") for need in layout.required]
    yield "source", str(found)
    if found.revision:
        yield "revision", found.revision
    if len(found.files) > 1:
        yield "files", f"{len(found.files):,}, from {found.files[0]}"
    yield "bytes", f"{found.size:,}"
    yield "layout", f"{layout.name}: {layout.description}"
    yield "recognized by", f"{layout.format.upper()} with {', '.join(needs)}"
    yield "whole records", "yes, for --with-json" if layout.has_records else "no"
    yield "columns", ", ".join(found.header)


def _is_database(path: Path) -> bool:
    """Whether a path means a database or its folder, rather than a source.

    A folder without a database is a source only if it has files of one. A path that
    does not exist means a database unless it looks like a source; files are
    recognized by DuckDB's magic bytes.
    """
    if path.is_dir():
        names = [file.name for file in path.iterdir()]
        return DATABASE in names or not any(map(has_folder_extension, names))
    if not path.is_file():
        return path.suffix in ("", ".duckdb") and not has_magic(str(path))
    with path.open("rb") as file:
        return path.suffix == ".duckdb" or file.read(12)[8:] == b"DUCK"
