"""Lineage and families of any graph, compared with networkx."""

import csv

import networkx as nx
import pytest
from conftest import deep, write_csv
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ecograph
from ecograph.edge_types import EDGE_TYPES, UNTYPED

TYPES = (*EDGE_TYPES, UNTYPED)
NOMERGES = [kind for kind in TYPES if kind != "merge"]


def ask(connection, query, *values):
    return connection.execute(query, values).fetchall()


def chosen(graph, types):
    """The graph with all models and the edges of some types."""
    kept = [
        (parent, child)
        for parent, child, kind in graph.edges(data="edge_type")
        if (kind or "untyped") in types
    ]
    part = nx.DiGraph()
    part.add_nodes_from(graph.nodes)
    part.add_edges_from(kept)
    return part


def steps(graph, model, within):
    lengths = nx.single_source_shortest_path_length(graph, model)
    return {name: lengths[name] for name in within if name != model}


def all_paths(graph, model):
    """The longest paths down to a model, by plain search."""
    found, waiting = [], [[model]]
    while waiting:
        path = waiting.pop()
        longer = [[p, *path] for p in graph.pred[path[0]] if p not in path]
        waiting += longer
        if not longer:
            found.append(path)
    return sorted(found)


def compare_models(connection, graph, types, models):
    part = chosen(graph, types)
    around = part.to_undirected()
    for model in models:
        query = "select model_id, steps from ancestors(?, ?) where position is not null"
        assert dict(ask(connection, query, model, types)) == steps(
            part.reverse(), model, nx.ancestors(part, model)
        )
        assert dict(
            ask(
                connection,
                "select model_id, steps from descendants(?, ?)",
                model,
                types,
            )
        ) == steps(part, model, nx.descendants(part, model))
        assert dict(
            ask(connection, "select model_id, steps from family(?, ?)", model, types)
        ) == (
            steps(around, model, nx.node_connected_component(around, model))
            | ({model: 0} if part.degree[model] else {})
        )
        parents = {*part.pred[model]} - {model}
        shared_parents = {
            child: {*part.pred[child]} & parents - {child}
            for parent in parents
            for child in part.succ[parent]
        }
        assert {
            name: {*names}
            for name, names, _ in ask(connection, "from siblings(?, ?)", model, types)
        } == {k: v for k, v in shared_parents.items() if v and k != model}


def compare_tables(connection, graph):
    """Compare lineage, families and family_members with networkx."""
    graph = nx.DiGraph(graph)
    for name in ("full", "nomerges"):
        part = chosen(graph, TYPES if name == "full" else NOMERGES)
        with_edges = [node for node in part if part.degree[node]]
        loops = [*nx.selfloop_edges(part)]
        loose = nx.DiGraph(part)
        loose.remove_edges_from(loops)
        roots = [node for node in with_edges if not loose.pred[node]]
        if name == "full":
            steps_from_roots = multi_source(loose, roots)
            assert ask(
                connection,
                "select model_id, parents, children, descendants, generation "
                "from lineage",
            ) == [
                (
                    node,
                    loose.in_degree[node],
                    loose.out_degree[node],
                    len(nx.descendants(loose, node)),
                    steps_from_roots.get(node),
                )
                for node in with_edges
            ]
            continue
        families = {}
        for members in nx.weakly_connected_components(part.subgraph(with_edges)):
            order = [node for node in part if node in members]
            rooted = [node for node in order if not loose.pred[node]]

            def age(node):
                created = graph.nodes[node]["createdAt"]
                return (created != created, str(created))

            if rooted:
                root = min(
                    rooted,
                    key=lambda n: (-len(nx.descendants(loose, n)), *age(n)),
                )
            else:
                root = min(order, key=age)
            generations = multi_source(loose.subgraph(members), rooted or [root])
            families[root] = {node: generations.get(node) for node in order}
        rows = ask(
            connection, "select root_id, model_id, generation from family_members"
        )
        found = {}
        for root, node, generation in rows:
            found.setdefault(root, {})[node] = generation
        assert found == families
        assert len(rows) == len(with_edges)
        for root, size, depth, edges, likes in ask(
            connection,
            "select root_id, size, depth, edges, likes from families",
        ):
            members = families[root]
            assert size == len(members)
            assert depth == max(g for g in members.values() if g is not None)
            assert edges == part.subgraph(members).number_of_edges()
            known = [
                graph.nodes[node]["likes"]
                for node in members
                if graph.nodes[node]["likes"] == graph.nodes[node]["likes"]
            ]
            assert likes == (sum(known) if known else None)


def multi_source(graph, roots):
    lengths = {}
    for root in roots:
        for node, length in nx.single_source_shortest_path_length(graph, root).items():
            lengths[node] = min(length, lengths.get(node, length))
    return lengths


NAMES = [*"abcdefghij"]
TYPED = [
    ("untyped", "parent_model"),
    ("finetune", "finetune_parent"),
    ("adapter", "adapter_parent"),
    ("merge", "merge_parent"),
]
"""The lists of a row, and the types that they give, the last of which counts."""
LISTS = [column for _, column in TYPED]
TIMES = st.sampled_from(
    ["", *(f"2024-0{month}-01T00:00:00.000Z" for month in range(1, 4))]
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "createdAt": TIMES,
            "likes": st.sampled_from(["", "1", "2"]),
            **{name: st.lists(st.sampled_from(NAMES), max_size=2) for name in LISTS},
        }
    ),
    min_size=1,
    max_size=len(NAMES),
)


GRAPHS = st.lists(
    st.tuples(ROWS, st.sets(st.sampled_from(TYPES)).map(sorted)),
    min_size=deep(12, 10),
    max_size=12,
)
"""Graphs that are built as parts of one table, each with the types to compare."""


@settings(
    max_examples=deep(2, 25),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(graphs=GRAPHS)
def test_any_graph_has_the_lineage_of_networkx(graphs, tmp_path_factory):
    folder = tmp_path_factory.mktemp("any")
    rows = [
        {"model_id": f"{number}/{name}", **renamed(row, number)}
        for number, (table, _) in enumerate(graphs)
        for name, row in zip(NAMES, table, strict=False)
    ]
    write_csv(folder / "models.csv", rows, quoting=csv.QUOTE_ALL)
    ecograph.build(folder / "models.csv", folder)
    full = ecograph.load("full", folder)
    with ecograph.connect(folder) as connection:
        compare_tables(connection, full)
        for number, (table, types) in enumerate(graphs):
            names = [f"{number}/{name}" for name, _ in zip(NAMES, table, strict=False)]
            graph = full.subgraph(names)
            compare_models(connection, graph, types, names[:3])
            part = chosen(graph, types)
            part.remove_edges_from([*nx.selfloop_edges(part)])
            for model in names[:3]:
                query = (
                    "select model_id, steps, named_by from ancestors(?, ?) "
                    "where position is null"
                )
                found = ask(connection, query, model, types)
                assert sorted(found) == absent_above(
                    part, model, types, dict(zip(names, table, strict=False)), number
                )
                query = "select path from lineage_paths(?, ?)"
                found = ask(connection, query, model, types)
                assert sorted(path for (path,) in found) == all_paths(part, model)
    assert [check for check in ecograph.check(folder) if check.failing] == []


def absent_above(part, model, types, rows, number):
    """What is not in a table of the models above one and itself, by plain search."""
    distances = nx.single_target_shortest_path_length(part, model)
    nearest = {}
    for steps, name in sorted((n, name) for name, n in dict(distances).items()):
        kinds = {
            f"{number}/{parent}": kind
            for kind, column in TYPED
            for parent in rows[name][column]
        }
        for parent, kind in kinds.items():
            if parent not in rows and kind in types:
                nearest.setdefault(parent, (steps + 1, []))[1].append(name)
    return sorted((parent, *found) for parent, found in nearest.items())


def renamed(row, number):
    """A row whose parents are models of the graph of a number."""
    lists = {
        name: repr([f"{number}/{parent}" for parent in row[name]]) for name in LISTS
    }
    return {**row, **lists}


@pytest.mark.parametrize("name", ["rimel", "minigraph"])
def test_real_records_have_the_lineage_of_networkx(name, shared_build):
    folder = shared_build(name)
    graph = ecograph.load("full", folder)
    largest = sorted(graph, key=lambda node: (-graph.degree[node], node))
    with ecograph.connect(folder) as connection:
        compare_tables(connection, graph)
        for types in ([*TYPES], NOMERGES, ["finetune"], ["quantized", "merge"]):
            models = [*largest[: deep(2, 4)], largest[len(largest) // 30]]
            compare_models(connection, graph, types, models)


def test_the_sample_has_the_lineage_of_networkx(synthetic_folder):
    with ecograph.connect(synthetic_folder) as connection:
        compare_tables(connection, ecograph.load("full", synthetic_folder))
