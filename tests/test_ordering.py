"""The best ordering of a trait's values: by rows, by trial, and as one types it."""

import random
import sys
from itertools import combinations, permutations
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import shared
from hypothesis import given, settings
from hypothesis import strategies as st

import ecograph
from ecograph.analysis.ordering import TRAITS, Flow, Ordering, arrange
from ecograph.errors import EcographError


def model(model_id, licenses, parent="", column="finetune_parent"):
    """A row of the source, with its licences in a text, and of one parent at most."""
    row = {"model_id": model_id, "licenses": repr(licenses.split())}
    return {**row, column: repr([parent])} if parent else row


# Of each edge from x to y, each licence that comes or goes is two transitions.
MODELS = [
    model("1", "mit"),
    model("2", "apache", "1"),
    model("3", "apache", "1"),
    model("4", "mit", "2"),
    model("5", "gpl", "2"),
    model("6", "gpl", "3"),
    model("7", "other", "3"),
    model("8", "bsd"),
    model("9", "bsd"),
    model("10", "afl"),
    model("11", "mit", "6", "quantized_parent"),
]


@pytest.fixture
def licensed(write_rows, tmp_path):
    """A build of few models that differ in their licences."""
    ecograph.build(write_rows(*MODELS), tmp_path / "licensed")
    return tmp_path / "licensed"


def test_rows_are_put_in_order(licensed):
    """A value that says nothing is no part of it, nor are its transitions."""
    assert ecograph.ordering("license", path=licensed) == Ordering(
        trait="license",
        graph="finetune",
        values=("mit", "apache", "gpl"),
        unordered=("bsd", "afl"),
        models={"mit": 3, "apache": 2, "bsd": 2, "gpl": 2, "afl": 1},
        pairs=2,
        all_pairs=2,
        transitions=8,
        all_transitions=10,
        traffic=6,
        all_traffic=6,
    )


def test_a_cycle_is_cut_where_least_is_lost(licensed):
    """The quantized edge leads from gpl to mit, which is as much as mit to apache."""
    found = ecograph.ordering("license", "full", licensed)
    assert found.values in {("mit", "apache", "gpl"), ("apache", "gpl", "mit")}
    assert (found.pairs, found.all_pairs) == (2, 3)
    assert (found.traffic, found.all_traffic) == (6, 8)
    assert (found.transitions, found.all_transitions) == (8, 12)


def arranged(places, *flows):
    """Letters by their place, and flows as texts: "ab5" is 5 from a to b, none back."""
    models = {value: 9 - place for place, value in enumerate(places)}
    rows = [(*text[:2], *[int(text[2:])] * 3) for text in flows]
    return arrange("license", "full", models, [Flow(*row) for row in rows])


@pytest.mark.parametrize(
    ("flows", "order", "traffic", "pairs"),
    [
        (["ab3", "bc3", "ca2"], "abc", 6, 2),
        (["ab3", "bc2", "ca3"], "cab", 6, 2),
        (["ab2", "bc3", "ca3"], "bca", 6, 2),
        (["ac3", "cb3", "ba2"], "acb", 6, 2),
        # Two circles that share an edge: to cut that alone is best, though it has most.
        (["ab5", "bc3", "ca3", "bd3", "da3"], "bcda", 12, 4),
        # And where it is worse than to cut both.
        (["ab7", "bc3", "ca3", "bd3", "da3"], "abcd", 13, 3),
        # Most traffic, with however few pairs.
        (["ab4", "bc1", "ca9", "bd1", "da9", "be1", "ea9"], "cdeab", 31, 4),
    ],
)
def test_circles(flows, order, traffic, pairs):
    found = arranged(sorted({*"".join(flows)} - {*"123456789"}), *flows)
    assert (found.traffic, found.pairs) == (traffic, pairs)
    assert found.values == (*order,)


@pytest.mark.parametrize("places", [*permutations("abcd")], ids="".join)
def test_of_equal_traffic_most_pairs_agree(places):
    """Two pairs of 1 are cut, or one of 2: that one."""
    found = arranged(places, "ab2", "bc1", "ca9", "bd1", "da9")
    assert (found.traffic, found.pairs, found.all_pairs) == (20, 4, 5)
    assert found.values[0] + found.values[-1] == "ba"


def test_halves_are_no_answer():
    """Without whole numbers, 7.5 would agree: each pair of these by half or more."""
    fence = ["ad1", "be1", "cf1", "db1", "dc1", "ea1", "ec1", "fa1", "fb1"]
    found = arranged("abcdef", *fence)
    assert (found.traffic, found.all_traffic) == (7, 9)


def test_where_no_pair_tells_the_more_frequent_comes_first():
    assert arranged("abcd", "da1", "cb1").values == ("c", "b", "d", "a")
    assert arranged("badc", "da1", "cb1").values == ("d", "a", "c", "b")
    assert arranged("abc", "ac1", "ab1").values == ("a", "b", "c")


def test_what_no_pair_orders_is_told_apart():
    """Of a pair that leads as often back, half of the transitions go along."""
    flows = [Flow("d", "b", 3, 1, 5), Flow("a", "c", 2, 0, 4), Flow("b", "e", 1, 0, 2)]
    found = arrange("task", "full", dict.fromkeys("abcde", 1), flows)
    assert (found.values, found.unordered) == (("d", "b"), ("a", "c", "e"))
    assert (found.pairs, found.all_pairs) == (1, 1)
    assert (found.transitions, found.all_transitions) == (6, 11)


def test_there_may_be_nothing_to_order(monkeypatch):
    """Then it needs no solver."""
    monkeypatch.setitem(sys.modules, "ecograph.analysis.linear_ordering", None)
    assert arranged("") == Ordering("license", "full", (), (), {}, 0, 0, 0, 0, 0, 0)
    found = arrange("task", "full", {"a": 2, "b": 1}, [Flow("a", "b", 1, 0, 2)])
    assert (found.values, found.unordered) == ((), ("a", "b"))
    assert (found.transitions, found.all_transitions) == (1, 2)


@pytest.mark.parametrize("seed", [31, 34, 43])
def test_of_many_values_at_odds_it_is_the_very_best(seed):
    """A solver that stops within some per cent of the best would not tell."""
    chance = random.Random(seed)
    traffic = {
        (pair if chance.random() < 0.5 else pair[::-1]): chance.randint(1, 9)
        for pair in combinations("abcdefghijklmnop", 2)
    }
    flows = [Flow(*pair, amount, amount, amount) for pair, amount in traffic.items()]
    found = arrange("task", "full", dict.fromkeys("abcdefghijklmnop", 1), flows)
    assert found.traffic == most_traffic(found.values, traffic) < found.all_traffic


COUNTS = st.one_of(st.integers(0, 3), st.integers(0, 3), st.integers(0, 10**7))


@settings(deadline=None)
@given(data=st.data(), values=st.permutations("abcdef"), size=st.integers(0, 6))
def test_it_is_the_best_of_all_permutations(data, values, size):
    values = values[:size]
    counts = {pair: data.draw(COUNTS) for pair in permutations(values, 2)}
    found = arrange("task", "full", dict.fromkeys(values, 1), flows_of(counts))

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
    # The permutations of values by place come in the order of their places.
    placed = [value for value in values if value in found.values]
    same = (o for o in permutations(placed) if agreeing(o) == agreed)
    assert found.values == next(same)


def flows_of(counts):
    """Flows as the relation trait_flows has them, of transitions each way."""
    for first, last in counts:
        there, back = counts[first, last], counts[last, first]
        if there + back and (there > back or (there == back and first < last)):
            yield Flow(first, last, there, there - back, there + back)


@pytest.fixture(scope="module")
def rimel(tmp_path_factory):
    """A build of real models."""
    source = shared("data/rimel.csv")
    folder = tmp_path_factory.mktemp("rimel")
    ecograph.build(source, folder)
    return folder


@pytest.mark.parametrize("graph", ["finetune", "full"])
@pytest.mark.parametrize("trait", TRAITS)
def test_of_real_models_no_other_ordering_is_better(trait, graph, rimel):
    found = ecograph.ordering(trait, graph, rimel)
    with ecograph.connect(rimel) as connection:
        flows = connection.execute(
            "select from_value, to_value, traffic from trait_flows "
            "where graph = ? and trait = ? and traffic > 0",
            [graph, trait],
        ).fetchall()
        frequent = connection.execute(
            "select trait_value from frequent_values where trait = ? order by place",
            [trait],
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
    """The traffic of the best ordering, by way of all sets that it may begin with."""
    sets = np.arange(1 << len(values))
    sizes = sum(sets >> bit & 1 for bit in range(len(values)))
    into = []
    for last in values:
        before = np.zeros(len(sets), np.int64)
        for bit, value in enumerate(values):
            before += (sets >> bit & 1) * traffic.get((value, last), 0)
        into.append(before)
    most = np.zeros(len(sets), np.int64)
    for size in range(1, len(values) + 1):
        of_size = sets[sizes == size]
        for bit, before in enumerate(into):
            ended = of_size[of_size >> bit & 1 == 1]
            begun = ended ^ (1 << bit)
            most[ended] = np.maximum(most[ended], most[begun] + before[begun])
    return most[-1]


def test_the_traits_are_those_of_the_relations(sample_folder):
    with ecograph.connect(sample_folder) as connection:
        traits = connection.execute("select distinct trait from trait_sets").fetchall()
    assert {trait for (trait,) in traits} == {*TRAITS}


def test_a_solver_that_gives_up_is_told(monkeypatch):
    given_up = SimpleNamespace(x=None, message="it took too long")
    monkeypatch.setattr(
        "ecograph.analysis.linear_ordering.milp", lambda *_, **__: given_up
    )
    with pytest.raises(EcographError, match="found no ordering: it took too long"):
        arranged("ab", "ab1")
