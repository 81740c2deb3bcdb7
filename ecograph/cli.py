"""The command line: ``ecograph build``, ``check``, ``info``, ``sql`` and others."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

import ecograph
from ecograph.counter import counted
from ecograph.database import first_line
from ecograph.errors import EcographError, QueryError
from ecograph.formats import WRITERS, write_json_object
from ecograph.layouts import LAYOUTS
from ecograph.ledger import as_table, in_brief, read_ledger

__all__ = ["app", "main"]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
"""Kinds of statements that `ecograph sql` takes."""


class Format(StrEnum):
    """How to print rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


class FormatOfSeveral(StrEnum):
    """How to print several tables; CSV holds but one."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


Database = Annotated[
    Path | None,
    typer.Argument(
        help="Folder of a build, or its database file. "
        "[default: $ECOGRAPH_DATA, else data]",
        readable=False,
        show_default=False,
    ),
]


def main() -> None:
    """Run the command line; an error is one line and exit status 2."""
    try:
        app(prog_name="ecograph")
    except EcographError as error:
        print(f"ecograph: {error}", file=sys.stderr)
        sys.exit(2)
    except duckdb.Error as error:
        print(f"ecograph: DuckDB said: {first_line(error)}", file=sys.stderr)
        sys.exit(2)
    except RuntimeError as error:
        # DuckDB tells so of Ctrl-C in a query; typer sees to it elsewhere.
        if "interrupted" not in str(error):
            raise
        sys.exit(130)
    except BrokenPipeError:
        # The reader has gone (`ecograph plan | head`); nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        print(f"ecograph: {error}", file=sys.stderr)
        sys.exit(2)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"ecograph {metadata.version('ecograph')}")
        raise typer.Exit


@app.callback()
def ecograph_command(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help="Print the version.",
        ),
    ] = False,
) -> None:
    """Who descends from whom among the AI models of the Hugging Face Hub."""


@app.command()
def build(
    source: Annotated[
        Path,
        typer.Argument(
            help="A file of models, a folder of such files, or a pattern of names.",
            readable=False,
        ),
    ],
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("data"),
    layout: Annotated[
        str | None,
        typer.Option(
            help=f"Layout of the source: {', '.join(LAYOUTS)}. "
            "[default: told from its columns]",
            show_default=False,
        ),
    ] = None,
    with_json: Annotated[
        bool,
        typer.Option("--with-json", help="Keep the whole record of each model."),
    ] = False,
    memory_limit: Annotated[
        str | None,
        typer.Option(
            help="Memory for DuckDB, such as 4GB; beyond it, it writes to the disk. "
            "[default: 80 % of the machine's]",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Fail if there is a cell that cannot be read."),
    ] = False,
) -> None:
    """Build the database and the three pickled graphs of a table of models."""
    console = Console(highlight=False, markup=False)
    with _progress(console) as on_step:
        made = ecograph.build(
            source,
            out,
            layout=layout,
            with_json=with_json,
            memory_limit=memory_limit,
            strict=strict,
            on_step=on_step,
        )
    for line in in_brief(made.ledger):
        console.print(line, soft_wrap=True)
    console.print(f"{made.seconds:.1f} s, build {made.id}", soft_wrap=True)
    for path in (made.database, *made.pickles.values()):
        console.print(f"  {path}", soft_wrap=True)


@app.command()
def plan(
    shell: Annotated[
        bool,
        typer.Option("--shell", help="As lines that build it in the DuckDB shell."),
    ] = False,
    layout: Annotated[
        str, typer.Option(help=f"Of a source of this layout: {', '.join(LAYOUTS)}.")
    ] = "ai_ecosystem_csv",
    mermaid: Annotated[
        bool, typer.Option("--mermaid", help="As a mermaid flowchart of the relations.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Those of ecograph diff, not of a build.")
    ] = False,
) -> None:
    """Print the SQL files in the order in which they run."""
    from ecograph import plan as plans
    from ecograph.plan_text import as_mermaid, as_shell

    if mermaid and (shell or diff):
        raise EcographError("give --mermaid alone, without --shell and --diff")
    if layout not in LAYOUTS:
        raise EcographError(
            f"there is no layout {layout!r}; there are {', '.join(LAYOUTS)}"
        )
    files = plans.plan(plans.DIFF if diff else plans.BUILD, layout=layout)
    if shell:
        lines = as_shell(files)
    elif mermaid:
        lines = as_mermaid(files)
    else:
        lines = (file.nearest for file in files)
    print("\n".join(lines))


@app.command()
def check(path: Database = None) -> None:
    """Check that a build accounts for all that its source says."""
    failed = 0
    for done in ecograph.check(path):
        failed += bool(done.failing)
        number = f"{len(done.failing):,}" if done.failing else "no"
        rows = "row fails" if len(done.failing) == 1 else "rows fail"
        print(f"{done.name:20}{number} {rows}: {done.says}")
        if done.failing:
            WRITERS["table"](done.columns, done.failing[:5], sys.stdout)
    if failed:
        print(f"ecograph: {failed} of the checks failed", file=sys.stderr)
        raise typer.Exit(1)


@app.command()
def info(path: Database = None) -> None:
    """Print what a database holds and how it was made."""
    console = Console(highlight=False, markup=False)
    with ecograph.connect(path) as connection:
        made = connection.execute("from meta.build").fetchone()
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
            where
                relation.name not like 'temp.%'
                and relation.name not like 'layout.%'
            order by relation.name
            """
        ).fetchall()
        ledger = read_ledger(connection)
    if made is None:
        console.print(
            "built in the DuckDB shell: meta.build and meta.relation are empty"
        )
    for column, value in zip(columns, made or (), strict=False):
        console.print(f"{column:18}{value}", soft_wrap=True)
    console.print(as_table(ledger))
    table = Table("relation", "version", "rows", "what it is", box=None)
    table.columns[2].justify = "right"
    for name, version, rows, comment in relations:
        count = "" if rows is None else f"{rows:,}"
        table.add_row(name, str(version), count, comment)
    console.print(table)


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="A statement that reads.")],
    path: Database = None,
    format: Annotated[  # noqa: A002
        Format, typer.Option(help="How to print the rows.")
    ] = Format.TABLE,
) -> None:
    """Run a query on a database, read-only, and print its rows."""
    with ecograph.connect(path) as connection:
        try:
            statements = connection.extract_statements(query)
            if len(statements) != 1:
                raise QueryError(f"give one statement, not {len(statements)}")
            if statements[0].type not in READING:
                raise QueryError(
                    "the statement would write or change a setting; the database is "
                    "only read here: give a select, describe, show or explain"
                )
            # A select can write files too, by a copy within it or by the log.
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
            result = connection.execute(statements[0])
            columns = [name for name, *_ in result.description or []]
            rows = result.fetchall()
        except duckdb.Error as error:
            raise QueryError(f"the query failed: {first_line(error)}") from error
    WRITERS[format](columns, rows, sys.stdout)


@app.command()
def diff(
    old: Annotated[
        Path,
        typer.Argument(
            help="Folder of the older build, or its database file.", readable=False
        ),
    ],
    new: Annotated[
        Path,
        typer.Argument(
            help="Folder of the newer build, or its database file.", readable=False
        ),
    ],
    format: Annotated[  # noqa: A002
        FormatOfSeveral, typer.Option(help="How to print the tables.")
    ] = FormatOfSeveral.TABLE,
    limit: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Rows of each table at most, but of the summary. "
            "[default: 10; all of them in JSON]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print what changed from one build to another."""
    from ecograph.snapshots import differences

    if format is FormatOfSeveral.JSON:
        found = differences(old, new, limit)
        tables = {done.name: (done.columns, done.rows) for done in found}
        write_json_object(tables, sys.stdout)
        return
    summary, *rest = differences(old, new, 10 if limit is None else limit)
    if not any(done.number for done in rest):
        print(f"{old} and {new}: the same models, edges, likes and downloads")
        return
    for done in (summary, *rest):
        number = f"{done.number:,}" if done.number else "no"
        head = "### " if format is FormatOfSeveral.MARKDOWN else ""
        print(f"{head}{done.name}: {number} rows. {done.says}\n")
        if done.rows:
            WRITERS[format](done.columns, done.rows, sys.stdout)
            print()


@app.command()
def sample(
    n: Annotated[int, typer.Argument(help="How many rows.")],
    path: Annotated[Path, typer.Argument(help="The CSV file to write.")],
    seed: Annotated[int, typer.Option(help="Which of the many such tables.")] = 0,
) -> None:
    """Write a made-up table of models; no model in it exists."""
    ecograph.sample(n, path, seed)
    print(f"{path}: {n:,} made-up rows")


@app.command()
def fetch(
    out: Annotated[Path, typer.Argument(help="The Parquet file to write.")],
    limit: Annotated[
        int | None,
        typer.Option(help="How many models at most, the newest.", show_default=False),
    ] = None,
    author: Annotated[
        str | None,
        typer.Option(
            help="The user or organization whose models to fetch. [default: all]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Fetch the models of the live Hub into a Parquet file.

    Where it was cut off, the same command goes on. HF_ENDPOINT names another Hub,
    and HF_TOKEN holds a token, with which the Hub answers more often.
    """
    with counted(Console(highlight=False, markup=False), limit) as on_progress:
        models = ecograph.fetch(
            out, limit=limit, author=author, on_progress=on_progress
        )
    print(f"{out}: {models:,} models")


@contextmanager
def _progress(console: Console) -> Iterator[Callable[["ecograph.Step"], None]]:
    """Show the steps of a build: a bar on a terminal, plain lines elsewhere."""
    if not console.is_terminal:
        yield _print_step
        return
    bar = Progress(
        TextColumn("{task.description:32}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
    )
    with bar:
        task = bar.add_task("reading the source", total=None)

        def on_step(step: "ecograph.Step") -> None:
            done = step.number if step.seconds is not None else step.number - 1
            bar.update(task, description=step.name, completed=done, total=step.total)

        yield on_step


def _print_step(step: "ecograph.Step") -> None:
    if step.seconds is not None:
        place = f"{step.number:3}/{step.total}"
        rows = "" if step.rows is None else f"{step.rows:,} rows"
        print(f"{place}  {step.name:32}{rows:>16}{step.seconds:9.2f} s", flush=True)
