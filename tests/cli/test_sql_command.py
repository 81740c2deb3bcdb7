"""``ecograph sql``: its formats, and what it rejects."""

import csv
import io
import json
import subprocess

import duckdb
import pytest
from commands import COMMAND, error, output, run, spawn

QUERY = "select model_id, likes, library_name from models order by position limit 3"


def test_a_table(synthetic_folder):
    lines = output("sql", QUERY, synthetic_folder).splitlines()
    assert lines[0].split() == ["model_id", "likes", "library_name"]
    assert lines[1].split() == ["madeup-lab-50/plover-1b-0", "0"]


def test_csv(synthetic_folder):
    text = output("sql", QUERY, synthetic_folder, "--format", "csv")
    rows = [*csv.reader(io.StringIO(text))]
    assert rows[0] == ["model_id", "likes", "library_name"]
    assert rows[2] == ["madeup-lab-25/lark-1b-instruct-1", "2", ""]


def test_json(synthetic_folder):
    query = "select edge_types, percentage_change_in_likes as p, created_at " + (
        "from edge_deltas inner join models on child_position = position "
        "order by parent_position, edge_deltas.source_row limit 1"
    )
    rows = json.loads(output("sql", query, synthetic_folder, "--format", "json"))
    assert [*rows[0]] == ["edge_types", "p", "created_at"]
    assert isinstance(rows[0]["edge_types"], list)


def test_markdown(synthetic_folder):
    query = "select 'a|b' as x, null as y, 'c' || chr(10) || 'd' as z"
    assert output("sql", query, synthetic_folder, "--format", "markdown") == (
        "| x | y | z |\n| --- | --- | --- |\n| a\\|b |  | c<br>d |\n"
    )


def test_duckdb_draws_no_progress_bar(synthetic_folder):
    query = "select current_setting('enable_progress_bar') as x"
    assert output("sql", query, synthetic_folder, "--format", "csv") == "x\nFalse\n"


@pytest.mark.deep
def test_a_long_query_prints_only_its_rows(synthetic_folder):
    """DuckDB would draw a progress bar after two seconds, on standard output."""
    query = """
        select sum(hash(a.i + b.i) % 2) > 0 as x
        from range(90000) as a (i), range(4000) as b (i)
    """
    done = subprocess.run(
        [*COMMAND, "sql", query, synthetic_folder, "--format", "csv"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "x\nTrue\n"
    assert done.stderr in ("", "ecograph: running the query\n")


@pytest.mark.parametrize("form", ["table", "csv", "json", "markdown"])
def test_no_rows(synthetic_folder, form):
    text = output("sql", "from rejects", synthetic_folder, "--format", form)
    assert text.strip() == "[]" if form == "json" else "source_row" in text


READ_ONLY = "the database is read-only; use select, describe, show or explain"


@pytest.mark.parametrize("options", [[], ["--allow-files"]])
@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("drop table models", READ_ONLY),
        ("insert into meta.pickle values ('x')", READ_ONLY),
        ("set threads = 1", READ_ONLY),
        ("copy models to 'x.csv'", READ_ONLY),
        ("export database 'x'", READ_ONLY),
        ("attach 'x.duckdb'", READ_ONLY),
        ("", "expected one statement, got 0"),
        ("select 1; drop table models", "expected one statement, got 2"),
    ],
)
def test_a_query_that_does_not_only_read_is_one_line(
    synthetic_folder, query, reason, options
):
    before = (synthetic_folder / "ecograph.duckdb").read_bytes()
    line = error("sql", query, synthetic_folder, *options)
    assert line == f"ecograph: {reason}"
    assert (synthetic_folder / "ecograph.duckdb").read_bytes() == before


def rejected(*arguments, **options):
    """The lines of the error of a query that DuckDB rejects."""
    result = run("sql", *arguments, **options)
    assert (result.status, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    return result.stderr.splitlines()


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        (
            "select *\nfrom modelz",
            [
                "Catalog Error: Table with name modelz does not exist!",
                'Did you mean "models"?',
                "",
                "LINE 2: from modelz",
            ],
        ),
        (
            "selec",
            ['Parser Error: syntax error at or near "selec"', "", "LINE 1: selec"],
        ),
        (
            "select likez from models",
            [
                'Binder Error: Referenced column "likez" not found in FROM clause!',
                'Candidate bindings: "likes"',
                "",
                "LINE 1: select likez from models",
            ],
        ),
        ("from build", ["Catalog Error: Table with name build does not exist!"]),
        (
            "select 'x'::int",
            ["Conversion Error: Could not convert string 'x' to INT32"],
        ),
    ],
)
def test_the_whole_message_of_duckdb(synthetic_folder, query, lines):
    first, *rest = rejected(query, synthetic_folder)
    assert first == f"ecograph: query failed: {lines[0]}"
    for line, beginning in zip(rest, lines[1:], strict=False):
        assert line.startswith(beginning)
    assert len(rest) >= len(lines) - 1


@pytest.mark.parametrize(
    "query",
    [
        "from 'ours.csv'",
        "from read_text('ours.csv')",
        "explain analyze copy models to 'x.csv'",
    ],
)
def test_files_are_refused_and_the_option_is_named(query, synthetic_folder, tmp_path):
    (tmp_path / "ours.csv").write_text("a\n1\n")
    first, *_, last = rejected(query, synthetic_folder, cwd=tmp_path)
    assert first.endswith("file system operations are disabled by configuration")
    assert last == "--allow-files lets a query read files; nothing lets it write them"
    assert [path.name for path in tmp_path.iterdir()] == ["ours.csv"]


@pytest.mark.parametrize(
    "query",
    [
        "with x as (copy (select 1) to 'mark') from x",
        "explain with x as (copy (select 1) to 'mark') from x",
        "explain analyze with x as (copy (select 1) to 'mark') from x",
    ],
)
@pytest.mark.parametrize("options", [[], ["--allow-files"], ["-o", "rows.csv"]])
def test_a_copy_within_a_select_writes_nothing(
    query, options, synthetic_folder, tmp_path
):
    run("sql", query, synthetic_folder, *options, cwd=tmp_path)
    assert {path.name for path in tmp_path.iterdir()} <= {"rows.csv"}


@pytest.mark.parametrize("query", ["explain (select 1)", "explain analyze select 1"])
def test_explain(query, synthetic_folder):
    assert (
        "physical_plan" in output("sql", query, synthetic_folder) or "analyze" in query
    )


@pytest.mark.parametrize("options", [[], ["--allow-files"], ["-o", "rows.csv"]])
def test_a_macro_in_place_of_a_table_is_explained(options, synthetic_folder, tmp_path):
    *_, last = rejected("from ancestors", synthetic_folder, *options, cwd=tmp_path)
    macro = "ancestors is a macro, ancestors(id, types); call it, as in: "
    assert last == f"{macro}from ancestors('OWNER/NAME')"


@pytest.mark.skipif(duckdb.__version__ < "2", reason="DuckDB 1.5 does not refuse it")
def test_a_query_that_writes_a_log_is_rejected(synthetic_folder, tmp_path):
    query = f"from enable_logging(storage = 'file', storage_path = '{tmp_path}/log')"
    for options in ([], ["--allow-files"]):
        first, *_ = rejected(query, synthetic_folder, *options)
        assert "configuration has been locked" in first
        assert not (tmp_path / "log").exists()


def test_json_with_duplicate_columns_is_rejected(synthetic_folder):
    query = "select 1 as a, 2 as a"
    line = error("sql", query, synthetic_folder, "--format", "json")
    assert line == (
        "ecograph: JSON needs unique column names; rename columns with `as`"
    )


@pytest.mark.parametrize("extension", ["csv", "parquet", "json"])
def test_the_users_files_are_read_where_that_is_allowed(
    extension, synthetic_folder, tmp_path
):
    path = tmp_path / f"ours.{extension}"
    ours = "select 'madeup-lab-25/lark-1b-instruct-1' as model_id, 7 as number"
    duckdb.sql(f"copy ({ours}) to '{path}'")
    query = f"from '{path.name}' join models using (model_id) select number, likes"
    options = ["--allow-files", "--format", "csv", "-d", synthetic_folder]
    assert output("sql", query, *options, cwd=tmp_path) == "number,likes\n7,2\n"


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("from 'none.csv'", "query failed: IO Error: No files found that match "),
        ("from 'https://a.b/c.csv'", "query failed: a query reads files, but no URLs"),
        ("explain select 1", "explain does not go with --allow-files; leave out "),
    ],
)
def test_what_does_not_go_with_files(query, reason, synthetic_folder):
    line = error("sql", query, synthetic_folder, "--allow-files")
    assert line.startswith(f"ecograph: {reason}")


def test_candidates_in_the_users_files(synthetic_folder, tmp_path):
    (tmp_path / "ours.csv").write_text("number\n1\n")
    query = ["select numbr from 'ours.csv'", synthetic_folder, "--allow-files"]
    assert rejected(*query, cwd=tmp_path) == [
        "ecograph: query failed: Binder Error: "
        'Referenced column "numbr" not found in FROM clause!',
        'Candidate bindings: "number"',
    ]


def test_a_file_with_the_query(synthetic_folder, tmp_path):
    path = tmp_path / "query.sql"
    path.write_text("-- Ours.\nselect 'é' as x;\n", "utf-8-sig")
    options = ["-d", synthetic_folder, "--format", "csv"]
    assert output("sql", "--file", path, *options) == "x\né\n"
    with path.open() as query:
        found = output("sql", "--file", "-", *options, run=spawn, stdin=query)
    assert found == "x\né\n"


def test_not_one_query_is_one_line(synthetic_folder, tmp_path):
    path = tmp_path / "query.sql"
    line = error("sql", "--file", path, "-d", synthetic_folder)
    assert line == f"ecograph: {path}: cannot be read: No such file or directory"
    path.write_bytes(b"select '\xff'")
    line = error("sql", "--file", path, "-d", synthetic_folder)
    assert line == f"ecograph: {path}: not a text file in UTF-8; give one of SQL"
    line = error("sql", "--file", path, synthetic_folder)
    assert line == (
        f"ecograph: --file {path}: the argument '{synthetic_folder}' is a query too; "
        "give one of them, and name the build with --data"
    )
    line = error("sql", "-d", synthetic_folder)
    assert line == "ecograph: no query; give one, or a file of it with --file"
