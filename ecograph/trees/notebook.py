"""A tree as HTML in a notebook, where it may need neither packages nor a network."""

import io
from collections.abc import Iterator
from html import escape

from rich.console import Console
from rich.segment import Segment

from ecograph.html.palette import COLOURS
from ecograph.model_ids import hub_link
from ecograph.trees.query import TreeData
from ecograph.trees.text import WIDE, limit_note, summary, tree_lines
from ecograph.trees.visible_nodes import TreeNode

__all__ = ["render_fragment"]

LIGHT = "".join(f"--{name}:{colour.light};" for name, colour in COLOURS.items())
DARK = "".join(f"--{name}:{colour.dark};" for name, colour in COLOURS.items())

STYLE = f"""\
.ecograph-tree {{{LIGHT}line-height:1.3;overflow-x:auto}}
@media (prefers-color-scheme: dark) {{.ecograph-tree {{{DARK}}}}}
[data-jp-theme-light=true] .ecograph-tree, .vscode-light .ecograph-tree {{{LIGHT}}}
[data-jp-theme-light=false] .ecograph-tree, .vscode-dark .ecograph-tree {{{DARK}}}
.ecograph-tree span {{opacity:.75}}
.ecograph-tree a {{color:inherit;text-decoration:none}}
.ecograph-tree a:hover {{text-decoration:underline}}
"""
"""Colours on light and dark: those of JupyterLab or VS Code, else of the system."""

HINT = '; all of them with .write("tree.html")'


def render_fragment(tree: TreeData, above: TreeNode, below: TreeNode) -> str:
    """Return the nodes of a tree as HTML: text in lines, with links to the Hub."""
    console = Console(file=io.StringIO(), width=WIDE, legacy_windows=False)
    lines = ["".join(_html(line)) for line in tree_lines(console, above, below)]
    note = limit_note(tree, above, below)
    below_tree = [summary(tree), *([note + HINT] if note else [])]
    lines += [f"<span>{escape(text)}</span>" for text in below_tree]
    text = "\n".join(lines)
    return f'<style>{STYLE}</style><pre class="ecograph-tree">{text}</pre>'


def _html(line: list[Segment]) -> Iterator[str]:
    for segment in line:
        text = escape(segment.text)
        meta = segment.style.meta if segment.style else {}
        if "model" not in meta:
            yield f"<span>{text}</span>"
        else:
            edge_type = meta["edge_type"]
            style = f"color:var(--{edge_type})" if edge_type else "font-weight:bold"
            link = escape(hub_link(meta["model"]))
            yield f'<a style="{style}" href="{link}" target="_blank">{text}</a>'
