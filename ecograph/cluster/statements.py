"""Statements of DuckDB that Spark has in another form, as trees."""

from collections.abc import Iterator

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from ecograph.cluster.enums import code_enums, order_enums, without_enums

__all__ = [
    "LIST_FUNCTIONS",
    "Types",
    "inline_aliases",
    "order_by_output",
    "qualified",
    "rewritten",
    "updated",
]

Types = dict[str, dict[str, str]]
"""Columns of each relation, and their types."""

LIST_FUNCTIONS = ("generate_subscripts",)
"""Functions that sqlglot does not know, and that are rewritten here."""


def rewritten(tree: exp.Expr, enums: dict[str, list[str]]) -> exp.Expr:
    """Return a query without what Spark has no words for.

    Parameters
    ----------
    tree : Expr
        A query without macros.
    enums : dict of str to list of str
        Names of columns that are enums, and their values in order.
    """
    root = exp.Paren(this=tree)
    code_enums(root, enums)
    order_enums(root, enums)
    without_enums(root)
    for values in [*root.find_all(exp.Values)]:
        if values.find(exp.Query):
            _select_values(values)
    for select in [*root.find_all(exp.Select)]:
        _unnest(select)
    for found in root.find_all(exp.In):
        _untuple(found)
    return root.unnest()


def qualified(table: exp.Table) -> str:
    """Return the name of a table with its schema."""
    return f"{table.db or 'main'}.{table.name}"


def inline_aliases(scope: Scope, types: Types) -> None:
    """Replace columns that are the alias of an earlier column of the same query."""
    if not isinstance(scope.expression, exp.Select):
        return
    columns: set[str] = set()
    for source in scope.sources.values():
        if isinstance(source, exp.Table):
            columns.update(types.get(qualified(source), {"*": ""}))
        else:
            query = source.expression
            names = query.named_selects if isinstance(query, exp.Query) else ["*"]
            columns.update(names)
    earlier: dict[str, exp.Expr] = {}
    for item in scope.expression.expressions:
        for column in [*item.find_all(exp.Column)]:
            is_alias = not column.table and column.name in earlier
            if is_alias and columns.isdisjoint((column.name, "*")):
                column.replace(exp.paren(earlier[column.name].copy()))
        if isinstance(item, exp.Alias):
            earlier[item.alias] = item.this


def order_by_output(query: exp.Expr) -> exp.Expr | None:
    """Order a query by the names of its columns, where it has them; return how."""
    order = query.args.get("order")
    if order is not None and isinstance(query, exp.Query):
        names = {item.unalias(): item.alias_or_name for item in query.selects}
        for ordered in order.expressions:
            if ordered.this in names:
                ordered.set("this", exp.column(names[ordered.this], quoted=True))
    return order


# --- Rows of values, of lists, and tuples --------------------------------------------


def _select_values(values: exp.Values) -> None:
    """Make rows of values that ask tables a query of each, as Spark's are constants."""
    alias = values.args.get("alias")
    if not alias or not alias.columns:
        part = values.find_ancestor(exp.CTE)
        alias = part.args["alias"] if part else exp.TableAlias()
    names = [column.name for column in alias.columns]
    rows = [
        exp.select(
            *(
                exp.alias_(value.copy(), name)
                for name, value in zip(names, row.expressions, strict=True)
            )
        )
        for row in values.expressions
    ]
    union = exp.union(*rows, distinct=False) if len(rows) > 1 else rows[0]
    is_table = isinstance(values.parent, exp.From | exp.Join)
    values.replace(exp.Subquery(this=union, alias=alias.copy()) if is_table else union)


def _unnest(select: exp.Select) -> None:
    """Make lists that are unnested side by side, or numbered, one explosion.

    The longest gives the rows, as in DuckDB. Lists without a table, or of an aggregate,
    come from a subquery.
    """
    lists = [
        call
        for item in select.expressions
        for call in item.find_all(exp.Explode, exp.Anonymous)
        if isinstance(call, exp.Explode) or call.name in LIST_FUNCTIONS
    ]
    if not lists:
        return
    given = [
        call.this if call.key == "explode" else call.expressions[0] for call in lists
    ]
    if select.args.get("from_") is None or any(g.find(exp.AggFunc) for g in given):
        inner = select.copy()
        names = [f"list_{number}" for number in range(len(given))]
        columns = [exp.alias_(g.copy(), n) for g, n in zip(given, names, strict=True)]
        inner.set("expressions", columns)
        inner.set("with_", None)
        for key in ("where", "group", "joins", "having", "order"):
            select.set(key, None)
        select.from_(inner.subquery("lists"), copy=False)
        given = [exp.column(name, "lists") for name in names]
    sizes = [
        exp.func("coalesce", exp.ArraySize(this=one.copy()), exp.convert(0))
        for one in given
    ]
    longest = exp.func("greatest", *sizes) if len(sizes) > 1 else sizes[0]
    repeat = exp.Anonymous(this="ARRAY_REPEAT", expressions=[exp.convert(0), longest])
    place = exp.paren(exp.column("place", "item") + 1)
    for call, one in zip(lists, given, strict=True):
        is_place = call.key == "anonymous"
        call.replace(place.copy() if is_place else _at(one, place))
    columns = [exp.to_identifier("place"), exp.to_identifier("zero")]
    alias = exp.TableAlias(this=exp.to_identifier("item"), columns=columns)
    select.append(
        "laterals",
        exp.Lateral(this=exp.Posexplode(this=repeat), view=True, alias=alias),
    )


def _at(array: exp.Expr, place: exp.Expr) -> exp.Expr:
    given = [array.copy(), place.copy()]
    return exp.Anonymous(this="TRY_ELEMENT_AT", expressions=given)


def _untuple(found: exp.In) -> None:
    """Compare a tuple with a query's columns, not with one column of tuples."""
    query = found.args.get("query")
    if isinstance(found.this, exp.Tuple) and query is not None:
        (column,) = query.this.expressions
        if isinstance(column, exp.Tuple):
            query.this.set("expressions", column.expressions)


# --- Updates -------------------------------------------------------------------------


def updated(update: exp.Update, before: str, columns: list[str]) -> exp.Select:
    """Return the query of a table's rows after an update.

    Parameters
    ----------
    update : Update
        The statement, with at most one query that it takes values from.
    before : str
        Name of the rows before it.
    columns : list of str
        Names of the table's columns.
    """
    table = update.this.alias_or_name
    where = update.args.get("where")
    condition = where.this.copy() if where else exp.true()
    rows = exp.alias_(exp.to_table(before), table, table=True)
    query = exp.select().from_(rows)
    source = update.args.get("from_")
    if source is not None:
        matched = source.this.copy()
        matched.this.select(exp.alias_(exp.true(), "is_matched"), copy=False)
        query = query.join(matched, on=condition, join_type="left")
        condition = exp.column("is_matched", matched.alias).is_(exp.true())
    new = {one.this.name: one.expression.copy() for one in update.expressions}
    return query.select(*_after(columns, new, table, condition))


def _after(
    columns: list[str], new: dict[str, exp.Expr], table: str, condition: exp.Expr
) -> Iterator[exp.Expr]:
    for name in columns:
        old = exp.column(exp.to_identifier(name, quoted=True), table)
        if name not in new:
            yield old
        else:
            value = exp.Case().when(condition.copy(), new[name]).else_(old)
            yield exp.alias_(value, name, quoted=True)
