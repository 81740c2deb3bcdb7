"""The plan as lines for the DuckDB shell."""

from collections.abc import Iterator

from ecograph.plan.sql_file import ATTACHED, SqlFile

__all__ = ["as_shell"]


def as_shell(files: list[SqlFile]) -> Iterator[str]:
    """Yield the lines that run the files in the DuckDB shell."""
    if any(file.name.startswith("diff.") for file in files):
        for alias in ATTACHED:
            yield f"-- First: attach 'FOLDER/ecograph.duckdb' as {alias} (read_only);"
    else:
        yield "-- First name the source: set variable source = 'models.csv';"
    yield ".bail on"
    for file in files:
        yield f'.read "{file.nearest}"'
