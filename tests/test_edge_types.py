"""The types of edges are the same in Python, SQL, colours and sources."""

from conftest import asked

from ecograph.edge_types import EDGE_TYPES, UNTYPED
from ecograph.html.palette import COLOURS


def test_they_are_those_of_the_database(synthetic_folder):
    query = "select enum_range(edge_type) from edges limit 1"
    assert asked(synthetic_folder, query) == [([*EDGE_TYPES],)]


def test_a_relation_is_one_of_them_or_listed_or_unknown(synthetic_folder):
    names = [(["listed", *EDGE_TYPES, "unknown"],)]
    assert asked(synthetic_folder, "select enum_range(as_relation(null))") == names
    query = "select enum_range(relation) from parents limit 1"
    assert asked(synthetic_folder, query) == names


def test_each_has_a_colour():
    assert [*COLOURS] == [*EDGE_TYPES, UNTYPED]


def test_no_two_have_the_same_colour():
    for colours in zip(*COLOURS.values(), strict=True):
        assert len({*colours}) == len(COLOURS)
