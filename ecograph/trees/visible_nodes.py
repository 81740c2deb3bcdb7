"""Choose which edges of a tree to show when there is not room for all."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from ecograph.trees.edges import MissingParent, TreeEdge
from ecograph.trees.query import TreeData, TreeModel

__all__ = ["TreeNode", "shown_edges", "shown_missing", "visible_nodes"]


@dataclass
class TreeNode:
    """A model as shown in the tree.

    A model with several parents has a node below each of them, but branches only at
    the one that is nearest to the root; the other nodes are repeats.

    Attributes
    ----------
    model : TreeModel
        The model.
    edge : TreeEdge, optional
        The edge that leads to the node; None for the root.
    is_repeat : bool
        Whether the branches of the model belong to another of its nodes.
    is_original_shown : bool
        Of a repeat: whether that other node is shown.
    branches : list of TreeNode
        The nodes shown one step further from the root.
    missing : list of MissingParent
        The missing parents of the model that are shown.
    hidden : int
        Number of branches and missing parents not shown.
    """

    model: TreeModel
    edge: TreeEdge | None = None
    is_repeat: bool = False
    is_original_shown: bool = True
    branches: list["TreeNode"] = field(default_factory=list)
    missing: list[MissingParent] = field(default_factory=list)
    hidden: int = 0


def visible_nodes(
    tree: TreeData, limit: int | None = None, depth: int | None = None
) -> tuple[TreeNode, TreeNode]:
    """Return the nodes to show of a tree, as two roots.

    Every edge is shown once, and after those of a model each of its missing parents.
    If there are more than `limit` lines, the branches of the models with the most likes
    are shown. The ancestors get half of the lines, or as many as the descendants leave.

    Parameters
    ----------
    tree : TreeData
        The tree.
    limit : int, optional
        Maximum number of lines, including those that count hidden branches, but not
        that of the root; by default all.
    depth : int, optional
        Maximum number of steps from the root; by default all.

    Returns
    -------
    above, below : TreeNode
        The root with its ancestors, and the root with its descendants.

    Examples
    --------
    >>> import ecograph
    >>> tree = ecograph.tree("meta-llama/Llama-3.1-8B")
    >>> above, below = visible_nodes(tree, limit=3)
    >>> [node.model.model_id for node in below.branches], below.hidden
    (['meta-llama/Llama-3.1-8B-Instruct'], 5)
    """
    above, below = Direction(tree, True), Direction(tree, False)
    if limit is None:
        return above.expand(depth=depth), below.expand(depth=depth)
    needs = [direction.count_lines(depth=depth) for direction in (above, below)]
    room = min(needs[0], max(limit // 2, limit - needs[1]))
    return above.fit(room, depth), below.fit(limit - room, depth)


def shown_edges(root: TreeNode) -> list[TreeEdge]:
    """Return the edges shown below a node, the nearest first."""
    return [node.edge for node in _walk(root) if node.edge]


def shown_missing(root: TreeNode) -> list[MissingParent]:
    """Return the missing parents shown below a node, the nearest first."""
    return [parent for node in _walk(root) for parent in node.missing]


def _walk(root: TreeNode) -> Iterator[TreeNode]:
    """Yield a node and all nodes below it, the nearest first."""
    level = [root]
    while level:
        yield from level
        level = [branch for node in level for branch in node.branches]


class Direction:
    """The ancestors or the descendants of a model, of which a part can be shown."""

    def __init__(self, tree: TreeData, is_above: bool) -> None:
        self.models = tree.models
        self.root = tree.root
        self.is_above = is_above
        edges_from: dict[str, list[TreeEdge]] = {}
        for edge in tree.above if is_above else tree.below:
            near = edge.child if is_above else edge.parent
            edges_from.setdefault(near, []).append(edge)
        # From each model its edges, sorted, and then the missing parents it names.
        self.edges: dict[str, list[TreeEdge | MissingParent]] = {
            near: [*sorted(edges, key=self._sort_key)]
            for near, edges in edges_from.items()
        }
        for parent in tree.missing if is_above else ():
            self.edges.setdefault(parent.child, []).append(parent)
        # Breadth first: the branches of a model belong to its node nearest the root.
        self.first_edges: dict[str, TreeEdge | None] = {self.root.model_id: None}
        level = [self.root.model_id]
        while level:
            level = [far for near in level for far in self._discover(near)]

    def _discover(self, near: str) -> Iterator[str]:
        for edge in self.edges.get(near, ()):
            if isinstance(edge, MissingParent):
                continue
            far = self.far_end(edge)
            if far not in self.first_edges:
                self.first_edges[far] = edge
                yield far

    def far_end(self, edge: TreeEdge) -> str:
        """Return the id of the end of an edge that is further from the root."""
        return edge.parent if self.is_above else edge.child

    def _sort_key(self, edge: TreeEdge) -> tuple[int, int, int]:
        model = self.models[self.far_end(edge)]
        return -(model.likes or 0), -(model.downloads or 0), model.position

    def count_lines(self, width: int | None = None, depth: int | None = None) -> int:
        """Return how many lines `expand` would show, without that of the root."""
        level, steps, lines = [self.root.model_id], 0, 0
        while level and steps != depth:
            further: list[str] = []
            for near in level:
                edges = self.edges.get(near, [])
                shown = edges[:width]
                lines += len(shown) + (len(edges) > len(shown))
                further += (
                    self.far_end(edge)
                    for edge in shown
                    if isinstance(edge, TreeEdge)
                    and self.first_edges[self.far_end(edge)] is edge
                )
            level, steps = further, steps + 1
        return lines + sum(near in self.edges for near in level)

    def expand(self, width: int | None = None, depth: int | None = None) -> TreeNode:
        """Return the root, with at most `width` branches of each node."""
        root = TreeNode(self.root, hidden=len(self.edges.get(self.root.model_id, [])))
        level, steps = [root], 0
        while level and steps != depth:
            for node in level:
                for edge in self.edges.get(node.model.model_id, [])[:width]:
                    self._show(node, edge)
            level = [b for node in level for b in node.branches if not b.is_repeat]
            steps += 1
        return root

    def fit(self, lines: int, depth: int | None) -> TreeNode:
        """Return the root, with as many branches as there are lines for.

        The number of branches per node is reduced first, then the depth. Lines that
        remain go to the nodes nearest the root.
        """
        if self.count_lines(depth=depth) <= lines:
            return self.expand(depth=depth)
        numbers = range(1, lines + 1)
        width = bisect_left(
            numbers, True, key=lambda n: self.count_lines(n, depth) > lines
        )
        if not width:
            depth = bisect_left(
                numbers, True, key=lambda n: self.count_lines(1, n) > lines
            )
        width = width or 1
        root = self.expand(width, depth)
        self._fill(root, lines - self.count_lines(width, depth))
        shown = {id(edge) for edge in shown_edges(root)}
        for node in _walk(root):
            if node.is_repeat:
                first = self.first_edges[node.model.model_id]
                node.is_original_shown = first is None or id(first) in shown
        return root

    def _fill(self, root: TreeNode, lines: int) -> None:
        level = [root]
        while level and lines > 0:
            further = []
            for node in level:
                further += [b for b in node.branches if not b.is_repeat]
                hidden = node.hidden if node.branches or node is root else 0
                edges = self.edges.get(node.model.model_id, [])
                for edge in edges[len(edges) - hidden :]:
                    has_more = isinstance(edge, TreeEdge) and self._node(edge).hidden
                    cost = 1 + bool(has_more) - (node.hidden == 1)
                    if cost > lines:
                        break
                    self._show(node, edge)
                    lines -= cost
            level = further

    def _show(self, node: TreeNode, edge: TreeEdge | MissingParent) -> None:
        """Add the next of the hidden branches or missing parents to a node."""
        if isinstance(edge, MissingParent):
            node.missing.append(edge)
        else:
            node.branches.append(self._node(edge))
        node.hidden -= 1

    def _node(self, edge: TreeEdge) -> TreeNode:
        """Return a node with all of its branches hidden."""
        far = self.far_end(edge)
        is_repeat = self.first_edges[far] is not edge
        hidden = 0 if is_repeat else len(self.edges.get(far, []))
        return TreeNode(self.models[far], edge, is_repeat, hidden=hidden)
