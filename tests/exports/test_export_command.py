"""``ecograph export`` as a person types it, and what it says where it cannot."""

import os
import re
import shlex
import subprocess
import sys

import duckdb
import exported
import pytest
from commands import error as refused
from commands import output as said
from commands import spawn
from conftest import ROOT
from readme import documented

import ecograph
from ecograph.errors import NotBuiltError, UnknownNameError
from ecograph.exports.export import WRITERS

FAMILY = "madeup-lab-33/wren-8b-instruct-602"
ENDINGS = [*WRITERS]
LINES = re.findall(r"(?m)^    (ecograph export .*?)(?: *#.*)?$", documented())


def test_the_command_says_what_it_wrote(sample_folder, tmp_path):
    path = tmp_path / "out.graphml"
    line = said("export", path, sample_folder)
    assert line == f"{path}: 1,993 models and 682 edges\n"
    line = said("export", path, sample_folder, "--graph", "finetune")
    assert line == f"{path}: 1,993 models and 197 edges\n"
    line = said("export", path, sample_folder, "--family", FAMILY)
    wanted = exported.wanted(sample_folder, "full", FAMILY)
    assert line == f"{path}: {len(wanted)} models and {len(wanted.edges)} edges\n"


def test_the_command_says_one_in_the_singular(write_rows, tmp_path, monkeypatch):
    rows = {"model_id": "a"}, {"model_id": "b", "parent_model": "['b', 'a']"}
    ecograph.build(write_rows(*rows), tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ECOGRAPH_DATA", raising=False)
    line = said("export", "o.cdx.json", "--family", "b")
    assert line == "o.cdx.json: 2 models\n"
    line = said("export", "o.cdx.json", "--family", "a", "--graph", "finetune")
    assert line == "o.cdx.json: 1 model\n"
    line = said("export", "o.json", "--graph", "finetune", "--family", "b")
    assert line == "o.json: 2 models and 0 edges\n"


def test_the_command_reads_the_folder_of_the_environment(
    sample_folder, tmp_path, monkeypatch
):
    monkeypatch.setenv("ECOGRAPH_DATA", str(sample_folder))
    monkeypatch.chdir(tmp_path)
    assert said("export", "o.csv.gz") == "o.csv.gz: 682 edges\n"


@pytest.mark.parametrize("line", LINES)
def test_each_line_of_the_readme_works(line, sample_folder, tmp_path, monkeypatch):
    (tmp_path / "data").symlink_to(sample_folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ECOGRAPH_DATA", raising=False)
    _, *words = shlex.split(line)
    assert said(*words).startswith(f"{words[1]}: ")
    assert (tmp_path / words[1]).exists()


def test_the_readme_shows_each_format():
    paths = [line.split()[2] for line in LINES]
    assert {
        ending
        for path in paths
        for ending in ENDINGS
        if path.endswith(ending) and not (ending == ".json" and ".cdx" in path)
    } == {*ENDINGS}


def test_an_ending_of_no_format_is_one_line(sample_folder, tmp_path):
    for name in ("out.xml", "out", "parquet", "out.csv", "out.gexf.gz"):
        path = tmp_path / name
        assert refused("export", path, sample_folder) == (
            f"ecograph: {path}: unsupported extension; use one of .parquet, "
            ".csv.gz, .graphml, .gexf, .cdx.json, .json"
        )
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_model_that_is_none_is_one_line(ending, sample_folder, tmp_path):
    out = tmp_path / f"out{ending}"
    with pytest.raises(UnknownNameError) as raised:
        ecograph.export(out, "full", FAMILY.upper(), sample_folder)
    assert str(raised.value) == (
        f"{sample_folder / 'ecograph.duckdb'}: unknown model {FAMILY.upper()!r}; "
        f"did you mean {FAMILY!r}?"
    )
    assert [*tmp_path.iterdir()] == []


def test_a_graph_that_is_none_is_one_line(sample_folder, tmp_path):
    path = tmp_path / "out.json"
    for name in ("nomerges_fulljson", "Full"):
        line = refused("export", path, sample_folder, "--graph", name)
        there = "use one of full, finetune, nomerges"
        assert line == f"ecograph: unknown graph {name!r}; {there}"


def test_no_build_is_one_line(tmp_path):
    with pytest.raises(NotBuiltError, match="build one with `ecograph build SOURCE"):
        ecograph.export(tmp_path / "out.json", database=tmp_path)
    assert "there is no database" in refused("export", tmp_path / "o.json", tmp_path)


def test_a_build_of_an_older_version_is_to_be_built_anew(sample_folder, tmp_path):
    path = tmp_path / "older.duckdb"
    path.write_bytes((sample_folder / "ecograph.duckdb").read_bytes())
    with duckdb.connect(path) as connection:
        connection.execute("drop table lineage")
    line = refused("export", tmp_path / "o.json", path, "--family", FAMILY)
    assert line.startswith(
        f"ecograph: {path}: built by another version of ecograph, without lineage."
    )


def test_cyclonedx_needs_a_model(sample_folder, tmp_path):
    line = refused("export", tmp_path / "o.cdx.json", sample_folder)
    said = "a CycloneDX file describes one model; name it with --family MODEL"
    assert line == f"ecograph: o.cdx.json: {said}"
    assert [*tmp_path.iterdir()] == []


def test_what_is_not_ours_is_left_alone(sample_folder, tmp_path):
    folder = tmp_path / "out.parquet"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    line = refused("export", folder, sample_folder)
    assert line.startswith(f"ecograph: {folder}: is a folder with other files in it")
    (tmp_path / "file.parquet").write_text("mine")
    line = refused("export", tmp_path / "file.parquet", sample_folder)
    assert "is a file, but a folder is to be written" in line
    (tmp_path / "out.json").mkdir()
    line = refused("export", tmp_path / "out.json", sample_folder)
    assert "is a folder; give the name of a file" in line
    found = dict(exported.files(tmp_path))
    assert found == {"out.parquet/mine.txt": b"mine", "file.parquet": b"mine"}


# Python ignores the signal that a file has become too large, and sees the error.
CROWDED = """
import resource, sys
import ecograph.cli
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
ecograph.cli.main()
"""


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_cannot_be_written_leaves_what_was_there(ending, sample_folder, tmp_path):
    path = tmp_path / f"out{ending}"
    if ending == ".parquet":
        path.mkdir()
        (path / "models.parquet").write_bytes(b"what was there")
    else:
        path.write_bytes(b"what was there")
    before = [*exported.files(tmp_path)]
    done = subprocess.run(
        [
            *(sys.executable, "-c", CROWDED, "export", path, sample_folder),
            *("--family", "madeup-lab-154/plover-1b-merge-627")
            * (ending == ".cdx.json"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"ecograph: {path}: cannot be written: ")
    assert [*exported.files(tmp_path)] == before


@pytest.mark.parametrize(
    ("ending", "module", "package"),
    [
        (".graphml", "lxml", "lxml"),
        (".gexf", "lxml", "lxml"),
        (".cdx.json", "cyclonedx", "cyclonedx-python-lib"),
        (".cdx.json", "jsonschema", "cyclonedx-python-lib"),
    ],
)
def test_without_a_package_it_says_what_to_install(
    ending, module, package, sample_folder, tmp_path, monkeypatch
):
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / f"{module}.py").write_text("raise ModuleNotFoundError")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'modules'}{os.pathsep}{ROOT}")
    out = tmp_path / f"out{ending}"
    line = refused("export", out, sample_folder, "--family", FAMILY, run=spawn)
    remedy = "install it with pip install 'ecograph[export]'"
    assert line == f"ecograph: {package} is missing; {remedy}"
    assert not out.exists()


def test_the_packages_are_imported_only_where_they_are_used():
    code = "import sys, ecograph.cli; ecograph.export; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"lxml", "cyclonedx", "igraph", "networkx"} & {*done.stdout.split()}
