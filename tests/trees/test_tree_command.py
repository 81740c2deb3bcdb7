"""``ecograph tree``: its options, the files that it writes, and its errors."""

import json
import re
import shutil

import duckdb
import missing_packages
import pytest
from commands import error, output

import ecograph
from ecograph.errors import EcographError

MERGE = "madeup-lab-154/plover-1b-merge-627"
LARGE = "madeup-lab-50/plover-1b-0"


def test_types_and_depth(lineage_folder):
    types = "finetune,quantized"
    assert "merged" not in output("tree", "small", lineage_folder, "--types", types)
    assert "base" not in output("tree", "small", lineage_folder, "--depth", 1)
    line = error("tree", "small", lineage_folder, "--types", "x")
    assert "unknown edge type 'x'" in line


@pytest.mark.parametrize("extension", ["txt", "svg", "html"])
def test_a_file_is_written(extension, synthetic_folder, tmp_path):
    out = tmp_path / "new" / f"tree.{extension}"
    text = output("tree", MERGE, synthetic_folder, "--out", out)
    assert text == f"{out}: 10 of 10 edges\n"
    assert MERGE in out.read_text("utf-8")
    before = out.read_bytes()
    output("tree", MERGE, synthetic_folder, "--out", out)
    assert out.read_bytes() == before
    assert [file.name for file in out.parent.iterdir()] == [out.name]


def test_a_limit_in_files(synthetic_folder, tmp_path):
    tree = ecograph.tree(LARGE, path=synthetic_folder)
    with pytest.raises(EcographError, match="invalid limit 0; use 1 or more"):
        tree.write(tmp_path / "x.svg", 0)
    assert tree.write(tmp_path / "x.txt", 10) < 10
    assert "showing 9 of 62" not in (tmp_path / "x.txt").read_text("utf-8")
    out = tmp_path / "x.HTML"
    text = output("tree", LARGE, synthetic_folder, "--limit", 9, "--out", out)
    number = int(re.search(r": (\d+) of 62 edges", text)[1])
    assert f", showing {number} of 62 edges, models with the most" in out.read_text(
        "utf-8"
    )


def test_a_file_that_cannot_be_written(synthetic_folder, tmp_path):
    out = tmp_path / "tree.pdf"
    line = error("tree", MERGE, synthetic_folder, "--out", out)
    reason = "unsupported extension '.pdf'; use .html, .svg or .txt"
    assert line == f"ecograph: {out}: {reason}"
    (tmp_path / "x.txt").mkdir()
    line = error("tree", MERGE, synthetic_folder, "--out", tmp_path / "x.txt")
    assert line.endswith("x.txt: is a folder; give the name of a file")


def test_the_page_has_all_models_and_edges(synthetic_folder, tmp_path):
    out = tmp_path / "tree.html"
    output("tree", LARGE, synthetic_folder, "--out", out)
    (text,) = re.findall(
        r'<script type="application/json" id="data">(.*)</script>',
        out.read_text("utf-8"),
    )
    data = json.loads(text)
    tree = ecograph.tree(LARGE, path=synthetic_folder)
    assert data["models"][0][0] == LARGE
    assert len(data["models"]) == len(tree.models)
    assert len(data["below"]) == len(tree.below)
    names = [row[0] for row in data["models"]]
    ends = {(names[parent], names[child]) for parent, child, *_ in data["below"]}
    assert ends == {(edge.parent, edge.child) for edge in tree.below}


def test_a_build_of_an_older_version(synthetic_folder, tmp_path):
    path = tmp_path / "older.duckdb"
    shutil.copy(synthetic_folder / "ecograph.duckdb", path)
    with duckdb.connect(path) as connection:
        connection.execute("drop macro table lineage_tree")
    line = error("tree", MERGE, path)
    assert "built by another version of ecograph, without lineage_tree." in line


@pytest.mark.parametrize(
    ("package", "extension"),
    [("jinja2", "html"), ("altair", "svg"), ("vl_convert", "svg")],
)
def test_a_missing_package(package, extension, synthetic_folder, tmp_path, monkeypatch):
    missing_packages.hide(monkeypatch, package)
    out = tmp_path / f"tree.{extension}"
    line = error("tree", MERGE, synthetic_folder, "--out", out)
    assert line == f"ecograph: {missing_packages.remedy(package, 'report')}"
    assert not out.exists()
    assert MERGE in output("tree", MERGE, synthetic_folder)
