"""``ecograph find``: models whose ids contain a text or are near it."""

import sys
from typing import Annotated

import typer

import ecograph
from ecograph.cli.app import app
from ecograph.cli.options import Database, Format, with_data
from ecograph.cli.output_formats import WRITERS
from ecograph.cli.progress import working
from ecograph.database import locate
from ecograph.errors import EcographError
from ecograph.model_ids import meant_id
from ecograph.older_builds import expect_columns

__all__ = ["find"]

REQUIRED = {"find_models": ("wanted",)}
"""A macro that older builds lack, with its parameter."""

QUERY = """
    select
        model_id,
        likes,
        downloads,
        array_to_string(edge_types, ', ') as edge_types,
        is_near,
        count(*) over () as found
    from find_models(?)
    limit ?
"""


@app.command()
@with_data
def find(
    text: Annotated[str, typer.Argument(help="Part of a model's id, or nearly that.")],
    path: Database = None,
    limit: Annotated[int, typer.Option(min=1, help="Maximum number of models.")] = 20,
    format: Annotated[  # noqa: A002
        Format, typer.Option(help="Output format.")
    ] = Format.TABLE,
) -> None:
    """Find models by their ids, the most downloaded first.

    Upper and lower case are the same. If no id contains the text, models are shown
    whose ids are near it. The types are those of the edges from their parents.

    The URL of a model's page on the Hub means its id.

    Exits with status 1 if there are none.
    """
    wanted = meant_id(text)
    if not wanted:
        raise EcographError("no text to find; give part of an id")
    with working("searching"), ecograph.connect(path) as connection:
        expect_columns(connection, locate(path), REQUIRED)
        result = connection.execute(QUERY, [wanted, limit])
        columns = [name for name, *_ in result.description or []]
        rows = result.fetchall()
    if not rows:
        print(f"ecograph: no id contains {text!r} or is near it", file=sys.stderr)
        raise typer.Exit(1)
    *_, is_near, found = rows[0]
    if is_near:
        print(f"no id contains {text!r}; these are near it", file=sys.stderr)
    WRITERS[format](columns[:-2], [row[:-2] for row in rows], sys.stdout)
    if found > len(rows):
        print(f"{found - len(rows):,} more; see --limit", file=sys.stderr)
