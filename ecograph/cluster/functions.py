"""DuckDB's functions in the words of Spark, where name or meaning differ."""

import re
from collections.abc import Callable
from typing import Any

from sqlglot import exp

from ecograph.cluster.regex import UTF8, portable
from ecograph.errors import PlanError

__all__ = ["ANONYMOUS", "respelled"]


def respelled(tree: exp.Expr) -> exp.Expr:
    """Return a tree whose functions are Spark's.

    Raises
    ------
    PlanError
        Arguments of a function have no equivalent in Spark.
    """
    root = exp.Paren(this=tree)
    for node in reversed([*root.walk()]):  # what is inside comes first
        named = ANONYMOUS.get(node.name.lower()) if node.key == "anonymous" else None
        rule = named or KNOWN.get(type(node))
        if rule is not None:
            node.replace(rule(node))
    return root.unnest()


def _call(name: str, *arguments: Any) -> exp.Expr:
    """Return a call that sqlglot writes as it stands."""
    return exp.Anonymous(this=name, expressions=[*arguments])


def _text(node: exp.Expr) -> str | None:
    """Return the text of a constant, through parentheses and concatenations."""
    if isinstance(node, exp.Literal) and node.is_string:
        return str(node.this)
    if isinstance(node, exp.Paren):
        return _text(node.this)
    if isinstance(node, exp.DPipe):
        parts = [_text(part) for part in node.flatten()]
        return None if None in parts else "".join(map(str, parts))
    return None


def _constant(node: exp.Expr) -> str:
    text = _text(node)
    if text is None:
        raise PlanError(f"a constant is needed here: {node.sql('duckdb')}")
    return text


def _pattern(node: exp.Expr, around: tuple[str, str] = ("", "")) -> exp.Expr:
    before, after = around
    return exp.Literal.string(before + portable(_constant(node.expression)) + after)


def _matches(node: exp.Expr) -> exp.Expr:
    return exp.paren(exp.RegexpLike(this=node.this, expression=_pattern(node)))


def _full_match(node: exp.Expr) -> exp.Expr:
    whole = _pattern(node, (r"\A(?:", r")\z"))
    return exp.paren(exp.RegexpLike(this=node.this, expression=whole))


def _extract(node: exp.Expr) -> exp.Expr:
    group = node.args.get("group") or exp.Literal.number(0)
    return _call("REGEXP_EXTRACT", node.this, _pattern(node), group)


def _extract_all(node: exp.Expr) -> exp.Expr:
    group = exp.Literal.number(0)
    return _call("REGEXP_EXTRACT_ALL", node.this, _pattern(node), group)


def _replace(node: exp.Expr) -> exp.Expr:
    r"""Replace one match, or all with the option ``g``; `\1` is `$1`.

    Spark replaces all. What precedes the first match is then a group of its own, and
    the text from its beginning is what matches.
    """
    new = _constant(node.args["replacement"])
    options = node.args.get("modifiers")
    once = options is None or "g" not in options.name
    if re.search(r"\$|\\\\|\\\d\w", new):
        raise PlanError(f"this replacement reads otherwise in Spark: {new!r}")
    new = re.sub(r"\\(\d)", lambda group: f"${int(group[1]) + once}", new)
    around = (r"\A([\s\S]*?)(?:", ")") if once else ("", "")
    if once and re.match(r"\w", new):
        raise PlanError(f"a replacement of one match cannot begin with {new[0]}")
    replacement = _string(f"$1{new}" if once else new)
    return _call("REGEXP_REPLACE", node.this, _pattern(node, around), replacement)


def _split(node: exp.Expr) -> exp.Expr:
    by = re.sub(r"[\\.*+?()\[\]{}|^$]", r"\\\g<0>", _constant(node.expression))
    return _call("SPLIT", node.this, exp.Literal.string(by))


def _lower(node: exp.Expr) -> exp.Expr:
    """Return a call that makes one letter of one: not two of İ, no final sigma."""
    letters = (exp.Literal.string("İΣ"), exp.Literal.string("iσ"))
    return _call("LOWER", _call("TRANSLATE", node.this, *letters))


def _chr(node: exp.Expr) -> exp.Expr:
    """Return the character of any code, as its UTF-16: Spark's chr ends at 255."""
    (code,) = node.expressions
    if isinstance(code, exp.Literal):
        return _string(chr(int(code.name)))
    one = _call("LPAD", _call("HEX", code.copy()), exp.Literal.number(4), _string("0"))
    above = exp.paren(code.copy() - 65536)
    pair = [
        _call("HEX", exp.IntDiv(this=above, expression=exp.convert(1024)) + 0xD800),
        _call("HEX", exp.Mod(this=above.copy(), expression=exp.convert(1024)) + 0xDC00),
    ]
    digits = exp.Case().when(code < 0x10000, one).else_(_call("CONCAT", *pair))
    return _call("DECODE", _call("UNHEX", digits), _string("UTF-16BE"))


def _string(text: str) -> exp.Expr:
    return exp.Literal.string(text)


def _not_null(array: exp.Expr) -> exp.Expr:
    return _call("ARRAY_COMPACT", array)


def _concat_lists(node: exp.Expr) -> exp.Expr:
    """Return a call that takes a list that is NULL for an empty one."""
    lists = [node.this, *node.expressions]
    return _call("FLATTEN", _not_null(_call("ARRAY", *lists)))


def _url_decode(node: exp.Expr) -> exp.Expr:
    """Decode each run of %XX by itself, so that others stay as they are.

    Where a run is not UTF-8, DuckDB fails, and this is NULL, as with `try` around it.
    """
    if not isinstance(node.parent, exp.Try):
        raise PlanError("url_decode without try fails where escapes are not UTF-8")
    (text,) = node.expressions
    runs = _string("(?:%[0-9A-Fa-f]{2})++|[^%]++|%")
    run, runs_found = exp.column("run"), _call("REGEXP_EXTRACT_ALL", text, runs)
    runs_found.append("expressions", exp.Literal.number(0))
    is_coded = exp.RegexpLike(this=run.copy(), expression=_string("%[0-9A-Fa-f]{2}"))
    is_utf8 = exp.RegexpLike(this=run.copy(), expression=_string(UTF8))
    digits = _call("REPLACE", run.copy(), _string("%"), _string(""))
    decoded = exp.cast(_call("UNHEX", digits), "text")
    piece = exp.Case().when(is_coded.copy(), decoded).else_(run.copy())
    wrong = exp.and_(is_coded, exp.not_(is_utf8))
    number = exp.ArraySize(this=_call("FILTER", runs_found.copy(), _of_run(wrong)))
    joined = _call("ARRAY_JOIN", _call("TRANSFORM", runs_found, _of_run(piece)))
    joined.append("expressions", _string(""))
    return exp.Case().when(exp.EQ(this=number, expression=exp.convert(0)), joined)


def _tried(node: exp.Expr) -> exp.Expr:
    """Return what is tried: a decoded URL, which is NULL already where it fails."""
    if not isinstance(node.this, exp.Case):
        raise PlanError("only url_decode can be tried in Spark")
    return node.this


def _of_run(body: exp.Expr) -> exp.Expr:
    return exp.Lambda(this=body, expressions=[exp.to_identifier("run")])


def _whole_number(node: exp.Expr) -> exp.Expr:
    """Cast a text by way of a decimal, as Spark's integers have no point: '12.0'."""
    kind, given = node.args["to"], node.this.unnest()
    if not kind.is_type("bigint", "int"):
        return node
    if isinstance(given, exp.DPipe) and _text(given.this) == "0x":
        base = (exp.Literal.number(16), exp.Literal.number(10))
        node.set("this", _call("CONV", given.expression, *base))
    elif isinstance(given, exp.Column):
        node.set("this", exp.cast(given, "decimal(38, 0)"))
    return node


def _item(node: exp.Expr) -> exp.Expr:
    """Return the item of a place, NULL if there is none; sqlglot counts from 0."""
    (place,) = node.expressions
    if not place.is_number:
        raise PlanError(f"a constant is needed here: {node.sql('duckdb')}")
    number = int(place.to_py())
    place = exp.convert(number + 1 if number >= 0 else number + 1 or -1)
    return _call("TRY_ELEMENT_AT", node.this, place)


def _microseconds(node: exp.Expr) -> exp.Expr:
    time = exp.cast(node.expressions[0], "timestamptz")
    return _call("UNIX_MICROS", time)


def _time(node: exp.Expr) -> exp.Expr:
    """Cast a text that has been matched already: digits in their places, and Z."""
    text, form = node.expressions
    if _constant(form) != "%Y-%m-%dT%H:%M:%S.%fZ":
        raise PlanError(f"no equivalent of the format {_constant(form)!r} in Spark")
    # sqlglot writes a cast of Spark's, which fails where the text is no time.
    read = _call("TRY_CAST", exp.alias_(text, "TIMESTAMP"))
    return exp.cast(read, exp.DataType.build("timestamp", dialect="duckdb"))


def _renamed(name: str) -> Callable[[exp.Expr], exp.Expr]:
    return lambda node: _call(name, *(node.expressions or [node.this]))


KNOWN: dict[type[exp.Expr], Callable[[exp.Expr], exp.Expr]] = {
    exp.AnyValue: lambda node: _call("ANY_VALUE", node.this, exp.true()),
    exp.ArrayConcat: _concat_lists,
    exp.ArrayDistinct: lambda node: _call("ARRAY_DISTINCT", _not_null(node.this)),
    exp.ArraySize: _renamed("ARRAY_SIZE"),
    exp.Bracket: _item,
    exp.Cast: _whole_number,
    exp.Chr: _chr,
    exp.IgnoreNulls: lambda node: node.this,  # any_value leaves them out
    exp.Lower: _lower,
    exp.RegexpExtract: _extract,
    exp.RegexpExtractAll: _extract_all,
    exp.RegexpFullMatch: _full_match,
    exp.RegexpLike: _matches,
    exp.RegexpReplace: _replace,
    exp.Split: _split,
    exp.Try: _tried,
}
"""By what sqlglot takes the function for."""

ANONYMOUS: dict[str, Callable[[exp.Expr], exp.Expr]] = {
    "epoch_us": _microseconds,
    "hash": _renamed("XXHASH64"),
    "map_values": _renamed("MAP_VALUES"),
    "list_count": lambda node: _call("ARRAY_SIZE", _not_null(node.expressions[0])),
    "strlen": _renamed("OCTET_LENGTH"),
    "try_strptime": _time,
    "url_decode": _url_decode,
}
"""By its name, where sqlglot does not know it."""
