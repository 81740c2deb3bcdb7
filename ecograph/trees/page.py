"""A tree as an interactive HTML page that needs no network."""

from collections import Counter
from operator import attrgetter
from typing import Any

from ecograph.html.palette import COLOURS
from ecograph.html.render import render
from ecograph.model_ids import HUB
from ecograph.trees.changes import MOST_COMPARED, read_changes
from ecograph.trees.edges import MissingParent, TreeEdge
from ecograph.trees.query import TreeData, TreeModel
from ecograph.trees.text import limit_note, summary
from ecograph.trees.visible_nodes import TreeNode, shown_edges, shown_missing

__all__ = ["render_page"]

TYPES = tuple(COLOURS)

SCRIPTS = (
    *("elements", "tree_data", "tree_filters", "tree_problems", "tree_search"),
    *("tree_row", "tree_list", "tree_keys", "tree_details", "csv", "tree_csv"),
    *("tree_state", "timeline_layout", "timeline_drawing", "tree_timeline", "tree"),
)
"""What ``templates`` has for the page; what a script uses at once is before it."""

LIBRARIES = (
    *("d3-array", "d3-brush", "d3-quadtree", "d3-scale", "d3-selection"),
    *("d3-time", "d3-time-format"),
)
"""What the picture beside the list uses."""


def render_page(tree: TreeData, above: TreeNode, below: TreeNode) -> str:
    """Return an HTML page on which the branches of a tree open and close.

    `above` and `below` are what `visible_nodes` returns.
    """
    edges = {"above": shown_edges(above), "below": shown_edges(below)}
    ends = {
        end
        for direction in edges.values()
        for edge in direction
        for end in (edge.parent, edge.child)
    }
    others = (tree.models[end] for end in ends - {tree.root.model_id})
    models = [tree.root, *sorted(others, key=attrgetter("position"))]
    indexes = {model.model_id: index for index, model in enumerate(models)}
    named = shown_missing(above)
    missing = {parent.parent: parent for parent in named}
    places = {text: index for index, text in enumerate(missing, len(models))}
    pairs = [(edge.parent, edge.child) for found in edges.values() for edge in found]
    changes = read_changes(tree.database, pairs) if tree.database else {}
    rows = {
        name: [[*_edge(e, indexes), changes.get((e.parent, e.child))] for e in found]
        for name, found in edges.items()
    }
    rows["above"] += [_missing_edge(p, places[p.parent], indexes) for p in named]
    return render(
        "tree",
        SCRIPTS,
        {
            "model": tree.root.model_id,
            "summary": summary(tree),
            "limit_note": limit_note(tree, above, below),
            "source": tree.source,
            "data": {
                "types": TYPES,
                "children": _children(tree),
                "models": [*map(_model, models)],
                "missing": [(p.parent, p.hub_id, p.note) for p in missing.values()],
                **rows,
                "none": {
                    "above": _none(tree, "parents", bool(tree.above or tree.missing)),
                    "below": _none(tree, "children", bool(tree.below)),
                },
                "most_compared": MOST_COMPARED,
                "hub": HUB,
            },
        },
        LIBRARIES,
    )


def _none(tree: TreeData, noun: str, has_edges: bool) -> str:
    """Return what is said where no edges are shown."""
    if has_edges:
        return f"The {noun} are not shown."
    if tree.types is not None:
        return f"No {noun} along {' and '.join(tree.types)} edges."
    return f"No {noun} in this snapshot."


def _children(tree: TreeData) -> list[int]:
    """Return how many children the root has along edges of each of `TYPES`."""
    root = tree.root.model_id
    types = Counter(
        edge.edge_type for edge in tree.below if edge.parent == root != edge.child
    )
    return [types[name] for name in TYPES]


def _model(model: TreeModel) -> list[Any]:
    """Return the values of a model in the order of `newModel` in tree_data.js."""
    created = model.created_at and f"{model.created_at:%Y-%m-%d}"
    return [
        *(model.model_id, model.likes, model.downloads),
        *(created, model.created_at_is_floor),
        *(model.pipeline_tag, model.library_name),
        *(model.licenses, model.languages, model.datasets),
        *(model.children, model.descendants),
    ]


def _edge(edge: TreeEdge, indexes: dict[str, int]) -> list[Any]:
    """Return the values of an edge in the order of `newEdge` in tree_data.js."""
    return [
        *(indexes[edge.parent], indexes[edge.child], TYPES.index(edge.edge_type)),
        *(edge.likes, edge.likes_fraction, edge.downloads, edge.downloads_fraction),
        *(edge.days, edge.days_bound, edge.drift, edge.dropped_terms, edge.problem),
    ]


def _missing_edge(
    parent: MissingParent, place: int, indexes: dict[str, int]
) -> list[Any]:
    """Return the values of an edge to a missing parent, of which there are few."""
    ends = place, indexes[parent.child], TYPES.index(parent.edge_type)
    return [*ends, *[None] * 6, "unknown", None, "unknown", None]
