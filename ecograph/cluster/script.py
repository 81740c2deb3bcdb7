"""The queries of a build on a cluster, as a script."""

from collections.abc import Iterator

import sqlglot

from ecograph.cluster.build import lowered_files

__all__ = ["as_spark"]


def as_spark() -> Iterator[str]:
    """Yield the lines of the queries, after a comment that names the file."""
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
