"""Build only some relations of a source, where a test needs no more."""

from contextlib import closing
from functools import cache
from pathlib import Path

from ecograph.analysis.diff import REQUIRED_COLUMNS
from ecograph.builds.build_database import create_database
from ecograph.builds.kept_views import write_views
from ecograph.database import DATABASE
from ecograph.plan.order import plan
from ecograph.plan.sql_file import SqlFile, sql_folder
from ecograph.source.detect import detect
from ecograph.source.parquet_types import json_copies

META = ("meta.build", "meta.pickle", "meta.relation")
"""What every database of a build has."""


COMPARED_RELATIONS = [f"main.{name}" for name in (*REQUIRED_COLUMNS, "license_change")]
"""What `ecograph diff` reads of a build."""


planned = cache(plan)
"""The plan of a build, made once."""


@cache
def needed_files(*relations: str, layout: str = "ai_ecosystem_csv") -> list[SqlFile]:
    """Return the SQL files of some relations and macros, and of all they read."""
    files = {file.name: file for file in planned(layout=layout)}
    needed: set[str] = set()
    found = [*relations]
    while found:
        name = found.pop()
        if name not in needed:
            needed.add(name)
            found += files[name].reads
    return [file for name, file in files.items() if name in needed]


def quick_build(
    source: Path | str, folder: Path, *relations: str, with_cards: bool = False
) -> Path:
    """Build some relations by running their SQL files; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_views(folder / DATABASE, planned())
    with (
        closing(detect(source)) as found,
        create_database(folder / DATABASE, None, found.size) as connection,
    ):
        found.register(connection)
        patterns = found.patterns
        if found.mixed:
            patterns = json_copies(found, folder, connection)
        connection.execute("set variable source = ?", [patterns])
        connection.execute("set variable sql = ?", [str(sql_folder())])
        connection.execute("set variable with_cards = ?", [with_cards])
        connection.execute("set variable with_card_texts = ?", [with_cards])
        for file in needed_files(*META, *relations, layout=found.layout.name):
            if not file.is_kept:
                connection.execute(file.creation)
        connection.execute("checkpoint")
    return folder
