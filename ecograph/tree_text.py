"""A tree as text: what is above stands above, what is below below."""

import io
from collections.abc import Iterator

from rich.console import Console
from rich.segment import Segment, Segments
from rich.text import Text
from rich.tree import Tree as RichTree

from ecograph.branches import Branch, drawn
from ecograph.palette import EDGE_TYPES
from ecograph.trees import Tree, TreeModel

__all__ = ["as_text", "left_out", "print_tree"]


INDENT = 4
"""Columns of a step."""

LABEL = 24
"""Columns that are kept for a model where the steps are many."""

WIDE = 4_000
"""Columns of a file: room for a thousand steps, as no real lineage has."""


class UpsideDown(RichTree):
    """A tree whose lines are to be read from the last to the first."""

    ASCII_GUIDES = ("    ", "|   ", "+-- ", ",-- ")
    TREE_GUIDES = [("    ", "│   ", "├── ", "┌── ")] * 3


def print_tree(tree: Tree, console: Console, limit: int | None = None) -> None:
    """Print a tree, a line for each edge, and below it what was left out.

    Parameters
    ----------
    tree : Tree
        What to print.
    console : rich.console.Console
        Where to: a line is cut off where the console ends.
    limit : int, optional
        Lines at most, without that of the model and those below the tree.
    """
    depth = max(1, (console.width - LABEL) // INDENT)
    above, below = drawn(tree, limit, depth)
    lines = console.render_lines(_drawing(above, UpsideDown), pad=False)[:0:-1]
    lines += console.render_lines(_drawing(below, RichTree), pad=False)
    for line in lines:
        console.print(Segments([*line, Segment.line()]), end="", soft_wrap=True)
    console.print(Text(summary(tree), "dim"), soft_wrap=True)
    cut = left_out(tree, above, below)
    if cut:
        hint = "--limit draws more, and --out tree.html makes a page of all"
        console.print(Text(f"{cut}; {hint}", "dim"), soft_wrap=True)


def as_text(tree: Tree, limit: int | None = None) -> str:
    """Return what is printed, without colours, in lines as long as they come."""
    file = io.StringIO()
    console = Console(file=file, width=WIDE, color_system=None, legacy_windows=False)
    print_tree(tree, console, limit)
    return file.getvalue()


def summary(tree: Tree) -> str:
    """Return how many models are above and below.

    Examples
    --------
    >>> import ecograph
    >>> print(summary(ecograph.tree("madeup-lab-154/plover-1b-merge-627")))
    made from 9 models; 1 model was made from it
    """
    above, below = len(tree.ancestors), len(tree.descendants)
    made_from = f"{above:,} model{'' if above == 1 else 's'}" if above else "no model"
    made = f"{below:,} models were" if below > 1 else f"{below or 'no'} model was"
    return f"made from {made_from}; {made} made from it"


def left_out(tree: Tree, *sides: Branch) -> str:
    """Return how much of a tree is drawn; nothing if all is."""
    edges = len(tree.above) + len(tree.below)
    drawn = sum(1 for side in sides for _ in _all(side)) - len(sides)
    if drawn == edges:
        return ""
    return f"{drawn:,} of {edges:,} edges are drawn, to the models with most likes"


def _all(branch: Branch) -> Iterator[Branch]:
    row = [branch]
    while row:
        yield from row
        row = [b for near in row for b in near.branches]


def _drawing(side: Branch, kind: type[RichTree]) -> RichTree:
    drawing = kind(_label(side), guide_style="dim")
    row = [(side, drawing)]
    while row:
        further = []
        for branch, where in row:
            further += [(b, where.add(_label(b))) for b in branch.branches]
            if branch.hidden:
                where.add(Text(f"… {branch.hidden:,} more", "dim", no_wrap=True))
        row = further
    return drawing


def _label(branch: Branch) -> Text:
    """Return a model in one line: its id, how it was made, and what is known of it."""
    model, edge = branch.model, branch.edge
    colour = EDGE_TYPES[edge.edge_type].terminal if edge else "bold"
    label = Text(printable(model.model_id), colour, no_wrap=True, overflow="ellipsis")
    if edge:
        label.append(f"  {edge.edge_type}", "dim")
    if branch.is_again:
        return label.append("  nearer elsewhere", "dim")
    known = facts(model)
    return label.append(f"  {known}" if known else "", "dim")


def facts(model: TreeModel) -> str:
    """Return in brief what is known of a model: likes, downloads, date and licences."""
    known = [
        "" if model.likes is None else f"♥ {model.likes:,}",
        "" if model.downloads is None else f"↓ {model.downloads:,}",
        "" if model.created_at is None else f"{model.created_at:%Y-%m-%d}",
        printable(", ".join(model.licenses)),
    ]
    return "  ".join(fact for fact in known if fact)


def printable(text: str) -> str:
    r"""Return a text in which nothing moves the cursor or turns the writing.

    Examples
    --------
    >>> printable("a\x1b[2Jb\n")
    'a\\x1b[2Jb\\n'
    """
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode() for c in text
    )
