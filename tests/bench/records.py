"""Write a synthetic table as records of the Hub, next to it: ``models.jsonl``."""

import contextlib
import sys
from pathlib import Path

import duckdb

from ecograph.plan.order import plan

source = Path(sys.argv[1])
with duckdb.connect() as connection:
    for file in plan():
        if file.name.startswith("main.python_"):
            connection.execute(file.text)
    connection.execute("set variable source = ?", [str(source)])
    with contextlib.chdir(source.parent):
        connection.execute(Path(__file__).with_suffix(".sql").read_text("utf-8"))
