"""A tree as a page to explore, which needs no network."""

from typing import Any

from ecograph.html.palette import EDGE_TYPES
from ecograph.html.render import render
from ecograph.model_ids import HUB
from ecograph.trees.layout import Branch, edges_of
from ecograph.trees.query import TreeData, TreeEdge, TreeModel
from ecograph.trees.text import left_out, summary

__all__ = ["as_page"]

TYPES = tuple(EDGE_TYPES)


def as_page(tree: TreeData, above: Branch, below: Branch) -> str:
    """Return a page in HTML that shows a tree branch by branch.

    It draws only what is open, so that tens of thousands of models are no burden.

    Parameters
    ----------
    tree : TreeData
        What to show.
    above, below : Branch
        What to show of it: see `ecograph.trees.layout.drawn`.
    """
    edges = {"above": edges_of(above), "below": edges_of(below)}
    ends = {
        end
        for side in edges.values()
        for edge in side
        for end in (edge.parent, edge.child)
    }
    positions = [tree.root.position, *sorted(ends - {tree.root.position})]
    places = {position: place for place, position in enumerate(positions)}
    return render(
        "tree",
        ["elements", "tree_facts", "tree"],
        {
            "model": tree.root.model_id,
            "summary": summary(tree),
            "cut": left_out(tree, above, below),
            "source": tree.source,
            "data": {
                "types": TYPES,
                "models": [_model(tree.models[position]) for position in positions],
                **{
                    name: [_edge(edge, places) for edge in side]
                    for name, side in edges.items()
                },
                "hub": HUB,
            },
        },
    )


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
