"""Order the values of a trait: ``ecograph ordering``."""

import os

import duckdb

from ecograph.analysis.best_ordering import Flow, OrderingData, best_ordering
from ecograph.atomic_write import replaced
from ecograph.database import connect, locate
from ecograph.errors import UnknownNameError
from ecograph.graphs.names import ALWAYS
from ecograph.html.pictures import expect_picture, picture_bytes
from ecograph.older_builds import expect_columns

__all__ = ["TRAITS", "WIDTH", "Ordering", "ordering"]

TRAITS = ("license", "language", "dataset", "paper", "library", "task")
"""The traits of the relation ``trait_sets``."""

WIDTH = 700.0
"""Width of a picture, in pixels, that has room for 20 values and their arcs."""

REQUIRED_COLUMNS = {
    "frequent_values": ("graph", "trait", "trait_value", "models", "place"),
    "trait_flows": (
        "graph",
        "trait",
        "from_value",
        "to_value",
        "transitions",
        "traffic",
        "total_n",
    ),
    "models": ("papers",),
}
"""The columns of a build that are read here, per relation."""


class Ordering(OrderingData):
    """The most frequent values of a trait, in the order of its transitions.

    Its attributes are those of `OrderingData`.
    """

    def write(
        self, out: str | os.PathLike[str], width: float = WIDTH, scale: float = 2.0
    ) -> None:
        """Write the ordering as a picture, in the format of the extension.

        The values are in their order from top to bottom, discs as large as their
        numbers of models; an arc leads to each from those that it replaces, as wide as
        their traffic.

        Parameters
        ----------
        out : str or path
            File to write: ``.svg`` or ``.png`` for a picture, ``.html`` for a page.
            An existing one is replaced once the new one is complete.
        width : float, default 700
            Width of the picture in pixels, at least 300.
        scale : float, default 2
            Pixels of a ``.png`` per pixel of the width, at most 10.

        Raises
        ------
        EcographError
            The extension is another one, a number is out of range, `out` cannot be
            written, or a package is missing.

        Examples
        --------
        >>> import ecograph, pathlib
        >>> ecograph.ordering("license").write("ordering.svg")
        >>> "licences are replaced" in pathlib.Path("ordering.svg").read_text("utf-8")
        True
        """
        file = expect_picture(out, width, scale)
        from ecograph.analysis.ordering_page import render_page
        from ecograph.analysis.ordering_picture import draw_ordering

        with replaced(file) as temporary:
            if file.suffix.lower() == ".html":
                temporary.write_text(render_page(self), "utf-8")
            else:
                picture = draw_ordering(self, width)
                temporary.write_bytes(picture_bytes(picture, file, scale))


def ordering(
    trait: str,
    graph: str = "finetune",
    path: str | os.PathLike[str] | None = None,
    *,
    unweighted: bool = False,
) -> Ordering:
    """Return the ordering of a trait's frequent values with the most traffic.

    The values are those of the relation ``frequent_values``. The ordering is one
    whose agreeing pairs have the largest sum of ``traffic``, a column of
    ``trait_flows``; of those, one with the most agreeing pairs; and of these, the one
    with the more frequent values first.
    The rule is that of "Anatomy of a Machine Learning Ecosystem", arXiv 2508.06811.

    Parameters
    ----------
    trait : {"license", "language", "dataset", "paper", "library", "task"}
        The trait whose values to order.
    graph : {"finetune", "full", "nomerges"}
        The graph whose edges to follow.
    path : str or path, optional
        As for `ecograph.connect`.
    unweighted : bool, default False
        Whether to look for the ordering that the most pairs agree with, and of those
        one with the most traffic.

    Returns
    -------
    Ordering
        Its `values` are empty if no pair is oriented, or if the source of the build
        does not tell papers: `is_known` is then False.

    Raises
    ------
    UnknownNameError
        No trait or no graph has this name.
    NotBuiltError
        `path` has no database, or one that no build made.
    EcographError
        Another version of ecograph made the build, without these relations.

    Examples
    --------
    >>> import ecograph
    >>> licenses = ecograph.ordering("license")
    >>> licenses.values[:4]
    ('llama3.1', 'gemma', 'llama3.2', 'llama3')
    >>> licenses.pairs, licenses.all_pairs
    (9, 9)
    >>> licenses.transitions, licenses.all_transitions
    (26, 28)
    """
    for kind, name, known in (("trait", trait, TRAITS), ("graph", graph, ALWAYS)):
        if name not in known:
            raise UnknownNameError(
                f"unknown {kind} {name!r}; use one of {', '.join(known)}"
            )
    with connect(path) as connection:
        expect_columns(connection, locate(path), REQUIRED_COLUMNS)
        models = dict(
            connection.execute(
                "select trait_value, models from frequent_values "
                "where graph = ? and trait = ? order by place",
                [graph, trait],
            ).fetchall()
        )
        rows = connection.execute(
            "select from_value, to_value, transitions, traffic, total_n "
            "from trait_flows where graph = ? and trait = ? "
            "and list_contains(?, from_value) and list_contains(?, to_value)",
            [graph, trait, [*models], [*models]],
        ).fetchall()
        is_known = trait != "paper" or _tells_papers(connection)
        build = connection.execute("select source_name from meta.build").fetchone()
    found = best_ordering(
        trait,
        graph,
        models,
        [Flow(*row) for row in rows],
        unweighted=unweighted,
        source=build[0] if build else None,
        is_known=is_known,
    )
    return Ordering(**vars(found))


def _tells_papers(connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether the papers of any model are known, be it that it has none."""
    query = "from models where papers is not null limit 1"
    return connection.execute(query).fetchone() is not None
