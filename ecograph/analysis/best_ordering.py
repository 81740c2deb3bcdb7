"""The best ordering of the values of a trait."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Flow", "OrderingData", "best_ordering"]


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
class OrderingData:
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
    flows : tuple of Flow
        The pairs of these values that have transitions.
    pairs, all_pairs : int
        Oriented pairs that agree with the ordering, and all of them.
    transitions, all_transitions : int
        Transitions from an earlier to a later value, and all between the values.
    traffic, all_traffic : int
        Traffic of the agreeing pairs, and of all pairs.
    total_n : int
        Transitions in both directions of the oriented pairs: `all_transitions`
        without the pairs whose two directions are equal.
    source : str, optional
        Name of the source of the build; None if unknown.
    is_known : bool, default True
        Whether the source tells the trait. If not, that there are no values means
        nothing: a table of models may be without papers.
    """

    trait: str
    graph: str
    is_weighted: bool
    values: tuple[str, ...]
    unordered: tuple[str, ...]
    models: dict[str, int]
    flows: tuple[Flow, ...]
    pairs: int
    all_pairs: int
    transitions: int
    all_transitions: int
    traffic: int
    all_traffic: int
    total_n: int
    source: str | None = None
    is_known: bool = True

    def __repr__(self) -> str:
        if not self.is_known:
            return f"<Ordering of {self.trait} in {self.graph}: unknown>"
        places = [f"{place}. {value}" for place, value in enumerate(self.values, 1)]
        return (
            f"<Ordering of {self.trait} in {self.graph}: "
            f"{self.pairs:,} of {self.all_pairs:,} pairs agree\n"
            f"{chr(10).join(places)}>"
        )


def best_ordering(
    trait: str,
    graph: str,
    models: Mapping[str, int],
    flows: Iterable[Flow],
    *,
    unweighted: bool = False,
    source: str | None = None,
    is_known: bool = True,
) -> OrderingData:
    """Return the best ordering of the values in `models`, the most frequent first."""
    from ecograph.analysis.linear_ordering import solve  # NumPy, late

    flows = sorted(flows)
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
    return OrderingData(
        trait,
        graph,
        not unweighted,
        values,
        unordered=tuple(value for value in models if value not in ends),
        models=dict(models),
        flows=tuple(flows),
        pairs=len(agreeing),
        all_pairs=len(oriented),
        transitions=transitions,
        all_transitions=sum(flow.total_n for flow in flows),
        traffic=sum(flow.traffic for flow in agreeing),
        all_traffic=sum(flow.traffic for flow in oriented),
        total_n=sum(flow.total_n for flow in oriented),
        source=source,
        is_known=is_known,
    )
