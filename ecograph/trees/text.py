"""A tree as text: what is above stands above, what is below below."""

import io

from rich.console import Console
from rich.segment import Segment, Segments
from rich.text import Text
from rich.tree import Tree as RichTree

from ecograph.html.palette import EDGE_TYPES
from ecograph.html.wording import counted
from ecograph.trees.layout import Branch, drawn, edges_of
from ecograph.trees.query import TreeData, TreeModel

__all__ = ["as_text", "left_out", "print_tree"]


ROOM_TO_SAY = "1,000 of 30,000 edges are drawn, of each model those to the most liked"
"""About what is said where some edges are left out."""

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


def print_tree(tree: TreeData, console: Console, limit: int | None = None) -> None:
    """Print a tree, a line for each edge, and below it what was left out.

    Parameters
    ----------
    tree : TreeData
        What to print.
    console : rich.console.Console
        Where to: a line is cut off where the console ends.
    limit : int, optional
        Lines at most; by default what the console has room for, if it is a terminal.
    """
    hint = "--limit draws more, and --out tree.html makes a page of all"
    if limit is None and console.is_terminal:
        # Below the tree are these, each as many lines as it needs, and a prompt.
        below = (f"{summary(tree)}\n", f"{ROOM_TO_SAY}; {hint}\n", " ")
        taken = sum(1 + len(said) // console.width for said in below)
        limit = max(1, console.height - taken - 1)
    depth = max(1, (console.width - LABEL) // INDENT)
    _print(tree, console, *drawn(tree, limit, depth), hint=f"; {hint}")


def as_text(tree: TreeData, above: Branch, below: Branch) -> str:
    """Return what is printed, without colours, in lines as long as they come."""
    file = io.StringIO()
    console = Console(file=file, width=WIDE, color_system=None, legacy_windows=False)
    _print(tree, console, above, below)
    return file.getvalue()


def _print(
    tree: TreeData, console: Console, above: Branch, below: Branch, hint: str = ""
) -> None:
    lines = console.render_lines(_drawing(above, UpsideDown), pad=False)[:0:-1]
    lines += console.render_lines(_drawing(below, RichTree), pad=False)
    for line in lines:
        console.print(Segments([*line, Segment.line()]), end="", soft_wrap=True)
    console.print(Text(summary(tree), "dim"), soft_wrap=True)
    cut = left_out(tree, above, below)
    if cut:
        console.print(Text(cut + hint, "dim"), soft_wrap=True)


def summary(tree: TreeData) -> str:
    """Return how many models are above and below, as far as they were followed.

    Examples
    --------
    >>> import ecograph
    >>> model = "madeup-lab-154/plover-1b-merge-627"
    >>> print(summary(ecograph.tree(model)))
    made from 9 models; 1 model was made from it
    >>> print(summary(ecograph.tree(model, depth=1, types=["merge"])))
    within 1 step along merge: made from 4 models; no model was made from it
    """
    above, below = len(tree.ancestors), len(tree.descendants)
    within = [] if tree.depth is None else [f"within {counted(tree.depth, 'step')}"]
    along = [] if tree.types is None else [f"along {' and '.join(tree.types)}"]
    followed = f"{' '.join([*within, *along])}: " if within or along else ""
    made_from = counted(above, "model") if above else "no model"
    made = counted(below, "model") if below else "no model"
    were = "were" if below > 1 else "was"
    return f"{followed}made from {made_from}; {made} {were} made from it"


def left_out(tree: TreeData, *sides: Branch) -> str:
    """Return how much of a tree is drawn; nothing if all is."""
    edges = len(tree.above) + len(tree.below)
    number = sum(len(edges_of(side)) for side in sides)
    if number == edges:
        return ""
    are = "is" if number == 1 else "are"
    of_all = f"{number:,} of {counted(edges, 'edge')} {are} drawn"
    return f"{of_all}, of each model those to the most liked"


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
        return label.append(f"  {again(branch)}", "dim")
    known = facts(model)
    return label.append(f"  {known}" if known else "", "dim")


def again(branch: Branch) -> str:
    """Return why a model has no branches here, though it has some elsewhere."""
    edge = branch.edge
    return "itself" if edge and edge.parent == edge.child else "nearer elsewhere"


def facts(model: TreeModel) -> str:
    """Return in brief what is known of a model: licences, likes, downloads, date."""
    known = [
        printable(", ".join(model.licenses)),
        "" if model.likes is None else f"♥ {model.likes:,}",
        "" if model.downloads is None else f"↓ {model.downloads:,}",
        "" if model.created_at is None else f"{model.created_at:%Y-%m-%d}",
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
