"""What objects show of themselves in a notebook or a prompt."""

import re
import shutil

import duckdb

import ecograph


def test_a_build(lineage_folder, tmp_path):
    build = ecograph.build(lineage_folder / "models.csv", tmp_path / "out")
    assert re.fullmatch(
        r"<Build in \S+/out: 11 models, 11 edges, 0 rejected cells, [\d.]+ s>",
        repr(build),
    )


def test_checks(lineage_folder, tmp_path):
    assert re.fullmatch(r"<\d+ checks: all ok>", repr(ecograph.check(lineage_folder)))
    shutil.copy(lineage_folder / "ecograph.duckdb", tmp_path)
    with duckdb.connect(tmp_path / "ecograph.duckdb") as connection:
        connection.execute("delete from models where model_id = 'base'")
    checks = ecograph.check(tmp_path)
    assert re.fullmatch(
        r"<\d+ checks, [2-9] failed: .*pickles: 3 rows fail; rel.*>", repr(checks)
    )
    assert repr(checks[-1]) == "<Check relations: 1 row fails>"
    assert "<Check checks.cells: ok>" in map(repr, checks)


def test_a_diff(lineage_folder, other_build):
    shown = repr(ecograph.diff(lineage_folder, other_build))
    assert shown.startswith("<Diff: 11 models_gone, 100 models_come, 11 edges_removed")


def test_an_ordering(synthetic_folder):
    found = ecograph.ordering("license", path=synthetic_folder)
    first, second, *_ = repr(found).splitlines()
    assert first.startswith("<Ordering of license in finetune: ")
    assert second == f"1. {found.values[0]}"


def test_a_tree(lineage_folder):
    tree = ecograph.tree("merged", path=lineage_folder)
    assert repr(tree) == "<Tree of merged: 5 ancestors, 0 descendants>"


def test_the_version():
    assert re.fullmatch(r"\d+\.\d+.*", ecograph.__version__)
    assert "__version__" in dir(ecograph)
