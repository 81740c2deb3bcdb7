"""``ecograph report``: where it writes, and its errors."""

import os
import shutil
import subprocess
import sys

import duckdb
import missing_packages
import pytest
from commands import COMMAND, error, output
from conftest import deep

import ecograph
from ecograph.errors import EcographError, NotBuiltError
from ecograph.older_builds import expect_columns
from ecograph.plan.order import plan
from ecograph.reports.query import REQUIRED


def test_the_same_build_gives_the_same_page(synthetic_folder, tmp_path):
    """In another process and time zone, by the command and its defaults."""
    done = subprocess.run(
        [*COMMAND, "report"],
        cwd=tmp_path,
        env={
            **os.environ,
            "ECOGRAPH_DATA": str(synthetic_folder),
            "PYTHONHASHSEED": "7",
            "TZ": "America/Los_Angeles",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "report.html: open it in a browser\n"
    assert done.stderr in ("", "ecograph: writing the report\n")  # where it is slow
    page = (tmp_path / "report.html").read_bytes()
    assert page.startswith(b"<!doctype html>")
    ecograph.report(tmp_path / "again.html", synthetic_folder / "ecograph.duckdb")
    assert (tmp_path / "again.html").read_bytes() == page


def test_out_names_the_file(lineage_folder, tmp_path):
    out = tmp_path / "new folder" / "it's.html"
    text = output("report", lineage_folder, "--out", out)
    assert text == f"{out}: open it in a browser\n"
    assert out.read_bytes().startswith(b"<!doctype html>")
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_a_missing_build(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotBuiltError, match="build one with `ecograph build SOURCE"):
        ecograph.report(tmp_path / "report.html", tmp_path)
    assert "there is no database" in error("report", tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_a_file_that_cannot_be_written(synthetic_folder, tmp_path):
    out = tmp_path / "report.pdf"
    line = error("report", synthetic_folder, "--out", out)
    assert line == f"ecograph: {out}: unsupported extension '.pdf'; use .html"
    out = tmp_path / "x.html"
    out.mkdir()
    line = error("report", synthetic_folder, "--out", out)
    assert line == f"ecograph: {out}: is a folder; give the name of a file"


KINDS = {file.name.removeprefix("main."): file.kind for file in plan()}


@pytest.fixture(scope="module")
def copy(synthetic_folder, tmp_path_factory):
    """A connection to a copy of a build, which can be changed."""
    path = tmp_path_factory.mktemp("copy") / "ecograph.duckdb"
    shutil.copy(synthetic_folder / path.name, path)
    with duckdb.connect(path) as connection:
        expect_columns(connection, path, REQUIRED)
        yield connection


@pytest.mark.parametrize("relation", REQUIRED)
def test_each_relation_is_required(relation, copy, tmp_path):
    copy.execute("begin")
    try:
        copy.execute(f"drop {KINDS[relation]} {relation}")
        with pytest.raises(EcographError, match=rf"without {relation}\."):
            expect_columns(copy, tmp_path, REQUIRED)
    finally:
        copy.execute("rollback")


@pytest.mark.parametrize("relation", deep([*REQUIRED][::10], REQUIRED))
def test_a_build_of_an_older_version(relation, synthetic_folder, tmp_path):
    path = tmp_path / "older.duckdb"
    shutil.copy(synthetic_folder / "ecograph.duckdb", path)
    with duckdb.connect(path) as connection:
        connection.execute(f"drop {KINDS[relation]} {relation}")
    (tmp_path / "report.html").write_text("older")
    with pytest.raises(EcographError, match="built by another version") as e:
        ecograph.report(tmp_path / "report.html", path)
    assert f"without {relation}." in str(e.value)
    assert (tmp_path / "report.html").read_text() == "older"


@pytest.mark.parametrize("package", ["altair", "vl_convert", "jinja2"])
def test_a_missing_package(package, synthetic_folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    missing_packages.hide(monkeypatch, package)
    line = error("report", synthetic_folder)
    assert line == f"ecograph: {missing_packages.remedy(package, 'report')}"
    assert [*tmp_path.iterdir()] == []


def test_the_packages_are_only_imported_when_used():
    code = "import sys, ecograph.cli; print({'altair', 'jinja2'} & {*sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
