"""SQL files as queries of Spark: what is to run, in which order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlglot import exp
from sqlglot.optimizer.scope import traverse_scope

from ecograph.cluster.enums import ENUM_FUNCTIONS
from ecograph.cluster.functions import ANONYMOUS, respelled
from ecograph.cluster.macros import Macros
from ecograph.cluster.statements import (
    LIST_FUNCTIONS,
    Types,
    inline_aliases,
    order_by_output,
    qualified,
    rewritten,
    updated,
)
from ecograph.errors import PlanError
from ecograph.plan.parse import parse
from ecograph.plan.sql_file import SqlFile

__all__ = ["Lowering", "Query", "flat_name"]


@dataclass(frozen=True)
class Query:
    """A query, or a recursion of two, whose rows are kept under a name.

    Attributes
    ----------
    name : str
        The name by which later queries read them.
    text : str
        The query, in Spark's SQL.
    again : str, optional
        Of a recursion, the query of more rows, which reads those that came last by
        `name`, and all so far by ``recurring_`` and `name`.
    is_set : bool
        Whether rows that are there already are left out.
    key : tuple of str
        Columns by which new rows replace those that are there.
    """

    name: str
    text: str
    again: str | None = None
    is_set: bool = False
    key: tuple[str, ...] = ()


def flat_name(name: str) -> str:
    """Return the name of a relation on a cluster, where all are in one schema.

    Examples
    --------
    >>> flat_name("main.edges")
    'main_edges'
    """
    return name.replace(".", "_")


class Lowering:
    """The files of a plan, as queries.

    Parameters
    ----------
    files : list of SqlFile
        All files of the plan.
    types : dict of str to dict of str to str
        The columns of each relation in DuckDB, and their types.
    variables : dict of str to Any
        DuckDB's variables that the files read.
    """

    def __init__(
        self,
        files: list[SqlFile],
        types: Types,
        variables: dict[str, Any],
    ) -> None:
        self.types = types
        self.enums = _enums(types)
        self.variables = variables
        made = {
            file.name: _statements(file)[0] for file in files if file.kind == "macro"
        }
        self.macros = Macros(made)

    def queries(self, file: SqlFile) -> list[Query]:
        """Return the queries that make the relation of a file, a table or a view.

        Raises
        ------
        PlanError
            Something in it has no equivalent in Spark.
        """
        try:
            return [*self._queries(file)]
        except PlanError as error:
            raise PlanError(
                f"{file.path}: does not run on a cluster: {error}; write it otherwise, "
                "or add the equivalent to ecograph/cluster"
            ) from error

    def _queries(self, file: SqlFile) -> Iterator[Query]:
        created, updates = _statements(file)
        name = flat_name(file.name)
        query = created.expression
        if updates:  # a table that is updated by the number of its rows
            query.select("rowid", copy=False)
        columns = [*self.types[file.name], "rowid"]
        names = [f"{name}__{number}" for number in range(len(updates))] + [name]
        yield from self._query(query, names[0])
        for update, before, after in zip(updates, names, names[1:], strict=False):
            for table in update.find_all(exp.Table):
                if table is not update.this and qualified(table) == file.name:
                    _rename(table, before)
            yield from self._query(updated(update, before, columns), after)

    def _query(self, tree: exp.Expr, name: str) -> Iterator[Query]:
        """Yield one query, or of a recursive one the query of each part."""
        query = self.macros.expanded(tree)
        tables: dict[int, exp.Table] = {}
        for scope in traverse_scope(query):
            inline_aliases(scope, self.types)
            for source in scope.sources.values():
                if isinstance(source, exp.Table) and source.db != "recurring":
                    tables[id(source)] = source
        for table in tables.values():
            if "__" not in table.name:  # those are of queries
                _rename(table, flat_name(qualified(table)))
        for part in query.find_all(exp.CTE):
            part.set("materialized", None)
        order_by_output(query)
        parts = query.args.get("with_")
        if parts is None or not parts.recursive:
            yield Query(name, self._text(query))
            return
        query.set("with_", None)
        names = {part.alias: f"{name}__{part.alias}" for part in parts.expressions}
        for part in parts.expressions:
            _refer(part.this, names)
            yield self._part(part, names[part.alias])
        _refer(query, names)
        yield Query(name, self._text(query))

    def _part(self, part: exp.CTE, name: str) -> Query:
        """Return the query of a common table expression of a recursive query."""
        body = part.this
        if not isinstance(body, exp.Union) or not any(
            table.name in (name, f"recurring_{name}")
            for table in body.expression.find_all(exp.Table)
        ):
            return Query(name, self._text(body))
        return Query(
            name,
            self._text(body.this),
            self._text(body.expression.unnest()),
            bool(body.args.get("distinct")),
            tuple(key.name for key in part.args.get("key_expressions") or ()),
        )

    def _text(self, query: exp.Expr) -> str:
        for call in [*query.find_all(exp.Anonymous)]:
            if call.name == "getvariable":
                call.replace(self._variable(call))
            elif call.name not in (*ENUM_FUNCTIONS, *LIST_FUNCTIONS, *ANONYMOUS):
                raise PlanError(f"the function {call.name} has no equivalent in Spark")
        return respelled(rewritten(query, self.enums)).sql("spark", comments=False)

    def _variable(self, call: exp.Anonymous) -> exp.Expr:
        value = self.variables.get(call.expressions[0].name)
        if not isinstance(value, dict):
            return exp.convert(value)
        texts = exp.DataType.build("varchar[]", dialect="duckdb")
        halves = (
            exp.array(*map(exp.convert, half)) for half in (value, value.values())
        )
        return exp.func("map_from_arrays", *(exp.cast(half, texts) for half in halves))


def _statements(file: SqlFile) -> tuple[exp.Create, list[exp.Update]]:
    """Return the statement that creates a file's relation, and its updates.

    sqlglot takes `len` for `length`: here, lists have the one, and texts the other.
    """
    statements = parse(re.sub(r"\blen\(", "array_length(", file.creation))
    created = [one for one in statements if isinstance(one, exp.Create)]
    (made,) = (one for one in created if one.kind != "SCHEMA")
    return made, [one for one in statements if isinstance(one, exp.Update)]


def _enums(types: Types) -> dict[str, list[str]]:
    """Return the names of columns that are enums, and their values."""
    return {
        name: [value.name for value in kind.expressions]
        for columns in types.values()
        for name, text in columns.items()
        if (kind := exp.DataType.build(text, dialect="duckdb")).is_type("enum")
    }


def _rename(table: exp.Table, name: str) -> None:
    """Have a query read a table by another name, and call it as before."""
    if not table.alias:
        table.set("alias", exp.TableAlias(this=exp.to_identifier(table.name)))
    table.set("db", None)
    table.set("this", exp.to_identifier(name))


def _refer(tree: exp.Expr, names: dict[str, str]) -> None:
    """Have a query read other parts by their names."""
    inner = {part.alias for part in tree.find_all(exp.CTE)}
    for table in tree.find_all(exp.Table):
        if table.name in names and table.name not in inner:
            before = "recurring_" if table.db == "recurring" else ""
            _rename(table, before + names[table.name])
