"""The models on cycles, compared with networkx."""

from itertools import chain, pairwise

import duckdb
import networkx as nx
import pytest
from conftest import deep
from hypothesis import given, settings
from hypothesis import strategies as st

from ecograph.plan.order import plan

FILES = [f for f in plan() if f.name in ("temp.core_edges", "main.models_on_cycles")]
PLACES = st.integers(0, 12)


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as connection:
        yield connection


def on_cycles(connection, pairs):
    nodes = [*{*chain.from_iterable(pairs)}]
    connection.execute(
        "create or replace table edges (parent_position bigint, child_position bigint);"
        "create or replace table models (position bigint, model_id varchar)"
    )
    connection.execute("insert into models select unnest($1), null", [nodes])
    connection.execute(
        "insert into edges select unnest($1), unnest($2)",
        [*map(list, zip(*pairs, strict=True))],
    )
    for file in FILES:
        connection.execute(file.text)
    rows = connection.execute("select position from models_on_cycles").fetchall()
    return [position for (position,) in rows]


def on_cycles_by_networkx(pairs):
    graph = nx.DiGraph(pairs)
    parts = nx.strongly_connected_components(graph)
    return sorted(node for part in parts if len(part) > 1 for node in part)


@settings(max_examples=deep(40, 100), deadline=None)
@given(pairs=st.lists(st.tuples(PLACES, PLACES), min_size=1, max_size=30, unique=True))
def test_any_graph(pairs, connection):
    assert on_cycles(connection, pairs) == on_cycles_by_networkx(pairs)


def test_a_long_line_of_descent_is_no_cycle(connection):
    assert on_cycles(connection, [*pairwise(range(deep(5_000, 30_000)))]) == []


@pytest.mark.parametrize(("length", "between"), [(deep(400, 4000), 0), (5000, 1)])
def test_a_core_of_more_than_5000_edges_is_listed_as_a_whole(
    length, between, connection
):
    """With what lies between two cycles; of a smaller core only the cycles."""
    ring = [*pairwise([*range(length), 0])]
    pair = [(-1, -2), (-2, -1), (-1, -3), (-3, 0)]
    listed = on_cycles(connection, ring + pair)
    assert len(listed) == length + 2 + between
    assert (-3 in listed) == between
