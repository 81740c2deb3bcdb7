"""``ecograph diff`` as a person types it, and what it says of no two builds."""

import json
import shutil

import duckdb
import pytest
from test_cli import refused, run, said
from test_diff import row

import ecograph
from ecograph.analysis.diff import READ, differences
from ecograph.errors import EcographError, NotBuiltError


def test_a_build_and_itself_have_no_differences(sample_folder, tmp_path):
    database = sample_folder / "ecograph.duckdb"
    (tmp_path / "link.duckdb").symlink_to(database)
    for new in (sample_folder, database, tmp_path / "link.duckdb"):
        assert {done.name for done in differences(sample_folder, new) if done.rows} == {
            "summary"
        }
        assert said("diff", sample_folder, new) == (
            f"{sample_folder} and {new}: the same models, edges, likes and downloads\n"
        )


def test_a_path_without_a_build_is_one_line(sample_folder, tmp_path):
    for pair in ([tmp_path, sample_folder], [sample_folder, tmp_path]):
        with pytest.raises(NotBuiltError, match="ecograph build SOURCE --out"):
            ecograph.diff(*pair)
    other = tmp_path / "other.duckdb"
    with duckdb.connect(other) as connection:
        connection.execute("create table models as select 1 as model_id")
    for pair in ([other, sample_folder], [sample_folder, other]):
        line = refused("diff", *pair)
        said = "no build of this version of ecograph made this database"
        assert line.startswith(f"ecograph: {other}: {said}; make one with ")
    other.write_text("no database")
    line = refused("diff", sample_folder, other)
    assert line.startswith(f"ecograph: {other}: DuckDB cannot open it: ")


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table in READ for column in READ[table]]
)
def test_a_build_without_a_column_is_to_be_built_anew(
    table, column, sample_folder, tmp_path
):
    kept = {**READ, table: [name for name in READ[table] if name != column]}
    lacking = copy_with(sample_folder, tmp_path, kept)
    with pytest.raises(EcographError, match=f"without {table}.{column}; build it anew"):
        ecograph.diff(sample_folder, lacking)
    with pytest.raises(EcographError, match=f"^{lacking}: another version of ecograph"):
        ecograph.diff(lacking, sample_folder)


def test_no_other_column_is_needed(sample_folder, tmp_path):
    few = copy_with(sample_folder, tmp_path, READ)
    assert {*map(len, ecograph.diff(sample_folder, few).values())} == {11, 0}


def copy_with(folder, to, kept):
    """A build of which two tables have but a few columns."""
    path = to / "few.duckdb"
    shutil.copy(folder / "ecograph.duckdb", path)
    with duckdb.connect(path) as connection:
        for table, columns in kept.items():
            connection.execute(f"alter table {table} rename to whole")
            whole = connection.table("whole")
            whole.select(*map(duckdb.ColumnExpression, columns)).create(table)
            connection.execute("drop table whole cascade")
    return path


OLD = [row("a", "1"), row("b"), row("[x]", "2"), row("c", "6")]
NEW = [row(f"m{n:02}", parent_model="['a']") for n in range(12)] + [row("a", "4")]


def test_the_command_prints_tables(build_pair):
    text = said("diff", *build_pair(OLD, NEW))
    parts = text.split("\n\n")
    assert parts[0].startswith("summary: 11 rows. One row per count")
    line = parts[1].splitlines()[2]
    assert line.split() == ["2", "models", "gone", "3", "diff.models_gone"]
    assert parts[2].startswith("models_gone: 3 rows. One row per model that the old")
    assert [line.split()[0] for line in parts[3].splitlines()] == [
        *("model_id", "c", "[x]", "b")
    ]
    assert parts[4].startswith("models_come: 12 rows. ")
    assert len(parts[5].splitlines()) == 11
    assert "edges_removed: no rows. One row per edge" in text
    assert "edges_added: 12 rows. " in text


def test_the_limit_is_that_of_each_table_but_the_summary(build_pair):
    folders = build_pair(OLD, NEW)
    lines = said("diff", *folders, "--limit", "2").splitlines()
    assert len([line for line in lines if "m0" in line]) == 4
    assert len([line for line in lines if "diff." in line]) == 7
    assert "m0" not in said("diff", *folders, "--limit", "0")
    found = json.loads(said("diff", *folders, "--limit", "2", "--format", "json"))
    assert [len(rows) for rows in found.values()] == [11, 2, 2, 0, 2, 0, 1, 0]


def test_the_command_prints_one_object_with_all_rows(build_pair):
    folders = build_pair(OLD, NEW)
    found = json.loads(said("diff", *folders, "--format", "json"))
    assert [*found] == [done.name for done in differences(*folders)]
    assert found["likes_changed"] == [
        {"model_id": "a", "old_likes": 1, "new_likes": 4, "change_in_likes": 3}
    ]
    assert len(found["models_come"]) == 12
    assert found["models_come"][0]["likes"] is None
    assert found["edges_added"][11] == {
        "parent_id": "a",
        "child_id": "m11",
        "edge_type": None,
        "edge_types": [],
        "parent_has_come": False,
        "child_has_come": True,
    }


def test_no_differences_in_json_are_empty_arrays(sample_folder):
    found = json.loads(said("diff", sample_folder, sample_folder, "--format", "json"))
    assert found.pop("summary")[0]["number"] == 1993
    assert {*map(len, found.values())} == {0}


def test_the_command_prints_markdown(build_pair):
    text = said("diff", *build_pair(OLD, NEW), "--format", "markdown")
    assert text.count("### ") == 8
    assert "| a | 1 | 4 | 3 |\n" in text


def test_csv_is_refused_for_it_holds_one_table(sample_folder):
    done = run("diff", sample_folder, sample_folder, "--format", "csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'csv' is not one of 'table', 'json', 'markdown'" in done.stderr
