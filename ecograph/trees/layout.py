"""How much of a tree is drawn: all of it, or what there are lines for."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from ecograph.trees.query import TreeData, TreeEdge, TreeModel

__all__ = ["Branch", "drawn", "edges_of"]


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


def drawn(
    tree: TreeData, limit: int | None = None, depth: int | None = None
) -> tuple[Branch, Branch]:
    """Return what is to be drawn of a tree, above and below.

    Every edge is drawn once: a model of several parents is below each of them, and
    its own branches are where it is nearest. If that is too much, as many of each
    model's branches are drawn as there is room for, those with most likes first;
    what is above may take half of the room, or what is left.

    Parameters
    ----------
    tree : TreeData
        The tree.
    limit : int, optional
        Lines at most, without that of the model, but with those that say how many
        are left out; by default all.
    depth : int, optional
        Steps at most on either side; by default all.

    Returns
    -------
    above, below : Branch
        The model itself, with its branches.

    Examples
    --------
    >>> import ecograph
    >>> tree = ecograph.tree("madeup-lab-154/plover-1b-merge-627")
    >>> above, below = drawn(tree, limit=3)
    >>> [branch.model.model_id for branch in above.branches], above.hidden
    (['madeup-lab-6/kite-14b-100'], 3)
    """
    above, below = Side(tree, True), Side(tree, False)
    if limit is None:
        return above.branch(depth=depth), below.branch(depth=depth)
    needs = [side.lines(depth=depth) for side in (above, below)]
    room = min(needs[0], max(limit // 2, limit - needs[1]))
    return above.within(room, depth), below.within(limit - room, depth)


def edges_of(side: Branch) -> list[TreeEdge]:
    """Return the edges that are drawn of a side, the nearest first."""
    edges: list[TreeEdge] = []
    row = [side]
    while row:
        row = [b for near in row for b in near.branches]
        edges += (b.edge for b in row if b.edge)
    return edges


class Side:
    """One side of a tree, of which more or less can be drawn."""

    def __init__(self, tree: TreeData, is_above: bool) -> None:
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
