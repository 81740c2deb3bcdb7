"""The best ordering of a trait's values, against brute force."""

import random
from itertools import combinations, permutations

import numpy as np
import pytest
from conftest import DEEP, deep, shared, write_csv
from hypothesis import given, settings
from hypothesis import strategies as st
from quick_build import quick_build
from rows import LICENSED
from scipy.optimize import Bounds, LinearConstraint, milp

import ecograph
from ecograph.analysis.best_ordering import Flow, OrderingData, best_ordering
from ecograph.analysis.ordering import REQUIRED_COLUMNS, TRAITS, Ordering

RELATIONS = [f"main.{name}" for name in REQUIRED_COLUMNS]


@pytest.fixture(scope="module")
def licensed(tmp_path_factory):
    """A build of a few models that differ in their licences."""
    folder = tmp_path_factory.mktemp("licensed")
    write_csv(folder / "models.csv", LICENSED)
    return quick_build(folder / "models.csv", folder, *RELATIONS)


def test_ordering_of_a_few_models(licensed):
    """The licence "other" is left out, and its transitions are not counted."""
    assert ecograph.ordering("license", path=licensed) == Ordering(
        trait="license",
        graph="finetune",
        is_weighted=True,
        values=("mit", "apache", "gpl"),
        unordered=(),
        models={"mit": 3, "apache": 2, "gpl": 2},
        flows=(Flow("apache", "gpl", 4, 4, 4), Flow("mit", "apache", 4, 2, 6)),
        pairs=2,
        all_pairs=2,
        transitions=8,
        all_transitions=10,
        traffic=6,
        all_traffic=6,
        total_n=10,
    )


def test_a_cycle_is_cut_at_its_least_traffic(licensed):
    """The quantized edge leads from gpl to mit, which is as much as mit to apache."""
    found = ecograph.ordering("license", "full", licensed)
    assert found.values == ("mit", "apache", "gpl")
    assert (found.pairs, found.all_pairs) == (2, 3)
    assert (found.traffic, found.all_traffic) == (6, 8)
    assert (found.transitions, found.all_transitions) == (8, 12)


def test_only_values_that_are_replaced_are_candidates(write_rows, tmp_path):
    """Twenty libraries that more models name take no place."""
    rows = [
        {"model_id": f"{n}", "library_name": f"library {n // 2}"} for n in range(40)
    ]
    tuned = {"model_id": "mlx", "library_name": "mlx", "finetune_parent": "['peft']"}
    rows += [{"model_id": "peft", "library_name": "peft"}, tuned]
    folder = quick_build(write_rows(*rows), tmp_path, *RELATIONS)
    found = ecograph.ordering("library", path=folder)
    assert (found.values, found.pairs, found.all_pairs) == (("peft", "mlx"), 1, 1)


def test_ten_of_twelve_tasks_in_a_chain_are_ordered(write_rows, tmp_path):
    names = [f"task {n:02}" for n in range(12)]
    rows = [
        {"model_id": name, "pipeline_tag": name, "finetune_parent": repr(parents)}
        for name, parents in zip(names, [[], *([n] for n in names)], strict=False)
    ]
    folder = quick_build(write_rows(*rows), tmp_path, *RELATIONS)
    found = ecograph.ordering("task", path=folder)
    assert found.values == (*names[:10],)
    assert (found.pairs, found.all_pairs) == (9, 9)


def ordered(places, *flows, **options):
    """Order letters; a flow "ab5" is 5 transitions from a to b and none back."""
    models = {value: 9 - place for place, value in enumerate(places)}
    rows = [(*text[:2], *[int(text[2:])] * 3) for text in flows]
    return best_ordering(
        "license", "full", models, [Flow(*row) for row in rows], **options
    )


@pytest.mark.parametrize(
    ("flows", "order", "traffic", "pairs"),
    [
        (["ab3", "bc3", "ca2"], "abc", 6, 2),
        (["ab3", "bc2", "ca3"], "cab", 6, 2),
        (["ab2", "bc3", "ca3"], "bca", 6, 2),
        (["ac3", "cb3", "ba2"], "acb", 6, 2),
        # Two cycles share an edge: cutting it is best, despite its high traffic.
        (["ab5", "bc3", "ca3", "bd3", "da3"], "bcda", 12, 4),
        # Cutting it is worse than cutting both cycles elsewhere.
        (["ab7", "bc3", "ca3", "bd3", "da3"], "abcd", 13, 3),
        # The most traffic wins, however few pairs it takes.
        (["ab4", "bc1", "ca9", "bd1", "da9", "be1", "ea9"], "cdeab", 31, 4),
    ],
)
def test_cycles(flows, order, traffic, pairs):
    found = ordered(sorted({*"".join(flows)} - {*"123456789"}), *flows)
    assert (found.traffic, found.pairs) == (traffic, pairs)
    assert found.values == (*order,)


@pytest.mark.parametrize("places", [*permutations("abcd")], ids="".join)
def test_at_equal_traffic_more_pairs_agree(places):
    """It cuts one pair of 2 rather than two pairs of 1."""
    found = ordered(places, "ab2", "bc1", "ca9", "bd1", "da9")
    assert (found.traffic, found.pairs, found.all_pairs) == (20, 4, 5)
    assert found.values[0] + found.values[-1] == "ba"


def test_unweighted_the_most_pairs_agree_and_of_these_the_most_traffic():
    flows = ["ab4", "bc1", "ca9", "bd1", "da9", "be1", "ea9"]
    found = ordered("abcde", *flows, unweighted=True)
    assert (found.is_weighted, found.values) == (False, (*"bcdea",))
    assert (found.traffic, found.pairs) == (30, 6)
    # A cycle can be cut at any of its pairs: it is cut where that costs least.
    assert ordered("abc", "ab3", "bc2", "ca3", unweighted=True).values == (*"cab",)


def test_the_solution_is_integral():
    """The relaxation without integers would reach 7.5."""
    fence = ["ad1", "be1", "cf1", "db1", "dc1", "ea1", "ec1", "fa1", "fb1"]
    found = ordered("abcdef", *fence)
    assert (found.traffic, found.all_traffic) == (7, 9)


def test_ties_put_the_more_frequent_value_first():
    assert ordered("abcd", "da1", "cb1").values == ("c", "b", "d", "a")
    assert ordered("badc", "da1", "cb1").values == ("d", "a", "c", "b")
    assert ordered("abc", "ac1", "ab1").values == ("a", "b", "c")


def test_values_without_an_oriented_pair_are_unordered():
    """Half of the transitions of a balanced pair count as agreeing."""
    flows = [Flow("d", "b", 3, 1, 5), Flow("a", "c", 2, 0, 4), Flow("b", "e", 1, 0, 2)]
    found = best_ordering("task", "full", dict.fromkeys("abcde", 1), flows)
    assert (found.values, found.unordered) == (("d", "b"), ("a", "c", "e"))
    assert (found.pairs, found.all_pairs) == (1, 1)
    assert (found.transitions, found.all_transitions, found.total_n) == (6, 11, 5)


def test_nothing_to_order():
    assert ordered("") == OrderingData(
        *("license", "full", True, (), (), {}, ()),
        *(0, 0, 0, 0, 0, 0, 0),
    )
    found = best_ordering("task", "full", {"a": 2, "b": 1}, [Flow("a", "b", 1, 0, 2)])
    assert (found.values, found.unordered) == ((), ("a", "b"))
    assert (found.transitions, found.all_transitions) == (1, 2)


@pytest.mark.parametrize("seed", [31, 34, 43])
def test_the_optimum_of_many_conflicting_values(seed):
    """A solver that stops at a small gap would return less."""
    chance = random.Random(seed)
    traffic = {
        (pair if chance.random() < 0.5 else pair[::-1]): chance.randint(1, 9)
        for pair in combinations("abcdefghijklmnop", 2)
    }
    flows = [Flow(*pair, amount, amount, amount) for pair, amount in traffic.items()]
    found = best_ordering("task", "full", dict.fromkeys("abcdefghijklmnop", 1), flows)
    assert found.traffic == most_traffic(found.values, traffic) < found.all_traffic


COUNTS = st.one_of(st.integers(0, 3), st.integers(0, 3), st.integers(0, 10**7))


@settings(max_examples=deep(30, 100), deadline=None)
@given(data=st.data(), values=st.permutations("abcdef"), size=st.integers(0, 6))
def test_it_is_the_best_of_all_permutations(data, values, size):
    values = values[:size]
    counts = {pair: data.draw(COUNTS) for pair in permutations(values, 2)}
    found = best_ordering("task", "full", dict.fromkeys(values, 1), flows_of(counts))

    def agreeing(order):
        pairs = combinations(order, 2)
        return {(a, b): n for a, b in pairs if (n := counts[a, b] - counts[b, a]) > 0}

    best = max(
        (sum(agreeing(order).values()), len(agreeing(order)))
        for order in permutations(values)
    )
    assert (found.traffic, found.pairs) == best
    order = (*found.values, *found.unordered)
    assert sorted(order) == sorted(values)
    agreed = agreeing(order)
    assert (sum(agreed.values()), len(agreed)) == best
    assert found.transitions == sum(counts[pair] for pair in combinations(order, 2))
    assert found.all_transitions == sum(counts.values())
    # The permutations come in the order of the places.
    placed = [value for value in values if value in found.values]
    orders = ((o, agreeing(o)) for o in permutations(placed))
    assert found.values == next(
        order for order, pairs in orders if (sum(pairs.values()), len(pairs)) == best
    )


def flows_of(counts):
    """Flows as in the relation trait_flows, from transitions in each direction."""
    for first, last in counts:
        there, back = counts[first, last], counts[last, first]
        if there + back and (there > back or (there == back and first < last)):
            yield Flow(first, last, there, there - back, there + back)


@pytest.fixture(scope="module")
def rimel(tmp_path_factory):
    """A build of real models."""
    source = shared("data/rimel.jsonl.gz")
    return quick_build(source, tmp_path_factory.mktemp("rimel"), *RELATIONS)


@pytest.mark.parametrize("graph", ["finetune", "full"])
# The integer program takes longest for languages, as the values are many.
@pytest.mark.parametrize("trait", [t for t in TRAITS if DEEP or t != "language"])
def test_no_other_ordering_of_real_models_is_better(trait, graph, rimel):
    found = ecograph.ordering(trait, graph, rimel)
    with ecograph.connect(rimel) as connection:
        flows = connection.execute(
            "select from_value, to_value, traffic from trait_flows "
            "where graph = ? and trait = ? and traffic > 0",
            [graph, trait],
        ).fetchall()
        frequent = connection.execute(
            "select trait_value from frequent_values "
            "where graph = ? and trait = ? order by place",
            [graph, trait],
        ).fetchall()
    assert {*found.values, *found.unordered} == {value for (value,) in frequent}
    traffic = {
        (start, end): amount
        for start, end, amount in flows
        if {start, end} <= found.models.keys()
    }
    assert (found.all_pairs, found.all_traffic) == (len(traffic), sum(traffic.values()))
    assert {*found.values} == {value for pair in traffic for value in pair}
    agreed = [traffic.get(pair, 0) for pair in combinations(found.values, 2)]
    assert sum(agreed) == found.traffic == most_traffic(found.values, traffic)


def most_traffic(values, traffic):
    """The traffic of the best ordering, by an integer program without cycles of three.

    A variable per pair of values is 1 if the pair keeps the order of `values`.
    """
    pairs = {pair: n for n, pair in enumerate(combinations(range(len(values)), 2))}
    gains = np.zeros(len(pairs))
    for (i, j), n in pairs.items():
        there, back = (values[i], values[j]), (values[j], values[i])
        gains[n] = traffic.get(there, 0) - traffic.get(back, 0)
    triples = [*combinations(range(len(values)), 3)]
    cycles = np.zeros((len(triples), len(pairs)))
    for row, (i, j, k) in zip(cycles, triples, strict=True):
        row[[pairs[i, j], pairs[j, k]]] = 1
        row[pairs[i, k]] = -1
    solved = milp(
        -gains,
        integrality=np.ones(len(pairs)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(cycles, 0, 1) if triples else (),
        options={"mip_rel_gap": 0},
    )
    return round(-solved.fun) + sum(-gain for gain in gains if gain < 0)


def test_the_traits_are_those_of_the_database(synthetic_folder):
    with ecograph.connect(synthetic_folder) as connection:
        traits = connection.execute("select distinct trait from edge_traits").fetchall()
    assert {trait for (trait,) in traits} == {*TRAITS}
