"""Run the queries of the report, which are files below ``sql/report``."""

from dataclasses import dataclass
from typing import Any

import duckdb

from ecograph.plan.order import sql_folder

__all__ = ["READ", "Answer", "ask"]

READ = {
    "delta_summary": ("edge_type", "edges", "median_days", "mean_days"),
    "edges": ("child_id", "edge_type"),
    "families": ("root_id", "size", "depth", "last_created_at", "root_position"),
    "figure_checks": ("section", "figure", "published", "found", "agrees"),
    "graph_types": ("graph", "edge_type"),
    "growth": ("month", "models", "edges", "untyped"),
    "language_drift": ("edge_type", "edges_of_both", "child_languages_of_both"),
    "ledger": ("line", "section", "measure", "number"),
    "license_drift": ("edge_type", "drift"),
    "lineage": ("parents", "children", "descendants", "position"),
    "models": ("model_id", "likes", "downloads", "created_at", "position"),
    "published_figures": ("line", "section", "figure", "published"),
    "source_counts": ("measure", "number"),
    "trait_flows": ("graph", "trait", "from_value", "to_value", "traffic"),
}
"""Relations of a build that the files below ``sql/report`` read: columns of each."""


@dataclass(frozen=True)
class Answer:
    """A query as it was run, and its rows.

    Attributes
    ----------
    name : str
        Relation of the schema ``report`` that selects so.
    sql : str
        The query.
    columns : list of str
        Names of its columns.
    rows : list of tuple
        Its rows.
    """

    name: str
    sql: str
    columns: list[str]
    rows: list[tuple[Any, ...]]

    @property
    def records(self) -> list[dict[str, Any]]:
        """The rows, each by the names of the columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    @property
    def numeric(self) -> set[str]:
        """Columns of numbers alone, which stand to the right."""
        return {
            name
            for name, values in zip(
                self.columns, zip(*self.rows, strict=True), strict=False
            )
            if all(isinstance(v, int | float | None) for v in values)
            and not any(isinstance(v, bool) for v in values)
        }


def ask(connection: duckdb.DuckDBPyConnection, name: str) -> Answer:
    """Run what a view of the schema ``report`` selects.

    The views are made in no build, which is only read here: each is asked by the
    select that its file has, and so can anybody else.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A build.
    name : str
        Name of the view: ``sql/report/NAME.sql`` makes it.

    Examples
    --------
    >>> import ecograph
    >>> with ecograph.connect() as connection:
    ...     ask(connection, "edge_types").rows[0][:2]
    ('adapter', 258)
    """
    text = (sql_folder() / "report" / f"{name}.sql").read_text("utf-8")
    _, view, *_ = duckdb.extract_statements(text)
    query = view.query.partition(" as\n")[2].strip()
    result = connection.execute(query)
    columns = [column for column, *_ in result.description or []]
    return Answer(name, query, columns, result.fetchall())
