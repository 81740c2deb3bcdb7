"""Which SQL files run, and in what order: derived from the SQL itself."""

import graphlib
from dataclasses import replace
from pathlib import Path

from ecograph.errors import PlanError
from ecograph.plan.parsed_files import read_sql_files
from ecograph.plan.sql_file import SqlFile, sql_folder
from ecograph.source.layouts import LAYOUTS

__all__ = ["BUILD", "DIFF", "HUB", "REPORT", "SAMPLE", "plan"]

BUILD = (
    "source",
    "literals",
    "graph",
    "ledger",
    "lineage",
    "families",
    "traits",
    "licenses",
    "shape",
    "motifs",
    "figures",
    "checks",
    "meta",
)
"""Chapters of a build, folders below ``sql`` in the order in which the data flows."""

SAMPLE = ("sample",)
"""Chapter of `ecograph sample`: a synthetic table."""

DIFF = ("diff",)
"""Chapter of `ecograph diff`: what changed from one build to another."""

REPORT = ("report",)
"""Chapter of `ecograph report`: what it shows, over the relations of BUILD."""

HUB = ("hub",)
"""Chapter of `ecograph fetch`: what it writes."""


def plan(
    chapters: tuple[str, ...] = BUILD,
    folder: Path | None = None,
    layout: str = "ai_ecosystem_csv",
) -> list[SqlFile]:
    """Return the SQL files of some chapters, each after those that it reads.

    Of those that could be next, it is the one that reads the oldest relation, so
    that a temporary table is soon read for the last time.

    Parameters
    ----------
    chapters : tuple of str
        Names of folders below `folder`.
    folder : Path, optional
        Where the SQL files are; by default those of this package.
    layout : str, optional
        Name of the layout of the source: its files join those of the chapter
        ``source``.

    Raises
    ------
    PlanError
        A file does not parse, lacks its header, makes another relation than its
        name says or the same as another file, reads one that no file makes, or
        files read each other in a circle.

    Examples
    --------
    >>> names = [file.name for file in plan()]
    >>> names.index("temp.source") < names.index("main.models")
    True
    """
    folder = folder or sql_folder()
    files: dict[str, SqlFile] = {}
    for file in read_sql_files(_paths(chapters, folder, layout), folder):
        other = files.setdefault(file.name, file)
        if other is not file:
            raise PlanError(
                f"{file.path}: it makes {file.name}, and so does {other.path}; "
                "rename one of the relations, or delete one of the files"
            )
    return _ordered([_with_macros(file, files) for file in files.values()])


def _paths(chapters: tuple[str, ...], folder: Path, layout: str) -> list[Path]:
    paths = [path for name in chapters for path in (folder / name).glob("*.sql")]
    if "source" in chapters:
        layouts = folder / "source" / "layouts"
        paths.append(layouts / f"{layout}.sql")
        if LAYOUTS[layout].format == "csv":
            paths.extend((layouts / "csv").glob("*.sql"))
        if LAYOUTS[layout].is_hub:
            paths.extend((layouts / "hub").glob("*.sql"))
    return sorted(paths)


def _with_macros(file: SqlFile, files: dict[str, SqlFile]) -> SqlFile:
    """Return a file that reads the macros among the functions that it calls."""
    for read in sorted(file.reads - files.keys()):
        stem = read.partition(".")[2]
        raise PlanError(
            f"{file.path}: it reads {read}, which no SQL file of its plan makes; is it "
            f"misspelt, or is {stem}.sql (for a macro {stem}.macro.sql) missing?"
        )
    macros = {f"main.{call}" for call in file.calls} & files.keys()
    return replace(file, reads=file.reads | macros)


def _ordered(files: list[SqlFile]) -> list[SqlFile]:
    named = {file.name: file for file in files}
    sorter = graphlib.TopologicalSorter({n: f.reads for n, f in named.items()})
    try:
        sorter.prepare()
    except graphlib.CycleError as error:
        circle = " reads ".join(named[name].place for name in reversed(error.args[1]))
        raise PlanError(
            f"the SQL files read each other in a circle: {circle}; take one of the "
            "references out"
        ) from error
    relations = {file.name for file in files if file.kind != "macro"}
    order: list[str] = []
    ready: set[str] = set()
    while sorter.is_active():
        ready.update(sorter.get_ready())
        age = {
            name: min(map(order.index, named[name].reads & relations), default=-1)
            for name in ready
        }
        name = min(ready, key=lambda name: (age[name], name))
        ready.remove(name)
        order.append(name)
        sorter.done(name)
    return [named[name] for name in order]
