"""The models above and below a model: ``ecograph tree``."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from ecograph.database import connect, expect_columns, locate
from ecograph.errors import EcographError, UnknownNameError
from ecograph.lookup import expect_model
from ecograph.outputs import replaced
from ecograph.palette import EDGE_TYPES

__all__ = ["Tree", "TreeEdge", "TreeModel", "tree"]

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


PICTURE = 150
"""Lines that a picture has by default."""

DEEPEST = 1_000
"""Steps that are drawn: more than any real lineage has, and no burden yet."""


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
class Tree:
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

    def __str__(self) -> str:
        from ecograph.branches import drawn
        from ecograph.tree_text import as_text

        return as_text(self, *drawn(self, depth=DEEPEST)).rstrip("\n")

    def write(self, path: str | os.PathLike[str], limit: int | None = None) -> int:
        """Write it to a file, of the kind that its ending tells.

        Parameters
        ----------
        path : str or path
            ``.html`` for a page to explore, ``.svg`` for a picture, ``.txt`` for
            what is printed.
        limit : int, optional
            Lines at most, as for `ecograph.branches.drawn`; by default 150 in a
            picture, else all.

        Returns
        -------
        int
            How many edges are drawn.

        Raises
        ------
        EcographError
            The ending is another one, `limit` is less than 1, the file cannot be
            written, or a package is missing that makes it.
        """
        from ecograph.branches import drawn, edges_of

        file = Path(path)
        ending = file.suffix.lower()
        if ending == ".html":
            from ecograph.tree_page import as_page as as_file
        elif ending == ".svg":
            from ecograph.tree_picture import as_picture as as_file
        elif ending == ".txt":
            from ecograph.tree_text import as_text as as_file
        else:
            raise EcographError(
                f"{file}: it ends in none of .html, .svg and .txt; which is it to be?"
            )
        if limit is not None and limit < 1:
            raise EcographError(f"a limit of {limit} leaves nothing; give 1 or more")
        most = PICTURE if ending == ".svg" else None
        above, below = drawn(self, limit or most, DEEPEST)
        with replaced(file) as aside:
            aside.write_text(as_file(self, above, below), encoding="utf-8")
        return len(edges_of(above)) + len(edges_of(below))


def tree(
    model: str,
    depth: int | None = None,
    types: Sequence[str] | None = None,
    path: str | os.PathLike[str] | None = None,
) -> Tree:
    """Return the models that a model was made from, and those made from it.

    Parameters
    ----------
    model : str
        Its id.
    depth : int, optional
        How many steps up and down, from 1; by default all.
    types : sequence of str, optional
        Types of edges to walk along: finetune, quantized, adapter, merge, untyped;
        by default all.
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    Tree
        ``print`` shows it, and `Tree.write` writes it to a file.

    Raises
    ------
    UnknownNameError
        There is no model of this id, or no such type.
    NotBuiltError
        There is no database at `path`, or no build made it.
    EcographError
        Another version of ecograph built it; or `depth` is less than 1.

    Examples
    --------
    >>> import ecograph
    >>> found = ecograph.tree("madeup-lab-154/plover-1b-merge-627")
    >>> len(found.ancestors), len(found.descendants)
    (9, 1)
    >>> found.models[min(found.ancestors)].model_id
    'madeup-lab-62/wren-8b-50'
    >>> print(ecograph.tree("madeup-lab-154/plover-1b-merge-627", depth=1))
    ┌── madeup-lab-147/wren-14b-1050  merge  ♥ 0  ↓ 0  2022-10-16
    ├── madeup-lab-33/wren-8b-instruct-602  merge  ♥ 0  ↓ 1  2022-10-18
    ├── madeup-lab-62/wren-8b-50  merge  ♥ 6,000  ↓ 4,000  2025-06-29
    ├── madeup-lab-6/kite-14b-100  merge  apache-2.0  ♥ 6,000  ↓ 56,000  2024-01-12
    madeup-lab-154/plover-1b-merge-627  ♥ 0  ↓ 47  2024-10-09
    └── madeup-lab-7/wren-0.5b-lora-1301  adapter  ♥ 6  ↓ 25  2024-07-11
    within 1 step: made from 4 models; 1 model was made from it
    """
    if depth is not None and depth < 1:
        raise EcographError(f"a depth of {depth} leaves no model; give 1 or more")
    for name in types or ():
        if name not in EDGE_TYPES:
            raise UnknownNameError(
                f"there is no type of edges {name!r}; there are {', '.join(EDGE_TYPES)}"
            )
    chosen = None if types is None else [*types]
    with connect(path) as connection:
        database = locate(path)
        expect_columns(connection, database, READ)
        position = expect_model(connection, database, model)
        edges = connection.execute(
            EDGES, {"id": model, "types": chosen, "depth": depth}
        ).fetchall()
        above = tuple(TreeEdge(*edge) for is_above, *edge in edges if is_above)
        below = tuple(TreeEdge(*edge) for is_above, *edge in edges if not is_above)
        ends = {end for edge in (*above, *below) for end in (edge.parent, edge.child)}
        models = _models(connection, {position, *ends})
        source = connection.execute("select source_name from meta.build").fetchone()
    return Tree(
        *(models[position], models, above, below, source[0] if source else ""),
        depth=depth,
        types=None if types is None else tuple(types),
    )


def _models(
    connection: DuckDBPyConnection, positions: Iterable[int]
) -> dict[int, TreeModel]:
    rows = connection.execute(MODELS, [[*positions]]).fetchall()
    return {row[0]: TreeModel(*row) for row in rows}
