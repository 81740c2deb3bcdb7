"""The ledger and the status of each parent account for the whole source."""

import csv
import re
from itertools import groupby
from pathlib import Path

import conftest
import oracle
import pytest
from conftest import SYNTHETIC, asked, deep, shared, write_csv
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


STATUSES = [
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
    ("there/model/tree/main", "local_path", "there/model"),
    ("gpt2", "absent", None),
    ("7B", "absent", None),
    ("NoOwner", "wrong_case", "noowner"),
    ("hf://there/model@main", "url", "there/model"),
    ("https://hf.co/models/there%2Fmodel#card", "url", "there/model"),
    ("https://huggingface.co/there%FF/model", "url", None),  # not UTF-8
    ("https://huggingface.co/there", "url", None),
    ("there/model/", "local_path", "there/model"),
    ("there/model@main", "not_an_id", "there/model"),
    ("there/model:Q4_K_M", "not_an_id", "there/model"),
    ("there/model (Merge)", "not_an_id", "there/model"),
    ("\u00a0there/model\n", "not_an_id", "there/model"),
    ("llama3:8b", "not_an_id", None),
    ("noowner:8b", "not_an_id", "noowner"),
    ("..", "not_an_id", None),
    ("Removed", "not_an_id", None),
    ("a/b, c/d", "not_an_id", None),
    ("a/b,c/d", "not_an_id", None),
    ("there/model ", "not_an_id", "there/model"),
    ("Qwen/Qwen2…", "not_an_id", None),
    ("None", "not_an_id", None),
    ("N/A", "not_an_id", None),
    ("TODO-base/model", "not_an_id", None),
    ("your-name/model", "not_an_id", None),
    ("<org>/model", "not_an_id", None),
    ("", "not_an_id", None),
]
"""Texts of parents, their statuses, and the ids that are suggested."""


@pytest.fixture(scope="module")
def parents_folder(tmp_path_factory):
    """The folder of a build of a child that lists all texts of `STATUSES`."""
    ids = ["there/model", "two/cases", "Two/Cases", "noowner"]
    texts = [text for text, *_ in STATUSES]
    child = {"model_id": "the/child", "parent_model": repr(texts)}
    rows = [*({"model_id": name} for name in ids), child]
    return conftest.built(tmp_path_factory.mktemp("parents"), rows)


@pytest.fixture(scope="module")
def parents_graph(parents_folder):
    return ecograph.load("full", parents_folder)


def test_its_lines_are_numbered_in_the_order_of_its_sections(synthetic_folder):
    rows = asked(synthetic_folder, "select line, section from ledger")
    assert [line for line, _ in rows] == [*range(1, len(rows) + 1)]
    sections = [section for section, _ in groupby(section for _, section in rows)]
    assert sections == ["rows", "entries", "edges", "graph", "cells"]


@pytest.mark.parametrize(("text", "status", "suggested"), STATUSES)
def test_each_parent_has_a_status(
    text, status, suggested, parents_folder, parents_graph
):
    query = "select status, suggested_id from parents where parent_id = ?"
    assert asked(parents_folder, query, text) == [(status, suggested)]
    is_edge = parents_graph.has_edge(text, "the/child")
    assert is_edge == (status in ("in_graph", "self_loop"))


def test_repeats_count_per_row_and_entries_that_are_not_text_are_no_ids(write_rows):
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
            *("an entry is not text, so it is not an id", "a"),
        ]
    ]
    assert [(row, name, status) for row, _, _, name, status, _ in statuses(out)] == [
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
    """What people have really typed, with notes."""
    text = shared("data/odd_parents.tsv").read_text("utf-8")
    odd = dict(line.split("\t") for line in text.splitlines())
    known = {
        name: re.search(r"wrong case: also seen as (\S+)", note)[1]
        for name, note in odd.items()
        if "wrong case" in note
    }
    rows = [{"model_id": name} for name in {*known.values()}]
    child = {"model_id": "the/child", "parent_model": repr([*odd])}
    out = built(write_rows, *rows, child)
    for _, _, _, name, status, suggested in statuses(out):
        note = odd[name]
        if "path" in note or note == "too many slashes":
            wanted = "local_path"
        elif note == "url":
            wanted = "url"
        elif re.search("white space|placeholder|not ascii", note):
            wanted = "not_an_id"
        else:
            wanted = "wrong_case" if name in known else "absent"
        assert status == wanted, (name, note)
        assert suggested == known.get(name), (name, note)


def expected_statuses(rows):
    """The rules in plain Python, for parents without slashes."""
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
                    is_id = re.fullmatch(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)?", name)
                    is_id = is_id and name.lower() != "none"
                    status = "absent" if is_id else "not_an_id"
                    status = "local_path" if "\\" in name else status
                seen.add(name)
                yield number, relation, place, name, status


def everything(row, column):
    """All entries of a list, also those that are not text."""
    if row["model_id"] == "":
        return []
    try:
        value = oracle.ast.literal_eval(row[column])
    except (ValueError, SyntaxError):
        return []
    flat = isinstance(value, list) and not any(isinstance(v, list) for v in value)
    return value if flat else []


@settings(
    max_examples=deep(3, 50),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(rows=st.lists(ROWS, min_size=deep(15, 1), max_size=25))
def test_any_table_reconciles(rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("any")
    write_csv(folder / "models.csv", rows, quoting=csv.QUOTE_ALL)
    with (folder / "models.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    ledger = ecograph.build(folder / "models.csv", folder).ledger
    wanted = [*expected_statuses(rows)]
    assert [row[:5] for row in statuses(folder)] == wanted
    assert [check for check in ecograph.check(folder) if check.failing] == []
    assert ledger["rows", "read"] == len(rows)
    assert ledger["rows", "models"] == len({row["model_id"] for row in rows} - {""})
    assert ledger["entries", "read"] == len(wanted)
    graph = oracle.expected(rows)
    assert ledger["edges", "in the full graph"] == len(graph.edges)
    cyclic = oracle.nx.DiGraph([pair for pair in graph.edges if len({*pair}) > 1])
    parts = oracle.nx.strongly_connected_components(cyclic)
    on_cycles = sum(len(part) for part in parts if len(part) > 1)
    assert ledger["graph", "models on cycles"] == on_cycles
    older = {
        model
        for model, attributes in graph.nodes.items()
        if oracle.is_floor(attributes["createdAt"])
    }
    days = [
        edge["change_in_createdAt_days"]
        for ends, edge in graph.edges.items()
        if not older.issuperset(ends)
    ]
    assert ledger["graph", "edges whose child is older"] == sum(d < 0 for d in days)


def test_strict_refuses_a_cell_that_cannot_be_read(write_rows, tmp_path):
    source = write_rows({"model_id": "a", "likes": "many"}, {"model_id": ""})
    out = tmp_path / "out"
    ecograph.build(SYNTHETIC, out, strict=True)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(SourceError, match=r"2 cells .* row 1, column likes: 'many'"):
        ecograph.build(source, out, strict=True)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    one = write_rows({"model_id": "a", "likes": "many"}, name="one.csv")
    with pytest.raises(SourceError, match=": 1 cell or row cannot be read, in row 1, "):
        ecograph.build(one, out, strict=True)
    ledger = ecograph.build(source, out).ledger
    assert ledger["cells", "rejected"] == 1
    assert ledger["rows", "rejected, without an id"] == 1
    assert Path(source).exists()
