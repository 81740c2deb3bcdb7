"""Which edges of a tree are shown in a limited number of lines."""

import networkx as nx
import pytest
from conftest import deep
from hypothesis import given, settings
from hypothesis import strategies as st

from ecograph.trees.edges import TreeEdge
from ecograph.trees.query import TreeModel
from ecograph.trees.tree import Tree
from ecograph.trees.visible_nodes import TreeNode, visible_nodes


def tree_of(pairs: list[tuple[int, int]]) -> Tree:
    """A tree of models 0, 1, 2, … whose root is 0, with edges below it."""
    models = {
        str(n): TreeModel(n, str(n), -n, 0, None, None, None, None, [], [], [], 0, 0)
        for n in {0, *(end for pair in pairs for end in pair)}
    }
    changes = (None, None, None, None, None, None, "none", None)
    below = [TreeEdge(*map(str, pair), "finetune", *changes) for pair in pairs]
    return Tree(models["0"], models, (), tuple(below), "models.csv")


def lines(node: TreeNode, indent: str = "") -> list[str]:
    """A node and its branches, one per line; + counts the hidden ones."""
    note = " again" if node.is_original_shown else " hidden"
    text = [f"{indent}{node.model.model_id}{note * node.is_repeat}"]
    for branch in node.branches:
        text += lines(branch, indent + " ")
    return [*text, *([f"{indent} +{node.hidden}"] if node.hidden else [])]


EDGES = [(0, 1), (0, 2), (0, 3), (1, 4), (1, 5), (1, 6), (2, 4), (4, 7), (7, 0)]


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (None, "0/ 1/  4/   7/    0 again/  5/  6/ 2/  4 again/ 3"),
        (9, "0/ 1/  4/   7/    0 again/  5/  6/ 2/  4 again/ 3"),
        (8, "0/ 1/  4/   7/    0 again/  +2/ 2/  +1/ 3"),
        (7, "0/ 1/  4/   7/    0 again/  5/  6/ +2"),
        (6, "0/ 1/  4/   7/    0 again/  +2/ +2"),
        (5, "0/ 1/  4/   +1/  +2/ +2"),
        (4, "0/ 1/  +3/ +2"),
        (3, "0/ 1/  +3/ +2"),
        (2, "0/ +3"),
        (1, "0/ +3"),
        (0, "0/ +3"),
    ],
)
def test_layout_in_few_lines(limit, expected):
    _, below = visible_nodes(tree_of(EDGES), limit)
    assert "/".join(lines(below)) == expected


def test_a_repeat_of_a_hidden_model_is_marked():
    """Model 5 belongs to the root, which has no line for it."""
    edges = [(0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (1, 5)]
    _, below = visible_nodes(tree_of(edges), 4)
    assert "/".join(lines(below)) == "0/ 1/  5 hidden/ 2/ +3"


@settings(max_examples=deep(40, 100))
@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40),
    st.integers(1, 45),
)
def test_any_graph_fits_and_shows_each_edge_once(pairs, limit):
    pairs = [*dict.fromkeys(pairs)]
    graph = nx.DiGraph([*pairs, (0, 13)])
    reached = {0} | nx.descendants(graph, 0)
    tree = tree_of([pair for pair in [*pairs, (0, 13)] if pair[0] in reached])
    _, whole = visible_nodes(tree)
    assert len(lines(whole)) == 1 + len(tree.below)
    _, part = visible_nodes(tree, limit)
    assert len(lines(part)) - 1 <= max(limit, 1)
    shown = [line.strip() for line in lines(part)]
    assert {s for s in shown if s.isdigit()} <= {s.strip() for s in lines(whole)}


def test_a_long_chain_is_fast():
    tree = tree_of([(n, n + 1) for n in range(20_000)])
    _, below = visible_nodes(tree, 10)
    assert lines(below)[-1].strip() == "+1"
    assert len(lines(below)) == 11
    assert len(visible_nodes(tree)[1].branches) == 1
