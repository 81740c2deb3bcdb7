"""The tree of a model, to print or to write to a file: ``ecograph tree``."""

import os
from collections.abc import Sequence
from pathlib import Path

from ecograph.atomic_write import replaced
from ecograph.errors import EcographError
from ecograph.trees.layout import drawn, edges_of
from ecograph.trees.query import TreeData, read_tree

__all__ = ["Tree", "tree"]

PICTURE = 150
"""Lines that a picture has by default."""

DEEPEST = 1_000
"""Steps that are drawn: more than any real lineage has, and no burden yet."""


class Tree(TreeData):
    """The models that a model was made from, and those that were made from it.

    Attributes
    ----------
    root : TreeModel
        The model.
    models : dict of int to TreeModel
        All of them by their positions, itself among them.
    above, below : tuple of TreeEdge
        The edges between it and its ancestors, and those between it and its
        descendants, the nearest first.
    source : str
        What the build was made of.
    depth : int, optional
        Steps at most that were followed; None for all.
    types : tuple of str, optional
        Types of edges that were followed; None for all.
    """

    def __str__(self) -> str:
        from ecograph.trees.text import as_text

        return as_text(self, *drawn(self, depth=DEEPEST)).rstrip("\n")

    def write(self, path: str | os.PathLike[str], limit: int | None = None) -> int:
        """Write it to a file, of the kind that its ending tells.

        Parameters
        ----------
        path : str or path
            ``.html`` for a page to explore, ``.svg`` for a picture, ``.txt`` for
            what is printed.
        limit : int, optional
            Lines at most, as for `ecograph.trees.layout.drawn`; by default 150 in a
            picture, else all.

        Returns
        -------
        int
            How many edges are drawn.

        Raises
        ------
        EcographError
            The ending is another one, `limit` is less than 1, the file cannot be
            written, or a package is missing that makes it.
        """
        file = Path(path)
        ending = file.suffix.lower()
        if ending == ".html":
            from ecograph.trees.page import as_page as as_file
        elif ending == ".svg":
            from ecograph.trees.svg import as_picture as as_file
        elif ending == ".txt":
            from ecograph.trees.text import as_text as as_file
        else:
            raise EcographError(
                f"{file}: it ends in none of .html, .svg and .txt; which is it to be?"
            )
        if limit is not None and limit < 1:
            raise EcographError(f"a limit of {limit} leaves nothing; give 1 or more")
        most = PICTURE if ending == ".svg" else None
        above, below = drawn(self, limit or most, DEEPEST)
        with replaced(file) as aside:
            aside.write_text(as_file(self, above, below), encoding="utf-8")
        return len(edges_of(above)) + len(edges_of(below))


def tree(
    model: str,
    depth: int | None = None,
    types: Sequence[str] | None = None,
    path: str | os.PathLike[str] | None = None,
) -> Tree:
    """Return the models that a model was made from, and those made from it.

    Parameters
    ----------
    model : str
        Its id.
    depth : int, optional
        How many steps up and down, from 1; by default all.
    types : sequence of str, optional
        Types of edges to walk along: finetune, quantized, adapter, merge, untyped;
        by default all.
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    Tree
        ``print`` shows it, and `Tree.write` writes it to a file.

    Raises
    ------
    UnknownNameError
        There is no model of this id, or no such type.
    NotBuiltError
        There is no database at `path`, or no build made it.
    EcographError
        Another version of ecograph built it; or `depth` is less than 1.

    Examples
    --------
    >>> import ecograph
    >>> found = ecograph.tree("madeup-lab-154/plover-1b-merge-627")
    >>> len(found.ancestors), len(found.descendants)
    (9, 1)
    >>> found.models[min(found.ancestors)].model_id
    'madeup-lab-62/wren-8b-50'
    >>> print(ecograph.tree("madeup-lab-154/plover-1b-merge-627", depth=1))
    ┌── madeup-lab-147/wren-14b-1050  merge  ♥ 0  ↓ 0  2022-10-16
    ├── madeup-lab-33/wren-8b-instruct-602  merge  ♥ 0  ↓ 1  2022-10-18
    ├── madeup-lab-62/wren-8b-50  merge  ♥ 6,000  ↓ 4,000  2025-06-29
    ├── madeup-lab-6/kite-14b-100  merge  apache-2.0  ♥ 6,000  ↓ 56,000  2024-01-12
    madeup-lab-154/plover-1b-merge-627  ♥ 0  ↓ 47  2024-10-09
    └── madeup-lab-7/wren-0.5b-lora-1301  adapter  ♥ 6  ↓ 25  2024-07-11
    within 1 step: made from 4 models; 1 model was made from it
    """
    return Tree(**vars(read_tree(model, depth, types, path)))
