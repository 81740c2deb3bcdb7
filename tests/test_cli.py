"""The commands, as a person types them."""

import csv
import io
import json
import re
import signal
import subprocess
import sys

import duckdb
import pytest
from conftest import SAMPLE, on_terminal

COMMAND = [sys.executable, "-m", "ecograph"]


def run(*arguments, **options):
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def said(*arguments, **options):
    done = run(*arguments, **options)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def refused(*arguments, **options):
    done = run(*arguments, **options)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    return line


def test_build_tells_its_steps_in_plain_lines_and_sums_up(tmp_path):
    lines = said("build", SAMPLE, "--out", tmp_path).splitlines()
    assert lines[0].split()[0] == "1/96"
    assert any(line.split()[1:4] == ["main.edges", "682", "rows"] for line in lines)
    assert "rows     2,000 read = 1,993 models + 7 of an id that came again" in lines
    assert any(line.startswith("edges    682 in the full graph = ") for line in lines)
    assert "cells    0 rejected" in lines
    assert lines[-4:] == [
        f"  {tmp_path / name}"
        for name in (
            "ecograph.duckdb",
            "ai_ecosystem_graph.pkl",
            "ai_ecosystem_graph_finetune.pkl",
            "ai_ecosystem_graph_nomerges.pkl",
        )
    ]


def test_build_shows_a_bar_on_a_terminal(tmp_path):
    shown = on_terminal([*COMMAND, "build", SAMPLE, "--out", tmp_path])
    assert "━" in shown
    assert not re.search(r"1/\d+  temp\.", shown)
    assert "1,993" in shown


def test_info_says_what_there_is_and_how_it_was_made(sample_folder):
    text = said("info", sample_folder)
    assert "source_name       sample.csv" in text
    assert "models on cycles" in text
    assert "One row per edge of the full graph, in the" in text
    assert "temp." not in text


@pytest.mark.parametrize(
    "option",
    [[], ["--shell"], ["--mermaid"], ["--diff"], ["--diff", "--shell"]],
)
def test_plan(option):
    assert "edges" in said("plan", *option)
    assert ("edges_added" in said("plan", *option)) == ("--diff" in option)


@pytest.mark.parametrize("other", ["--shell", "--diff"])
def test_the_flowchart_is_that_of_a_build(other):
    assert "give --mermaid alone" in refused("plan", "--mermaid", other)


QUERY = "select model_id, likes, library_name from models order by position limit 3"


def test_sql_as_a_table(sample_folder):
    lines = said("sql", QUERY, sample_folder).splitlines()
    assert lines[0].split() == ["model_id", "likes", "library_name"]
    assert lines[1].split() == ["madeup-lab-50/plover-1b-0", "0"]


def test_sql_as_csv(sample_folder):
    text = said("sql", QUERY, sample_folder, "--format", "csv")
    rows = [*csv.reader(io.StringIO(text))]
    assert rows[0] == ["model_id", "likes", "library_name"]
    assert rows[2] == ["madeup-lab-25/lark-1b-instruct-1", "2", ""]


def test_sql_as_json(sample_folder):
    query = "select edge_types, percentage_change_in_likes as p, created_at " + (
        "from edge_deltas inner join models on child_position = position "
        "order by parent_position, edge_deltas.source_row limit 1"
    )
    rows = json.loads(said("sql", query, sample_folder, "--format", "json"))
    assert [*rows[0]] == ["edge_types", "p", "created_at"]
    assert isinstance(rows[0]["edge_types"], list)


def test_sql_as_markdown(sample_folder):
    query = "select 'a|b' as x, null as y, 'c' || chr(10) || 'd' as z"
    assert said("sql", query, sample_folder, "--format", "markdown") == (
        "| x | y | z |\n| --- | --- | --- |\n| a\\|b |  | c<br>d |\n"
    )


def test_a_long_query_prints_its_rows_alone(sample_folder):
    """DuckDB would draw a progress bar after two seconds, on standard output."""
    query = """
        select sum(hash(a.i + b.i) % 2) > 0 as x
        from range(90000) as a (i), range(4000) as b (i)
    """
    assert said("sql", query, sample_folder, "--format", "csv") == "x\nTrue\n"


@pytest.mark.parametrize("form", ["table", "csv", "json", "markdown"])
def test_sql_without_a_row(sample_folder, form):
    text = said("sql", "from rejects", sample_folder, "--format", form)
    assert text.strip() == "[]" if form == "json" else "source_row" in text


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("drop table models", "would write or change a setting"),
        ("insert into meta.pickle values ('x')", "would write or change a setting"),
        ("set threads = 1", "would write or change a setting"),
        ("copy models to 'x.csv'", "would write or change a setting"),
        ("explain analyze copy models to 'x.csv'", "disabled by configuration"),
        ("from 'x.csv'", "disabled by configuration"),
        ("attach 'x.duckdb'", "would write or change a setting"),
        ("select * from force_checkpoint()", "the query failed"),
        ("", "give one statement, not 0"),
        ("select 1; drop table models", "give one statement, not 2"),
        ("from build", "build does not exist"),
        ("selec", 'syntax error at or near "selec"'),
        ("from nothing", "nothing does not exist"),
    ],
)
def test_sql_that_fails_is_one_line(sample_folder, query, reason):
    before = (sample_folder / "ecograph.duckdb").read_bytes()
    line = refused("sql", query, sample_folder)
    assert line.startswith("ecograph: ")
    assert reason in line
    assert (sample_folder / "ecograph.duckdb").read_bytes() == before


@pytest.mark.parametrize(
    "query",
    [
        "with x as (copy (select 1) to 'mark') from x",
        "explain with x as (copy (select 1) to 'mark') from x",
        "explain analyze with x as (copy (select 1) to 'mark') from x",
    ],
)
def test_sql_that_copies_within_a_select_is_refused(query, sample_folder, tmp_path):
    run("sql", query, sample_folder, cwd=tmp_path)
    assert not (tmp_path / "mark").exists()


@pytest.mark.parametrize("query", ["explain (select 1)", "explain analyze select 1"])
def test_sql_can_be_explained(query, sample_folder):
    assert "physical_plan" in said("sql", query, sample_folder) or "analyze" in query


@pytest.mark.skipif(duckdb.__version__ < "2", reason="DuckDB 1.5 does not refuse it")
def test_sql_that_writes_a_log_is_refused(sample_folder, tmp_path):
    query = f"from enable_logging(storage = 'file', storage_path = '{tmp_path}/log')"
    assert "configuration has been locked" in refused("sql", query, sample_folder)
    assert not (tmp_path / "log").exists()


def test_json_with_two_columns_of_one_name_is_refused(sample_folder):
    query = "select 1 as a, 2 as a"
    assert "one name" in refused("sql", query, sample_folder, "--format", "json")


def test_a_folder_is_no_source_and_a_file_no_folder(tmp_path):
    line = refused("build", tmp_path, "--out", tmp_path / "out")
    assert line.startswith(f"ecograph: {tmp_path}: it is a folder without a JSON or ")
    (tmp_path / "file").write_text("mine")
    line = refused("build", SAMPLE, "--out", tmp_path / "file")
    said = "it is no folder; name one with --out"
    assert line == f"ecograph: {tmp_path / 'file'}: {said}"
    assert (tmp_path / "file").read_text() == "mine"


def test_brackets_in_a_path_are_no_markup(tmp_path):
    out = tmp_path / "out [bold] o[" / "b]"
    assert f"  {out / 'ecograph.duckdb'}" in said("build", SAMPLE, "--out", out)


def test_version():
    assert said("--version").startswith("ecograph 0.")


def test_ctrl_c_ends_a_build_and_leaves_nothing(tmp_path):
    source = tmp_path / "big.csv"
    said("sample", 100_000, source)
    with subprocess.Popen(
        [*COMMAND, "build", str(source), "--out", str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == ""
    assert process.returncode == 130
    assert [p.name for p in (tmp_path / "out").iterdir()] == [".building.lock"]


def test_no_database_is_one_line(tmp_path):
    line = refused("info", cwd=tmp_path)
    assert line == (
        "ecograph: data/ecograph.duckdb: there is no database; "
        "build one with `ecograph build SOURCE --out data`"
    ) or line.startswith("ecograph: data: there is no database")


def test_a_reader_that_goes_away_is_no_error():
    with subprocess.Popen(
        [*COMMAND, "plan"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize(
    ("code", "light"),
    [
        ("import ecograph", {"duckdb", "networkx", "numpy", "pandas", "sqlglot"}),
        ("import ecograph; ecograph.load", {"networkx", "pandas", "sqlglot", "typer"}),
        ("import ecograph.cli", {"networkx", "numpy", "pandas", "sqlglot"}),
    ],
)
def test_what_is_imported_only_where_it_is_used(code, light):
    code = f"import sys; {code}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not light & {*done.stdout.split()}
