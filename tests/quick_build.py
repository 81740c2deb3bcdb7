"""Build only some relations of a source, where a test needs no more."""

from pathlib import Path

import duckdb

from ecograph.builds.build import STORAGE
from ecograph.database import DATABASE
from ecograph.plan.order import plan

META = ("meta.build", "meta.pickle", "meta.relation")
"""What every database of a build has."""


def quick_build(source: Path, folder: Path, *relations: str) -> Path:
    """Build some relations by running their SQL files; return the folder."""
    files = {file.makes: file for file in plan()}
    needed: set[str] = set()
    found = [*META, *relations]
    while found:
        name = found.pop()
        if name not in needed:
            needed.add(name)
            found += files[name].reads
    folder.mkdir(parents=True, exist_ok=True)
    config = {"storage_compatibility_version": STORAGE}
    with duckdb.connect(folder / DATABASE, config=config) as connection:
        connection.execute("set variable source = ?", [str(source)])
        for name, file in files.items():
            if name in needed:
                connection.execute(file.text)
    return folder
