"""Read the ancestors and descendants of a model, and the edges between them."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from ecograph.database import connect, locate
from ecograph.edge_types import EDGE_TYPES, UNTYPED
from ecograph.errors import EcographError, UnknownNameError
from ecograph.model_ids import expect_model
from ecograph.older_builds import expect_columns
from ecograph.trees.edges import MissingParent, TreeEdge

__all__ = ["TreeData", "TreeModel", "expect_types", "read_tree"]

REQUIRED = {
    "lineage_tree": ("id", "types"),
    "models": ("created_at_is_floor",),
    "edge_deltas": ("days_bound",),
    "missing_parents": ("child_position",),
}
"""What older builds lack: a macro with its parameters, and columns."""

TYPES = (*EDGE_TYPES, UNTYPED)

EDGES = """
    select
        is_above,
        parent_status,
        suggested_id,
        parent_id,
        child_id,
        coalesce(edge_type, 'untyped'),
        change_in_likes,
        percentage_change_in_likes,
        change_in_downloads,
        percentage_change_in_downloads,
        "change_in_createdAt_days",
        days_bound,
        drift,
        dropped_terms,
        parent_terms
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
    where models.model_id in (select unnest(cast(? as varchar[])))
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
    missing: tuple[MissingParent, ...] = ()
    database: PurePath | None = None

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
        _, model_id = expect_model(connection, database, model)
        selected = None if types is None else [*types]
        values = {"id": model_id, "types": selected, "depth": depth}
        rows = connection.execute(EDGES, values).fetchall()
        edges = [
            (is_above, TreeEdge(*values))
            for is_above, status, _, *values in rows
            if status == "in_graph"
        ]
        ends = {end for _, edge in edges for end in (edge.parent, edge.child)}
        models = _read_models(connection, {model_id, *ends})
        source = connection.execute("select source_name from meta.build").fetchone()
    return TreeData(
        models[model_id],
        models,
        tuple(edge for is_above, edge in edges if is_above),
        tuple(edge for is_above, edge in edges if not is_above),
        source[0] if source else "",
        depth=depth,
        types=None if types is None else tuple(types),
        missing=tuple(
            MissingParent(parent, child, edge_type, status, suggested_id)
            for _, status, suggested_id, parent, child, edge_type, *_ in rows
            if status != "in_graph"
        ),
        database=database,
    )


def expect_types(types: Sequence[str] | None) -> None:
    """Raise an error if there is no such type of edges."""
    for name in types or ():
        if name not in TYPES:
            raise UnknownNameError(
                f"unknown edge type {name!r}; use one of {', '.join(TYPES)}"
            )


def _read_models(
    connection: DuckDBPyConnection, ids: Iterable[str]
) -> dict[str, TreeModel]:
    """Return models by their ids, in the order of their positions."""
    rows = connection.execute(MODELS, [[*ids]]).fetchall()
    return {row[1]: TreeModel(*row) for row in rows}
