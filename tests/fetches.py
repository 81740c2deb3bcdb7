"""Fetches from the fake Hub, for several test files."""

import glob
import os
import subprocess

import duckdb
from commands import COMMAND

FETCH = [*COMMAND, "fetch"]


def records(number):
    """Return records of some models, of two authors."""
    return [{"id": f"{'ab'[n % 2]}/{n:05}", "likes": n} for n in range(number)]


def read(path):
    with duckdb.connect() as connection:
        query = "from read_parquet(?)"
        return connection.execute(query, [glob.escape(str(path))]).fetchall()


def ids(path):
    return [model_id for model_id, *_ in read(path)]


def listed(hub):
    return [model["id"] for model in hub.models]


def files_in(folder):
    return [path.name for path in folder.iterdir()]


def run(out, *options, **environment):
    return subprocess.run(
        [*FETCH, str(out), *options],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
