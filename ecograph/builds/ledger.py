"""The relation ``ledger``, which accounts for all of a source, as text."""

from collections.abc import Iterator

import duckdb

__all__ = ["SUMS", "Ledger", "read_ledger", "summary_lines"]

Ledger = dict[tuple[str, str], int]
"""Section and measure: count."""

SUMS = {"rows", "entries", "edges"}
"""Sections whose first count is the sum of the others."""


def read_ledger(connection: duckdb.DuckDBPyConnection) -> Ledger:
    """Return the relation ``ledger``, in its order."""
    rows = connection.execute("select section, measure, number from ledger").fetchall()
    return {(section, measure): number for section, measure, number in rows}


def summary_lines(ledger: Ledger) -> Iterator[str]:
    """Yield a line per section; counts of 0 are left out, except a first one.

    Examples
    --------
    >>> counts = {("rows", "read"): 3, ("rows", "models"): 3, ("rows", "rejected"): 0}
    >>> [*summary_lines(counts)]
    ['rows     3 read = 3 models']
    """
    sections: dict[str, list[str]] = {}
    for (section, measure), number in ledger.items():
        counts = sections.setdefault(section, [])
        if section == "columns":
            counts.append(measure)
        elif number or not counts:
            counts.append(f"{number:,} {measure}")
    for section, (first, *others) in sections.items():
        before, between = (" = ", " + ") if section in SUMS else (", ", ", ")
        parts = before + between.join(others) if others else ""
        yield f"{section:9}{first}{parts}"
