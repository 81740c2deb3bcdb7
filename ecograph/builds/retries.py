"""What to set so that DuckDB reads a source that it has refused at first.

Long rows and several threads cost memory, and copies time, so none is the default.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from ecograph.source.json_repair import repaired_copies
from ecograph.source.source import Source

__all__ = ["reading_settings"]

SIZES = (1 << 26, 1 << 30)
"""Bytes of the longest row or record to allow, one after the other."""


def reading_settings(
    source: Source, stage: Path, errors: Sequence[duckdb.Error]
) -> Iterator[dict[str, object]]:
    """Yield statements, each with its value, after which a source may be readable.

    Parameters
    ----------
    source : Source
        The source.
    stage : Path
        A folder for copies.
    errors : sequence of duckdb.Error
        What DuckDB said so far; the caller appends to it.

    Raises
    ------
    SourceError
        A file cannot be read.
    OSError
        A copy cannot be written.
    """
    if source.layout.format == "csv":
        # A thread that starts inside a quoted cell can fail; one alone cannot.
        yield {"set variable parallel = ?": False}
        for size in SIZES:
            yield {"set variable row_size = ?": size}
    if source.layout.format == "json":
        larger: Iterator[dict[str, object]]
        larger = iter([{"set variable object_size = ?": size} for size in SIZES])
        others = _other_json(source, stage)
        while True:
            is_long = "maximum_object_size" in str(errors[-1])
            settings = next(larger if is_long else others, None)
            if settings is None:
                return
            yield settings


def _other_json(source: Source, stage: Path) -> Iterator[dict[str, object]]:
    if copies := repaired_copies(source.files, stage):
        patterns, replaced = copies
        yield {
            "set variable source = ?": patterns,
            "set variable replaced = ?": replaced,
        }
    if source.json_format == "auto":
        # Some lines have several records, or some records several lines.
        yield {"set variable json_format = ?": "unstructured"}
