"""A tree as a page to explore, which needs no network."""

from collections.abc import Iterable
from typing import Any

from ecograph.branches import Branch, drawn
from ecograph.pages import render
from ecograph.palette import EDGE_TYPES
from ecograph.tree_text import left_out, summary
from ecograph.trees import Tree, TreeEdge, TreeModel

__all__ = ["as_page"]

TYPES = tuple(EDGE_TYPES)


def as_page(tree: Tree, limit: int | None = None) -> str:
    """Return a page in HTML that shows a tree branch by branch.

    Parameters
    ----------
    tree : Tree
        What to show.
    limit : int, optional
        Edges at most; by default all. The page draws only what is open, so that tens
        of thousands are no burden.
    """
    above, below, cut = tree.above, tree.below, ""
    if limit is not None:
        sides = drawn(tree, limit)
        above, below = (tuple(_edges(side)) for side in sides)
        cut = left_out(tree, *sides)
    ends = {end for edge in (*above, *below) for end in (edge.parent, edge.child)}
    positions = [tree.root.position, *sorted(ends - {tree.root.position})]
    places = {position: place for place, position in enumerate(positions)}
    return render(
        "tree",
        {
            "model": tree.root.model_id,
            "summary": summary(tree),
            "cut": cut,
            "source": tree.source,
            "data": {
                "types": TYPES,
                "models": [_model(tree.models[position]) for position in positions],
                "above": [_edge(edge, places) for edge in above],
                "below": [_edge(edge, places) for edge in below],
            },
        },
    )


def _edges(side: Branch) -> Iterable[TreeEdge]:
    row = [side]
    while row:
        row = [b for near in row for b in near.branches]
        yield from (b.edge for b in row if b.edge)


def _model(model: TreeModel) -> list[Any]:
    """Return what the script calls a model, in the order of its `Model`."""
    created = model.created_at and f"{model.created_at:%Y-%m-%d}"
    return [
        *(model.model_id, model.likes, model.downloads, created),
        *(model.pipeline_tag, model.library_name),
        *(model.licenses, model.languages, model.datasets),
        *(model.children, model.descendants),
    ]


def _edge(edge: TreeEdge, places: dict[int, int]) -> list[Any]:
    """Return what the script calls an edge, in the order of its `Edge`."""
    return [
        *(places[edge.parent], places[edge.child], TYPES.index(edge.edge_type)),
        *(edge.likes, edge.likes_fraction, edge.downloads, edge.downloads_fraction),
        *(edge.days, edge.drift, edge.dropped_terms),
    ]
