"""Every SQL file: it parses, says what it is, and keeps its contract."""

import json
import re

import duckdb
import pytest
import sources
import sqlglot
from contracts import FILES, SNAPSHOT, breaches
from sqlglot import exp

from ecograph.builds.sample import sample
from ecograph.plan.order import UNPARSED, SqlFile, plan, sql_folder
from ecograph.source.layouts import LAYOUTS


@pytest.fixture(params=FILES, ids=[file.place for file in FILES])
def file(request) -> SqlFile:
    return request.param


def test_no_file_is_left_out():
    assert {f.path for f in FILES} == {*sql_folder().glob("**/*.sql")}


def test_it_is_plain_statements_that_duckdb_and_sqlglot_parse(file):
    parsed = sqlglot.parse(re.sub(UNPARSED, "", file.text), read="duckdb")
    statements = [s for s in parsed if s]
    assert len(statements) == len(duckdb.extract_statements(file.text))
    assert {type(s) for s in statements} - {exp.Update} == {exp.Create, exp.Comment}


def test_its_header_says_the_grain(file):
    header = file.text[: file.text.index("create ")].splitlines()
    assert all(line == "" or line.startswith("--") for line in header)
    assert header[1] == "--"
    assert header[2].startswith("-- One ")


def test_it_can_be_read_in_one_sitting(file):
    assert len([*code(file)]) <= 120


def test_it_and_its_columns_have_comments(file, workshop):
    schema, _, name = file.makes.partition(".")
    if file.kind == "macro":
        comments = workshop.execute(
            "select function_name, comment from duckdb_functions() "
            "where function_name = ? and not internal",
            [name],
        ).fetchall()
    else:
        comments = workshop.execute(
            """
            select table_name, comment from duckdb_tables() where table_name = $name
            and schema_name = if($schema = 'temp', 'main', $schema)
            and database_name in ('memory', 'temp')
            union all
            select view_name, comment from duckdb_views() where view_name = $name
            and schema_name = if($schema = 'temp', 'main', $schema)
            union all
            select column_name, comment from duckdb_columns()
            where
                table_name = $name
                and schema_name = if($schema = 'temp', 'main', $schema)
                and database_name in ('memory', 'temp')
            """,
            {"name": name, "schema": schema},
        ).fetchall()
    assert comments
    assert [name for name, comment in comments if not comment] == []


def test_its_contract_is_the_committed_one(agreed):
    _, found = agreed
    said = breaches(found, json.loads(SNAPSHOT.read_text(encoding="utf-8")))
    if said:
        pytest.fail("\n".join(said))


def test_all_layouts_make_the_same_cells(agreed):
    _, found = agreed
    made = {
        file.makes: {
            tuple(found[other.name]["columns"])
            for other in FILES
            if other.makes == file.makes
        }
        for file in FILES
    }
    assert {name: len(columns) for name, columns in made.items()} == dict.fromkeys(
        made, 1
    )


def test_a_changed_column_without_a_new_version_is_a_breach():
    old = {"main.edges": {"version": 1, "columns": ["a INTEGER"]}}
    new = {"main.edges": {"version": 1, "columns": ["a BIGINT"]}}
    (said,) = breaches(new, old)
    assert said.startswith("sql/main/edges.sql")
    assert "raise the version in its first line to 2" in said
    newer = {"main.edges": {"version": 2, "columns": ["a BIGINT"]}}
    assert breaches(newer, old) == [
        "sql/main/edges.sql: run `make contracts` and commit tests/contracts.json"
    ]
    assert breaches(newer, newer) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_source_is_read_with_no_join_that_would_mix_up_its_rows(layout, tmp_path):
    path = getattr(sources, layout)(sources.MODELS, tmp_path)
    files = plan(layout=layout)
    names = [file.name for file in files]
    before = files[: names.index("temp.source")]
    (create, *_) = duckdb.extract_statements(files[len(before)].text)
    query = create.query.partition(" as\n")[2]
    with duckdb.connect() as connection:
        connection.execute("set variable source = ?", [str(path)])
        for file in before:
            connection.execute(file.text)
        ((_, steps),) = connection.execute(f"explain {query}").fetchall()
    assert "READ_" in steps
    assert "JOIN" not in steps.upper()


def test_the_rows_stay_in_order_when_several_threads_read_them(tmp_path):
    """A file of many of the reader's buffers; its ids end in the row's number."""
    path = tmp_path / "big.csv"
    sample(200_000, path)
    with duckdb.connect() as connection:
        connection.execute("set threads = 4")
        connection.execute("set variable source = ?", [str(path)])
        files = plan()
        names = [file.name for file in files]
        for file in files[: names.index("temp.source") + 1]:
            connection.execute(file.text)
        ((shifted, rows),) = connection.execute(
            """
            select
                count(*) filter (abs(rowid - row_in_id) > 60),
                count(*)
            from (
                select
                    rowid,
                    cast(regexp_extract(model_id, '[0-9]+$') as bigint) as row_in_id
                from temp.source
            )
            """
        ).fetchall()
    assert (shifted, rows) == (0, 200_000)


def code(file):
    return (
        line
        for line in file.text.splitlines()
        if line and not line.startswith(("--", "comment", "'"))
    )
