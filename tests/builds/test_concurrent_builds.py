"""Builds and readers that use one folder at the same time."""

import os
import shutil
import subprocess
import sys

from commands import COMMAND, error
from conftest import SYNTHETIC

import ecograph
from ecograph.builds.publish import staging

BUILD = [*COMMAND, "build"]


def files(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def test_a_second_build_into_a_folder_is_an_error(synthetic_folder, tmp_path):
    shutil.copytree(synthetic_folder, tmp_path, dirs_exist_ok=True)
    before = files(tmp_path)
    with staging(tmp_path) as stage:
        line = error("build", SYNTHETIC, "--out", tmp_path)
        assert stage.exists()
    assert line == (
        f"ecograph: {tmp_path}: another build, process {os.getpid()}, is writing here; "
        "wait for it to finish, or choose another folder with --out"
    )
    assert files(tmp_path) == before
    ecograph.build(SYNTHETIC, tmp_path)


def test_two_builds_at_once(other_source, tmp_path):
    both = [
        subprocess.Popen(
            [*BUILD, source, "--out", tmp_path],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for source in (SYNTHETIC, other_source)
    ]
    errors = [process.communicate()[1] for process in both]
    ends = sorted(process.returncode for process in both)
    assert ends in ([0, 0], [0, 2])
    assert "another build, process" in "".join(errors) or ends == [0, 0]
    assert [check for check in ecograph.check(tmp_path) if check.failing] == []


def test_a_reader_keeps_reading_the_old_database(
    synthetic_folder, other_source, tmp_path
):
    shutil.copytree(synthetic_folder, tmp_path, dirs_exist_ok=True)
    with ecograph.connect(tmp_path) as reader:
        query = "select count(*) from models where licenses is not null"
        first = reader.execute(query).fetchall()
        subprocess.run([*BUILD, other_source, "--out", tmp_path], check=True)
        assert reader.execute(query).fetchall() == first
        assert reader.execute("select count(*) from parents").fetchall() != [(0,)]
    assert len(ecograph.load("full", tmp_path)) == 100


def test_the_new_database_can_be_opened_while_the_old_one_is_open(
    synthetic_folder, other_source, tmp_path
):
    """In one process too, as in a notebook, where DuckDB remembers what it opened."""
    shutil.copytree(synthetic_folder, tmp_path, dirs_exist_ok=True)
    with ecograph.connect(tmp_path) as reader:
        ecograph.build(other_source, tmp_path)
        assert len(ecograph.table("models", tmp_path)) == 100
        assert len(ecograph.load("full", tmp_path)) == 100
        rows = reader.execute("select count(*) from models").fetchall()
        assert rows == [(1993,)]
    assert [check for check in ecograph.check(tmp_path) if check.failing] == []


def test_the_log_of_the_old_database_is_not_applied_to_the_new_one(
    other_build, tmp_path
):
    """A killed DuckDB shell leaves a write-ahead log."""
    shutil.copytree(other_build, tmp_path, dirs_exist_ok=True)
    script = (
        "import os, sys, duckdb; c = duckdb.connect(sys.argv[1])\n"
        "c.execute('create table mine as select 1 as x'); os.kill(os.getpid(), 9)"
    )
    database = tmp_path / "ecograph.duckdb"
    subprocess.run([sys.executable, "-c", script, database], check=False)
    assert (tmp_path / "ecograph.duckdb.wal").exists()
    ecograph.build(SYNTHETIC, tmp_path)
    assert not (tmp_path / "ecograph.duckdb.wal").exists()
    assert [check for check in ecograph.check(tmp_path) if check.failing] == []
