"""The models of a tree as a data frame."""

import pandas as pd

from ecograph.trees.query import TreeData, TreeModel

__all__ = ["as_frame"]

COLUMNS = ["model_id", "steps", "edge_type", *TreeModel._fields[2:]]


def as_frame(tree: TreeData) -> pd.DataFrame:
    """Return a row per model, as `ecograph.Tree.to_frame` says."""
    above = _reached(tree, is_above=True)
    below = _reached(tree, is_above=False)
    rows = [(tree.root.model_id, 0, None), *below]
    rows = [(model, -steps, kind) for model, steps, kind in reversed(above)] + rows
    return pd.DataFrame(
        [(*row, *tree.models[row[0]][2:]) for row in rows], columns=COLUMNS
    )


def _reached(tree: TreeData, *, is_above: bool) -> list[tuple[str, int, str]]:
    """Return the id, steps and edge type of each ancestor or descendant, in order."""
    near_edges: dict[str, list[tuple[str, str]]] = {}
    for edge in tree.above if is_above else tree.below:
        near, far = (edge.child, edge.parent) if is_above else (edge.parent, edge.child)
        near_edges.setdefault(near, []).append((far, edge.edge_type))
    steps = {tree.root.model_id: 0}
    found = []
    level = [tree.root.model_id]
    while level:
        further = []
        for near in level:
            for far, edge_type in near_edges.get(near, ()):
                if far not in steps:
                    steps[far] = steps[near] + 1
                    found.append((far, steps[far], edge_type))
                    further.append(far)
        level = further
    return found
