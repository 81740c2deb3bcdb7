"""Which relations an engine makes, and which DuckDB makes before and after it."""

from collections.abc import Iterator
from dataclasses import dataclass

from ecograph.plan.sql_file import SqlFile

__all__ = ["BY_DUCKDB", "CELLS", "VIEWS", "Scope", "scope_of"]

CELLS = "temp.cells"
"""The cells of the source, which DuckDB reads whatever its layout."""

VIEWS = (
    "main.delta_summary",
    "main.edge_deltas",
    "main.families",
    "main.finetune_edges",
    "main.ledger",
    "main.models",
    "main.nomerges_edges",
)
"""Views whose rows are kept as well: they read everything, and others are queries."""

BY_DUCKDB = {
    "main.license_lists": r"`\b` of its regular expressions differs between engines",
    "main.list_traits": "Sail cannot filter lists that a lambda makes",
}
"""Tables that do not run on each engine, with the reason: DuckDB makes them of what the
engine has made. They are read from few columns."""


@dataclass(frozen=True)
class Scope:
    """The files of a plan that a build on a cluster runs.

    Attributes
    ----------
    before : list of SqlFile
        Relations that do not depend on the source, which DuckDB makes.
    steps : list of SqlFile
        Relations that the engine makes, in their order.
    after : list of SqlFile
        Tables that DuckDB makes at the end.
    """

    before: list[SqlFile]
    steps: list[SqlFile]
    after: list[SqlFile]

    @property
    def kept(self) -> list[SqlFile]:
        """Relations that are there in the end."""
        files = [*self.before, *self.steps, *self.after]
        return [f for f in files if f.name in VIEWS or is_kept_table(f)]


def scope_of(files: list[SqlFile]) -> Scope:
    """Return which files run where: all tables, some views, and what these read.

    Examples
    --------
    >>> from ecograph.plan.order import plan
    >>> scope = scope_of(plan())
    >>> [file.name for file in scope.steps][:1], [file.name for file in scope.after][:1]
    (['temp.source'], ['main.license_lists'])
    """
    read = {CELLS, *_readers(files)}
    needed = {file.name for file in files if file.name in VIEWS or is_kept_table(file)}
    for file in reversed(files):
        if file.name in needed and file.name not in BY_DUCKDB and file.name != CELLS:
            needed |= file.reads
    wanted = [file for file in files if file.name in needed and file.kind != "macro"]
    made = [file for file in wanted if file.name in read and file.name != CELLS]
    return Scope(
        [file for file in wanted if file.name not in read and not _is_source(file)],
        [file for file in made if file.name not in BY_DUCKDB],
        [file for file in made if file.name in BY_DUCKDB],
    )


def is_kept_table(file: SqlFile) -> bool:
    """Whether a file makes a table of the schema main."""
    return file.kind == "table" and file.name.startswith("main.")


def _is_source(file: SqlFile) -> bool:
    """Whether a file reads the source in its layout, or comes before that."""
    return file.place.startswith("source/")


def _readers(files: list[SqlFile]) -> Iterator[str]:
    """Yield the relations that depend on the cells."""
    found = {CELLS}
    for file in files:
        if not found.isdisjoint(file.reads):
            found.add(file.name)
            yield file.name
