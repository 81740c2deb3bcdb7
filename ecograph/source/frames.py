"""Data frames as sources."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, TypeAlias

import duckdb

from ecograph.database import column_names, open_quietly, register_frame
from ecograph.errors import SourceError, first_line
from ecograph.source.frame_cells import with_json
from ecograph.source.kinds import other_kind
from ecograph.source.layouts import LAYOUTS, expect_layout, layout_of
from ecograph.source.unread_columns import READ, id_remedy, unread_columns

__all__ = ["FRAME", "Frame", "write_frame"]

FRAME = "the data frame"
"""What errors call a data frame."""

Frame: TypeAlias = Any
"""A pandas or polars data frame, or an Arrow table."""

GIVE = (
    "give a path, a pandas or polars data frame, or an Arrow table, whose columns are "
    "numbers, text, times or lists of text"
)
"""What can be given in place of something that is no table."""


def write_frame(
    frame: Frame, path: Path, layout: str | None = None, *, with_cards: bool = False
) -> Path:
    """Write a data frame as Parquet, and return the path.

    Parameters
    ----------
    frame : pandas.DataFrame, polars.DataFrame or pyarrow.Table
        One row per model.
    path : Path
        The file to write.
    layout : str, optional
        Name of the layout that it should have.
    with_cards : bool, default False
        Whether model cards are written, too.

    Raises
    ------
    SourceError
        DuckDB cannot read an object of this type, or a column of it; its columns fit
        no layout; or there is no such layout.
    """
    expect_layout(layout)
    names = column_names(frame)
    if names is None:
        raise SourceError(f"a {type(frame).__name__} is not a table of models; {GIVE}")
    try:
        layout_of("parquet", tuple(names), layout, "it")
    except SourceError as error:
        advice = id_remedy(LAYOUTS["hub_parquet"], names) or "cells may be empty"
        raise SourceError(f"{FRAME}: {error}; {advice}") from error
    if layout is None and (kind := other_kind(names, [])):
        raise SourceError(
            f"{FRAME}: it holds {kind[0]}, not models, as {kind[1]} tells; give the "
            "models, or say that they are with layout='hub_parquet'"
        )
    frame, json_names = with_json(_known_columns(frame, names, with_cards=with_cards))
    try:
        _write(frame, json_names, path)
    except (duckdb.Error, TypeError) as error:
        raise _unreadable(frame, error, path) from error
    return path


def _write(frame: Frame, json_names: Collection[str], path: Path) -> None:
    with open_quietly(":memory:") as connection:
        register_frame(connection, "frame", frame)
        table = connection.table("frame")
        if json_names:
            columns = {name: duckdb.ColumnExpression(name) for name in table.columns}
            # Of two names that differ in case only, DuckDB changes the second.
            for name in columns.keys() & {*json_names}:
                columns[name] = columns[name].cast("JSON").alias(name)
            table = table.select(*columns.values())
        table.write_parquet(str(path))


def _unreadable(frame: Frame, error: Exception, path: Path) -> SourceError:
    """Return the error of a frame, which names the first column that is unreadable."""
    for name in column_names(frame) or []:
        try:
            _write(_selected(frame, [name]), (), path)
        except (duckdb.Error, TypeError) as reason:
            return SourceError(
                f"{FRAME}: DuckDB cannot read column {name}: {first_line(reason)}; "
                "make it numbers, text, times or lists of text"
            )
    return SourceError(
        f"a {type(frame).__name__} is not a table of models: {first_line(error)}; "
        f"{GIVE}"
    )


def _known_columns(frame: Frame, names: Iterable[str], *, with_cards: bool) -> Frame:
    """Return a frame without the columns that no layout reads or misses."""
    columns = {
        name
        for layout in LAYOUTS.values()
        for column in (*layout.required, *layout.optional)
        for name in column.split("|")
    }
    cards = {layout.card for layout in LAYOUTS.values() if with_cards}
    known = {name.lower() for name in (*columns, *READ, *cards)}
    unread = unread_columns(LAYOUTS["hub_parquet"], names)
    kept = [name for name in names if name.lower() in known or name in unread]
    return _selected(frame, kept)


def _selected(frame: Frame, names: list[str]) -> Frame:
    """Return some columns of a frame; of several of one name, the first."""
    if hasattr(frame, "select"):
        return frame.select(names)
    if hasattr(frame, "iloc") and not frame.columns.is_unique:
        frame = frame.loc[:, ~frame.columns.duplicated()]
    return frame[[*dict.fromkeys(names)]] if hasattr(frame, "columns") else frame
