"""Columns of a known meaning that are not read, since they are called otherwise."""

from collections.abc import Iterable

from ecograph.edge_types import EDGE_TYPES
from ecograph.source.layouts import Layout
from ecograph.source.pandas_json import IDS

__all__ = ["READ", "id_remedy", "unread_columns"]

READ = (
    "id",
    "modelId",
    "likes",
    "downloads",
    "tags",
    "pipeline_tag",
    "library_name",
    "createdAt",
    "created_at",
    "baseModels",
    "base_models",
    "cardData",
    "card_data",
    "gated",
    "downloadsAllTime",
    "downloads_all_time",
    "trendingScore",
    "trending_score",
    "safetensors",
    "parameters",
    "formerIds",
    "license_name",
    "license_link",
)
"""Columns and fields that are read from records of the Hub."""

PARENTS = (
    "baseModels if it is an object as the Hub writes it, or write tags such as "
    "base_model:OWNER/NAME"
)
"""What columns of parents should be called."""

OTHERS = {
    "base": PARENTS,
    "basemodel": PARENTS,
    "parent": PARENTS,
    "parentmodel": PARENTS,
    **{f"{edge_type}parent": PARENTS for edge_type in EDGE_TYPES},
    "created": "createdAt",
    "createddate": "createdAt",
    "createdon": "createdAt",
    "creationdate": "createdAt",
    "creationtime": "createdAt",
    "datecreated": "createdAt",
    "modelname": "id",
    "task": "pipeline_tag",
    "library": "library_name",
}
"""What else people call some of them, as `_folded` returns it."""


def unread_columns(layout: Layout, names: Iterable[str]) -> dict[str, str]:
    """Return the columns of records of the Hub that are called nearly like one read.

    Case, ``_``, ``-`` and a plural make no difference. ``_id`` is a key of the Hub's
    own, and where there is an id, another is none.

    Returns
    -------
    dict of str to str
        Their names, and what they should be called.

    Examples
    --------
    >>> from ecograph.source.layouts import LAYOUTS
    >>> unread_columns(LAYOUTS["hub_json"], ["_id", "id", "pipelineTag", "sha"])
    {'pipelineTag': 'pipeline_tag'}
    """
    if not layout.is_hub or layout.format == "csv":
        return {}
    known = {_folded(name): name for name in reversed(READ)} | OTHERS
    others = {*names} - {*READ, "_id"}
    has_id = not IDS.isdisjoint(names)
    return {
        name: known[_folded(name)]
        for name in sorted(others)
        if _folded(name) in known and not (has_id and known[_folded(name)] in IDS)
    }


def id_remedy(layout: Layout, names: Iterable[str]) -> str | None:
    """Return what to do if records of the Hub lack an id since it is called otherwise.

    Other columns that they need must be there too, by whatever name.

    Examples
    --------
    >>> from ecograph.source.layouts import LAYOUTS
    >>> id_remedy(LAYOUTS["hub_parquet"], ["Tags", "ID"])
    'its ID is not read: call it id; its Tags is not read: call it tags'
    """
    names = tuple(names)
    if not IDS.isdisjoint(names):
        return None
    unread = unread_columns(layout, names)
    remedies = []
    for column in layout.required:
        wanted = {*column.split("|")}
        if wanted.isdisjoint(names):
            found = [name for name, read in unread.items() if read in wanted]
            if not found:
                return None
            remedies.append(f"its {found[0]} is not read: call it {unread[found[0]]}")
    return "; ".join(remedies)


def _folded(name: str) -> str:
    """Return a name in lower case, without ``_``, ``-`` and a final s."""
    return name.lower().replace("_", "").replace("-", "").removesuffix("s")
