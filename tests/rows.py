"""Rows of a source that several test files share."""


def row(model_id: str, likes: str = "", downloads: str = "", **cells: str) -> dict:
    """A row of the source; the cells that are not given are empty."""
    return {"model_id": model_id, "likes": likes, "downloads": downloads, **cells}


def licensed(
    model_id: str, licenses: str, parent: str = "", column: str = "finetune_parent"
) -> dict:
    """A row with its licences, separated by spaces, and at most one parent."""
    cells = {"model_id": model_id, "licenses": repr(licenses.split())}
    return {**cells, column: repr([parent])} if parent else cells


LICENSED = [
    licensed("1", "mit"),
    licensed("2", "apache", "1"),
    licensed("3", "apache", "1"),
    licensed("4", "mit", "2"),
    licensed("5", "gpl", "2"),
    licensed("6", "gpl", "3"),
    licensed("7", "other", "3"),
    licensed("8", "bsd"),
    licensed("9", "bsd"),
    licensed("10", "afl"),
    licensed("11", "mit", "6", "quantized_parent"),
]
"""Models that differ in their licences.

A licence that an edge adds or drops makes two transitions.
"""

LINEAGE = [
    {"model_id": "base", "likes": "9", "createdAt": "2024-01-01T00:00:00.000Z"},
    {"model_id": "tuned", "finetune_parent": "['base']", "likes": "2"},
    {"model_id": "small", "quantized_parent": "['tuned']", "downloads": "5"},
    {"model_id": "other", "parent_model": "['base', 'other']"},
    {"model_id": "merged", "merge_parent": "['small', 'other', 'lone']"},
    {"model_id": "lone", "createdAt": "2024-03-01T00:00:00.000Z"},
    {"model_id": "selfish", "finetune_parent": "['selfish']"},
    {
        "model_id": "hen",
        "adapter_parent": "['egg']",
        "createdAt": "2024-05-01T00:00:00.000Z",
    },
    {
        "model_id": "egg",
        "adapter_parent": "['hen']",
        "createdAt": "2024-04-01T00:00:00.000Z",
    },
    {"model_id": "chick", "finetune_parent": "['hen']"},
    {"model_id": "alone"},
]
"""Models of several families; some are on a cycle, one is its own parent."""

MISSING = [
    {"model_id": "base", "licenses": "['mit']"},
    {
        "model_id": "middle",
        "licenses": "['mit']",
        "finetune_parent": "['base', 'gone']",
    },
    {"model_id": "other", "licenses": "['mit']"},
    {
        "model_id": "leaf",
        "parent_model": "['BASE', 'gone']",
        "finetune_parent": "['middle']",
        "quantized_parent": "['gone']",
        "merge_parent": "['gone']",
    },
    {
        "model_id": "odd",
        "parent_model": "[None]",
        "adapter_parent": r"['C:\\a']",
        "merge_parent": "gone",
    },
]
"""Models that name parents that are not in the table, in different ways."""
