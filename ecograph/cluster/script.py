"""The queries of a build on a cluster, as a script."""

from collections.abc import Iterator

import sqlglot

from ecograph.cluster.lowered_files import lowered_files

__all__ = ["as_spark"]

HEADER = """\
-- What `ecograph build --engine` runs, in this order. The rows of each query are kept
-- under the name above it, by which later ones read them. DuckDB makes temp_cells (the
-- source's cells, with the number of each row) and the tables that depend on no source.
-- Options such as --with-json are constants in the queries: here NULL, which is no.
"""


def as_spark() -> Iterator[str]:
    """Yield the lines of the queries, after a comment that names the file."""
    yield HEADER
    for file, queries in lowered_files():
        yield f"-- {file.nearest}"
        for query in queries:
            yield f"-- {query.name}{_repeats(query.again, query.key)}"
            yield _pretty(query.text)
            if query.again is not None:
                yield "-- again, over the rows that came last, until no more come"
                yield _pretty(query.again)
        yield ""


def _repeats(again: str | None, key: tuple[str, ...]) -> str:
    if again is None:
        return ""
    return (
        f", new rows replace those of the same {', '.join(key)}"
        if key
        else ", repeated"
    )


def _pretty(text: str) -> str:
    return sqlglot.parse_one(text, read="spark").sql("spark", pretty=True) + ";"
