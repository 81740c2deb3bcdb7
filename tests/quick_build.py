"""Build only some relations of a source, where a test needs no more."""

from pathlib import Path

import duckdb

from ecograph.builds.build import STORAGE
from ecograph.database import DATABASE
from ecograph.plan.order import SqlFile, plan

META = ("meta.build", "meta.pickle", "meta.relation")
"""What every database of a build has."""


def needed_files(*relations: str) -> list[SqlFile]:
    """Return the SQL files of some relations and macros, and of all they read."""
    files = {file.makes: file for file in plan()}
    needed: set[str] = set()
    found = [*relations]
    while found:
        name = found.pop()
        if name not in needed:
            needed.add(name)
            found += files[name].reads
    return [file for name, file in files.items() if name in needed]


def quick_build(source: Path, folder: Path, *relations: str) -> Path:
    """Build some relations by running their SQL files; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    config = {"storage_compatibility_version": STORAGE}
    with duckdb.connect(folder / DATABASE, config=config) as connection:
        connection.execute("set variable source = ?", [str(source)])
        for file in needed_files(*META, *relations):
            connection.execute(file.text)
    return folder
