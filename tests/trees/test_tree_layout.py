"""What is above and below a model, and how much of it is drawn."""

import networkx as nx
import pytest
from conftest import asked
from hypothesis import given
from hypothesis import strategies as st

import ecograph
from ecograph.edge_types import EDGE_TYPES, UNTYPED
from ecograph.errors import EcographError, UnknownNameError
from ecograph.trees.layout import Branch, drawn
from ecograph.trees.query import TreeEdge, TreeModel
from ecograph.trees.tree import Tree

TYPES = (*EDGE_TYPES, UNTYPED)
ROWS = {
    "small": (
        [(1, "tuned", "small", "quantized"), (2, "base", "tuned", "finetune")],
        [(1, "small", "merged", "merge")],
    ),
    "other": (
        [(1, "base", "other", "untyped"), (1, "other", "other", "untyped")],
        [(1, "other", "other", "untyped"), (1, "other", "merged", "merge")],
    ),
    "egg": (
        [(1, "hen", "egg", "adapter"), (2, "egg", "hen", "adapter")],
        [
            (1, "egg", "hen", "adapter"),
            (2, "hen", "egg", "adapter"),
            (2, "hen", "chick", "finetune"),
        ],
    ),
    "alone": ([], []),
    "no such model": ([], []),
}


@pytest.mark.parametrize("model", ROWS)
def test_the_edges_above_and_below(model, lineage_folder):
    rows = asked(
        lineage_folder,
        "select is_above, steps, parent_id, child_id, coalesce(edge_type, 'untyped') "
        "from lineage_tree(?)",
        model,
    )
    above, below = ROWS[model]
    assert [row for is_above, *row in rows if is_above] == [[*row] for row in above]
    assert [row for is_above, *row in rows if not is_above] == [[*row] for row in below]


def test_each_edge_has_what_changed(sample_folder):
    rows = asked(
        sample_folder,
        "select columns(t.*) from lineage_tree('madeup-lab-50/plover-1b-0') as t "
        "anti join (from edge_deltas inner join license_drift using "
        "(parent_position, child_position)) as d "
        "on t.parent_position = d.parent_position "
        "and t.child_position = d.child_position "
        "and t.change_in_likes is not distinct from d.change_in_likes "
        'and t."change_in_createdAt_days" '
        'is not distinct from d."change_in_createdAt_days" '
        "and t.drift = d.drift "
        "and t.dropped_terms is not distinct from d.dropped_terms",
    )
    assert rows == []


@pytest.mark.parametrize("types", [None, ["finetune"], ["merge", "untyped"]])
def test_the_edges_are_those_that_networkx_finds(types, sample_folder):
    graph = ecograph.load("full", sample_folder)
    chosen = nx.DiGraph()
    chosen.add_nodes_from(graph)
    chosen.add_edges_from(
        (parent, child)
        for parent, child, kind in graph.edges(data="edge_type")
        if types is None or (kind or "untyped") in types
    )
    busy = sorted(graph, key=lambda model: -graph.degree(model))[:15]
    for model in [*busy, *[*graph][:15]]:
        found = ecograph.tree(model, types=types, path=sample_folder)
        ends = {position: m.model_id for position, m in found.models.items()}
        above = nx.ancestors(chosen, model) | {model}
        below = nx.descendants(chosen, model) | {model}
        for edges, wanted in (
            (found.above, [edge for edge in chosen.edges if edge[1] in above]),
            (found.below, [edge for edge in chosen.edges if edge[0] in below]),
        ):
            pairs = [(ends[edge.parent], ends[edge.child]) for edge in edges]
            assert sorted(pairs) == sorted(wanted)
        assert {ends[place] for place in found.ancestors} == above - {model}
        assert {ends[place] for place in found.descendants} == below - {model}


def test_a_depth_leaves_out_what_is_further(lineage_folder):
    found = ecograph.tree("small", depth=1, path=lineage_folder)
    assert sorted(m.model_id for m in found.models.values()) == [
        *("merged", "small", "tuned")
    ]
    full = ecograph.tree("base", path=lineage_folder)
    assert len(full.below) == 6  # merged twice, by its two parents; other by itself
    assert full.root.descendants == 4


def test_the_facts_of_a_model(sample_folder):
    found = ecograph.tree("madeup-lab-50/plover-1b-0", path=sample_folder)
    graph = ecograph.load("full", sample_folder)
    for model in found.models.values():
        node = graph.nodes[model.model_id]
        created = model.created_at and f"{model.created_at:%Y-%m-%dT%H:%M:%S}.000Z"
        for name, value in (
            ("likes", model.likes),
            ("downloads", model.downloads),
            ("createdAt", created),
        ):
            assert node[name] == value or (value is None and node[name] != node[name])
        assert all(value in node["licenses"] for value in model.licenses)
        assert model.children == len(set(graph[model.model_id]) - {model.model_id})


def test_what_cannot_be_shown_is_told(lineage_folder):
    with pytest.raises(UnknownNameError, match="is 'small' meant"):
        ecograph.tree("SMALL", path=lineage_folder)
    with pytest.raises(UnknownNameError, match="unknown model 'zzz'; give the full id"):
        ecograph.tree("zzz", path=lineage_folder)
    with pytest.raises(UnknownNameError, match="no type of edges 'tune'; there are fi"):
        ecograph.tree("small", types=["tune"], path=lineage_folder)
    with pytest.raises(EcographError, match="a depth of 0 leaves no model"):
        ecograph.tree("small", depth=0, path=lineage_folder)


def made_up(pairs: list[tuple[int, int]]) -> Tree:
    """A tree of models 0, 1, 2, … of which the first is the root, and edges below."""
    models = {
        n: TreeModel(n, str(n), -n, 0, None, None, None, [], [], [], 0, 0)
        for n in {0, *(end for pair in pairs for end in pair)}
    }
    deltas = (None, None, None, None, None, "none", None)
    below = [TreeEdge(*pair, "finetune", *deltas) for pair in pairs]
    return Tree(models[0], models, (), tuple(below), "made up")


def lines(branch: Branch, indent: str = "") -> list[str]:
    said = [f"{indent}{branch.model.model_id}{' again' * branch.is_again}"]
    for further in branch.branches:
        said += lines(further, indent + " ")
    return [*said, *([f"{indent} +{branch.hidden}"] if branch.hidden else [])]


FAMILY = [(0, 1), (0, 2), (0, 3), (1, 4), (1, 5), (1, 6), (2, 4), (4, 7), (7, 0)]


@pytest.mark.parametrize(
    ("limit", "wanted"),
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
def test_what_is_drawn_in_a_few_lines(limit, wanted):
    _, below = drawn(made_up(FAMILY), limit)
    assert "/".join(lines(below)) == wanted


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40),
    st.integers(1, 45),
)
def test_whatever_the_graph_the_lines_suffice_and_all_edges_are_drawn(pairs, limit):
    pairs = [*dict.fromkeys(pairs)]
    graph = nx.DiGraph([*pairs, (0, 13)])
    reached = {0} | nx.descendants(graph, 0)
    tree = made_up([pair for pair in [*pairs, (0, 13)] if pair[0] in reached])
    _, whole = drawn(tree)
    assert len(lines(whole)) == 1 + len(tree.below)
    _, part = drawn(tree, limit)
    assert len(lines(part)) - 1 <= max(limit, 1)
    shown = [line.strip() for line in lines(part)]
    assert {s for s in shown if s.isdigit()} <= {s.strip() for s in lines(whole)}


def test_a_long_line_of_models_is_no_burden():
    tree = made_up([(n, n + 1) for n in range(20_000)])
    _, below = drawn(tree, 10)
    assert lines(below)[-1].strip() == "+1"
    assert len(lines(below)) == 11
    assert len(drawn(tree)[1].branches) == 1


def test_types_are_those_of_the_edges():
    from ecograph.html.palette import EDGE_TYPES

    assert tuple(EDGE_TYPES) == TYPES
