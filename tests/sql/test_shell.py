"""The SQL in the DuckDB shell of duckdb-cli, without Python's duckdb."""

import json

import duckdb_shell
import pytest
from conftest import SYNTHETIC
from duckdb_shell import shell
from readme import documented, queries
from rows import row

import ecograph
from ecograph.analysis.diff import differences
from ecograph.errors import NotBuiltError
from ecograph.plan.order import DIFF, plan
from ecograph.plan.shell import as_shell

pytestmark = duckdb_shell.needed

MARK = "the next query"


RELATIONS = [
    *("models", "parents", "edges", "edge_deltas", "rejects", "ledger"),
    *("list_traits", "lineage", "family_members", "families"),
    *("trait_flows", "license_drift"),
]


def test_each_query_of_the_readme_runs_read_only(sample_folder):
    database = sample_folder / "ecograph.duckdb"
    before = database.read_bytes()
    asked = queries(documented())
    lines = "".join(f".print {MARK}\n{query.rstrip(';')}\n;\n" for query in asked)
    printed = shell("-readonly", "-json", database, lines=lines).split(MARK)[1:]
    rows = [len(json.loads(text.strip() or "[]")) for text in printed]
    with ecograph.connect(sample_folder) as connection:
        assert rows == [len(connection.execute(q).fetchall()) for q in asked]
    assert database.read_bytes() == before


def test_the_comments_are_in_the_database(synthetic_folder):
    query = "select comment from duckdb_columns() where column_name = 'edge_types';"
    text = shell("-readonly", "-csv", synthetic_folder / "ecograph.duckdb", lines=query)
    assert "Types of the lists that name the parent" in text


def test_the_sql_files_alone_build_the_database(synthetic_folder, tmp_path):
    """The relations equal those that ecograph builds."""
    by_hand = tmp_path / "by_hand.duckdb"
    lines = [f"set variable source = '{SYNTHETIC}';", *as_shell(plan())]
    shell(by_hand, lines="\n".join(lines))
    with ecograph.connect(synthetic_folder) as connection:
        connection.execute(f"attach '{by_hand}' as by_hand (read_only)")
        for name in RELATIONS:
            for pair in ([name, f"by_hand.{name}"], [f"by_hand.{name}", name]):
                difference = connection.execute(
                    "from query_table(?) except all from query_table(?)", pair
                ).fetchall()
                assert difference == [], name
    with pytest.raises(NotBuiltError, match="no such file next to"):
        ecograph.load("full", by_hand)


def test_the_sql_files_alone_compare_two_builds(build_pair):
    """The rows are those of `ecograph diff`, in the same order."""
    old = [
        row("a", "1", licenses="['mit']", languages="['en']", pipeline_tag="x"),
        row("it's", "2", "3"),
        row("b", finetune_parent="['a', 'd', 'x/y']", licenses="['mit']"),
        row("d", merge_parent="['e']"),
        row("e"),
    ]
    new = [
        row("it's", "5", "1"),
        row("e", merge_parent="['b']"),
        row("b", adapter_parent="['a', 'd']", merge_parent="['f']", licenses="['mit']"),
        row("g"),
        row("f"),
        row("a", licenses="['cc-by-nc-4.0']", library_name="peft"),
    ]
    folders = build_pair(old, new)
    quoted = [str(b / "ecograph.duckdb").replace("'", "''") for b in folders]
    lines = [
        f"attach '{quoted[0]}' as old_build (read_only);",
        f"attach '{quoted[1]}' as new_build (read_only);",
        *as_shell(plan(DIFF)),
    ]
    tables = differences(*folders)
    queries = [f"from diff.{table.name};" for table in tables]
    text = shell("-json", lines="\n".join([*lines, *queries]))
    # An array per query, one after the other.
    decode, rest = json.JSONDecoder().raw_decode, text
    for table in tables:
        rows, end = decode(rest)
        rest = rest[end:].lstrip()
        wanted = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        assert rows == wanted, table.name
        assert rows
    assert rest == ""
