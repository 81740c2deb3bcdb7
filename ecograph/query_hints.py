"""What a query that fails may have meant: a macro, or a data frame."""

import re
from typing import NamedTuple

import duckdb

__all__ = ["Macro", "find_macro", "frame_hint", "macro_hint"]

UNKNOWN_TABLE = r"Table with name (\w+) does not exist"
"""What DuckDB says of a table that there is not."""


class Macro(NamedTuple):
    """A macro of a build.

    Attributes
    ----------
    name : str
        Its name.
    is_table : bool
        Whether it gives rows, and not a value.
    parameters : list of str
        Names of its parameters.
    """

    name: str
    is_table: bool
    parameters: list[str]

    @property
    def signature(self) -> str:
        """Its name and its parameters: ``"ancestors(id, types)"``."""
        return f"{self.name}({', '.join(self.parameters)})"

    @property
    def keyword(self) -> str:
        """What a query calls it with."""
        return "from" if self.is_table else "select"

    @property
    def in_python(self) -> str:
        """How to call it: of a table macro, the first parameter is enough."""
        given = self.parameters[:1] if self.is_table else self.parameters
        call = f"{self.name}({', '.join(f'${name}' for name in given)})"
        values = "".join(f", {name}=…" for name in given)
        return f'ecograph.sql("{self.keyword} {call}"{values})'

    @property
    def in_sql(self) -> str:
        """How to call it in a query."""
        value = "'OWNER/NAME'" if self.parameters[:1] == ["id"] else "'…'"
        call = f"{self.name}({value})" if self.is_table else self.signature
        return f"{self.keyword} {call}"


def find_macro(connection: duckdb.DuckDBPyConnection, name: str) -> Macro | None:
    """Return the macro of a name, if a build has one."""
    row = connection.execute(
        "select function_name, function_type = 'table_macro', parameters "
        "from duckdb_functions() where not internal and function_name = lower(?)",
        [name],
    ).fetchone()
    return Macro(*row) if row else None


def macro_hint(connection: duckdb.DuckDBPyConnection, error: duckdb.Error) -> str:
    """Return how to call the macro that a query took for a table, if that is why."""
    found = re.search(UNKNOWN_TABLE, str(error))
    macro = find_macro(connection, found[1]) if found else None
    if macro is None:
        return ""
    return (
        f"\n\n{macro.name} is a macro, {macro.signature}; call it, as in: "
        f"{macro.in_sql}"
    )


def frame_hint(error: duckdb.Error) -> str:
    """Return how to give a data frame, if a table of a query does not exist."""
    found = re.search(UNKNOWN_TABLE, str(error))
    if found is None:
        return ""
    name = found[1]
    return f"\n\nIf {name} is a data frame, give it: sql(query, {name}={name})"
