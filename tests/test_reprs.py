"""What objects show of themselves in a notebook or a prompt."""

import re
import shutil

import duckdb
from conftest import built

import ecograph
from ecograph.analysis.diff import COMPARED


def test_a_build(lineage_folder, tmp_path):
    build = ecograph.build(lineage_folder / "models.csv", tmp_path / "out")
    assert re.fullmatch(
        r"<Build in \S+/out: 11 models of 11 rows, 11 edges, 0 rejected cells, "
        r"[\d.]+ s>",
        repr(build),
    )


def test_a_build_of_one_model(tmp_path):
    folder = built(tmp_path, [{"model_id": "a"}])
    build = ecograph.build(folder / "models.csv", tmp_path / "out")
    assert ": 1 model of 1 row, 0 edges, 0 rejected cells, " in repr(build)


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
    equal = f"<Diff: {COMPARED} are equal>"
    assert repr(ecograph.diff(other_build, other_build)) == equal
    assert shown.startswith("<Diff: models_gone 11, models_come 100, edges_removed 11")


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


def test_dir_lists_the_public_names_alone():
    names = {name for name in dir(ecograph) if not name.startswith("__")}
    assert names == {*ecograph.__all__}
    assert "__version__" in dir(ecograph)
