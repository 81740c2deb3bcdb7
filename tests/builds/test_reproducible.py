"""Two builds of a source give the same files and tables."""

import os
import subprocess
import sys

import duckdb
import pytest
from conftest import SYNTHETIC, THREE, deep

import ecograph
from ecograph.database import DATABASE, attach_statement

TABLES = [
    *("models", "parents", "edges", "edge_deltas", "rejects", "ledger"),
    *("list_traits", "lineage", "family_members"),
]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A table that DuckDB's threads share, part by part, and its build."""
    folder = tmp_path_factory.mktemp("large")
    ecograph.sample(deep(130_000, 300_000), folder / "large.csv")
    ecograph.build(folder / "large.csv", folder)
    return folder


@pytest.mark.parametrize("threads", deep(["4"], ["1", "4"]))
def test_two_builds_give_equal_files_and_tables(large, tmp_path, threads):
    """In another process, with another hash seed and number of threads."""
    script = (
        "import sys, duckdb, ecograph; connect = duckdb.connect\n"
        "duckdb.connect = lambda path, config: connect(\n"
        f"    path, config=config | {{'threads': {threads}}})\n"
        "ecograph.build(*sys.argv[1:])"
    )
    subprocess.run(
        [sys.executable, "-c", script, large / "large.csv", tmp_path],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        check=True,
    )
    for name in THREE.values():
        assert (tmp_path / name).read_bytes() == (large / name).read_bytes()
    for name in TABLES:
        # A view does not order its rows.
        query = IN_ORDER if name == "edge_deltas" else AS_STORED
        assert different(query, name, large, tmp_path) == 0, name


AS_STORED = """
    select count(*)
    from (select ours from query_table(?) as ours)
    positional join (select theirs from query_table(?) as theirs)
    where ours is distinct from theirs
"""
"""How many rows of two tables differ, place by place; a missing row does too."""

IN_ORDER = """
    select count(*)
    from (
        select ours from query_table(?) as ours
        order by ours.parent_position, ours.source_row
    )
    positional join (
        select theirs from query_table(?) as theirs
        order by theirs.parent_position, theirs.source_row
    )
    where ours is distinct from theirs
"""


def different(query, name, one, other):
    with ecograph.connect(one) as connection:
        connection.execute(attach_statement(other / DATABASE, "other"))
        ((number,),) = connection.execute(query, [name, f"other.{name}"]).fetchall()
    return number


@pytest.fixture(scope="module")
def other_duckdb(tmp_path_factory):
    """A folder with DuckDB 1.5 if this is 2, and vice versa."""
    folder = tmp_path_factory.mktemp("duckdb")
    wanted = "duckdb==1.5.*" if duckdb.__version__.startswith("2.") else "duckdb==2.*"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    subprocess.run([*install, "--target", folder, wanted], check=True)
    return folder


def test_both_duckdbs_give_equal_files_and_tables(
    synthetic_folder, other_duckdb, tmp_path
):
    script = (
        "import sys, duckdb, ecograph; ecograph.build(*sys.argv[1:])\n"
        "print(duckdb.__version__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, SYNTHETIC, tmp_path],
        env={**os.environ, "PYTHONPATH": str(other_duckdb)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() != duckdb.__version__
    for name in THREE.values():
        assert (tmp_path / name).read_bytes() == (synthetic_folder / name).read_bytes()
    for name in TABLES:
        ours, theirs = (ecograph.table(name, p) for p in (synthetic_folder, tmp_path))
        assert ours.equals(theirs), name
