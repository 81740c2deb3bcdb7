"""Read the rows of `ecograph licenses`, and write them to a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from ecograph.analysis.licenses import DISCLAIMER, VERDICTS
from ecograph.cli.output_formats import write_csv, write_json
from ecograph.cli.xlsx import write_workbook

__all__ = ["LICENSE_FILES", "read_counts", "read_rows"]

Rows = list[tuple[Any, ...]]

WORST_FIRST = """
    select * exclude (place)
    from screened
    order by list_position($verdicts, verdict), place
    limit $limit
"""

AS_ASKED = "select * exclude (place) from screened order by place"

COUNTS = """
    select
        verdict,
        count(*)
    from screened
    group by verdict
    order by list_position($verdicts, verdict)
"""

BUILD = "select source_name, build_id, built_at from meta.build"

SHORT = ("asked", "verdict", "licenses", "ancestors", "reason")
"""The columns that fit a terminal."""

MEANING = {
    "not found": "The build has no model of this id.",
    "conflict": "An ancestor asks for terms that the model does not state, or forbids "
    "derivatives.",
    "unknown": "The model or an ancestor names no licence or one whose terms are not "
    "known, or a parent is not in the build.",
    "ok": "The lineage is known as a whole, and the model states all of its terms.",
}
"""What each verdict means."""


def read_counts(connection: DuckDBPyConnection) -> dict[str, int]:
    """Return how many models have each verdict, the worst first."""
    rows = connection.execute(COUNTS, {"verdicts": [*VERDICTS]}).fetchall()
    return dict(rows)


def read_rows(
    connection: DuckDBPyConnection, limit: int | None = None, *, is_short: bool = False
) -> tuple[list[str], Rows]:
    """Return columns and rows as asked for; or with a limit, the worst first.

    Lists are texts if the columns are those that fit a terminal.
    """
    if limit is None:
        result = connection.execute(AS_ASKED)
    else:
        values = {"verdicts": [*VERDICTS], "limit": limit}
        result = connection.execute(WORST_FIRST, values)
    columns = [name for name, *_ in result.description or []]
    rows = result.fetchall()
    if not is_short:
        return columns, rows
    places = [columns.index(name) for name in SHORT]
    return [*SHORT], [tuple(_text(row[place]) for place in places) for row in rows]


def _write_csv(connection: DuckDBPyConnection, path: Path) -> None:
    columns, rows = read_rows(connection)
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(columns, [tuple(map(_text, row)) for row in rows], file)


def _write_json(connection: DuckDBPyConnection, path: Path) -> None:
    columns, rows = read_rows(connection)
    with path.open("w", encoding="utf-8") as file:
        write_json(columns, rows, file)


def _write_parquet(connection: DuckDBPyConnection, path: Path) -> None:
    connection.sql(AS_ASKED).write_parquet(str(path.absolute()))


def _write_xlsx(connection: DuckDBPyConnection, path: Path) -> None:
    columns, rows = read_rows(connection)
    about: Rows = [(DISCLAIMER, None), (None, None)]
    about += [(verdict, MEANING[verdict]) for verdict in VERDICTS]
    about += [(None, None), *_build(connection).items()]
    sheets: dict[str, tuple[list[Any], Rows]] = {
        "screen, not legal advice": (
            [name.replace("_", " ") for name in columns],
            [tuple(map(_text, row)) for row in rows],
        ),
        "about": (["about this sheet", None], about),
    }
    write_workbook(sheets, path)


def _write_html(connection: DuckDBPyConnection, path: Path) -> None:
    from ecograph.html.render import render

    columns, rows = read_rows(connection)
    place = columns.index("verdict")
    values = {
        "build": _build(connection),
        "columns": columns,
        "counts": read_counts(connection),
        "disclaimer": DISCLAIMER,
        "meaning": MEANING,
        "rows": sorted(rows, key=lambda row: VERDICTS.index(row[place])),
    }
    path.write_text(render("licenses", [], values), "utf-8")


def _build(connection: DuckDBPyConnection) -> dict[str, str]:
    """Return what tells the build from others; empty if it was made in the shell."""
    row = connection.execute(BUILD).fetchone()
    names = ("source", "build", "built at, in UTC")
    return {} if row is None else dict(zip(names, map(str, row), strict=True))


def _text(value: Any) -> Any:
    """Return a value, and a list as a text."""
    return "; ".join(value) if isinstance(value, list) else value


LICENSE_FILES: dict[str, Callable[[DuckDBPyConnection, Path], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
    ".parquet": _write_parquet,
    ".json": _write_json,
    ".html": _write_html,
}
"""The function that writes each extension."""
