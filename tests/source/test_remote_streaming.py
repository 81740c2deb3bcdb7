"""Of a remote source no more is fetched, and kept in memory, than is needed."""

import subprocess
import sys

import duckdb
import sources
from conftest import deep, write_csv
from remote_fixtures import assert_same_build, upload

import ecograph


def test_of_parquet_only_the_needed_columns_are_fetched(hub, tmp_path):
    source = sources.ai_ecosystem_parquet(sources.MODELS, tmp_path)
    with duckdb.connect() as connection:
        noise = " || ".join(["md5(random()::varchar)"] * 40)
        table = connection.sql(
            f"select first.*, {noise} as other "  # noqa: S608
            "from read_parquet(?) as first, range(3000)",
            params=[str(source)],
        )
        table.write_parquet(str(source), row_group_size=5000)
    size = source.stat().st_size
    assert size > 16_000_000
    ecograph.build(upload(hub, source), tmp_path / "out")
    ecograph.build(source, tmp_path / "here")
    assert_same_build(tmp_path / "out", tmp_path / "here")
    # DuckDB reads at least a megabyte of each of the three row groups.
    assert sum(hub.served.values()) < size / 4
    # If the Hub gives no SHA-256, it is computed from all bytes.
    address = upload(hub, source)
    hub.datasets["o/n"].lfs = False
    ecograph.build(address, tmp_path / "out")
    assert_same_build(tmp_path / "out", tmp_path / "here")
    assert sum(hub.served.values()) > size


PEAK_MEMORY = """
import resource, sys, ecograph
ecograph.build(*sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
"""


ROWS = deep(40_000, 100_000)
"""Rows of a large table, each of 2 kB."""


def peak_memory(source, folder):
    done = subprocess.run(
        [sys.executable, "-c", PEAK_MEMORY, source, folder],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


def test_a_large_csv_is_streamed(hub, tmp_path):
    """Of the columns few are needed; one is long."""
    models = [{"model_id": f"m/{n}", "x": "y" * 2000} for n in range(ROWS)]
    columns = [*sources.MODELS[0], "pipeline_tag", "library_name", "createdAt", "x"]
    write_csv(tmp_path / "a.csv", models, columns=[*dict.fromkeys(columns)])
    address = upload(hub, tmp_path / "a.csv")
    size = (tmp_path / "a.csv").stat().st_size
    assert size > 2000 * ROWS
    here = peak_memory(tmp_path / "a.csv", tmp_path / "here")
    there = peak_memory(address, tmp_path / "there")
    assert_same_build(tmp_path / "there", tmp_path / "here")
    assert there < here + 0.6 * size / 1e6
    # DuckDB reads it, some of it twice, and it is hashed.
    assert sum(hub.served.values()) < 2.5 * size
