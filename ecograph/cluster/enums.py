"""Enums of DuckDB, which are texts in Spark, in alphabetical order."""

from sqlglot import exp

from ecograph.errors import PlanError

__all__ = ["ENUM_FUNCTIONS", "code_enums", "order_enums", "without_enums"]

ENUM_FUNCTIONS = ("enum_code", "enum_range")

COMPARISONS = (exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Max, exp.Min)


def code_enums(tree: exp.Expr, enums: dict[str, list[str]]) -> None:
    """Replace what depends on the order of an enum's values."""
    for call in [*tree.find_all(exp.Anonymous)]:
        if call.name not in ENUM_FUNCTIONS:
            continue
        (given,) = call.expressions
        values = _values(given, enums)
        if not values:
            raise PlanError(f"{call.sql('duckdb')}: is this an enum, and of what?")
        if call.name == "enum_code":
            call.replace(exp.paren(_place(values, given) - 1))
        elif given.find(exp.AnyValue):  # over no rows it is a list, too
            some = exp.Count(this=exp.Star()) >= 0
            call.replace(exp.Case().when(some, _array(values)))
        else:
            call.replace(_array(values))
    for compared in tree.find_all(*COMPARISONS):
        if any(one.name in enums for one in compared.iter_expressions()):
            raise PlanError(f"{compared.sql('duckdb')} compares an enum's order")


def order_enums(tree: exp.Expr, enums: dict[str, list[str]]) -> None:
    """Order by the places of an enum's values."""
    for ordered in tree.find_all(exp.Ordered):
        if values := _values(ordered.this, enums):
            ordered.set("this", _place(values, ordered.this))


def without_enums(tree: exp.Expr) -> exp.Expr:
    """Return a tree in which the type text is in place of enums."""
    for kind in [*tree.find_all(exp.DataType)]:
        if kind.is_type("enum"):
            kind.replace(exp.DataType.build("text"))
    return tree


def _values(node: exp.Expr, enums: dict[str, list[str]]) -> list[str]:
    """Return the values of the enum that an expression is of; none if of none."""
    for cast in node.find_all(exp.Cast):
        if cast.to.is_type("enum"):
            return [value.name for value in cast.to.expressions]
    column = node.find(exp.Column) if node.find(exp.AnyValue) else node
    return enums.get(column.name, []) if isinstance(column, exp.Column) else []


def _array(values: list[str]) -> exp.Expr:
    return exp.array(*map(exp.Literal.string, values))


def _place(values: list[str], node: exp.Expr) -> exp.Expr:
    call = exp.Anonymous(
        this="ARRAY_POSITION", expressions=[_array(values), node.copy()]
    )
    return exp.cast(call, "int")
