"""The models above and below a model: ``ecograph tree``."""

import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from ecograph.database import connect, expect_columns, locate
from ecograph.errors import EcographError, UnknownNameError
from ecograph.lookup import expect_model
from ecograph.palette import EDGE_TYPES

__all__ = ["Branch", "Tree", "TreeEdge", "TreeModel", "tree"]

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

SORTS = ("likes", "downloads", "created", "name")
"""What the models of a branch can be sorted by."""


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


@dataclass
class Branch:
    """A model as it is drawn, with those on the far side of its edges.

    Attributes
    ----------
    model : TreeModel
        The model.
    edge : TreeEdge, optional
        The edge that leads to it; None of the model that the tree is of.
    is_again : bool
        Whether its own branches are drawn elsewhere, where it is nearer.
    branches : list of Branch
        What is drawn of them.
    hidden : int
        How many more of them there are.
    """

    model: TreeModel
    edge: TreeEdge | None = None
    is_again: bool = False
    branches: list["Branch"] = field(default_factory=list)
    hidden: int = 0


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
    """

    root: TreeModel
    models: dict[int, TreeModel]
    above: tuple[TreeEdge, ...]
    below: tuple[TreeEdge, ...]
    source: str

    @property
    def ancestors(self) -> set[int]:
        """Positions of the models above, itself not among them."""
        return {edge.parent for edge in self.above} - {self.root.position}

    @property
    def descendants(self) -> set[int]:
        """Positions of the models below, itself not among them."""
        return {edge.child for edge in self.below} - {self.root.position}

    def drawn(
        self, limit: int | None = None, depth: int | None = None
    ) -> tuple[Branch, Branch]:
        """Return what is to be drawn above and below.

        Every edge is drawn once: a model of several parents is below each of them,
        and its own branches are where it is nearest. If that is too much, as many of
        each model's branches are drawn as there is room for, those with most likes
        first; what is above may take half of the room, or what is left.

        Parameters
        ----------
        limit : int, optional
            Lines at most, without that of the model; by default all.
        depth : int, optional
            Steps at most on either side; by default all.
        """
        above, below = _Side(self, True), _Side(self, False)
        if limit is None:
            return above.branch(depth=depth), below.branch(depth=depth)
        needs = [side.lines(depth=depth) for side in (above, below)]
        room = min(needs[0], max(limit // 2, limit - needs[1]))
        return above.within(room, depth), below.within(limit - room, depth)


class _Side:
    """One side of a tree, of which more or less can be drawn."""

    def __init__(self, tree: Tree, is_above: bool) -> None:
        self.models = tree.models
        self.root = tree.root
        self.is_above = is_above
        self.edges: dict[int, list[TreeEdge]] = {}
        for edge in tree.above if is_above else tree.below:
            near = edge.child if is_above else edge.parent
            self.edges.setdefault(near, []).append(edge)
        for edges in self.edges.values():
            edges.sort(key=self._rank)
        # Breadth first: a model's own branches are where it is nearest.
        self.homes: dict[int, TreeEdge | None] = {self.root.position: None}
        row = [self.root.position]
        while row:
            row = [far for near in row for far in self._found(near)]

    def _found(self, near: int) -> Iterator[int]:
        for edge in self.edges.get(near, ()):
            far = self.far(edge)
            if far not in self.homes:
                self.homes[far] = edge
                yield far

    def far(self, edge: TreeEdge) -> int:
        """Return the position that an edge leads to, away from the model."""
        return edge.parent if self.is_above else edge.child

    def _rank(self, edge: TreeEdge) -> tuple[int, int, int]:
        model = self.models[self.far(edge)]
        return -(model.likes or 0), -(model.downloads or 0), model.position

    def lines(self, width: int | None = None, depth: int | None = None) -> int:
        """How many lines are drawn, but for that of the model."""
        row, steps, lines = [self.root.position], 0, 0
        while row and steps != depth:
            shown: list[int] = []
            for near in row:
                edges = self.edges.get(near, [])
                drawn = edges[:width]
                lines += len(drawn) + (len(edges) > len(drawn))
                shown += (
                    self.far(edge)
                    for edge in drawn
                    if self.homes[self.far(edge)] is edge
                )
            row, steps = shown, steps + 1
        return lines + sum(near in self.edges for near in row)

    def branch(self, width: int | None = None, depth: int | None = None) -> Branch:
        """Return the model with its branches, so many of each and so deep."""
        root = Branch(self.root, hidden=len(self.edges.get(self.root.position, [])))
        row, steps = [root], 0
        while row and steps != depth:
            for branch in row:
                edges = self.edges.get(branch.model.position, [])
                branch.branches = [self._branch(edge) for edge in edges[:width]]
                branch.hidden -= len(branch.branches)
            row = [b for near in row for b in near.branches if not b.is_again]
            steps += 1
        return root

    def within(self, lines: int, depth: int | None) -> Branch:
        """Return the model with as many branches as there are lines for.

        There are fewer branches of each model first, and then fewer steps. What is
        left of the lines goes to the models that are nearest.
        """
        if self.lines(depth=depth) <= lines:
            return self.branch(depth=depth)
        numbers = range(1, lines + 1)
        width = bisect_left(numbers, True, key=lambda n: self.lines(n, depth) > lines)
        if not width:
            depth = bisect_left(numbers, True, key=lambda n: self.lines(1, n) > lines)
        width = width or 1
        root = self.branch(width, depth)
        self._fill(root, lines - self.lines(width, depth))
        return root

    def _fill(self, root: Branch, lines: int) -> None:
        row = [root]
        while row and lines > 0:
            further = []
            for branch in row:
                further += [b for b in branch.branches if not b.is_again]
                hidden = branch.hidden if branch.branches or branch is root else 0
                edges = self.edges.get(branch.model.position, [])
                for edge in edges[len(edges) - hidden :]:
                    added = self._branch(edge)
                    cost = 1 + bool(added.hidden) - (branch.hidden == 1)
                    if cost > lines:
                        break
                    branch.branches.append(added)
                    branch.hidden -= 1
                    lines -= cost
            row = further

    def _branch(self, edge: TreeEdge) -> Branch:
        """Return a branch with all of its own hidden."""
        far = self.far(edge)
        is_again = self.homes[far] is not edge
        hidden = 0 if is_again else len(self.edges.get(far, []))
        return Branch(self.models[far], edge, is_again, hidden=hidden)


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
        It prints as a tree where rich prints.

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
    """
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
        edges = connection.execute(
            EDGES, {"id": model, "types": types and [*types], "depth": depth}
        ).fetchall()
        above = tuple(TreeEdge(*edge) for is_above, *edge in edges if is_above)
        below = tuple(TreeEdge(*edge) for is_above, *edge in edges if not is_above)
        ends = {end for edge in (*above, *below) for end in (edge.parent, edge.child)}
        models = _models(connection, {position, *ends})
        source = connection.execute("select source_name from meta.build").fetchone()
    return Tree(models[position], models, above, below, source[0] if source else "")


def _models(
    connection: DuckDBPyConnection, positions: Iterable[int]
) -> dict[int, TreeModel]:
    rows = connection.execute(MODELS, [[*positions]]).fetchall()
    return {row[0]: TreeModel(*row) for row in rows}
