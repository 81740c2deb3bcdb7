"""Read the ancestors and descendants of a model: models, and edges between them."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from ecograph.database import connect, expect_columns, locate
from ecograph.errors import EcographError, UnknownNameError
from ecograph.html.palette import EDGE_TYPES
from ecograph.model_ids import expect_model

__all__ = ["TreeData", "TreeEdge", "TreeModel", "read_tree"]

READ = {"lineage_tree": ("id", "types")}
"""Of a build: a macro that older versions do not have, and what it takes."""

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
    """What is known of a model; None, or no values, where the source says nothing.

    Attributes
    ----------
    position : int
        ``models.position``.
    model_id : str
        Its id on the Hub.
    likes, downloads : int, optional
        Downloads are those of the last 30 days.
    created_at : datetime, optional
        In UTC.
    pipeline_tag, library_name : str, optional
        Its task and its library.
    licenses, languages, datasets : list of str
        The values that it names, by the alphabet.
    children : int
        Models made from it, by all types of edges.
    descendants : int, optional
        Models made from it and from those; None where they are too many to count.
    """

    position: int
    model_id: str
    likes: int | None
    downloads: int | None
    created_at: datetime | None
    pipeline_tag: str | None
    library_name: str | None
    licenses: list[str]
    languages: list[str]
    datasets: list[str]
    children: int
    descendants: int | None


class TreeEdge(NamedTuple):
    """An edge and what changes along it, as in the relation ``edge_deltas``.

    Attributes
    ----------
    parent, child : int
        ``models.position`` of its ends.
    edge_type : str
        ``"untyped"`` where the source gives none.
    likes, downloads, days : int, optional
        What changes from parent to child.
    likes_fraction, downloads_fraction : float, optional
        That as a fraction of the parent's.
    drift : str
        What becomes of the licence, as in ``license_drift``.
    dropped_terms : list of str, optional
        Terms of the parent's licences that the child's have not.
    """

    parent: int
    child: int
    edge_type: str
    likes: int | None
    likes_fraction: float | None
    downloads: int | None
    downloads_fraction: float | None
    days: int | None
    drift: str
    dropped_terms: list[str] | None


@dataclass(frozen=True)
class TreeData:
    """The models that a model was made from, and those that were made from it.

    Attributes
    ----------
    root : TreeModel
        The model.
    models : dict of int to TreeModel
        All of them by their positions, itself among them.
    above, below : tuple of TreeEdge
        The edges between it and its ancestors, and those between it and its
        descendants, the nearest first.
    source : str
        What the build was made of.
    depth : int, optional
        Steps at most that were followed; None for all.
    types : tuple of str, optional
        Types of edges that were followed; None for all.
    """

    root: TreeModel
    models: dict[int, TreeModel]
    above: tuple[TreeEdge, ...]
    below: tuple[TreeEdge, ...]
    source: str
    depth: int | None = None
    types: tuple[str, ...] | None = None

    @property
    def ancestors(self) -> set[int]:
        """Positions of the models above, itself not among them."""
        return {edge.parent for edge in self.above} - {self.root.position}

    @property
    def descendants(self) -> set[int]:
        """Positions of the models below, itself not among them."""
        return {edge.child for edge in self.below} - {self.root.position}


def read_tree(
    model: str,
    depth: int | None = None,
    types: Sequence[str] | None = None,
    path: str | os.PathLike[str] | None = None,
) -> TreeData:
    """Read the tree of a model: parameters and errors as for `ecograph.tree`."""
    if depth is not None and depth < 1:
        raise EcographError(f"a depth of {depth} leaves no model; give 1 or more")
    for name in types or ():
        if name not in EDGE_TYPES:
            raise UnknownNameError(
                f"there is no type of edges {name!r}; there are {', '.join(EDGE_TYPES)}"
            )
    with connect(path) as connection:
        database = locate(path)
        expect_columns(connection, database, READ)
        position = expect_model(connection, database, model)
        above, below = _read_edges(connection, model, depth, types)
        ends = {end for edge in (*above, *below) for end in edge[:2]}
        models = _read_models(connection, {position, *ends})
        source = connection.execute("select source_name from meta.build").fetchone()
    return TreeData(
        *(models[position], models, above, below, source[0] if source else ""),
        depth=depth,
        types=None if types is None else tuple(types),
    )


def _read_edges(
    connection: DuckDBPyConnection,
    model: str,
    depth: int | None,
    types: Sequence[str] | None,
) -> tuple[tuple[TreeEdge, ...], tuple[TreeEdge, ...]]:
    """Return the edges above a model and those below it, the nearest first."""
    chosen = None if types is None else [*types]
    asked = {"id": model, "types": chosen, "depth": depth}
    rows = connection.execute(EDGES, asked).fetchall()
    above = tuple(TreeEdge(*edge) for is_above, *edge in rows if is_above)
    below = tuple(TreeEdge(*edge) for is_above, *edge in rows if not is_above)
    return above, below


def _read_models(
    connection: DuckDBPyConnection, positions: Iterable[int]
) -> dict[int, TreeModel]:
    """Return models by their positions."""
    rows = connection.execute(MODELS, [[*positions]]).fetchall()
    return {row[0]: TreeModel(*row) for row in rows}
