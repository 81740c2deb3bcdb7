"""Write columns of data frames as JSON where their cells are of several types.

DuckDB would make text of all cells of such a column, and of half a surrogate pair it
makes an error of the whole frame.
"""

import json
import math
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import chain, filterfalse
from typing import Any

from ecograph.errors import SourceError

__all__ = ["with_json"]

ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)

MISSING = ("NAType", "NaTType")
"""Types of pandas' own missing values."""


def with_json(frame: Any) -> tuple[Any, list[str]]:
    """Write the columns of a data frame as JSON that DuckDB would not read rightly.

    In them a tuple, a set and an array are a list, a time is text, NaN is null, and
    what JSON has no form for is an object of its type and its text.

    Parameters
    ----------
    frame : pandas.DataFrame, polars.DataFrame or pyarrow.Table
        The frame; the columns of a table of Arrow have one type each.

    Returns
    -------
    frame
        The frame with text in place of the cells of these columns.
    names : list of str
        Their names.

    Raises
    ------
    SourceError
        A cell contains itself.
    """
    if hasattr(frame, "iloc"):
        return _with_json_pandas(frame)
    if hasattr(frame, "with_columns"):
        return _with_json_polars(frame)
    return frame, []


def _with_json_pandas(frame: Any) -> tuple[Any, list[str]]:
    columns = {
        name: _json_texts(name, column, column.isna())
        for name, column in frame.items()
        if column.dtype.kind in "Oc" and not _is_read_rightly(column)
    }
    # Even without a column to replace, pandas may copy all.
    return (frame.assign(**columns) if columns else frame), [*columns]


def _with_json_polars(frame: Any) -> tuple[Any, list[str]]:
    """Write the columns of Python objects, which polars cannot pass on."""
    types = frame.collect_schema()
    names = [name for name, dtype in types.items() if str(dtype) == "Object"]
    if names:
        frame = frame.lazy().collect()
    for name in names:
        column = frame.get_column(name)
        texts = _json_texts(name, column, (cell is None for cell in column))
        frame = frame.with_columns(type(column)(name, texts))
    return frame, names


def _is_read_rightly(column: Any) -> bool:
    """Return whether all cells of a column of pandas are text, or lists of text."""
    if getattr(column.dtype, "storage", None) == "pyarrow":
        return True
    cells = column.dropna().tolist()
    return _are_unicode(cells) or (
        all(map(_is_list, cells)) and _are_unicode(chain.from_iterable(cells))
    )


def _is_list(cell: Any) -> bool:
    """Return whether DuckDB reads a cell as a list of what is in it."""
    # Of an array of NumPy, it does not know the texts, but the objects.
    return isinstance(cell, list) or str(getattr(cell, "dtype", "")) == "object"


def _are_unicode(values: Iterable[Any]) -> bool:
    """Return whether all values are text without half a surrogate pair."""
    try:
        for text in filterfalse(str.isascii, values):
            text.encode()
    except (TypeError, UnicodeEncodeError):
        return False
    return True


def _json_texts(
    name: str, cells: Iterable[Any], are_missing: Iterable[bool]
) -> list[str | None]:
    """Return the cells of a column as JSON, and None for those that are missing."""
    texts: list[str | None] = []
    pairs = zip(cells, are_missing, strict=True)
    for row, (cell, is_missing) in enumerate(pairs, 1):
        try:
            texts.append(None if is_missing else _json_text(cell))
        except RecursionError as error:
            raise SourceError(
                f"the data frame: row {row}, column {name}: the cell contains itself, "
                "or lists in too many others; give text or a list of text"
            ) from error
    return texts


def _json_text(cell: Any) -> str:
    """Return a value as JSON, with U+FFFD for halves of surrogate pairs."""
    try:
        text = ENCODER.encode(cell)
    except (TypeError, ValueError):
        text = ENCODER.encode(_plain(cell))
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _plain(value: Any) -> Any:
    """Return a value as one that JSON has a form for."""
    if hasattr(value, "tolist"):  # an array or a number of NumPy
        value = value.tolist()
    if value is None or isinstance(value, str | int):
        return value
    if type(value).__name__ in MISSING:
        return None
    if isinstance(value, float | Decimal) and not math.isinf(value):
        return None if math.isnan(value) else _number(value)
    if isinstance(value, date):
        return str(value)
    if hasattr(value, "to_dict"):  # a model card of huggingface_hub
        value = value.to_dict()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, list | tuple):
        return [*map(_plain, value)]
    return {type(value).__name__: str(value)}


def _number(value: float | Decimal) -> float:
    """Return a finite number as one of Python's own, a whole one as an int."""
    return int(value) if value == int(value) else float(value)
