"""``ecograph info``: describe a build or a source."""

import re
from collections.abc import Iterator
from glob import has_magic
from textwrap import wrap
from typing import Annotated

import typer
from duckdb import DuckDBPyConnection
from rich.console import Console
from rich.table import Table

import ecograph
from ecograph.builds.ledger import read_ledger, summary_lines
from ecograph.cli.app import app
from ecograph.cli.options import DatabaseOrSource, with_data
from ecograph.database import DATABASE
from ecograph.errors import EcographError
from ecograph.source.detect import REMOTE, detect
from ecograph.source.files import has_folder_extension
from ecograph.urls import UrlPath, path_or_url

__all__ = ["info"]

PROVENANCE = """
    select
        source_name || format(', {:,} bytes', source_bytes) as source,
        source_revision as revision,
        source_sha256 as sha256,
        build_id as build,
        strftime(built_at, '%Y-%m-%d %H:%M:%S UTC') as built,
        format(
            'ecograph {}, DuckDB {}, sqlglot {}',
            ecograph_version, duckdb_version, sqlglot_version
        ) as "by",
        case
            when to_json(build) ->> '$.follows_renames' = 'true'
                then 'followed: entries under former ids are edges'
        end as renames,
        nullif(
            array_to_string(
                from_json(to_json(build) -> '$.keeps', '["varchar"]'), ', '
            ),
            ''
        ) as keeps
    from meta.build as build
"""
"""Older builds do not say whether they follow renames, and what they keep."""

RELATIONS = """
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


@app.command()
@with_data
def info(
    path: DatabaseOrSource = None,
    relations: Annotated[
        bool, typer.Option("--relations", help="List the relations of a build, too.")
    ] = False,
) -> None:
    """Describe a build (its counts, oddities and origin) or a source."""
    console = Console(highlight=False, markup=False)
    text = str(path)
    if path is not None and not _is_database(text):
        if relations:
            raise EcographError(f"{text}: is no build; leave out --relations")
        for name, value in _describe_source(text):
            console.print(f"{name:18}{value}", soft_wrap=True)
        return
    with ecograph.connect(path) as connection:
        for line in _describe_build(connection):
            console.print(line, soft_wrap=True)
        if relations:
            console.print()
            console.print(_list_relations(connection))


def _describe_build(connection: DuckDBPyConnection) -> Iterator[str]:
    """Yield lines of 80 columns: the counts that are not 0, and the origin."""
    for line in summary_lines(read_ledger(connection)):
        # Lines break between two counts, and not within one.
        unbroken = re.sub(r"(?<=[^,=+]) (?![=+])", "\xa0", line)
        for part in wrap(unbroken, 80, subsequent_indent=" " * 9):
            yield part.replace("\xa0", " ")
    yield ""
    build = connection.execute(PROVENANCE).fetchone()
    if build is None:
        yield "built in the DuckDB shell: meta.build and meta.relation are empty"
        return
    for (name, *_), value in zip(connection.description or [], build, strict=True):
        if value is not None:  # a revision, say, which only sources on the Hub have
            yield f"{name:9}{value}"


def _list_relations(connection: DuckDBPyConnection) -> Table:
    table = Table("relation", "version", "rows", "description", box=None)
    table.columns[2].justify = "right"
    for name, version, rows, comment in connection.execute(RELATIONS).fetchall():
        count = "" if rows is None else f"{rows:,}"
        table.add_row(name, str(version), count, comment)
    return table


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
    has_cards = layout.has_cards(found.header)
    yield "model cards", "yes, for --with-cards" if has_cards else "no"
    yield "columns", ", ".join(found.header)


def _is_database(text: str) -> bool:
    """Whether a path or URL means a database or its folder, rather than a source.

    A folder without a database is a source only if it has files of one. A path that
    does not exist means a database unless it looks like a source; files are
    recognized by DuckDB's magic bytes.
    """
    if text.startswith(REMOTE):
        return False
    path = path_or_url(text)
    if isinstance(path, UrlPath):
        return True
    if path.is_dir():
        names = [file.name for file in path.iterdir()]
        return DATABASE in names or not any(map(has_folder_extension, names))
    if not path.is_file():
        return path.suffix in ("", ".duckdb") and not has_magic(str(path))
    with path.open("rb") as file:
        return path.suffix == ".duckdb" or file.read(12)[8:] == b"DUCK"
