"""Every declared parent is accounted for, and a sum that is wrong is found."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import oracle
import pytest
from conftest import SAMPLE, shared, write_csv
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_rows import ROWS

import ecograph
from ecograph.errors import SourceError

LISTS = {"listed": "parent_model", **oracle.TYPED_LISTS}


def statuses(folder):
    with ecograph.connect(folder) as connection:
        return connection.execute(
            "select source_row, relation, place, parent_id, status, suggested_id "
            "from parents order by source_row, relation, place"
        ).fetchall()


def built(write_rows, *rows):
    path = write_rows(*rows)
    ecograph.build(path, path.parent / "out")
    return path.parent / "out"


@pytest.mark.parametrize(
    ("text", "status", "meant"),
    [
        ("there/model", "in_graph", None),
        ("the/child", "self_loop", None),
        ("There/Model", "wrong_case", "there/model"),
        ("two/CASES", "absent", None),
        ("gone/model", "absent", None),
        ("_odd-/.name_", "absent", None),
        ("https://huggingface.co/there/model", "url", "there/model"),
        ("https://huggingface.co/there/model/tree/main?x=1", "url", "there/model"),
        ("HF.co/There/Model", "url", "there/model"),
        ("http://example.com/there/model", "url", None),
        ("www.example.com", "url", None),
        ("s3://bucket/there/model", "url", None),
        ("/mnt/x", "local_path", None),
        ("/", "local_path", None),
        ("./x", "local_path", None),
        ("../a b/c", "local_path", None),
        ("~/models/x", "local_path", None),
        ("C:\\x", "local_path", None),
        ("d:/models/x", "local_path", None),
        ("..\\x", "local_path", None),
        ("file:///home/x", "local_path", None),
        ("outputs/x/y", "local_path", None),
        ("/c/models--there--model/snapshots/1", "local_path", "there/model"),
        ("models--there--Model", "local_path", "there/model"),
        ("models--there--model--x", "local_path", None),
        ("gpt2", "not_an_id", None),
        ("NoOwner", "not_an_id", "noowner"),
        ("a/b, c/d", "not_an_id", None),
        ("a/b,c/d", "not_an_id", None),
        ("there/model ", "not_an_id", None),
        ("Qwen/Qwen2…", "not_an_id", None),
        ("None", "not_an_id", None),
        ("N/A", "not_an_id", None),
        ("TODO-base/model", "not_an_id", None),
        ("your-name/model", "not_an_id", None),
        ("<org>/model", "not_an_id", None),
        ("", "not_an_id", None),
    ],
)
def test_each_parent_has_a_status(text, status, meant, write_rows):
    ids = ["there/model", "two/cases", "Two/Cases", "noowner"]
    row = {"model_id": "the/child", "parent_model": repr([text])}
    out = built(write_rows, *({"model_id": name} for name in ids), row)
    assert statuses(out) == [(5, "listed", 0, text, status, meant)]
    edges = ecograph.load("full", out).number_of_edges()
    assert edges == (status in ("in_graph", "self_loop"))


def test_a_repeat_is_of_the_row_and_an_entry_that_is_no_text_is_no_id(write_rows):
    out = built(
        write_rows,
        {"model_id": "a", "parent_model": "['b', 'gone/x', None, 3, None]"},
        {"model_id": "a", "parent_model": "['b']"},
        {"model_id": "b", "finetune_parent": "['b']", "merge_parent": "['a', 'b']"},
        {"model_id": "c", "parent_model": "['gone/x', 'gone/x']"},
    )
    rejects = ecograph.table("rejects", out)
    assert rejects.values.tolist() == [
        [
            *(1, "parent_model", "['b', 'gone/x', None, 3, None]"),
            "an entry is no text, so it is no id",
        ]
    ]
    assert [(row, name, said) for row, _, _, name, said, _ in statuses(out)] == [
        (1, "b", "in_graph"),
        (1, "gone/x", "absent"),
        (1, None, "not_an_id"),
        (1, None, "not_an_id"),
        (1, None, "not_an_id"),
        (2, "b", "in_graph"),
        (3, "b", "self_loop"),
        (3, "a", "in_graph"),
        (3, "b", "repeat"),
        (4, "gone/x", "absent"),
        (4, "gone/x", "repeat"),
    ]


def test_odd_parents_of_the_hub(write_rows):
    """What people have really typed, and what is said of it beside the data."""
    text = shared("data/odd_parents.tsv").read_text("utf-8")
    odd = dict(line.split("\t") for line in text.splitlines())
    meant = {
        name: re.search(r"wrong case: also seen as (\S+)", said)[1]
        for name, said in odd.items()
        if "wrong case" in said
    }
    rows = [{"model_id": name} for name in {*meant.values()}]
    child = {"model_id": "the/child", "parent_model": repr([*odd])}
    out = built(write_rows, *rows, child)
    for _, _, _, name, status, suggested in statuses(out):
        said = odd[name]
        if "path" in said or said == "too many slashes":
            wanted = "local_path"
        elif said == "url":
            wanted = "url"
        elif re.search("white space|no owner|placeholder|not ascii", said):
            wanted = "not_an_id"
        else:
            wanted = "wrong_case" if name in meant else "absent"
        assert status == wanted, (name, said)
        assert suggested == meant.get(name), (name, said)


def expected_statuses(rows):
    """The rules once more, in plain Python, for parents without slashes."""
    ids = {row["model_id"] for row in rows} - {""}
    for number, row in enumerate(rows, 1):
        seen = set()
        for relation, column in LISTS.items():
            for place, name in enumerate(everything(row, column)):
                if not isinstance(name, str):
                    status, name = "not_an_id", None
                elif name in seen:
                    status = "repeat"
                elif name == row["model_id"]:
                    status = "self_loop"
                elif name in ids:
                    status = "in_graph"
                else:
                    status = {"d/e": "absent", "x\\y": "local_path"}.get(
                        name, "not_an_id"
                    )
                seen.add(name)
                yield number, relation, place, name, status


def everything(row, column):
    """All entries of a list, those that are no text too."""
    if row["model_id"] == "":
        return []
    try:
        value = oracle.ast.literal_eval(row[column])
    except (ValueError, SyntaxError):
        return []
    flat = isinstance(value, list) and not any(isinstance(v, list) for v in value)
    return value if flat else []


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(ROWS, min_size=1, max_size=25))
def test_any_table_reconciles(rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("any")
    write_csv(folder / "models.csv", rows, quoting=csv.QUOTE_ALL)
    with (folder / "models.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    ledger = ecograph.build(folder / "models.csv", folder).ledger
    wanted = [*expected_statuses(rows)]
    assert [row[:5] for row in statuses(folder)] == wanted
    assert [done for done in ecograph.check(folder) if done.failing] == []
    assert ledger["rows", "read"] == len(rows)
    assert ledger["rows", "models"] == len({row["model_id"] for row in rows} - {""})
    assert ledger["entries", "read"] == len(wanted)
    graph = oracle.expected(rows)
    assert ledger["edges", "in the full graph"] == len(graph.edges)
    cyclic = oracle.nx.DiGraph([pair for pair in graph.edges if len({*pair}) > 1])
    parts = oracle.nx.strongly_connected_components(cyclic)
    on_cycles = sum(len(part) for part in parts if len(part) > 1)
    assert ledger["graph", "models on cycles"] == on_cycles
    days = [edge["change_in_createdAt_days"] for edge in graph.edges.values()]
    assert ledger["graph", "edges whose child is older"] == sum(d < 0 for d in days)


@pytest.mark.parametrize("name", ["rimel", "minigraph"])
def test_real_records_pass_every_check(name, tmp_path):
    ecograph.build(shared(f"data/{name}.csv"), tmp_path)
    done = check(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def check(folder):
    return subprocess.run(
        [sys.executable, "-m", "ecograph", "check", folder],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_sample_passes_every_check(sample_folder):
    done = check(sample_folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == len(ecograph.check(sample_folder)) == 16
    assert all(" ok: " in line for line in done.stdout.splitlines())


@pytest.fixture(scope="module")
def odd_folder(tmp_path_factory):
    """A build of the sample and of rows of which not all can be read."""
    folder = tmp_path_factory.mktemp("odd")
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    odd = [
        {"model_id": "odd/a", "likes": "many", "createdAt": "today"},
        {"model_id": "odd/b", "downloads": "1e3", "parent_model": "[odd/a]"},
        {"model_id": "", "likes": "3"},
    ]
    write_csv(folder / "odd.csv", rows + odd, columns=[*rows[0]])
    ecograph.build(folder / "odd.csv", folder)
    return folder


@pytest.mark.parametrize(
    ("spoiling", "name"),
    [
        ("delete from rejects where column_name = 'likes'", "checks.cells"),
        ("delete from rejects where column_name = 'downloads'", "checks.cells"),
        ("delete from rejects where column_name = 'createdAt'", "checks.cells"),
        ("delete from rejects where column_name = 'parent_model'", "checks.cells"),
        ("delete from rejects where column_name = 'model_id'", "checks.cells"),
        ("insert into rejects values (1, 'createdAt', 'x', 'y')", "checks.rejects"),
        (
            "insert into parents select * replace ('unknown' as relation) "
            "from parents limit 1",
            "checks.lists",
        ),
        ("delete from parents where relation = 'merge'", "checks.lists"),
        (
            "create or replace view edge_deltas as "
            'select *, 0 as "change_in_createdAt_days" from edges limit 9',
            "checks.ledger",
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
        ("insert into rejects values (1, 'likes', 'x', 'y')", "checks.rejects"),
        (
            "insert into rejects values (1, 'parent_model', 'x', "
            "'not a list literal as Python writes it')",
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
    ],
)
def test_a_check_finds_what_is_wrong(spoiling, name, odd_folder, tmp_path):
    folder = tmp_path / "spoilt"
    shutil.copytree(odd_folder, folder)
    with duckdb.connect(folder / "ecograph.duckdb") as connection:
        connection.execute(spoiling)
    done = check(folder)
    assert done.returncode == 1
    failing = {made.name for made in ecograph.check(folder) if made.failing}
    assert name in failing
    said = {line.split()[0] for line in done.stdout.splitlines() if " fail" in line}
    assert failing <= said
    assert done.stderr == f"ecograph: {len(failing)} of 16 checks failed\n"


def test_a_changed_pickle_fails_a_check(sample_folder, tmp_path):
    folder = tmp_path / "spoilt"
    shutil.copytree(sample_folder, folder)
    with (folder / "ai_ecosystem_graph.pkl").open("ab") as file:
        file.write(b"x")
    (folder / "ai_ecosystem_graph_nomerges.pkl").unlink()
    (failing,) = (made for made in ecograph.check(folder) if made.failing)
    assert failing.name == "pickles"
    assert failing.failing == [
        ("ai_ecosystem_graph.pkl", "is another file"),
        ("ai_ecosystem_graph_nomerges.pkl", "is gone"),
    ]


def test_strict_refuses_a_cell_that_cannot_be_read(write_rows, tmp_path):
    source = write_rows({"model_id": "a", "likes": "many"}, {"model_id": ""})
    out = tmp_path / "out"
    ecograph.build(SAMPLE, out, strict=True)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(SourceError, match=r"2 cells .* row 1, column likes: 'many'"):
        ecograph.build(source, out, strict=True)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    ledger = ecograph.build(source, out).ledger
    assert ledger["cells", "rejected"] == 1
    assert ledger["rows", "rejected, without an id"] == 1
    assert Path(source).exists()
