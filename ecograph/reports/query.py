"""Run the queries of the report, which are the views below ``sql/report``."""

from dataclasses import dataclass
from typing import Any

import duckdb

from ecograph.plan.sql_file import sql_folder

__all__ = ["MOST_ROWS", "REQUIRED", "QueryResult", "run_query"]

MOST_ROWS = 10
"""At how many rows the rankings of the schema ``report`` end: more may be equal."""

REQUIRED = {
    "created_on": ("created_at", "is_floor"),
    "delta_summary": ("edge_type", "edges", "edges_with_days", "median_days"),
    "edges": ("child_id", "edge_type"),
    "families": ("root_id", "size", "depth", "last_created_at_is_floor"),
    "family_growth": ("root_id", "month", "is_floor", "models", "models_so_far"),
    "figure_checks": ("section", "figure", "published", "found", "agrees"),
    "frequent_values": ("graph", "trait", "trait_value", "models"),
    "graph_types": ("graph", "edge_type"),
    "growth": ("month", "is_floor", "models", "edges", "untyped"),
    "language_drift": ("edge_type", "edges_of_both", "child_languages_of_both"),
    "ledger": ("line", "section", "measure", "number"),
    "license_drift": ("edge_type", "drift"),
    "license_verdicts": ("verdict",),
    "lineage": ("parents", "children", "descendants", "position"),
    "missing_parents": ("parent_id", "status", "suggested_id"),
    "models": ("model_id", "likes", "downloads", "created_at_is_floor"),
    "parents": ("parent_id", "child_position"),
    "published_figures": ("line", "section", "figure", "published"),
    "renames": ("old_id", "new_id", "is_agreed"),
    "source_counts": ("measure", "number"),
    "trait_flows": ("graph", "trait", "from_value", "to_value", "traffic"),
}
"""What the queries read of a build: relations with columns of each, and a macro."""


@dataclass(frozen=True)
class QueryResult:
    """A query and its result.

    Attributes
    ----------
    sql : str
        The query.
    columns : list of str
        Names of the columns.
    rows : list of tuple
        The rows.
    """

    sql: str
    columns: list[str]
    rows: list[tuple[Any, ...]]

    @property
    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    @property
    def numeric(self) -> set[str]:
        """Columns that hold only numbers, which are aligned to the right."""
        return {
            name
            for name, values in zip(
                self.columns, zip(*self.rows, strict=True), strict=False
            )
            if all(isinstance(v, int | float | None) for v in values)
            and not any(isinstance(v, bool) for v in values)
        }


def run_query(connection: duckdb.DuckDBPyConnection, name: str) -> QueryResult:
    """Run the query of a view of the schema ``report``.

    A build has no such views, and is only read here: the query is taken from the
    ``create view`` statement, and anybody else can run it too.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A build.
    name : str
        Name of the view, which ``sql/report/NAME.sql`` creates.

    Examples
    --------
    >>> import ecograph
    >>> with ecograph.connect() as connection:
    ...     run_query(connection, "edge_types").rows[1][:2]
    ('finetune', 158)
    """
    text = (sql_folder() / "report" / f"{name}.sql").read_text("utf-8")
    _, view, *_ = duckdb.extract_statements(text)
    query = view.query.partition(" as\n")[2].strip()
    result = connection.execute(query)
    columns = [column for column, *_ in result.description or []]
    return QueryResult(query, columns, result.fetchall())
