"""A tree as text: ancestors above the model, descendants below it."""

import io

from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style
from rich.text import Text
from rich.tree import Tree as RichTree

from ecograph.html.palette import COLOURS
from ecograph.html.wording import pluralize
from ecograph.trees.edges import MissingParent, missing_counts
from ecograph.trees.query import TreeData, TreeModel
from ecograph.trees.visible_nodes import (
    TreeNode,
    shown_edges,
    shown_missing,
    visible_nodes,
)

__all__ = [
    "WIDE",
    "details",
    "escape_unprintable",
    "limit_note",
    "print_tree",
    "render_text",
    "repeat_note",
    "summary",
    "tree_lines",
]

HINT = "; show more with --limit, or all of them with --out tree.html"

LONG_NOTE = (
    "showing 1,000 of 30,000 edges and 10 of 100 missing parents, "
    "models with the most likes first"
)
"""A limit note of about the greatest length."""

INDENT = 4
"""Columns of a step."""

LABEL = 24
"""Columns kept for the id of a model that is many steps away."""

WIDE = 4_000
"""Columns of a file: enough for a thousand steps, more than any real lineage has."""


class UpwardTree(RichTree):
    """A tree whose lines are read from the last to the first."""

    ASCII_GUIDES = ("    ", "|   ", "+-- ", ",-- ")
    TREE_GUIDES = [("    ", "│   ", "├── ", "┌── ")] * 3


def print_tree(tree: TreeData, console: Console, limit: int | None = None) -> None:
    """Print a tree, one line per edge, and how much of it is shown.

    Parameters
    ----------
    tree : TreeData
        The tree.
    console : rich.console.Console
        Where to print; lines are cropped to its width.
    limit : int, optional
        Maximum number of lines; by default as many as fit a terminal, else all.
    """
    if limit is None and console.is_terminal:
        # Below the tree: the summary, the note, and the prompt.
        below = (f"{summary(tree)}\n", f"{LONG_NOTE}{HINT}\n", " ")
        taken = sum(1 + len(text) // console.width for text in below)
        limit = max(1, console.height - taken - 1)
    depth = max(1, (console.width - LABEL) // INDENT)
    _print(tree, console, *visible_nodes(tree, limit, depth), hint=HINT)


def render_text(tree: TreeData, above: TreeNode, below: TreeNode) -> str:
    """Return what `print_tree` prints, without colours and with lines of any length."""
    file = io.StringIO()
    console = Console(file=file, width=WIDE, color_system=None, legacy_windows=False)
    _print(tree, console, above, below)
    return file.getvalue()


def _print(
    tree: TreeData, console: Console, above: TreeNode, below: TreeNode, hint: str = ""
) -> None:
    for line in tree_lines(console, above, below):
        console.print(Segments([*line, Segment.line()]), end="", soft_wrap=True)
    console.print(Text(summary(tree), "dim"), soft_wrap=True)
    note = limit_note(tree, above, below)
    if note:
        console.print(Text(note + hint, "dim"), soft_wrap=True)


def tree_lines(
    console: Console, above: TreeNode, below: TreeNode
) -> list[list[Segment]]:
    """Return the lines of a tree; the style of an id names its model and edge type."""
    lines = console.render_lines(_rich_tree(above, UpwardTree), pad=False)[:0:-1]
    return lines + console.render_lines(_rich_tree(below, RichTree), pad=False)


def summary(tree: TreeData) -> str:
    """Return how many ancestors, missing parents and descendants a tree has.

    Examples
    --------
    >>> import ecograph
    >>> model = "OpenGVLab/InternVL2_5-8B"
    >>> print(summary(ecograph.tree(model)))
    3 ancestors, 3 descendants
    >>> print(summary(ecograph.tree(model, depth=1, types=["merge"])))
    2 ancestors, 2 descendants (within 1 step, merge edges only)
    """
    counts = [
        pluralize(len(tree.ancestors), "ancestor"),
        *missing_counts(tree.missing),
        pluralize(len(tree.descendants), "descendant"),
    ]
    filters = []
    if tree.depth is not None:
        filters.append(f"within {pluralize(tree.depth, 'step')}")
    if tree.types is not None:
        filters.append(f"{' and '.join(tree.types)} edges only")
    return ", ".join(counts) + (f" ({', '.join(filters)})" if filters else "")


def limit_note(tree: TreeData, *roots: TreeNode) -> str:
    """Return how much of a tree is shown; an empty string if all of it is."""
    counts = (
        ("edge", len(tree.above) + len(tree.below), shown_edges),
        ("missing parent", len(tree.missing), shown_missing),
    )
    parts = [
        f"{shown:,} of {pluralize(number, noun)}"
        for noun, number, find in counts
        if (shown := sum(len(find(root)) for root in roots)) < number
    ]
    if not parts:
        return ""
    return f"showing {' and '.join(parts)}, models with the most likes first"


def _rich_tree(root: TreeNode, kind: type[RichTree]) -> RichTree:
    tree = kind(_label(root), guide_style="dim")
    level = [(root, tree)]
    while level:
        further = []
        for node, subtree in level:
            further += [(b, subtree.add(_label(b))) for b in node.branches]
            for parent in node.missing:
                subtree.add(_missing_label(parent))
            if node.hidden:
                subtree.add(Text(f"… {node.hidden:,} more", "dim", no_wrap=True))
        level = further
    return tree


def _label(node: TreeNode) -> Text:
    """Return the line of a node: id, type of its edge, and details."""
    model, edge = node.model, node.edge
    colour = COLOURS[edge.edge_type].terminal if edge else "bold"
    meta = {"model": model.model_id, "edge_type": edge.edge_type if edge else None}
    label = Text("", colour, no_wrap=True, overflow="ellipsis")
    label.append(escape_unprintable(model.model_id), Style(meta=meta))
    if edge:
        label.append(f"  {edge.edge_type}", "dim")
    note = repeat_note(node) if node.is_repeat else details(model)
    return label.append(f"  {note}" if note else "", "dim")


def _missing_label(parent: MissingParent) -> Text:
    """Return the line of a missing parent: the text as written, and why."""
    meta = {"model": parent.hub_id, "edge_type": parent.edge_type}
    style = Style(meta=meta if parent.hub_id else None)
    colour = f"italic {COLOURS[parent.edge_type].terminal}"
    label = Text("", colour, no_wrap=True, overflow="ellipsis")
    label.append(escape_unprintable(parent.parent), style)
    note = escape_unprintable(parent.note)
    return label.append(f"  {parent.edge_type}  {note}", "dim")


def repeat_note(node: TreeNode) -> str:
    """Return why a repeat has no branches."""
    if node.edge and node.edge.parent == node.edge.child:
        return "self-loop"
    return "already shown in this tree" if node.is_original_shown else "left out here"


def details(model: TreeModel) -> str:
    """Return the licences, likes, downloads and date of a model, where known."""
    values = [
        escape_unprintable(", ".join(model.licenses)),
        "" if model.likes is None else f"♥ {model.likes:,}",
        "" if model.downloads is None else f"↓ {model.downloads:,}",
        _created_on(model),
    ]
    return "  ".join(value for value in values if value)


def _created_on(model: TreeModel) -> str:
    """Return the date of a model, in words where it may be older."""
    if model.created_at is None:
        return ""
    words = "on or before " if model.created_at_is_floor else ""
    return f"{words}{model.created_at:%Y-%m-%d}"


def escape_unprintable(text: str) -> str:
    r"""Return a text without characters that move the cursor or reverse the text.

    Examples
    --------
    >>> escape_unprintable("a\x1b[2Jb\n")
    'a\\x1b[2Jb\\n'
    """
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode() for c in text
    )
