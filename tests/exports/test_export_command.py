"""``ecograph export``: what it prints, and its errors."""

import re
import resource
import shlex
import subprocess
import sys
from contextlib import contextmanager

import duckdb
import missing_packages
import pytest
from commands import error, output
from conftest import built
from expected_graphs import expected, file_contents
from readme import documented

import ecograph
from ecograph.errors import NotBuiltError, UnknownNameError
from ecograph.exports.export import WRITERS

FAMILY = "madeup-lab-33/wren-8b-instruct-602"
MISSING = "{} parents not in this snapshot"
EXTENSIONS = [*WRITERS]
LINES = re.findall(r"(?m)^    (ecograph export .*?)(?: *#.*)?$", documented())


def test_the_output_counts_models_and_edges(synthetic_folder, tmp_path):
    path = tmp_path / "out.graphml"
    line = output("export", path, synthetic_folder)
    assert line == f"{path}: 1,993 models and 682 edges, {MISSING.format(30)}\n"
    line = output("export", path, synthetic_folder, "--graph", "finetune")
    assert line == f"{path}: 1,993 models and 197 edges, {MISSING.format(7)}\n"
    line = output("export", path, synthetic_folder, "--family", FAMILY)
    graph = expected(synthetic_folder, "full", FAMILY)
    counts = f"{len(graph)} models and {len(graph.edges)} edges"
    assert line == f"{path}: {counts}, {MISSING.format(3)}\n"


def test_one_model_is_in_the_singular(tmp_path, monkeypatch):
    rows = {"model_id": "a"}, {"model_id": "b", "parent_model": "['b']"}
    (tmp_path / "data").mkdir()
    built(tmp_path / "data", rows)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ECOGRAPH_DATA", raising=False)
    line = output("export", "o.json", "--family", "a")
    assert line == "o.json: 1 model and 0 edges\n"
    line = output("export", "o.json", "--family", "b")
    assert line == "o.json: 1 model and 1 edge\n"


def test_the_folder_of_the_environment(synthetic_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("ECOGRAPH_DATA", str(synthetic_folder))
    monkeypatch.chdir(tmp_path)
    line = output("export", "o.csv.gz")
    assert line == f"o.csv.gz: 682 edges, {MISSING.format(30)}\n"


@pytest.mark.parametrize("line", LINES)
def test_each_command_of_the_readme_works(line, checkout_after_build):
    _, *words = shlex.split(line)
    assert output(*words).startswith(f"{words[1]}: ")
    assert (checkout_after_build / words[1]).exists()


def test_the_readme_shows_each_format():
    paths = [line.split()[2] for line in LINES]
    assert {
        extension
        for path in paths
        for extension in EXTENSIONS
        if path.endswith(extension)
    } == {*EXTENSIONS}


def test_an_unsupported_extension(synthetic_folder, tmp_path):
    for name in ("out.xml", "out", "parquet", "out.csv", "out.gexf.gz"):
        path = tmp_path / name
        assert error("export", path, synthetic_folder) == (
            f"ecograph: {path}: unsupported extension {path.suffix!r}; use one of "
            + ", ".join(WRITERS)
        )
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_an_unknown_model(extension, synthetic_folder, tmp_path):
    out = tmp_path / f"out{extension}"
    with pytest.raises(UnknownNameError) as raised:
        ecograph.export(out, "full", FAMILY.upper(), synthetic_folder)
    assert str(raised.value) == (
        f"{synthetic_folder / 'ecograph.duckdb'}: unknown model {FAMILY.upper()!r}; "
        f"did you mean {FAMILY!r}?"
    )
    assert [*tmp_path.iterdir()] == []


def test_an_unknown_graph(synthetic_folder, tmp_path):
    path = tmp_path / "out.json"
    for name in ("nomerges_fulljson", "Full"):
        line = error("export", path, synthetic_folder, "--graph", name)
        remedy = "use one of full, finetune, nomerges"
        assert line == f"ecograph: unknown graph {name!r}; {remedy}"


def test_a_missing_build(tmp_path):
    with pytest.raises(NotBuiltError, match="build one with `ecograph build SOURCE"):
        ecograph.export(tmp_path / "out.json", database=tmp_path)
    assert "there is no database" in error("export", tmp_path / "o.json", tmp_path)


def test_a_build_of_an_older_version(synthetic_folder, tmp_path):
    path = tmp_path / "older.duckdb"
    path.write_bytes((synthetic_folder / "ecograph.duckdb").read_bytes())
    with duckdb.connect(path) as connection:
        connection.execute("drop table lineage")
    line = error("export", tmp_path / "o.json", path, "--family", FAMILY)
    assert line.startswith(
        f"ecograph: {path}: built by another version of ecograph, without lineage."
    )


def test_a_bill_of_materials_is_another_command(synthetic_folder, tmp_path):
    path = tmp_path / "o.cdx.json"
    line = error("export", path, synthetic_folder, "--family", FAMILY)
    reason = f"a bill of materials is no export; use `ecograph bom MODEL --out {path}`"
    assert line == f"ecograph: {path}: {reason}"
    assert [*tmp_path.iterdir()] == []


def test_other_files_are_not_replaced(synthetic_folder, tmp_path):
    folder = tmp_path / "out.parquet"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    line = error("export", folder, synthetic_folder)
    assert line.startswith(f"ecograph: {folder}: is a folder with other files in it")
    (tmp_path / "file.parquet").write_text("mine")
    line = error("export", tmp_path / "file.parquet", synthetic_folder)
    assert "is a file, but a folder is to be written" in line
    (tmp_path / "out.json").mkdir()
    line = error("export", tmp_path / "out.json", synthetic_folder)
    assert "is a folder; give the name of a file" in line
    found = dict(file_contents(tmp_path))
    assert found == {"out.parquet/mine.txt": b"mine", "file.parquet": b"mine"}


@contextmanager
def limited_file_size(size):
    """Limit the size of files; Python ignores the signal and raises an error."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def older_file(extension, tmp_path):
    path = tmp_path / f"out{extension}"
    if extension == ".parquet":
        path.mkdir()
        (path / "models.parquet").write_bytes(b"older")
    else:
        path.write_bytes(b"older")
    return path


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_failed_export_leaves_the_older_file(
    extension, synthetic_folder, tmp_path, older_file
):
    before = [*file_contents(tmp_path)]
    with limited_file_size(1_000):
        line = error("export", older_file, synthetic_folder)
    assert line.startswith(f"ecograph: {older_file}: cannot be written: ")
    assert [*file_contents(tmp_path)] == before


@pytest.mark.parametrize(
    ("extension", "module", "package"),
    [
        (".graphml", "lxml", "lxml"),
        (".gexf", "lxml", "lxml"),
    ],
)
def test_a_missing_package(
    extension, module, package, synthetic_folder, tmp_path, monkeypatch
):
    missing_packages.hide(monkeypatch, module)
    out = tmp_path / f"out{extension}"
    line = error("export", out, synthetic_folder, "--family", FAMILY)
    assert line == f"ecograph: {missing_packages.remedy(package, 'export')}"
    assert not out.exists()


def test_the_packages_are_only_imported_when_used():
    code = "import sys, ecograph.cli; ecograph.export; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"lxml", "cyclonedx", "igraph", "networkx"} & {*done.stdout.split()}
