"""Order the values of a trait: ``ecograph ordering``."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ecograph.database import connect, locate
from ecograph.errors import UnknownNameError
from ecograph.graphs.names import ALWAYS
from ecograph.older_builds import expect_columns

__all__ = ["TRAITS", "Flow", "Ordering", "best_ordering", "ordering"]

TRAITS = ("license", "language", "dataset", "paper", "library", "task")
"""The traits of the relation ``trait_sets``."""

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
}
"""The columns of a build that are read here, per relation."""


class Flow(NamedTuple):
    """Transitions between two values: a row of the relation ``trait_flows``.

    Attributes
    ----------
    from_value : str
        The value that more of the transitions start from.
    to_value : str
        The value that more of the transitions lead to.
    transitions : int
        Transitions from `from_value` to `to_value`.
    traffic : int
        `transitions` minus those in the other direction. The pair is oriented if
        this is positive.
    total_n : int
        Transitions in both directions.
    """

    from_value: str
    to_value: str
    transitions: int
    traffic: int
    total_n: int


@dataclass(frozen=True)
class Ordering:
    """The most frequent values of a trait, in the order of its transitions.

    A pair of values agrees with the ordering if more transitions lead from its
    earlier value to its later one than back.

    Attributes
    ----------
    trait : str
        The trait, such as ``"license"``.
    graph : str
        The graph whose edges the transitions follow.
    is_weighted : bool
        Whether the most traffic agrees with it, rather than the most pairs.
    values : tuple of str
        The ordering: transitions lead from the first values to the last.
    unordered : tuple of str
        The other frequent values, the most frequent first. None of their pairs with
        these values is oriented, so that every place would be equally good.
    models : dict of str to int
        Number of models that have each value.
    pairs, all_pairs : int
        Oriented pairs that agree with the ordering, and all of them.
    transitions, all_transitions : int
        Transitions from an earlier to a later value, and all between the values.
    traffic, all_traffic : int
        Traffic of the agreeing pairs, and of all pairs.
    total_n : int
        Transitions in both directions of the oriented pairs: `all_transitions`
        without the pairs whose two directions are equal.
    """

    trait: str
    graph: str
    is_weighted: bool
    values: tuple[str, ...]
    unordered: tuple[str, ...]
    models: dict[str, int]
    pairs: int
    all_pairs: int
    transitions: int
    all_transitions: int
    traffic: int
    all_traffic: int
    total_n: int

    def __repr__(self) -> str:
        places = [f"{place}. {value}" for place, value in enumerate(self.values, 1)]
        return (
            f"<Ordering of {self.trait} in {self.graph}: "
            f"{self.pairs:,} of {self.all_pairs:,} pairs agree\n"
            f"{chr(10).join(places)}>"
        )


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
        Its `values` are empty if no pair is oriented.

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
    flows = [Flow(*row) for row in rows]
    return best_ordering(trait, graph, models, flows, unweighted=unweighted)


def best_ordering(
    trait: str,
    graph: str,
    models: Mapping[str, int],
    flows: Iterable[Flow],
    *,
    unweighted: bool = False,
) -> Ordering:
    """Return the best ordering of the values in `models`, the most frequent first."""
    from ecograph.analysis.linear_ordering import solve  # NumPy, late

    flows = [*flows]
    oriented = [flow for flow in flows if flow.traffic]
    ends = {value for flow in oriented for value in (flow.from_value, flow.to_value)}
    values = tuple(value for value in models if value in ends)
    traffic = {(flow.from_value, flow.to_value): flow.traffic for flow in oriented}
    values = solve(values, traffic, unweighted=unweighted)
    rank = {value: number for number, value in enumerate(values)}
    agreeing = [f for f in oriented if rank[f.from_value] < rank[f.to_value]]
    # The smaller direction of each pair, and for agreeing pairs the larger instead.
    transitions = sum(flow.total_n - flow.transitions for flow in flows)
    transitions += sum(flow.traffic for flow in agreeing)
    return Ordering(
        trait,
        graph,
        not unweighted,
        values,
        unordered=tuple(value for value in models if value not in ends),
        models=dict(models),
        pairs=len(agreeing),
        all_pairs=len(oriented),
        transitions=transitions,
        all_transitions=sum(flow.total_n for flow in flows),
        traffic=sum(flow.traffic for flow in agreeing),
        all_traffic=sum(flow.traffic for flow in oriented),
        total_n=sum(flow.total_n for flow in oriented),
    )
