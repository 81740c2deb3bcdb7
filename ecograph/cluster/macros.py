"""The macros of the SQL files, put in place of their calls."""

from collections.abc import Iterator

from sqlglot import exp

from ecograph.errors import PlanError

__all__ = ["Macros"]


class Macros:
    """Macros by their names, as statements that create them.

    Parameters
    ----------
    created : dict of str to exp.Create
        Name of each macro, with its schema: its statement.
    """

    def __init__(self, created: dict[str, exp.Create]) -> None:
        self.created = created

    def expanded(self, tree: exp.Expr) -> exp.Expr:
        """Return a tree without calls of macros."""
        root = exp.Paren(this=tree)
        while call := next(self._calls(root), None):
            place = call.parent if isinstance(call.parent, exp.Dot) else call
            place.replace(self._body(call))
        return root.unnest()

    def _calls(self, tree: exp.Expr) -> Iterator[exp.Anonymous]:
        return (
            c for c in tree.find_all(exp.Anonymous) if self._name(c) in self.created
        )

    def _name(self, call: exp.Anonymous) -> str:
        dot = call.parent
        schema = dot.this.name if isinstance(dot, exp.Dot) else "main"
        return f"{schema}.{call.name.lower()}"

    def _body(self, call: exp.Anonymous) -> exp.Expr:
        """Return what a macro is with the arguments of a call."""
        created = self.created[self._name(call)]
        names = [parameter.name for parameter in created.this.expressions]
        if isinstance(call.parent, exp.Table):
            raise PlanError(f"the table macro {call.name} does not run on a cluster")
        given = dict(zip(names, call.expressions, strict=True))
        body = exp.paren(created.expression.copy())
        for column in [*body.find_all(exp.Column)]:
            if column.name in given and not column.table:
                column.replace(exp.paren(given[column.name].copy()))
        return body
