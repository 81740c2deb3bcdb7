"""The best ordering of a trait's values: ``ecograph ordering``."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ecograph.database import connect, expect_columns, locate
from ecograph.errors import UnknownNameError
from ecograph.graphs.names import ALWAYS

__all__ = ["TRAITS", "Flow", "Ordering", "arrange", "ordering"]

TRAITS = ("license", "language", "dataset", "library", "task")
"""Traits of a model, as the relation trait_sets has them."""

READ = {
    "frequent_values": ("trait", "trait_value", "models", "place"),
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
"""Relations of a build: the columns of each that are read here."""


class Flow(NamedTuple):
    """Transitions between two values, as a row of the relation trait_flows.

    Attributes
    ----------
    from_value : str
        The value that more transitions lead away from.
    to_value : str
        The value that more transitions lead to.
    transitions : int
        Transitions from the one to the other.
    traffic : int
        That less the transitions the other way; a pair that has any is oriented.
    total_n : int
        Transitions both ways.
    """

    from_value: str
    to_value: str
    transitions: int
    traffic: int
    total_n: int


@dataclass(frozen=True)
class Ordering:
    """The most frequent values of a trait in the order in which they come to be.

    A pair of values agrees with the ordering if more transitions lead from the
    earlier of the two to the later one than back.

    Attributes
    ----------
    trait : str
        The trait, such as ``"license"``.
    graph : str
        The graph along whose edges the transitions are.
    values : tuple of str
        The ordering: transitions lead from the first values to the last.
    unordered : tuple of str
        The other frequent values, the most frequent first: no pair that they are
        part of is oriented, so that each place would be as good.
    models : dict of str to int
        How many models name each value.
    pairs, all_pairs : int
        Oriented pairs that agree with the ordering, and all of them.
    transitions, all_transitions : int
        Transitions from an earlier value to a later one, and all between the values.
    traffic, all_traffic : int
        Traffic of the pairs that agree, and of all pairs.
    """

    trait: str
    graph: str
    values: tuple[str, ...]
    unordered: tuple[str, ...]
    models: dict[str, int]
    pairs: int
    all_pairs: int
    transitions: int
    all_transitions: int
    traffic: int
    all_traffic: int


def ordering(
    trait: str,
    graph: str = "finetune",
    path: str | os.PathLike[str] | None = None,
) -> Ordering:
    """Return the ordering of a trait's frequent values that has most traffic.

    The values are those of the relation ``frequent_values``. Of all orderings it is
    one whose agreeing pairs have the largest sum of ``traffic``, a column of
    ``trait_flows``; of those, one that most pairs agree with; and of the orderings
    with the same agreeing pairs, the first by how frequent their values are. So the
    figures have one answer, and so has the ordering where all pairs agree; which
    pairs do not agree, of several choices as good, is up to the solver.

    Parameters
    ----------
    trait : {"license", "language", "dataset", "library", "task"}
        Which trait.
    graph : {"finetune", "full", "nomerges"}
        Along the edges of which graph.
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    Ordering
        It has no values if no pair of them is oriented.

    Raises
    ------
    UnknownNameError
        There is no trait or no graph of this name.
    NotBuiltError
        There is no database at `path`, or no build made it.
    EcographError
        Another version of ecograph built it, without these relations; or SciPy is
        not installed.

    Examples
    --------
    >>> import ecograph
    >>> found = ecograph.ordering("library")
    >>> found.values
    ('peft', 'diffusers', 'gguf', 'transformers')
    >>> found.pairs, found.all_pairs, found.transitions, found.all_transitions
    (5, 5, 96, 112)
    """
    for kind, name, known in (("trait", trait, TRAITS), ("graph", graph, ALWAYS)):
        if name not in known:
            raise UnknownNameError(
                f"there is no {kind} {name!r}; there are {', '.join(known)}"
            )
    with connect(path) as connection:
        expect_columns(connection, locate(path), READ)
        models = dict(
            connection.execute(
                "select trait_value, models from frequent_values "
                "where trait = ? order by place",
                [trait],
            ).fetchall()
        )
        flows = connection.execute(
            "select from_value, to_value, transitions, traffic, total_n "
            "from trait_flows where graph = ? and trait = ? "
            "and list_contains(?, from_value) and list_contains(?, to_value)",
            [graph, trait, [*models], [*models]],
        ).fetchall()
    return arrange(trait, graph, models, [Flow(*flow) for flow in flows])


def arrange(
    trait: str, graph: str, models: Mapping[str, int], flows: Iterable[Flow]
) -> Ordering:
    """Return the same as `ordering`, of values by their place and their flows."""
    flows = [*flows]
    oriented = [flow for flow in flows if flow.traffic]
    ends = {value for flow in oriented for value in (flow.from_value, flow.to_value)}
    values = tuple(value for value in models if value in ends)
    if values:
        # Who asks for no ordering needs no solver.
        from ecograph.analysis.linear_ordering import best

        traffic = {(flow.from_value, flow.to_value): flow.traffic for flow in oriented}
        values = best(values, traffic)
    rank = {value: number for number, value in enumerate(values)}
    agreeing = [f for f in oriented if rank[f.from_value] < rank[f.to_value]]
    # Of a pair that does not agree, the lesser direction goes along the ordering.
    transitions = sum(flow.total_n - flow.transitions for flow in flows)
    transitions += sum(flow.traffic for flow in agreeing)
    return Ordering(
        trait,
        graph,
        values,
        unordered=tuple(value for value in models if value not in ends),
        models=dict(models),
        pairs=len(agreeing),
        all_pairs=len(oriented),
        transitions=transitions,
        all_transitions=sum(flow.total_n for flow in flows),
        traffic=sum(flow.traffic for flow in agreeing),
        all_traffic=sum(flow.traffic for flow in oriented),
    )
