"""The SQL files as queries of Spark, and what is said of one that has no equivalent."""

import re
from dataclasses import replace
from itertools import product

import pytest
from commands import output

from ecograph.errors import PlanError
from ecograph.plan.order import plan

pytest.importorskip("pyarrow")

from ecograph.cluster.lowered_files import lowered_files
from ecograph.cluster.lowering import Lowering
from ecograph.cluster.regex import portable
from ecograph.cluster.scope import BY_DUCKDB, scope_of


@pytest.fixture(scope="module")
def lowered():
    """All files of the scope, with their queries."""
    return [*lowered_files()]


def test_each_file_of_the_scope_has_queries(lowered):
    assert [file for file, _ in lowered] == scope_of(plan()).steps
    assert all(queries for _, queries in lowered)
    assert {*BY_DUCKDB} == {file.name for file in scope_of(plan()).after}


def test_the_plan_names_the_file_of_each_query():
    text = output("plan", "--dialect", "spark")
    lines = text.splitlines()
    for file in scope_of(plan()).steps:
        assert f"-- {file.nearest}" in lines
    assert "UNNEST" not in text
    assert "ENUM" not in text


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("levenshtein_of(model_id)", "the function levenshtein_of has no equivalent"),
        (r"regexp_matches(model_id, '\bx')", r"no equivalent of \\b of"),
        ("max(relation)", "compares an enum's order"),
        ("regexp_matches(model_id, licenses)", "a constant is needed here"),
    ],
)
def test_an_sql_file_that_does_not_carry_over_is_named(types, expression, reason):
    (file,) = (file for file in plan() if file.name == "main.growth")
    text = file.text.replace("count(*) as models", f"{expression} as models")
    with pytest.raises(PlanError, match=f"growth.sql: .*{reason}"):
        Lowering(plan(), types, {}).queries(replace(file, text=text))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"^a.$", r"^a[^\n]\z"),
        (r"(?s)^a.$", r"(?s)^a[\s\S]\z"),
        (r"(?i)[\w.-]+\s", r"(?iu)[0-9A-Za-z_.-]+[\t\n\f\r ]"),
        (r"[^[\s$.]\$", r"[^\[\t\n\f\r $.]\$"),
        (r"(?:a|(b))*(c)*(?:d)*?\)*", r"(?:a|(b))*+(c)*(?:d)*?\)*"),
    ],
)
def test_regular_expressions(pattern, expected):
    assert portable(pattern) == expected


def test_a_repeated_group_that_gives_nothing_back_matches_the_same(lowered):
    """Of all files, on texts of what they repeat; Python has both kinds."""
    pieces = [
        "'a'",
        '"b"',
        ", ",
        ",",
        " ",
        "[",
        "]",
        "None",
        "\\\\n",
        "\\\\ud83d",
        "'",
        "1.5",
    ]
    texts = ["".join(three) for three in product(pieces, repeat=3)]
    patterns = [
        pattern
        for _, queries in lowered
        for query in queries
        for pattern in re.findall(r"RLIKE '((?:[^'\\]|\\.)*)'", query.text)
        if ")*+" in pattern
    ]
    assert patterns
    for pattern in {
        re.sub(r"\\(.)", r"\1", one).replace(r"\z", r"\Z") for one in patterns
    }:
        kept, given_back = re.compile(pattern), re.compile(pattern.replace(")*+", ")*"))
        for text in texts:
            assert bool(kept.search(text)) == bool(given_back.search(text)), text
