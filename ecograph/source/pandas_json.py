"""Recognize JSON of another form than records, such as pandas writes."""

import json
from typing import Any

__all__ = ["pandas_remedy", "values_remedy", "wrapped_remedy"]

IDS = {"id", "modelId"}
"""Fields of a record with the id of its model."""

FIELDS = IDS | {"tags", "likes", "downloads", "pipeline_tag", "library_name"}
"""Fields by which a record is recognized."""

READ_ID = '.rename_axis("id").reset_index()'
"""What makes a column of the index."""

WRITE = '.to_json("models.jsonl", orient="records", lines=True, date_format="iso")'
"""What writes records."""


def pandas_remedy(value: Any, path: str) -> str | None:
    """Return why the only value of a file is no record, and what writes records.

    Parameters
    ----------
    value : object
        The value.
    path : str
        The file.

    Returns
    -------
    str or None
        None if pandas has not written a table as such a value.

    Examples
    --------
    >>> print(pandas_remedy({"0": {"id": "o/base"}}, "a.json"))
    not records, but a table that pandas wrote with orient='index'; write records with \
`pandas.read_json("a.json", orient="index").to_json("models.jsonl", orient="records", \
lines=True, date_format="iso")`
    """
    orient, change = _orient(value)
    if orient is None:
        return None
    read = _read(path, "" if orient == "columns" else f', orient="{orient}"')
    return (
        f"not records, but a table that pandas wrote with orient={orient!r}; write "
        f"records with `{read}{change}{WRITE}`"
    )


def wrapped_remedy(value: Any, path: str) -> str | None:
    """Return why the only value of a file is no record but has some in it.

    Examples
    --------
    >>> print(wrapped_remedy({"models": [{"id": "o/base"}]}, "a.json"))
    not records, but an object that has them under the key "models"; write them with \
`pandas.Series(pandas.read_json("a.json", typ="series")["models"])\
.to_json("models.jsonl", orient="records", lines=True, date_format="iso")`
    """
    if not isinstance(value, dict) or IDS & value.keys():
        return None
    for key, items in value.items():
        if isinstance(items, list) and any(
            isinstance(item, dict) and IDS & item.keys() for item in items
        ):
            name = json.dumps(key, ensure_ascii=False)
            read = _read(path, ', typ="series"')
            return (
                f"not records, but an object that has them under the key {name}; write "
                f"them with `pandas.Series({read}[{name}]){WRITE}`"
            )
    return None


def values_remedy(value: Any, path: str) -> str | None:
    """Return why the first item of an array is no record but the values of one.

    Examples
    --------
    >>> print(values_remedy(["o/base", 3], "a.json"))
    not records, but lists of values, as pandas writes with orient='values'; name \
their columns: `pandas.read_json("a.json").set_axis(["id", "tags", …], axis=1)\
.to_json("models.jsonl", orient="records", lines=True, date_format="iso")`
    """
    if not isinstance(value, list) or not any(isinstance(item, str) for item in value):
        return None
    return (
        "not records, but lists of values, as pandas writes with orient='values'; name "
        f'their columns: `{_read(path)}.set_axis(["id", "tags", …], axis=1){WRITE}`'
    )


def _read(path: str, options: str = "") -> str:
    return f"pandas.read_json({json.dumps(path, ensure_ascii=False)}{options})"


def _orient(value: Any) -> tuple[str | None, str]:
    """Return the orient of a table, and the change that gives it a column of ids."""
    if not isinstance(value, dict):
        return None, ""
    if isinstance(value.get("data"), list):
        if isinstance(value.get("columns"), list):
            return "split", "" if IDS & {*map(str, value["columns"])} else READ_ID
        if isinstance(value.get("schema"), dict):
            is_index = value["schema"].get("primaryKey") in [[name] for name in IDS]
            return "table", READ_ID if is_index else ""
    rows = [*value.values()]
    if IDS & value.keys():
        is_table = all(isinstance(row, dict) for row in rows)
        is_table |= all(isinstance(row, list) for row in rows)
        return ("columns" if is_table else None), ""
    if not rows or not all(isinstance(row, dict) for row in rows):
        return None, ""
    if any(IDS & row.keys() for row in rows):
        return "index", ""
    if any(FIELDS & row.keys() for row in rows):
        return "index", READ_ID
    return ("columns" if FIELDS & value.keys() else None), READ_ID
