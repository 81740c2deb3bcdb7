"""Without any one of the rules of lowering, an engine makes other rows."""

import shutil

import pytest
from build_differences import differences_of
from cluster_fixtures import ENGINE, build_there
from sqlglot import exp

from ecograph.builds.kept_views import empty_build

pytest.importorskip("pyspark")

from ecograph.cluster import build, functions, statements
from ecograph.cluster.lowering import Lowering
from ecograph.cluster.scope import Scope, scope_of
from ecograph.plan.order import plan

NAMES = ["models", "parents", "edges", "rejects", "source_counts"]
"""Relations that no recursion makes."""


class DoneError(Exception):
    """The rows have been made that a test compares."""


@pytest.fixture(scope="module")
def needed():
    """The relations that NAMES read, directly or not."""
    with empty_build() as (_, files, _):
        found = {f"main.{name}" for name in NAMES}
        for file in reversed(files):
            if file.name in found:
                found |= file.reads
        return found


@pytest.fixture
def rows_that_differ(engine, both_builds, needed, monkeypatch, tmp_path):
    """Make NAMES of the odd table on the engine; return how many rows differ."""
    here, _ = both_builds("odd")

    def only_needed(files):
        scope = scope_of(files)
        steps = [file for file in scope.steps if file.name in needed]
        return Scope(scope.before, steps, [])

    def stop(connection, folder):
        (rows,) = (folder / "parquet").iterdir()
        shutil.copytree(rows, tmp_path / "rows")
        raise DoneError

    monkeypatch.setattr(build, "scope_of", only_needed)
    monkeypatch.setattr(build, "find_rows", stop)

    def make():
        with pytest.raises(DoneError):
            build_there(here.with_name("odd.csv"), tmp_path / "out", engine)
        return differences_of(here, tmp_path / "rows" / "main", NAMES)

    return make


def without_enum_order(patch):
    patch.setattr(statements, "order_enums", lambda tree, enums: None)


def without_classes(patch):
    r"""Leave `\s` and `\w` as they are."""
    portable = functions.portable
    patch.setattr(functions, "portable", lambda p: _with_classes(portable(p)))


def _with_classes(pattern):
    short = pattern.replace(r"[\t\n\f\r ]", r"\s").replace(r"\t\n\f\r ", r"\s")
    return short.replace("0-9A-Za-z_", r"\w")


def without_very_end(patch):
    portable = functions.portable
    patch.setattr(functions, "portable", lambda p: portable(p).replace(r"\z", "$"))
    patch.setitem(functions.KNOWN, exp.RegexpFullMatch, _full_match_to_line_end)


def _full_match_to_line_end(node):
    return functions._full_match(node).transform(
        lambda one: (
            exp.Literal.string(one.this.replace(r"\z", "$"))
            if isinstance(one, exp.Literal) and one.is_string
            else one
        )
    )


def without_cases_of_unicode(patch):
    portable = functions.portable
    patch.setattr(functions, "portable", lambda p: portable(p).replace("u)", ")", 1))


def without_replacing_once(patch):
    def replace_all(node):
        node.set("modifiers", exp.Literal.string("g"))
        return functions._replace(node)

    patch.setitem(functions.KNOWN, exp.RegexpReplace, replace_all)


def without_lower(patch):
    patch.delitem(functions.KNOWN, exp.Lower)


def without_chr(patch):
    patch.delitem(functions.KNOWN, exp.Chr)


def without_side_by_side(patch):
    """Unnest each list by itself, so that each item meets all others."""

    def unnest(select):
        if select.args.get("from_") is None:
            return statement(select)
        for number, call in enumerate(_calls(select, exp.Explode)):
            alias = exp.TableAlias(
                this=exp.to_identifier(f"list_{number}"),
                columns=[exp.to_identifier(f"item_{number}")],
            )
            one = exp.Explode(this=call.this.copy())
            call.replace(exp.column(f"item_{number}", f"list_{number}"))
            select.append("laterals", exp.Lateral(this=one, view=True, alias=alias))
        for call in _calls(select, exp.Anonymous):
            if call.name == "generate_subscripts":
                call.replace(exp.convert(1))
        return None

    statement = statements._unnest
    patch.setattr(statements, "_unnest", unnest)


def _calls(select, kind):
    return [call for item in select.expressions for call in item.find_all(kind)]


SILENT = {
    without_enum_order: "parents",
    without_classes: "parents",
    without_replacing_once: "parents",
    without_lower: "parents",
    without_side_by_side: "source_counts",
}
"""Rules, and a relation that has other rows without them."""

OF_SPARK = {
    without_very_end: "parents",
    without_cases_of_unicode: "parents",
    without_chr: "parents",
}
"""Rules that Sail does not need: its regular expressions are those of Rust."""


@pytest.mark.parametrize(
    "leave_out", [*SILENT, *OF_SPARK], ids=lambda one: one.__name__
)
def test_without_a_rule_the_queries_differ(types, monkeypatch, leave_out):
    def texts():
        lowering = Lowering(plan(), types, {})
        names = ("temp.parent_lists", "temp.absent_parents", "main.parents")
        files = [file for file in plan() if file.name in names]
        return [query.text for file in files for query in lowering.queries(file)]

    before = texts()
    leave_out(monkeypatch)
    assert texts() != before


def test_with_all_rules_no_row_differs(rows_that_differ):
    assert rows_that_differ() == {}


@pytest.mark.deep
@pytest.mark.parametrize("leave_out", SILENT, ids=lambda rule: rule.__name__)
def test_without_a_rule_rows_differ(rows_that_differ, monkeypatch, leave_out):
    leave_out(monkeypatch)
    assert SILENT[leave_out] in rows_that_differ()


@pytest.mark.skipif(ENGINE is None, reason="Spark's own: see make spark")
@pytest.mark.parametrize("leave_out", OF_SPARK, ids=lambda rule: rule.__name__)
def test_without_a_rule_rows_differ_on_spark(rows_that_differ, monkeypatch, leave_out):
    leave_out(monkeypatch)
    assert OF_SPARK[leave_out] in rows_that_differ()
