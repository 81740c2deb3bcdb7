"""``ecograph sql``: run a query on a build."""

import sys
from pathlib import Path
from typing import Annotated

import typer

import ecograph
from ecograph.atomic_write import replaced
from ecograph.cli.app import app
from ecograph.cli.options import Database, Format, with_data
from ecograph.cli.output_formats import WRITERS, file_writer
from ecograph.cli.progress import working
from ecograph.cli.read_only import fetch, prepare
from ecograph.cli.row_files import ROW_FILES
from ecograph.errors import QueryError
from ecograph.html.wording import pluralize

__all__ = ["sql"]


@app.command()
@with_data
def sql(
    query: Annotated[
        str | None,
        typer.Argument(help="One statement that only reads.", show_default=False),
    ] = None,
    path: Database = None,
    file: Annotated[
        str | None,
        typer.Option(
            help="File with the query, in place of QUERY; - is standard input.",
            show_default=False,
        ),
    ] = None,
    allow_files: Annotated[
        bool,
        typer.Option(
            "--allow-files",
            help="Let the query read your own files, as in: from 'ours.csv'",
        ),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="File to write the rows to: .csv, .parquet or .xlsx. "
            "[default: print them]",
            show_default=False,
        ),
    ] = None,
    format: Annotated[  # noqa: A002
        Format | None,
        typer.Option(
            help="Output format of printed rows. [default: table]", show_default=False
        ),
    ] = None,
) -> None:
    """Run a read-only query on a build and print its rows."""
    text = _read_query(query, file)
    if out is None:
        with working("running the query"), ecograph.connect(path) as connection:
            statement = prepare(connection, text, allow_files=allow_files)
            columns, rows = fetch(connection, statement)
        WRITERS[format or Format.TABLE](columns, rows, sys.stdout)
        return
    write = file_writer(ROW_FILES, out, format)
    with (
        working(f"writing {out}"),
        ecograph.connect(path) as connection,
        replaced(out) as temporary,
    ):
        statement = prepare(connection, text, allow_files=allow_files, out=temporary)
        number = write(connection, statement, temporary)
    print(f"{out}: {pluralize(number, 'row')}")


def _read_query(query: str | None, file: str | None) -> str:
    """Return the text of the argument or of the file: exactly one is given."""
    if file is None:
        if query is None:
            raise QueryError("no query; give one, or a file of it with --file")
        return query
    if query is not None:
        raise QueryError(
            f"--file {file}: the argument {query!r} is a query too; give one of them, "
            "and name the build with --data"
        )
    try:
        if file == "-":
            return sys.stdin.read()
        return Path(file).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QueryError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise QueryError(
            f"{file}: not a text file in UTF-8; give one of SQL"
        ) from error
