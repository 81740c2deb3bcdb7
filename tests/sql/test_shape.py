"""How many children models have, how far apart families are, who gets the next."""

from collections import Counter
from itertools import combinations
from math import log2

import networkx as nx
import oracle
import pytest
from conftest import asked, built, shared

ALIKE = pytest.approx
FAMILY = [
    {"model_id": "a"},
    {"model_id": "b", "finetune_parent": "['a', 'b']"},
    {"model_id": "c", "finetune_parent": "['a']"},
    {"model_id": "d", "adapter_parent": "['a']"},
    {"model_id": "e", "merge_parent": "['b', 'd']"},
    {"model_id": "f"},
]


@pytest.fixture(scope="module")
def real_graphs() -> dict[str, nx.DiGraph]:
    """The graphs of real models in plain Python, without loops."""
    table = oracle.read(shared("data/rimel.csv"))
    graphs = {}
    for name in oracle.GRAPHS:
        graphs[name] = graph = nx.DiGraph()
        graph.add_nodes_from(table.nodes)
        graph.add_edges_from(
            edge for edge in table.graph(name).edges if len({*edge}) > 1
        )
    return graphs


def test_models_are_counted_by_their_children(tmp_path):
    query = "from children_counts where graph = ?"
    folder = built(tmp_path, FAMILY, "main.children_counts")
    assert asked(folder, query, "full") == [
        ("full", 0, 3, 3 / 6, 1.0),
        ("full", 1, 2, 2 / 6, 3 / 6),
        ("full", 3, 1, 1 / 6, 1 / 6),
    ]
    assert asked(folder, query, "finetune") == [
        ("finetune", 0, 5, 5 / 6, 1.0),
        ("finetune", 2, 1, 1 / 6, 1 / 6),
    ]


def test_inequality_of_a_few_models(tmp_path):
    query = "select * exclude (graph) from children_inequality order by graph"
    shares = -(3 * log2(3 / 6) + 2 * log2(2 / 6) + log2(1 / 6)) / 6
    edges = -(3 * log2(3 / 5) + 2 * log2(1 / 5)) / 5
    folder = built(tmp_path, FAMILY, "main.children_inequality")
    finetune, full, _ = asked(folder, query)
    # The differences of 0, 0, 0, 1, 1 and 3 add up to 19, those of 1, 1 and 3 to 4.
    assert full == ALIKE(
        (6, 3, 5, 3, 19 * 2 / (2 * 36 * 5 / 6), 4 * 2 / (2 * 9 * 5 / 3), shares, edges)
    )
    assert finetune[:6] == ALIKE((6, 1, 2, 2, 5 / 6, 0))


def test_without_edges_there_is_no_inequality(tmp_path):
    query = "select * exclude (graph) from children_inequality"
    models = [{"model_id": "a"}, {"model_id": "b"}]
    rows = asked(built(tmp_path, models, "main.children_inequality"), query)
    assert rows == [(2, 0, 0, 0, None, None, 0.0, None)] * 3


@pytest.mark.parametrize("name", oracle.GRAPHS)
def test_real_models_have_as_many_children_as_in_networkx(
    name, real_graphs, shared_build
):
    graph = real_graphs[name]
    counts = Counter(children for _, children in graph.out_degree)
    query = "select children, models from children_counts where graph = ?"
    assert dict(asked(shared_build("rimel"), query, name)) == counts

    def gini(counts):
        size = counts.total()
        differences = sum(
            2 * counts[one] * counts[other] * abs(one - other)
            for one, other in combinations(counts, 2)
        )
        mean = sum(children * counts[children] for children in counts) / size
        return differences / (2 * size**2 * mean)

    def entropy(weights):
        shares = [weight / sum(weights) for weight in weights]
        return -sum(share * log2(share) for share in shares)

    query = "select * exclude (graph) from children_inequality where graph = ?"
    of_parents = Counter({number: counts[number] for number in counts if number})
    degrees = [children for _, children in graph.out_degree if children]
    [row] = asked(shared_build("rimel"), query, name)
    assert row == ALIKE(
        (
            len(graph),
            len(degrees),
            graph.number_of_edges(),
            max(degrees),
            gini(counts),
            gini(of_parents),
            entropy(counts.values()),
            entropy(degrees),
        )
    )


def test_models_are_counted_by_generation(lineage_folder):
    query = "select graph, generation, models from generation_counts"
    assert asked(lineage_folder, query) == [
        ("full", 0, 3),
        ("full", 1, 3),
        ("full", 2, 1),
        ("full", None, 3),
        ("nomerges", 0, 3),
        ("nomerges", 1, 3),
        ("nomerges", 2, 2),
    ]


@pytest.mark.parametrize("name", ["full", "nomerges"])
def test_real_models_have_the_generations_of_networkx(name, real_graphs, shared_build):
    """A model whose only edge leads to itself is of generation 0."""
    edges = oracle.read(shared("data/rimel.csv")).graph(name).edges
    linked = {model for edge in edges for model in edge}
    graph = real_graphs[name].subgraph(linked)
    starts = [model for model in linked if not graph.in_degree(model)]
    layers = [*map(len, nx.bfs_layers(graph, starts))]
    assert sum(layers) == len(linked)
    query = "select generation, models, share from generation_counts where graph = ?"
    assert asked(shared_build("rimel"), query, name) == [
        (generation, models, ALIKE(models / len(linked)))
        for generation, models in enumerate(layers)
    ]


def shapes(folder):
    query = "select * exclude (root_position) from family_shapes"
    return asked(folder, query)


def test_stars_lines_and_rings_have_other_distances(tmp_path):
    rows = [
        {"model_id": "star"},
        *({"model_id": f"s/{n}", "adapter_parent": "['star']"} for n in range(4)),
        {"model_id": "line"},
        {"model_id": "l/1", "finetune_parent": "['line']"},
        {"model_id": "l/2", "finetune_parent": "['l/1']"},
        {"model_id": "l/3", "finetune_parent": "['l/2']"},
        {"model_id": "ring", "quantized_parent": "['r/2']"},
        {"model_id": "r/1", "quantized_parent": "['ring']"},
        {"model_id": "r/2", "quantized_parent": "['r/1']"},
        {"model_id": "self", "finetune_parent": "['self']"},
    ]
    assert shapes(built(tmp_path, rows, "main.family_shapes")) == [
        ("star", 5, True, 4 + 6 * 2, 1.6),
        ("line", 4, True, 10, 10 / 6),
        ("ring", 3, False, 4, 4 / 3),
        ("self", 1, True, 0, None),
    ]


def test_the_way_to_the_root_goes_by_the_first_member(tmp_path):
    rows = [
        {"model_id": "root"},
        {"model_id": "one", "finetune_parent": "['root']"},
        {"model_id": "two", "finetune_parent": "['root']"},
        {"model_id": "both", "finetune_parent": "['two', 'one']"},
        {"model_id": "above"},
        {"model_id": "last", "adapter_parent": "['above', 'two']"},
    ]
    query = "select position, near_position, steps from family_steps order by 1"
    assert asked(built(tmp_path, rows, "main.family_steps"), query) == [
        (0, None, 0),
        (1, 0, 1),
        (2, 0, 1),
        (3, 1, 2),
        (4, 5, 3),
        (5, 2, 2),
    ]


def test_real_families_have_the_wiener_index_of_networkx(real_graphs, shared_build):
    graph = real_graphs["nomerges"].to_undirected()
    expected = []
    for members in nx.connected_components(graph):
        part = graph.subgraph(members)
        if len(part) > 1:
            expected.append((len(part), nx.is_tree(part), nx.wiener_index(part)))
    found = [row[1:4] for row in shapes(shared_build("rimel")) if row[1] > 1]
    assert sorted(found) == sorted(expected)


def day(number):
    return {"createdAt": f"2024-01-{number:02}T00:00:00.000Z"}


def test_children_come_to_parents_one_after_the_other(tmp_path):
    rows = [
        {"model_id": "old", "createdAt": "2022-03-02T23:29:04.000Z"},
        {
            "model_id": "older",
            "createdAt": "2022-03-02T23:29:05.000Z",
            "finetune_parent": "['old']",
        },
        {"model_id": "early", "finetune_parent": "['late']", **day(1)},
        {"model_id": "late", **day(2)},
        {"model_id": "one", "finetune_parent": "['old']", **day(3)},
        {"model_id": "two", "finetune_parent": "['old', 'late']", **day(4)},
        {"model_id": "undated", "finetune_parent": "['old']"},
    ]
    folder = built(tmp_path, rows, "main.attachment")
    query = """
        select parent_position, child_position, chance, chance_so_far
        from arrivals where graph = 'finetune' order by 1, 2
    """
    assert asked(folder, query) == [
        (0, 1, None, None),
        (0, 4, 1 / 4, 1 / 4),
        (0, 5, 1 / 5, ALIKE(1 / 4 + 1 / 5)),
        (3, 2, None, None),
        (3, 5, 1 / 5, ALIKE(1 / 4 + 2 / 5)),
    ]
    query = """
        select position, children, attachments, expected
        from attachment_spans where graph = 'finetune' order by 1, 2
    """
    assert asked(folder, query) == [
        (0, 1, 1, ALIKE(1 / 4)),
        (0, 2, 1, ALIKE(1 / 5)),
        (0, 3, 0, ALIKE(1 / 5)),
        (3, 1, 1, ALIKE(1 / 4 + 2 / 5)),
        (3, 2, 0, ALIKE(0)),
    ]
    query = "select * exclude (graph) from attachment where graph = 'finetune'"
    one, more = 1 / 4 + 1 / 4 + 2 / 5, 2 / 5
    assert asked(folder, query) == [
        (0, 0, 0, ALIKE(3 - one - more), 0),
        (1, 1, 2, ALIKE(one), ALIKE(2 / one)),
        (2, 3, 1, ALIKE(more), ALIKE(1 / more)),
    ]


def test_real_models_attach_as_in_plain_python(real_graphs, shared_build):
    graph = real_graphs["finetune"]
    nodes = oracle.read(shared("data/rimel.csv")).nodes
    cells = {name: node["createdAt"] for name, node in nodes.items()}
    moments = {name: oracle.moment(cell) for name, cell in cells.items()}
    place = {name: number for number, name in enumerate(nodes)}
    children, waiting = Counter(), []
    for parent, child in graph.edges:
        if moments[parent] is None or moments[child] is None:
            continue
        if oracle.is_floor(cells[child]) or moments[child] <= moments[parent]:
            children[parent] += 1
        else:
            waiting.append((moments[child], place[child], place[parent], parent))
    attachments, expected = Counter(), Counter()
    for moment, _, _, parent in sorted(waiting):
        there = [name for name in nodes if moments[name] and moments[name] < moment]
        counts = Counter(children[name].bit_length() for name in there)
        for bits, models in counts.items():
            expected[bits] += models / len(there)
        attachments[children[parent].bit_length()] += 1
        children[parent] += 1
    query = """
        select children_from, attachments, expected
        from attachment where graph = 'finetune'
    """
    assert asked(shared_build("rimel"), query) == [
        (2 ** (bits - 1) if bits else 0, attachments[bits], ALIKE(expected[bits]))
        for bits in sorted(expected)
    ]
