"""Parse an SQL file: its header, what it makes, and what it reads."""

import re
from collections.abc import Iterator
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.scope import traverse_scope

from ecograph.errors import PlanError
from ecograph.plan.sql_file import ATTACHED, COMMENT, SqlFile

__all__ = ["parse", "parse_sql_file"]

UNPARSED = r"(?<=comment on macro) table| := (null|\w+\(\)|\[[^]]*\])"
"""What DuckDB has and sqlglot does not: the kind of a macro in a comment, and default
values of its parameters."""


def parse(text: str) -> list[exp.Expr]:
    """Return the statements of an SQL file as sqlglot parses them.

    Examples
    --------
    >>> [statement.key for statement in parse("create view a as select 1 as x;")]
    ['create']
    """
    statements = sqlglot.parse(re.sub(UNPARSED, "", text), read="duckdb")
    return [statement for statement in statements if statement is not None]


def parse_sql_file(path: Path, folder: Path) -> SqlFile:
    """Parse one SQL file: find out what it makes and what it needs for that.

    Parameters
    ----------
    path : Path
        The file.
    folder : Path
        The folder ``sql`` that it is in.

    Raises
    ------
    PlanError
        It does not parse, does not make one relation, the one that its name says,
        or lacks its header.
    """
    text = path.read_text(encoding="utf-8")
    try:
        statements = parse(text.partition(COMMENT)[0])
    except sqlglot.errors.ParseError as error:
        raise PlanError(f"{path}: sqlglot cannot parse it: {error}") from error
    created = [s for s in statements if isinstance(s, exp.Create)]
    made = [s for s in created if s.kind != "SCHEMA"]
    names = [_made_name(statement) for statement in made]
    if len(names) != 1:
        raise PlanError(
            f"{path}: it should make one relation or macro; found "
            f"{', '.join(names) or 'no create statement'}"
        )
    kind = str(made[0].kind).lower()
    _expect_file_name(path, names[0], kind)
    return SqlFile(
        name=names[0],
        kind=kind,
        version=_version(path, text, names[0].removeprefix("main.")),
        place=path.relative_to(folder).as_posix(),
        path=path,
        text=text,
        reads=frozenset([*_tables(made[0]), *_functions(made[0], with_schema=True)]),
        calls=frozenset(_functions(made[0], with_schema=False)),
        drop=_drop_statement(names[0]),
    )


def _expect_file_name(path: Path, name: str, kind: str) -> None:
    """Refuse a file that is not named after what it makes; layouts have own names."""
    if path.parent.name == "layouts":
        return
    expected = name.partition(".")[2] + (".macro.sql" if kind == "macro" else ".sql")
    if path.name != expected:
        raise PlanError(
            f"{path}: it makes the {kind} {name}, so it should be called {expected}"
        )


def _version(path: Path, text: str, title: str) -> int:
    """Return the version of the contract, which the header gives."""
    header = re.match(
        rf"-- {re.escape(title)}(?:\(.*\))? · version (\d+)\n--\n-- One ", text
    )
    if header is None:
        raise PlanError(
            f"{path}: it should begin with three lines, the relation and the version "
            f"of its columns, `-- {title} · version 1`, then `--`, then what one row "
            f"is, `-- One row per …`; found {text.splitlines()[:3]}"
        )
    return int(header[1])


def _drop_statement(name: str) -> str:
    statement = sqlglot.parse_one("drop table relation", read="duckdb")
    next(statement.find_all(exp.Table)).replace(exp.to_table(name))
    return statement.sql("duckdb")


def _qualified(table: exp.Table) -> str:
    return f"{table.db or 'main'}.{table.name}"


def _made_name(statement: exp.Create) -> str:
    (table,) = statement.this.find_all(exp.Table)
    if statement.find(exp.TemporaryProperty):
        return f"temp.{table.name}"
    return _qualified(table)


def _tables(statement: exp.Create) -> Iterator[str]:
    """Yield the relations that a statement reads, without common table expressions."""
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


def _functions(statement: exp.Create, *, with_schema: bool) -> Iterator[str]:
    """Yield the functions that are called, with their schema or without one.

    Macros of the attached builds are left out.
    """
    for call in statement.find_all(exp.Func):
        known = not isinstance(call, exp.Anonymous)
        name = (call.sql_name() if known else str(call.this)).lower()
        parent = call.parent
        if isinstance(parent, exp.Dot):
            if parent.this.key == "dot" and parent.this.this.name in ATTACHED:
                continue
            schema = parent.this.name
        else:
            schema = parent.db if isinstance(parent, exp.Table) else ""
        if bool(schema) is with_schema:
            yield f"{schema}.{name}" if schema else name
