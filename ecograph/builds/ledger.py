"""The relation ``ledger``, which accounts for all of a source, as text."""

import re
from collections.abc import Iterator

import duckdb

__all__ = ["SUMS", "Ledger", "read_ledger", "summary_lines"]

Ledger = dict[tuple[str, str], int]
"""Section and measure: count."""

SUMS = {"rows", "entries", "edges"}
"""Sections whose first count is the sum of the others."""

PLURAL = r"\b(edge|id|model)s\b"
"""What is counted, in the measures of the ledger."""


def read_ledger(connection: duckdb.DuckDBPyConnection) -> Ledger:
    """Return the relation ``ledger``, in its order."""
    rows = connection.execute("select section, measure, number from ledger").fetchall()
    return {(section, measure): number for section, measure, number in rows}


def summary_lines(ledger: Ledger) -> Iterator[str]:
    """Yield a line per section; counts of 0 are left out, except a first one.

    The columns that are not read have a line each.

    Examples
    --------
    >>> counts = {("rows", "read"): 3, ("rows", "models"): 3, ("rows", "rejected"): 0}
    >>> [*summary_lines(counts)]
    ['rows     3 read = 3 models']
    >>> counts = {("graph", "edges of several types"): 1}
    >>> counts |= {("columns", f"{name} is not read"): 1 for name in "ab"}
    >>> [*summary_lines(counts)][:2]
    ['graph    1 edge of several types', 'columns  a is not read']
    """
    sections: dict[str, list[str]] = {}
    for (section, measure), number in ledger.items():
        counts = sections.setdefault(section, [])
        if section == "columns":
            counts.append(measure)
        elif number or not counts:
            # Of several nouns, the first is what is counted.
            noun = re.sub(PLURAL, r"\1", measure, count=1) if number == 1 else measure
            counts.append(f"{number:,} {noun}")
    for section, (first, *others) in sections.items():
        before, between = (" = ", " + ") if section in SUMS else (", ", ", ")
        if section == "columns":
            before = between = "\n" + " " * 9
        parts = before + between.join(others) if others else ""
        yield from f"{section:9}{first}{parts}".splitlines()
