"""Recognize JSON that pandas has written in another form than records."""

import json
from typing import Any

__all__ = ["pandas_remedy"]

IDS = {"id", "modelId"}
"""Fields of a record with the id of its model."""

FIELDS = IDS | {"tags", "likes", "downloads", "pipeline_tag", "library_name"}
"""Fields by which a record is recognized."""

READ_ID = '.rename_axis("id").reset_index()'
"""What makes a column of the index."""


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
    read = f"pandas.read_json({json.dumps(path, ensure_ascii=False)}"
    read += ")" if orient == "columns" else f', orient="{orient}")'
    return (
        f"not records, but a table that pandas wrote with orient={orient!r}; write "
        f'records with `{read}{change}.to_json("models.jsonl", orient="records", '
        'lines=True, date_format="iso")`'
    )


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
