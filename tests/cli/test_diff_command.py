"""``ecograph diff``: its formats and errors."""

import json
import shutil

import duckdb
import pytest
from commands import error, output, run
from conftest import write_csv
from quick_build import COMPARED_RELATIONS, quick_build
from rows import row

import ecograph
from ecograph.analysis.diff import COMPARED, REQUIRED_COLUMNS, differences
from ecograph.cli.diff import Change, _failures
from ecograph.errors import EcographError, NotBuiltError

OLD = [row("a", "1"), row("b"), row("[x]", "2"), row("c", "6")]
NEW = [row(f"m{n:02}", parent_model="['a']") for n in range(12)] + [row("a", "4")]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Two builds of a few rows."""
    pair = []
    for name, rows in (("old", OLD), ("new", NEW)):
        folder = tmp_path_factory.mktemp(name)
        write_csv(folder / "models.csv", rows)
        pair.append(quick_build(folder / "models.csv", folder, *COMPARED_RELATIONS))
    return pair


def test_a_build_and_itself_have_no_differences(synthetic_folder, tmp_path):
    database = synthetic_folder / "ecograph.duckdb"
    (tmp_path / "link.duckdb").symlink_to(database)
    for new in (synthetic_folder, database, tmp_path / "link.duckdb"):
        assert {
            table.name for table in differences(synthetic_folder, new) if table.rows
        } == {"summary"}
        every = [option for change in Change for option in ("--fail-on", change)]
        text = output("diff", synthetic_folder, new, *every)
        none = f"no differences: {COMPARED} are equal"
        assert text == f"{synthetic_folder} and {new}: {none}\n"


def test_a_path_without_a_build_is_one_line(synthetic_folder, tmp_path):
    for pair in ([tmp_path, synthetic_folder], [synthetic_folder, tmp_path]):
        with pytest.raises(NotBuiltError, match="ecograph build SOURCE --out"):
            ecograph.diff(*pair)
    other = tmp_path / "other.duckdb"
    with duckdb.connect(other) as connection:
        connection.execute("create table models as select 1 as model_id")
    for pair in ([other, synthetic_folder], [synthetic_folder, other]):
        line = error("diff", *pair)
        reason = "not built by this version of ecograph"
        assert line.startswith(f"ecograph: {other}: {reason}; build it with ")
    other.write_text("no database")
    line = error("diff", synthetic_folder, other)
    assert line.startswith(f"ecograph: {other}: not a DuckDB database; if ")


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, columns[-1]) for table, columns in REQUIRED_COLUMNS.items()],
)
def test_a_build_without_a_column_is_an_error(table, column, folders, tmp_path):
    kept = dict(REQUIRED_COLUMNS)
    kept[table] = [name for name in kept[table] if name != column]
    lacking = copy_with(folders[0], tmp_path, kept)
    lack = f"without {table}.{column}; build it again"
    with pytest.raises(EcographError, match=lack):
        ecograph.diff(folders[1], lacking)
    with pytest.raises(
        EcographError, match=f"^{lacking}: built by another version of ecograph"
    ):
        ecograph.diff(lacking, folders[1])


def test_other_columns_are_not_needed(folders, tmp_path):
    few = copy_with(folders[0], tmp_path, REQUIRED_COLUMNS)
    frames = ecograph.diff(folders[0], few)
    assert {name: len(frame) for name, frame in frames.items() if len(frame)} == {
        "summary": 21
    }


def copy_with(folder, to, kept):
    """A build whose relations have only some columns."""
    path = to / "few.duckdb"
    shutil.copy(folder / "ecograph.duckdb", path)
    with duckdb.connect(path) as connection:
        for name, columns in kept.items():
            whole = connection.table(name)
            few = whole.select(*map(duckdb.ColumnExpression, columns))
            few.create(f"{name}_few")
        for kind, name in connection.execute(RELATIONS).fetchall():
            connection.execute(f"drop {kind} {name} cascade")
        for name in kept:
            connection.execute(f"alter table {name}_few rename to {name}")
    return path


RELATIONS = """
    select 'view', schema_name || '.' || view_name from duckdb_views()
    where not internal
    union all
    select 'table', table_name from duckdb_tables()
    where schema_name = 'main' and not ends_with(table_name, '_few')
"""


def test_tables(folders):
    text = output("diff", *folders)
    parts = text.split("\n\n")
    assert parts[0].startswith("summary: 21 rows. One row per count")
    line = parts[1].splitlines()[2]
    assert line.split() == ["2", "models", "gone", "3", "diff.models_gone"]
    assert parts[2].startswith("models_gone: 3 rows. One row per model that is only")
    assert [line.split()[0] for line in parts[3].splitlines()] == [
        *("model_id", "c", "[x]", "b")
    ]
    assert parts[4].startswith("models_come: 12 rows. ")
    assert len(parts[5].splitlines()) == 11
    assert "edges_removed: no rows. One row per edge" in text
    assert "edges_added: 12 rows. " in text


def test_the_limit_applies_to_each_table_except_the_summary(folders):
    lines = output("diff", *folders, "--limit", "2").splitlines()
    assert len([line for line in lines if "m0" in line]) == 4
    assert len([line for line in lines if "diff." in line]) == 17
    assert "m0" not in output("diff", *folders, "--limit", "0")
    found = json.loads(output("diff", *folders, "--limit", "2", "--format", "json"))
    rows = {name: len(found[name]) for name in found if found[name]}
    assert rows == {
        **{"summary": 21, "models_gone": 2, "models_come": 2},
        **{"edges_added": 2, "likes_changed": 1},
    }


def test_json_has_all_rows(folders):
    found = json.loads(output("diff", *folders, "--format", "json"))
    assert [*found] == [table.name for table in differences(*folders)]
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


def test_no_differences_in_json_are_empty_arrays(synthetic_folder):
    found = json.loads(
        output("diff", synthetic_folder, synthetic_folder, "--format", "json")
    )
    assert found.pop("summary")[0]["number"] == 1993
    assert {*map(len, found.values())} == {0}


def test_markdown(folders):
    text = output("diff", *folders, "--format", "markdown")
    assert text.count("### ") == 16
    assert "| a | 1 | 4 | 3 |\n" in text


def test_csv_is_rejected(synthetic_folder):
    result = run("diff", synthetic_folder, synthetic_folder, "--format", "csv")
    assert (result.status, result.stdout) == (2, "")
    assert "'csv' is not one of 'table', 'json', 'markdown'" in result.stderr


def test_every_mit_became_non_commercial(build_pair):
    """Models made from them are now in conflict, and a pipeline can stop there."""
    old = [
        row("base", licenses="['mit']"),
        row("both", licenses="['mit', 'apache-2.0']"),
        row("ours", licenses="['apache-2.0']", adapter_parent="['base']"),
        row("none", merge_parent="['ours', 'both']"),
        row("lone", licenses="['gpl-3.0']"),
    ]
    new = [
        {**cells, "licenses": cells.get("licenses", "").replace("mit", "cc-by-nc-4.0")}
        for cells in old
    ]
    folders = build_pair(old, new)
    changes = ecograph.diff(*folders)
    assert repr(changes) == "<Diff: licenses_changed 2, verdicts_changed 2>"
    assert changes["licenses_changed"][["model_id", "drift"]].values.tolist() == [
        ["base", "tightened"],
        ["both", "tightened"],
    ]
    assert changes["verdicts_changed"].values.tolist() == [
        ["none", "unknown", "conflict", "conflict"],
        ["ours", "ok", "conflict", "conflict"],
    ]
    for kinds, said in (
        (["licenses", "parents"], "licenses changed: 2"),
        (["conflict"], "verdicts became conflict: 2"),
        (["unknown"], "verdicts became conflict: 2"),
        (["verdicts"], "verdicts changed: 2, verdicts became conflict: 2"),
    ):
        options = [option for kind in kinds for option in ("--fail-on", kind)]
        result = run("diff", *folders, "--limit", "0", *options)
        line = f"ecograph: {folders[1]}: {said}\n"
        assert (result.status, result.stderr) == (1, line)
        assert "no differences" not in result.stdout
    back = run("diff", *reversed(folders), "--fail-on", "unknown")
    assert (back.status, back.stderr) == (0, "")


def test_each_kind_of_change_can_fail(build_pair):
    old = [row("a"), row("b", parent_model="['a']"), row("c")]
    new = [row("b", "1", parent_model="['a']"), row("c", merge_parent="['b']")]
    folders = build_pair(old, new)
    found = {
        "absent": "models absent: 1",
        "models": "models gone: 1, models absent: 1",
        "edges": "edges removed: 1, edges added: 1",
        "parents": "parents added: 1",
        "likes": "likes changed: 1",
        "tasks": None,
    }
    summary = differences(*folders)[0]
    for change, said in found.items():
        assert ", ".join(_failures(summary, {Change(change)})) == (said or "")
    options = ["--fail-on", "absent", "--fail-on", "tasks", "--format", "json"]
    result = run("diff", *folders, *options)
    assert json.loads(result.stdout)["models_absent"][0]["model_id"] == "a"
    line = f"ecograph: {folders[1]}: models absent: 1\n"
    assert (result.status, result.stderr) == (1, line)


def test_all_that_is_compared_is_named_and_can_fail(folders):
    words = COMPARED.replace(" and ", ", ").replace("licences", "licenses")
    sections = ecograph.diff(*folders)["summary"]["section"]
    assert [*sections.unique()] == words.split(", ")
    assert {*sections} < {*Change}
