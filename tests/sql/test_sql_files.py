"""Every SQL file: it parses, says what it is, and keeps its contract."""

import json
import re

import duckdb
import pytest
import sources
from contracts import FILES, SNAPSHOT, breaches, by_name
from sqlglot import exp

from ecograph.builds.sample import sample
from ecograph.plan.order import plan
from ecograph.plan.parse import parse
from ecograph.plan.sql_file import SqlFile, sql_folder
from ecograph.source.layouts import LAYOUTS


@pytest.fixture(params=FILES, ids=[file.place for file in FILES])
def file(request) -> SqlFile:
    return request.param


def test_no_file_is_left_out():
    assert {f.path for f in FILES} == {*sql_folder().glob("**/*.sql")}


def test_it_is_plain_statements_that_duckdb_and_sqlglot_parse(file):
    statements = parse(file.text)
    assert len(statements) == len(duckdb.extract_statements(file.text))
    others = {exp.Update, exp.Set}
    assert {type(s) for s in statements} - others == {exp.Create, exp.Comment}


def test_its_comments_come_last(file):
    assert exp.Comment not in {type(s) for s in parse(file.creation)}
    assert {type(s) for s in parse(file.comments)} <= {exp.Comment}
    assert file.creation + file.comments == file.text


def test_its_header_is_of_comments(file):
    header = re.split(r"^(?:create|set) ", file.text, flags=re.M)[0].splitlines()
    assert [line for line in header if not line.startswith("--")] == []


def test_it_can_be_read_in_one_sitting(file):
    assert len(file.text.splitlines()) <= 120


OF_LAYOUTS = ("temp.layout_cells", "temp.layout_records")
"""What the layouts make: the columns' comments are on temp.cells and hub_records."""


def test_it_and_its_columns_have_comments(file, comments, column_comments):
    missing = [f"{file.kind} {file.name}"] * (not comments[file.name])
    if file.kind != "macro" and file.name not in OF_LAYOUTS:
        missing += [
            f"column {file.name}.{quoted(column)}"
            for column, comment in column_comments[file.name]
            if not comment
        ]
    if missing:
        lines = "\n".join(f"comment on {name} is\n'What it is';" for name in missing)
        pytest.fail(f"sql/{file.place} lacks comments; add at its end:\n{lines}")


def quoted(column):
    return column if column == column.lower() else f'"{column}"'


@pytest.fixture(scope="module")
def comments(workshop):
    """The comment on each relation and macro, from the catalog."""
    rows = workshop.execute(
        """
        with
        made as (
            select database_name, schema_name, table_name as name, comment
            from duckdb_tables()
            union all
            select database_name, schema_name, view_name, comment
            from duckdb_views()
            union all
            select database_name, schema_name, function_name, comment
            from duckdb_functions()
            where not internal
        )

        select
            if(database_name = 'temp', 'temp', schema_name) || '.' || name,
            comment
        from made
        where database_name in ('memory', 'temp')
        """
    ).fetchall()
    return dict(rows)


@pytest.fixture(scope="module")
def column_comments(workshop):
    """Name and comment of each column of each relation, from the catalog."""
    rows = workshop.execute(
        """
        select
            if(database_name = 'temp', 'temp', schema_name) || '.' || table_name,
            list((column_name, comment) order by column_index)
        from duckdb_columns()
        where database_name in ('memory', 'temp')
        group by all
        """
    ).fetchall()
    return dict(rows)


def test_its_contract_is_the_committed_one(agreed):
    _, found = agreed
    agreed_on = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    said = breaches(by_name(found), agreed_on)
    if said:
        pytest.fail("\n".join(said))


def test_all_layouts_make_the_same_cells(agreed):
    _, found = agreed
    made = {}
    for file in FILES:
        made.setdefault(file.name, []).append(found[file.place]["columns"])
    of_hub = sum(layout.is_hub for layout in LAYOUTS.values())
    assert {name: len(made[name]) for name in made if len(made[name]) > 1} == {
        "temp.layout_cells": len(LAYOUTS) - of_hub + 1,  # the records' cells
        "temp.layout_records": of_hub,
    }
    for columns in made.values():
        assert columns == columns[:1] * len(columns)


def test_a_changed_column_without_a_new_version_is_a_breach():
    old = {"main.edges": {"version": 1, "columns": ["a INTEGER"]}}
    new = {"main.edges": {"version": 1, "columns": ["a BIGINT"]}}
    (said,) = breaches(new, old)
    assert said.startswith("sql/graph/edges.sql")
    assert "raise the version in its first line to 2" in said
    newer = {"main.edges": {"version": 2, "columns": ["a BIGINT"]}}
    assert breaches(newer, old) == [
        "sql/graph/edges.sql: run `make contracts` and commit tests/contracts.json"
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
