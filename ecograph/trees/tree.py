"""The tree of a model, to print or write to a file: ``ecograph tree``."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ecograph.atomic_write import replaced
from ecograph.errors import EcographError
from ecograph.trees.query import TreeData, read_tree
from ecograph.trees.visible_nodes import shown_edges, visible_nodes

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Tree", "tree"]

SVG_LINES = 150
"""Maximum number of lines of a picture by default."""

NOTEBOOK_LINES = 40
"""Maximum number of lines in a notebook."""

MAX_DEPTH = 1_000
"""Maximum number of steps shown: more than any real lineage has, and still fast."""


class Tree(TreeData):
    """The ancestors and descendants of a model.

    In a notebook it shows itself as a tree; elsewhere, ``print`` shows it.

    Attributes
    ----------
    root : TreeModel
        The model.
    models : dict of str to TreeModel
        All models of the tree by their ids, including the root.
    above, below : tuple of TreeEdge
        The edges between the root and its ancestors, and between the root and its
        descendants, the nearest first.
    ancestors, descendants : set of str
        The ids of the models above and below, without the root.
    missing : tuple of MissingParent
        The parents of the root and of its ancestors that give no edge, mostly because
        they are not in the snapshot: `parent` as written, `child`, `edge_type`,
        `status` and `suggested_id`. None is among the ancestors.
    source : str
        Name of the source of the build.
    depth : int, optional
        Maximum number of steps followed; None for all.
    types : tuple of str, optional
        Types of edges followed; None for all.
    """

    def __str__(self) -> str:
        from ecograph.trees.text import render_text

        return render_text(self, *visible_nodes(self, depth=MAX_DEPTH)).rstrip("\n")

    def __repr__(self) -> str:
        from ecograph.trees.text import summary

        return f"<Tree of {self.root.model_id}: {summary(self)}>"

    def _repr_html_(self) -> str:
        from ecograph.trees.notebook import render_fragment

        above, below = visible_nodes(self, NOTEBOOK_LINES, MAX_DEPTH)
        return render_fragment(self, above, below)

    def to_frame(self) -> "pd.DataFrame":
        """Return the models of the tree as a data frame, the nearest first.

        Returns
        -------
        pandas.DataFrame
            One row per model: its `model_id`; `steps` from the root along the
            shortest path, negative for ancestors and 0 for the root; `edge_type` of
            the first edge on the way back to the root; and the attributes of
            `TreeModel`. On a cycle with the root, a model is both an ancestor and a
            descendant, and has two rows. Missing parents have no row.

        Examples
        --------
        >>> import ecograph
        >>> found = ecograph.tree("OpenGVLab/InternVL2_5-8B", depth=1)
        >>> found.to_frame()[["model_id", "steps", "edge_type"]].tail(2)
                     model_id  steps edge_type
        4  ByteDance/Sa2VA-4B      1     merge
        5  ByteDance/Sa2VA-8B      1     merge
        """
        from ecograph.trees.frame import as_frame

        return as_frame(self)

    def write(self, path: str | os.PathLike[str], limit: int | None = None) -> int:
        """Write the tree to a file, in the format of its extension.

        Parameters
        ----------
        path : str or path
            ``.html`` for an interactive page, ``.svg`` for a picture, ``.txt`` for
            plain text.
        limit : int, optional
            Maximum number of lines; by default 150 for a picture, else all.

        Returns
        -------
        int
            Number of edges shown.

        Raises
        ------
        EcographError
            The extension is another one, `limit` is less than 1, the file cannot be
            written, or a package is missing.
        """
        file = Path(path)
        extension = file.suffix.lower()
        if extension == ".html":
            from ecograph.trees.page import render_page as render
        elif extension == ".svg":
            from ecograph.trees.svg import render_svg as render
        elif extension == ".txt":
            from ecograph.trees.text import render_text as render
        else:
            raise EcographError(
                f"{file}: unsupported extension {file.suffix!r}; use .html, .svg or "
                ".txt"
            )
        if limit is not None and limit < 1:
            raise EcographError(f"invalid limit {limit}; use 1 or more")
        if limit is None and extension == ".svg":
            limit = SVG_LINES
        above, below = visible_nodes(self, limit, MAX_DEPTH)
        with replaced(file) as temporary:
            temporary.write_text(render(self, above, below), encoding="utf-8")
        return len(shown_edges(above)) + len(shown_edges(below))


def tree(
    model: str,
    depth: int | None = None,
    types: Sequence[str] | None = None,
    path: str | os.PathLike[str] | None = None,
) -> Tree:
    """Return the ancestors and descendants of a model.

    Parameters
    ----------
    model : str
        Id of the model, or the URL of its page on the Hub.
    depth : int, optional
        Maximum number of steps up and down, at least 1; by default all.
    types : str or sequence of str, optional
        Types of edges to follow: finetune, quantized, adapter, merge, untyped; by
        default all.
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    Tree
        It shows itself in a notebook; ``print`` shows it elsewhere, `Tree.to_frame`
        returns a data frame, and `Tree.write` writes a page or a picture.

    Raises
    ------
    UnknownNameError
        The model or a type of edges is unknown.
    NotBuiltError
        There is no database at `path`, or it was not made by a build.
    EcographError
        The database was built by another version of ecograph, or `depth` is less
        than 1.

    Examples
    --------
    >>> import ecograph
    >>> found = ecograph.tree("OpenGVLab/InternVL2_5-8B")
    >>> len(found.ancestors), len(found.descendants)
    (3, 3)
    >>> found
    <Tree of OpenGVLab/InternVL2_5-8B: 3 ancestors, 3 descendants>
    >>> found.models["internlm/internlm2_5-7b-chat"].likes
    185
    >>> print(ecograph.tree("OpenGVLab/InternVL2_5-8B", depth=1))
    ┌── OpenGVLab/InternViT-300M-448px-V2_5  merge  mit  ♥ 6  ↓ 57  2024-11-22
    ├── internlm/internlm2_5-7b-chat  merge  other  ♥ 185  ↓ 22,791  2024-06-27
    OpenGVLab/InternVL2_5-8B  mit  ♥ 69  ↓ 33,818  2024-11-20
    ├── ByteDance/Sa2VA-4B  merge  mit  ♥ 34  ↓ 1,358  2025-01-07
    ├── ByteDance/Sa2VA-8B  merge  mit  ♥ 32  ↓ 477  2025-01-07
    └── OpenGVLab/InternVL2_5-8B-MPO  finetune  mit  ♥ 21  ↓ 12,061  2024-12-20
    2 ancestors, 3 descendants (within 1 step)
    """
    return Tree(**vars(read_tree(model, depth, types, path)))
