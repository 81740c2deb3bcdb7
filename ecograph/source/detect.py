"""Detect what a source is: its files, their format and their layout."""

from itertools import chain
from os import fspath
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from ecograph.errors import SourceError, shortened
from ecograph.source.compression import read_error
from ecograph.source.contents import Contents, file_contents
from ecograph.source.files import FileSet, SourceFile, local_files
from ecograph.source.kinds import other_kind
from ecograph.source.layouts import LAYOUTS, Layout, expect_layout, layout_of
from ecograph.source.pandas_json import IDS
from ecograph.source.parquet_types import mixed_columns
from ecograph.source.source import Source
from ecograph.source.unread_columns import id_remedy

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["REMOTE", "detect"]

REMOTE = ("hf://", "https://", "http://")
"""Prefixes of remote sources."""


def detect(
    source: "str | PathLike[str]",
    layout: str | None = None,
    display_name: str | None = None,
) -> Source:
    """Find the files of a source, and check that they are of a known layout.

    Parameters
    ----------
    source : str or path
        A file; a folder of JSON or Parquet files; or, if no file has this name, a
        pattern of file names with ``*``, ``?`` or ``[``. Several files are read in
        the order of their names. Text that begins with ``hf://`` names files on the
        Hugging Face Hub, and a URL a file on a server.
    layout : str, optional
        Name of their layout; by default it is detected from their columns.
    display_name : str, optional
        What errors call a local file that the user does not know.

    Returns
    -------
    Source
        The files, their layout and their columns.

    Raises
    ------
    SourceError
        There is no such file or layout, the file is empty or cannot be read, its
        name is not UTF-8, or its columns fit no layout.
    """
    expect_layout(layout)
    text = fspath(source)
    if text.startswith(REMOTE):
        from ecograph.source.remote import remote_files

        file_set = remote_files(text)
    else:
        try:
            file_set = local_files(Path(text), display_name)
        except OSError as error:
            raise read_error(Path(text), error) from error
    return _detect_layout(file_set, layout)


def _detect_layout(file_set: FileSet, layout: str | None) -> Source:
    """Return the source that some files make, if all of them are of one layout."""
    first, *others = tables = [*file_contents(file_set)]
    for other in others:
        if other.format != first.format or (
            other.format == "csv" and other.names != first.names
        ):
            raise SourceError(
                f"{other.file}: it is {other.format.upper()} with other columns than "
                f"{first.file}, which is read with it; build them one by one"
            )
    if layout is None:
        _expect_models(tables)
    names = tuple(dict.fromkeys(chain(*(table.names for table in tables))))
    if first.format == "json" and layout in (None, "hub_json"):
        chosen = LAYOUTS["hub_json"]
        _expect_records(tables, chosen, is_given=layout is not None)
    else:
        try:
            chosen = layout_of(first.format, names, layout)
        except SourceError as error:
            place = file_set.display_name if others else first.file
            advice = id_remedy(LAYOUTS["hub_parquet"], names)
            told = f"{error}; {advice}" if advice else error
            raise SourceError(f"{place}: {told}") from error
    if chosen.format == "csv":
        _expect_unique_columns(first.file, names, chosen)
    else:
        _expect_ids(tables, chosen, is_given=layout is not None)
    if chosen.name == "hub_parquet":
        _expect_one_spelling(tables)
    json_format = "array" if all(table.is_array for table in tables) else "auto"
    mixed = mixed_columns(tables, chosen)
    return Source(file_set, chosen, names, json_format, mixed)


def _expect_models(tables: list[Contents]) -> None:
    """Raise an error if a file holds the Hub's datasets or spaces."""
    kinds = {
        table.file: other_kind(table.names, table.tags, table.file.name)
        for table in tables
        if table.format != "csv"
    }
    of_models = [
        table.file
        for table in tables
        if kinds.get(table.file) is None and not IDS.isdisjoint(table.names)
    ]
    for file, kind in kinds.items():
        if kind is not None:
            raise SourceError(
                f"{file}: it holds {kind[0]}, not models, as {kind[1]} tells; "
                f"{_build_only(of_models)}"
            )


def _expect_records(tables: list[Contents], layout: Layout, *, is_given: bool) -> None:
    """Raise an error if no record of JSON has an id, or none that was looked at.

    If the layout is given, those behind them may have one.
    """
    has_id = any(not layout.missing(table.names) for table in tables)
    if has_id or (is_given and not all(table.is_whole for table in tables)):
        return
    table = next((table for table in tables if not table.is_whole), tables[0])
    if not table.sampled:
        raise SourceError(f"{table.file}: it has no records; give records of the Hub")
    names = shortened(", ".join(map(repr, table.names))) or "none"
    remedy = _id_remedy(table, layout) or "give records of the Hub"
    raise SourceError(f"{table.file}: {_lack(table)}; the fields are {names}; {remedy}")


def _expect_ids(tables: list[Contents], layout: Layout, *, is_given: bool) -> None:
    """Raise an error if a file with rows has no column of ids, unlike others."""
    column = layout.required[0].replace("|", " or ")
    without = [table for table in tables if column in layout.missing(table.names)]
    others = [table.file for table in tables if table not in without]
    for table in without:
        may_follow = is_given and not table.is_whole
        if others and table.names and not may_follow:
            remedy = _id_remedy(table, layout) or _build_only(others)
            raise SourceError(
                f"{table.file}: {_lack(table, column)}, unlike {others[0]}, which is "
                f"read with it; {remedy}"
            )


def _lack(table: Contents, column: str = "id or modelId") -> str:
    """Return that a file has no ids, as far as it was looked at."""
    if table.is_whole:
        return f"it has no {column}"
    return f"none of its first {table.sampled:,} records has {column}"


def _id_remedy(table: Contents, layout: Layout) -> str | None:
    """Return what to do about records without an id, if they may be of models."""
    if table.is_whole:
        return id_remedy(layout, table.names)
    return id_remedy(layout, table.names) or (
        "if later ones have, build it with `--layout hub_json`"
    )


def _build_only(files: list[SourceFile]) -> str:
    """Return the advice to build some of the files of a source."""
    if not files:
        return (
            "give a table of models, such as models.parquet; if it is one, say so with "
            "--layout"
        )
    if len(files) == 1:
        return f"build the models alone: `ecograph build {quote(str(files[0]))}`"
    return "move it elsewhere, or build the others by a pattern of their names"


def _expect_one_spelling(tables: list[Contents]) -> None:
    """Raise an error if the case of a column differs, of which DuckDB takes one."""
    spelled: dict[str, tuple[str, SourceFile]] = {}
    for table in tables:
        for name in table.names:
            other, file = spelled.setdefault(name.lower(), (name, table.file))
            if other != name:
                raise SourceError(
                    f"{table.file}: its column {name} is {other} in {file}; spell it "
                    "in one way, or build them one by one"
                )


def _expect_unique_columns(
    file: SourceFile, header: tuple[str, ...], layout: Layout
) -> None:
    """Raise an error if a column that the layout needs is there twice."""
    names = [name.lower() for name in header]
    required = chain(*(column.split("|") for column in layout.required))
    repeated = [name for name in required if names.count(name.lower()) > 1]
    if repeated:
        raise SourceError(
            f"{file}: the first line has column {', '.join(repeated)} more than once, "
            "upper and lower case being the same; keep one of each"
        )
