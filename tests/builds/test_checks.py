"""``ecograph check`` passes a build, and finds what was changed in it."""

import csv
import shutil

import duckdb
import pytest
from commands import output, run
from conftest import SYNTHETIC, deep, write_csv

import ecograph


@pytest.mark.parametrize("name", ["rimel", "minigraph"])
def test_real_records_pass_every_check(name, shared_build):
    assert output("check", shared_build(name))


def test_the_sample_passes_every_check(synthetic_folder):
    lines = output("check", synthetic_folder).splitlines()
    assert len(lines) == len(ecograph.check(synthetic_folder)) == 16
    assert all(" ok: " in line for line in lines)


CHANGES = [
    ("delete from rejects where column_name = 'likes'", "checks.cells"),
    ("delete from rejects where column_name = 'downloads'", "checks.cells"),
    ("delete from rejects where column_name = 'createdAt'", "checks.cells"),
    ("delete from rejects where column_name = 'parent_model'", "checks.cells"),
    ("delete from rejects where column_name = 'model_id'", "checks.cells"),
    ("insert into rejects values (1, 'createdAt', 'x', 'y', 'z')", "checks.rejects"),
    (
        "insert into parents select * replace ('unknown' as relation) "
        "from parents limit 1",
        "checks.lists",
    ),
    ("delete from parents where relation = 'merge'", "checks.lists"),
    (
        "create or replace view edge_deltas as "
        'select *, 0 as "change_in_createdAt_days", null as days_bound '
        "from edges limit 9",
        "checks.graphs",
    ),
    ("update models set model_id = null where position = 1999", "checks.models"),
    ("update parents set child_position = 0 where rowid = 5", "checks.positions"),
    ("update parents set child_id = 'x' where rowid = 5", "checks.positions"),
    ("update edges set source_row = source_row + 1", "checks.edges"),
    ("delete from meta.build", "relations"),
    ("delete from edges where rowid = 7", "checks.edges"),
    ("insert into edges from edges limit 1", "checks.edges"),
    ("update edges set edge_types = [] where rowid = 3", "checks.edges"),
    ("update edges set child_id = 'x' where rowid = 3", "checks.edges"),
    ("update edges set edge_type = null where rowid = 3", "checks.edge_types"),
    ("update edges set child_position = 0 where rowid = 3", "checks.positions"),
    ("update edges set parent_position = null where rowid = 3", "checks.positions"),
    ("delete from parents where rowid = 9", "checks.lists"),
    ("delete from parents where rowid = 9", "checks.ledger"),
    (
        "update parents set status = 'url' where status = 'in_graph'",
        "checks.statuses",
    ),
    (
        "update parents set status = 'self_loop' where status = 'url'",
        "checks.statuses",
    ),
    ("update parents set status = null where rowid = 5", "checks.statuses"),
    (
        "update parents set status = 'repeat' where status = 'absent'",
        "checks.statuses",
    ),
    (
        "update parents set status = 'in_graph' where status = 'repeat'",
        "checks.statuses",
    ),
    (
        "insert into parents select * replace (1 as source_row, 'url' as status) "
        "from parents where status = 'absent' limit 1",
        "checks.suggestions",
    ),
    (
        "update parents set status = 'wrong_case' where status = 'absent'",
        "checks.suggestions",
    ),
    (
        "update parents set suggested_id = 'x' where status = 'wrong_case'",
        "checks.suggestions",
    ),
    (
        "update parents set suggested_id = parent_id where status = 'in_graph'",
        "checks.suggestions",
    ),
    ("delete from models where position = 30", "checks.ledger"),
    ("delete from edges where rowid = 7", "relations"),
    ("delete from meta.pickle", "pickles"),
    ("delete from meta.relation", "relations"),
    ("drop schema checks cascade", "relations"),
    ("drop view finetune_edges", "relations"),
    ("insert into models from models limit 1", "checks.models"),
    ("update models set position = 1 where position = 0", "checks.models"),
    ("update models set source_rows = 2 where position = 8", "checks.ledger"),
    ("insert into rejects values (1, 'likes', 'x', 'y', 'z')", "checks.rejects"),
    (
        "insert into rejects values (1, 'parent_model', 'x', "
        "'not a list literal as Python writes it', 'y')",
        "checks.cells",
    ),
    ("create or replace view nomerges_edges as from edges", "checks.graphs"),
    ("delete from lineage where rowid = 5", "checks.lineage"),
    ("insert into lineage from lineage limit 1", "relations"),
    (
        "update lineage set generation = generation + 1 where rowid = 5",
        "checks.lineage",
    ),
    ("update lineage set generation = 1 where parents = 0", "checks.lineage"),
    ("update lineage set parents = 7 where rowid = 5", "checks.lineage"),
    ("update lineage set children = 7 where rowid = 5", "checks.lineage"),
    ("update lineage set descendants = 0 where children = 1", "checks.lineage"),
    (
        "update lineage set descendants = descendants + 1 where children = 1",
        "checks.lineage",
    ),
    ("delete from family_members where rowid = 5", "checks.families"),
    (
        "insert into family_members from family_members limit 1",
        "checks.families",
    ),
    (
        "update family_members set root_position = position where generation = 1",
        "checks.families",
    ),
    ("update family_members set root_id = 'x'", "checks.families"),
    (
        "update family_members set position = 1992 where rowid = 5",
        "checks.families",
    ),
    ("delete from list_traits where rowid = 5", "checks.traits"),
    (
        "update list_traits set trait_values = ['x'] where rowid = 5",
        "checks.traits",
    ),
    ("insert into list_traits values ('dataset', ['x'], -1)", "checks.traits"),
]
"""Statements that change a build, and a check that then fails."""


@pytest.fixture(scope="module")
def odd_folder(tmp_path_factory):
    """A build of the sample and of rows with cells that cannot be read."""
    folder = tmp_path_factory.mktemp("odd")
    with SYNTHETIC.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    odd = [
        {"model_id": "odd/a", "likes": "many", "createdAt": "today"},
        {"model_id": "odd/b", "downloads": "1e3", "parent_model": "[odd/a]"},
        {"model_id": "", "likes": "3"},
    ]
    write_csv(folder / "odd.csv", rows + odd, columns=[*rows[0]])
    ecograph.build(folder / "odd.csv", folder)
    return folder


VIEWS = [(change, name) for change, name in CHANGES if name.startswith("checks.")]
OTHERS = [(change, name) for change, name in CHANGES if not name.startswith("checks.")]


@pytest.fixture(scope="module")
def connection(odd_folder, tmp_path_factory):
    """A connection to a copy of the database, which can be changed."""
    path = tmp_path_factory.mktemp("changed") / "ecograph.duckdb"
    shutil.copyfile(odd_folder / path.name, path)
    with duckdb.connect(path) as connection:
        yield connection


@pytest.mark.parametrize(("statement", "name"), VIEWS)
def test_a_view_finds_a_change(statement, name, connection):
    view = f"from {name}"
    assert connection.execute(view).fetchall() == []
    connection.execute("begin")
    try:
        connection.execute(statement)
        assert connection.execute(view).fetchall() != []
    finally:
        connection.execute("rollback")


@pytest.mark.parametrize(("statement", "name"), deep([*VIEWS[::20], *OTHERS], CHANGES))
def test_the_command_lists_the_checks_that_fail(
    statement, name, odd_folder, tmp_path, monkeypatch
):
    folder = tmp_path / "changed"
    shutil.copytree(odd_folder, folder)
    with duckdb.connect(folder / "ecograph.duckdb") as connection:
        connection.execute(statement)
    checks, check = [], ecograph.check
    monkeypatch.setattr(
        ecograph, "check", lambda path: checks.extend(check(path)) or checks
    )
    result = run("check", folder)
    failing = {check.name for check in checks if check.failing}
    assert name in failing
    assert result.status == 1
    lines = result.stdout.splitlines()
    assert failing <= {line.split()[0] for line in lines if " fail" in line}
    message = f"ecograph: {len(failing)} of {len(checks)} checks failed\n"
    assert result.stderr == message


def test_a_changed_pickle_fails_a_check(synthetic_folder, tmp_path):
    folder = tmp_path / "changed"
    shutil.copytree(synthetic_folder, folder)
    with (folder / "ai_ecosystem_graph.pkl").open("ab") as file:
        file.write(b"x")
    (folder / "ai_ecosystem_graph_nomerges.pkl").unlink()
    (failing,) = (check for check in ecograph.check(folder) if check.failing)
    assert failing.name == "pickles"
    assert failing.failing == [
        ("ai_ecosystem_graph.pkl", "is not the file that was built"),
        ("ai_ecosystem_graph_nomerges.pkl", "is missing"),
    ]
