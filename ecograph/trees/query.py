"""Read the ancestors and descendants of a model, and the edges between them."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from ecograph.database import connect, locate
from ecograph.edge_types import EDGE_TYPES, UNTYPED
from ecograph.errors import EcographError, UnknownNameError
from ecograph.model_ids import expect_model
from ecograph.older_builds import expect_columns

__all__ = ["TreeData", "TreeEdge", "TreeModel", "expect_types", "read_tree"]

REQUIRED = {
    "lineage_tree": ("id", "types"),
    "models": ("created_at_is_floor",),
    "edge_deltas": ("days_bound",),
}
"""What older builds lack: a macro with its parameters, and columns."""

TYPES = (*EDGE_TYPES, UNTYPED)

EDGES = """
    select
        is_above,
        parent_position,
        child_position,
        coalesce(edge_type, 'untyped'),
        change_in_likes,
        percentage_change_in_likes,
        change_in_downloads,
        percentage_change_in_downloads,
        "change_in_createdAt_days",
        days_bound,
        drift,
        dropped_terms
    from lineage_tree($id, $types)
    where steps <= coalesce($depth, steps)
"""

MODELS = """
    select
        models.position,
        models.model_id,
        models.likes,
        models.downloads,
        models.created_at,
        models.created_at_is_floor,
        models.pipeline_tag,
        models.library_name,
        coalesce(licenses.trait_values, []),
        coalesce(languages.trait_values, []),
        coalesce(datasets.trait_values, []),
        coalesce(lineage.children, 0),
        case when lineage.position is null then 0 else lineage.descendants end
    from models
    left join lineage on models.position = lineage.position
    left join list_traits as licenses
        on models.position = licenses.position and licenses.trait = 'license'
    left join list_traits as languages
        on models.position = languages.position and languages.trait = 'language'
    left join list_traits as datasets
        on models.position = datasets.position and datasets.trait = 'dataset'
    where models.position in (select unnest(cast(? as bigint[])))
    order by models.position
"""


class TreeModel(NamedTuple):
    """A model and its attributes; None or an empty list where unknown.

    Attributes
    ----------
    position : int
        ``models.position``.
    model_id : str
        Id on the Hub.
    likes, downloads : int, optional
        Downloads are those of the last 30 days.
    created_at : datetime, optional
        In UTC.
    created_at_is_floor : bool, optional
        Whether the model may be older, as the Hub has kept dates since 2 March 2022.
    pipeline_tag, library_name : str, optional
        Task and library.
    licenses, languages, datasets : list of str
        Values in alphabetical order.
    children : int
        Number of children, along edges of all types.
    descendants : int, optional
        Number of descendants; None if there are too many to count.
    """

    position: int
    model_id: str
    likes: int | None
    downloads: int | None
    created_at: datetime | None
    created_at_is_floor: bool | None
    pipeline_tag: str | None
    library_name: str | None
    licenses: list[str]
    languages: list[str]
    datasets: list[str]
    children: int
    descendants: int | None


class TreeEdge(NamedTuple):
    """An edge and the changes along it, as in the relation ``edge_deltas``.

    Attributes
    ----------
    parent, child : str
        Ids of its ends.
    edge_type : str
        ``"untyped"`` where the source gives no type.
    likes, downloads, days : int, optional
        Changes from parent to child.
    days_bound : str, optional
        What `days` is to the true number if a model may be older than its date:
        ``"at least"``, ``"at most"`` or ``"unknown"``.
    likes_fraction, downloads_fraction : float, optional
        The same as fractions of the parent's value.
    drift : str
        How the licence changes, as in ``license_drift``.
    dropped_terms : list of str, optional
        Terms of the parent's licences that the child's lack.
    """

    parent: str
    child: str
    edge_type: str
    likes: int | None
    likes_fraction: float | None
    downloads: int | None
    downloads_fraction: float | None
    days: int | None
    days_bound: str | None
    drift: str
    dropped_terms: list[str] | None


@dataclass(frozen=True)
class TreeData:
    """The attributes of `ecograph.Tree`, which documents them."""

    root: TreeModel
    models: dict[str, TreeModel]
    above: tuple[TreeEdge, ...]
    below: tuple[TreeEdge, ...]
    source: str
    depth: int | None = None
    types: tuple[str, ...] | None = None

    @property
    def ancestors(self) -> set[str]:
        """Ids of the models above, without the root."""
        return {edge.parent for edge in self.above} - {self.root.model_id}

    @property
    def descendants(self) -> set[str]:
        """Ids of the models below, without the root."""
        return {edge.child for edge in self.below} - {self.root.model_id}


def read_tree(
    model: str,
    depth: int | None = None,
    types: Sequence[str] | None = None,
    path: str | os.PathLike[str] | None = None,
) -> TreeData:
    """Read the tree of a model: parameters and errors as for `ecograph.tree`."""
    if isinstance(depth, str | os.PathLike):
        raise EcographError(
            f"invalid depth {depth!r}; use 1 or more, or path={depth!r} for a folder"
        )
    if depth is not None and depth < 1:
        raise EcographError(f"invalid depth {depth}; use 1 or more")
    types = [types] if isinstance(types, str) else types
    expect_types(types)
    with connect(path) as connection:
        database = locate(path)
        expect_columns(connection, database, REQUIRED)
        position, model_id = expect_model(connection, database, model)
        selected = None if types is None else [*types]
        values = {"id": model_id, "types": selected, "depth": depth}
        rows = connection.execute(EDGES, values).fetchall()
        ends = {end for _, *edge in rows for end in edge[:2]}
        models = _read_models(connection, {position, *ends})
        source = connection.execute("select source_name from meta.build").fetchone()
    above: list[TreeEdge] = []
    below: list[TreeEdge] = []
    for is_above, parent, child, *changes in rows:
        edge = TreeEdge(models[parent].model_id, models[child].model_id, *changes)
        (above if is_above else below).append(edge)
    return TreeData(
        models[position],
        {found.model_id: found for found in models.values()},
        tuple(above),
        tuple(below),
        source[0] if source else "",
        depth=depth,
        types=None if types is None else tuple(types),
    )


def expect_types(types: Sequence[str] | None) -> None:
    """Raise an error if there is no such type of edges."""
    for name in types or ():
        if name not in TYPES:
            raise UnknownNameError(
                f"unknown edge type {name!r}; use one of {', '.join(TYPES)}"
            )


def _read_models(
    connection: DuckDBPyConnection, positions: Iterable[int]
) -> dict[int, TreeModel]:
    """Return models by their positions."""
    rows = connection.execute(MODELS, [[*positions]]).fetchall()
    return {row[0]: TreeModel(*row) for row in rows}
