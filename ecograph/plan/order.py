"""The SQL files and the order in which they run, derived from the SQL itself."""

import graphlib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.scope import traverse_scope

from ecograph.errors import PlanError
from ecograph.source.layouts import LAYOUTS

__all__ = [
    "ATTACHED",
    "BUILD",
    "DIFF",
    "REPORT",
    "SAMPLE",
    "SqlFile",
    "plan",
    "sql_folder",
]

BUILD = ("temp", "main", "checks", "meta")
"""Schemas of a build: what is needed on the way, what a person queries, what checks
that, and provenance."""

SAMPLE = ("sample",)
"""Schema of the made-up table."""

DIFF = ("diff",)
"""Schema of what changed from one build to another."""

REPORT = ("report",)
"""Schema of what a page about a build shows, over the relations of BUILD."""

ATTACHED = ("old_build", "new_build")
"""Catalogs of the two builds that DIFF reads; they are there before any file runs."""

UNPARSED = r"(?<=comment on macro) table| := (null|\[[^]]*\])"
"""What DuckDB has and sqlglot does not: the kind of a macro in a comment, and what
its parameters are by default."""

READ = frozenset({"temp.cells", "temp.hub_records"})
"""What the files of the layouts make."""


@dataclass(frozen=True)
class SqlFile:
    """One file of SQL, which makes one relation or macro.

    Attributes
    ----------
    name : str
        Its folder and stem: ``"main.edges"``.
    makes : str
        What it makes, with its schema. That is its name, but for a layout, which
        makes the relation that all layouts have in common.
    kind : str
        ``"table"``, ``"view"`` or ``"macro"``.
    version : int
        Version of the relation's contract, its columns and their types.
    path : Path
        The file.
    text : str
        Its statements.
    reads : frozenset of str
        Relations and macros that must be made before it.
    """

    name: str
    makes: str
    kind: str
    version: int
    path: Path
    text: str
    reads: frozenset[str]

    @property
    def place(self) -> str:
        """Path below the folder ``sql``, as ``main/edges.sql``."""
        return "/".join(self.path.parts[-2:])

    @property
    def nearest(self) -> str:
        """Path from the current folder where the file is below it, else in full."""
        here = Path.cwd()
        inside = self.path.is_relative_to(here)
        return (self.path.relative_to(here) if inside else self.path).as_posix()

    @property
    def sha256(self) -> str:
        """SHA-256 of the file's text, in hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def is_temporary(self) -> bool:
        """Whether what it makes is gone with the connection."""
        return self.makes.startswith("temp.")

    @property
    def drop(self) -> str:
        """The statement that drops the table that it makes."""
        statement = sqlglot.parse_one("drop table relation", read="duckdb")
        next(statement.find_all(exp.Table)).replace(exp.to_table(self.makes))
        return statement.sql("duckdb")


def sql_folder() -> Path:
    """Return the folder of the SQL files: the wheel's, else the checkout's.

    Examples
    --------
    >>> sql_folder().name
    'sql'
    """
    package = Path(__file__).parents[1]
    inside = package / "sql"
    return inside if inside.is_dir() else package.parent / "sql"


def plan(
    schemas: tuple[str, ...] = BUILD,
    folder: Path | None = None,
    layout: str = "ai_ecosystem_csv",
) -> list[SqlFile]:
    """Return the SQL files of some schemas, each after those that it reads.

    Of those that could be next, it is the one that reads the oldest relation, so
    that a temporary table is soon read for the last time.

    Parameters
    ----------
    schemas : tuple of str
        Names of folders below `folder`.
    folder : Path, optional
        Where the SQL files are; by default those of this package.
    layout : str, optional
        Name of the layout of the source, of which the files join those of the
        schema ``temp``.

    Raises
    ------
    PlanError
        A file does not parse, makes another relation than its path says, reads
        one that no file makes, or files read each other in a circle.

    Examples
    --------
    >>> names = [file.name for file in plan()]
    >>> names.index("temp.source") < names.index("main.models")
    True
    """
    folder = folder or sql_folder()
    paths = [path for schema in schemas for path in (folder / schema).glob("*.sql")]
    if "temp" in schemas:
        paths += [folder / "layout" / f"{stem}.sql" for stem in LAYOUTS[layout].files]
    names = frozenset(f"{path.parent.name}.{path.stem}" for path in paths) | READ
    files = {
        file.makes: file for file in (_read(path, names) for path in sorted(paths))
    }
    sorter = graphlib.TopologicalSorter({n: f.reads for n, f in files.items()})
    try:
        sorter.prepare()
    except graphlib.CycleError as error:
        circle = " reads ".join(files[name].place for name in reversed(error.args[1]))
        raise PlanError(
            f"the SQL files read each other in a circle: {circle}; take one of the "
            "references out"
        ) from error
    relations = {name for name, file in files.items() if file.kind != "macro"}
    order: list[str] = []
    ready: set[str] = set()
    while sorter.is_active():
        ready.update(sorter.get_ready())
        age = {
            name: min(map(order.index, files[name].reads & relations), default=-1)
            for name in ready
        }
        name = min(ready, key=lambda name: (age[name], name))
        ready.remove(name)
        order.append(name)
        sorter.done(name)
    return [files[name] for name in order]


@cache
def _read(path: Path, names: frozenset[str]) -> SqlFile:
    """Read one SQL file and find out what it makes and what it needs for that."""
    name = f"{path.parent.name}.{path.stem}"
    text = path.read_text(encoding="utf-8")
    title = re.match(r"-- (?:main\.)?(\S+?)(?:\(.*\))? · version (\d+)\n", text)
    if title is None or title[1] != name.removeprefix("main."):
        raise PlanError(
            f"{path}: the first line should be "
            f"`-- {name.removeprefix('main.')} · version 1`"
        )
    try:
        statements = sqlglot.parse(re.sub(UNPARSED, "", text), read="duckdb")
    except sqlglot.errors.ParseError as error:
        raise PlanError(f"{path}: sqlglot cannot parse it: {error}") from error
    created = [s for s in statements if isinstance(s, exp.Create)]
    made = [s for s in created if s.kind != "SCHEMA"]
    makes = [_made_name(statement) for statement in made]
    if makes != [name] and not (path.parent.name == "layout" and {*makes} <= READ):
        raise PlanError(
            f"{path}: it should make {name} and nothing else, after its path; found "
            f"{', '.join(makes) or 'no create statement'}"
        )
    reads = set(_tables(made[0])) | set(_functions(made[0], names))
    for read in sorted(reads - names):
        raise PlanError(
            f"{path}: it reads {read}, which no SQL file makes; "
            f"is it misspelt, or is sql/{read.replace('.', '/')}.sql missing?"
        )
    return SqlFile(
        name,
        *(makes[0], str(made[0].kind).lower(), int(title[2])),
        *(path, text, frozenset(reads)),
    )


def _qualified(table: exp.Table) -> str:
    return f"{table.db or 'main'}.{table.name}"


def _made_name(statement: exp.Create) -> str:
    (table,) = statement.this.find_all(exp.Table)
    if statement.find(exp.TemporaryProperty):
        return f"temp.{table.name}"
    return _qualified(table)


def _tables(statement: exp.Create) -> Iterator[str]:
    """Yield the relations that a statement reads, common table expressions aside."""
    body = statement.expression
    if body is None:
        return
    queries = [body] if isinstance(body, exp.Query) else body.find_all(exp.Subquery)
    for query in queries:
        for scope in traverse_scope(query):
            for source in scope.sources.values():
                if not isinstance(source, exp.Table) or not source.name:
                    continue
                # DuckDB's name for what a recursion has found so far.
                if source.db != "recurring" and source.catalog not in ATTACHED:
                    yield _qualified(source)


def _functions(statement: exp.Create, names: frozenset[str]) -> Iterator[str]:
    """Yield the macros that a statement calls; one with a schema is never DuckDB's."""
    for call in statement.find_all(exp.Func):
        known = not isinstance(call, exp.Anonymous)
        name = call.sql_name() if known else str(call.this)
        if isinstance(call.parent, exp.Dot):
            yield f"{call.parent.this.name}.{name.lower()}"
        elif f"main.{name.lower()}" in names:
            yield f"main.{name.lower()}"
