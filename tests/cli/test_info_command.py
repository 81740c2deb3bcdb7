"""``ecograph info``: a screen about a build, its relations, and sources."""

import re

import duckdb
from commands import error, output
from conftest import SYNTHETIC, built


def test_a_build_fits_on_a_screen(synthetic_folder):
    lines = output("info", synthetic_folder).splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    counts, origin = lines[: lines.index("")], lines[lines.index("") + 1 :]
    assert counts[0] == "rows     2,000 read = 1,993 models + 7 duplicate ids"
    assert counts[3].startswith("edges    682 in the full graph = 197 finetune + ")
    assert counts[4] == "         117 merge + 10 untyped"
    assert any("368 edges whose child is older" in line for line in counts)
    assert [line.split()[0] for line in origin] == [
        *("source", "sha256", "build", "built", "by")
    ]
    size = f"{SYNTHETIC.stat().st_size:,}"
    assert origin[0] == f"source   synthetic.csv, {size} bytes"
    assert re.match(r"built    20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC$", origin[3])
    assert re.match(r"by       ecograph 0\.\S+, DuckDB \S+, sqlglot \S+$", origin[4])


def test_its_relations_only_with_the_option(synthetic_folder):
    short = output("info", synthetic_folder)
    long = output("info", synthetic_folder, "--relations")
    assert long.startswith(short)
    assert "trait_mutations" not in short
    assert re.search(r"^ edges +\d+ +682 +One row per edge of the full", long, re.M)
    assert "temp." not in long


def test_a_cell_that_could_not_be_read_is_there(tmp_path):
    folder = built(tmp_path, [{"model_id": "a", "likes": "many"}])
    lines = output("info", folder).splitlines()
    assert lines[0] == "rows     1 read = 1 model"
    assert "cells    1 rejected" in lines


def test_a_source_has_no_relations():
    assert output("info", SYNTHETIC).startswith("source            ")
    line = error("info", SYNTHETIC, "--relations")
    assert line == f"ecograph: {SYNTHETIC}: is no build; leave out --relations"


def test_a_folder_with_neither_a_build_nor_a_source(tmp_path):
    (tmp_path / "notes.txt").write_text("")
    assert "there is no database; build one with" in error("info", tmp_path)


def test_a_database_of_the_duckdb_shell(synthetic_folder, tmp_path):
    path = tmp_path / "by_hand.duckdb"
    path.write_bytes((synthetic_folder / "ecograph.duckdb").read_bytes())
    with duckdb.connect(path) as connection:
        connection.execute("delete from meta.build")
    last = output("info", path).splitlines()[-1]
    assert last == "built in the DuckDB shell: meta.build and meta.relation are empty"
