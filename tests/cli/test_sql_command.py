"""``ecograph sql``: its formats, and what it rejects."""

import csv
import io
import json
import subprocess

import duckdb
import pytest
from commands import COMMAND, error, output, run

QUERY = "select model_id, likes, library_name from models order by position limit 3"


def test_a_table(made_up_folder):
    lines = output("sql", QUERY, made_up_folder).splitlines()
    assert lines[0].split() == ["model_id", "likes", "library_name"]
    assert lines[1].split() == ["madeup-lab-50/plover-1b-0", "0"]


def test_csv(made_up_folder):
    text = output("sql", QUERY, made_up_folder, "--format", "csv")
    rows = [*csv.reader(io.StringIO(text))]
    assert rows[0] == ["model_id", "likes", "library_name"]
    assert rows[2] == ["madeup-lab-25/lark-1b-instruct-1", "2", ""]


def test_json(made_up_folder):
    query = "select edge_types, percentage_change_in_likes as p, created_at " + (
        "from edge_deltas inner join models on child_position = position "
        "order by parent_position, edge_deltas.source_row limit 1"
    )
    rows = json.loads(output("sql", query, made_up_folder, "--format", "json"))
    assert [*rows[0]] == ["edge_types", "p", "created_at"]
    assert isinstance(rows[0]["edge_types"], list)


def test_markdown(made_up_folder):
    query = "select 'a|b' as x, null as y, 'c' || chr(10) || 'd' as z"
    assert output("sql", query, made_up_folder, "--format", "markdown") == (
        "| x | y | z |\n| --- | --- | --- |\n| a\\|b |  | c<br>d |\n"
    )


def test_duckdb_draws_no_progress_bar(made_up_folder):
    query = "select current_setting('enable_progress_bar') as x"
    assert output("sql", query, made_up_folder, "--format", "csv") == "x\nFalse\n"


@pytest.mark.deep
def test_a_long_query_prints_only_its_rows(made_up_folder):
    """DuckDB would draw a progress bar after two seconds, on standard output."""
    query = """
        select sum(hash(a.i + b.i) % 2) > 0 as x
        from range(90000) as a (i), range(4000) as b (i)
    """
    done = subprocess.run(
        [*COMMAND, "sql", query, made_up_folder, "--format", "csv"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("x\nTrue\n", "")


@pytest.mark.parametrize("form", ["table", "csv", "json", "markdown"])
def test_no_rows(made_up_folder, form):
    text = output("sql", "from rejects", made_up_folder, "--format", form)
    assert text.strip() == "[]" if form == "json" else "source_row" in text


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("drop table models", "the database is read-only"),
        ("insert into meta.pickle values ('x')", "the database is read-only"),
        ("set threads = 1", "the database is read-only"),
        ("copy models to 'x.csv'", "the database is read-only"),
        ("explain analyze copy models to 'x.csv'", "disabled by configuration"),
        ("from 'x.csv'", "disabled by configuration"),
        ("attach 'x.duckdb'", "the database is read-only"),
        ("select * from force_checkpoint()", "query failed"),
        ("", "expected one statement, got 0"),
        ("select 1; drop table models", "expected one statement, got 2"),
        ("from build", "build does not exist"),
        ("selec", 'syntax error at or near "selec"'),
        ("from nothing", "nothing does not exist"),
    ],
)
def test_a_rejected_query_is_one_line(made_up_folder, query, reason):
    before = (made_up_folder / "ecograph.duckdb").read_bytes()
    line = error("sql", query, made_up_folder)
    assert line.startswith("ecograph: ")
    assert reason in line
    assert (made_up_folder / "ecograph.duckdb").read_bytes() == before


@pytest.mark.parametrize(
    "query",
    [
        "with x as (copy (select 1) to 'mark') from x",
        "explain with x as (copy (select 1) to 'mark') from x",
        "explain analyze with x as (copy (select 1) to 'mark') from x",
    ],
)
def test_a_copy_within_a_select_writes_nothing(
    query, made_up_folder, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    run("sql", query, made_up_folder)
    assert not (tmp_path / "mark").exists()


@pytest.mark.parametrize("query", ["explain (select 1)", "explain analyze select 1"])
def test_explain(query, made_up_folder):
    assert "physical_plan" in output("sql", query, made_up_folder) or "analyze" in query


@pytest.mark.skipif(duckdb.__version__ < "2", reason="DuckDB 1.5 does not refuse it")
def test_a_query_that_writes_a_log_is_rejected(made_up_folder, tmp_path):
    query = f"from enable_logging(storage = 'file', storage_path = '{tmp_path}/log')"
    assert "configuration has been locked" in error("sql", query, made_up_folder)
    assert not (tmp_path / "log").exists()


def test_json_with_duplicate_columns_is_rejected(made_up_folder):
    query = "select 1 as a, 2 as a"
    line = error("sql", query, made_up_folder, "--format", "json")
    assert line == (
        "ecograph: JSON needs unique column names; rename columns with `as`"
    )
