"""The rows of a build that a tree is made of: models, and the edges between them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from duckdb import DuckDBPyConnection

__all__ = ["READ", "TreeEdge", "TreeModel", "read_edges", "read_models"]

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


def read_edges(
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


def read_models(
    connection: DuckDBPyConnection, positions: Iterable[int]
) -> dict[int, TreeModel]:
    """Return models by their positions."""
    rows = connection.execute(MODELS, [[*positions]]).fetchall()
    return {row[0]: TreeModel(*row) for row in rows}
