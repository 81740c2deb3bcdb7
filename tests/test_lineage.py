"""Lineage and families, held against networkx."""

import csv
import datetime as dt

import duckdb
import networkx as nx
import pytest
from conftest import asked, shared, write_csv
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ecograph

TYPES = ("finetune", "quantized", "adapter", "merge", "untyped")
NOMERGES = [kind for kind in TYPES if kind != "merge"]

MODELS = [
    {"model_id": "base", "likes": "9", "createdAt": "2024-01-01T00:00:00.000Z"},
    {"model_id": "tuned", "finetune_parent": "['base']", "likes": "2"},
    {"model_id": "small", "quantized_parent": "['tuned']", "downloads": "5"},
    {"model_id": "other", "parent_model": "['base', 'other']"},
    {"model_id": "merged", "merge_parent": "['small', 'other', 'lone']"},
    {"model_id": "lone", "createdAt": "2024-03-01T00:00:00.000Z"},
    {"model_id": "selfish", "finetune_parent": "['selfish']"},
    {
        "model_id": "hen",
        "adapter_parent": "['egg']",
        "createdAt": "2024-05-01T00:00:00.000Z",
    },
    {
        "model_id": "egg",
        "adapter_parent": "['hen']",
        "createdAt": "2024-04-01T00:00:00.000Z",
    },
    {"model_id": "chick", "finetune_parent": "['hen']"},
    {"model_id": "alone"},
]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("ancestors('small')", [("tuned", 1, 1), ("base", 2, 0)]),
        ("ancestors('small', ['quantized'])", [("tuned", 1, 1)]),
        ("ancestors('small', types := ['merge', 'untyped'])", []),
        ("ancestors('other')", [("base", 1, 0)]),
        ("ancestors('selfish')", []),
        ("ancestors('egg')", [("hen", 1, 7)]),
        ("ancestors('alone')", []),
        ("ancestors('no such model')", []),
        (
            "descendants('base')",
            [("tuned", 1, 1), ("other", 1, 3), ("small", 2, 2), ("merged", 2, 4)],
        ),
        ("descendants('base', ['untyped'])", [("other", 1, 3)]),
        ("descendants('base', [])", []),
        ("descendants('hen')", [("egg", 1, 8), ("chick", 1, 9)]),
        ("siblings('tuned')", [("other", ["base"], 3)]),
        (
            "siblings('small')",
            [],
        ),
        ("siblings('egg')", [("chick", ["hen"], 9)]),
        ("siblings('tuned', ['finetune'])", []),
        (
            "family('small')",
            [("small", 0, 2), ("tuned", 1, 1), ("base", 2, 0), ("other", 3, 3)],
        ),
        ("family('alone')", []),
        ("family('selfish')", [("selfish", 0, 6)]),
        (
            "family('lone', null)",
            [
                ("lone", 0, 5),
                ("merged", 1, 4),
                ("small", 2, 2),
                ("other", 2, 3),
                ("base", 3, 0),
                ("tuned", 3, 1),
            ],
        ),
        (
            "lineage_paths('merged')",
            [
                ("lone", 1, ["lone", "merged"], ["merge"]),
                ("base", 2, ["base", "other", "merged"], ["untyped", "merge"]),
                (
                    *("base", 3, ["base", "tuned", "small", "merged"]),
                    ["finetune", "quantized", "merge"],
                ),
            ],
        ),
        ("lineage_paths('alone')", [("alone", 0, ["alone"], [])]),
        ("lineage_paths('egg')", [("hen", 1, ["hen", "egg"], ["adapter"])]),
        (
            "lineage_paths('merged', ['merge'])",
            [
                ("lone", 1, ["lone", "merged"], ["merge"]),
                ("other", 1, ["other", "merged"], ["merge"]),
                ("small", 1, ["small", "merged"], ["merge"]),
            ],
        ),
        (
            "lineage",
            [
                ("base", 0, 2, 4, 0, 0),
                ("tuned", 1, 1, 2, 1, 1),
                ("small", 1, 1, 1, 2, 2),
                ("other", 1, 1, 1, 1, 3),
                ("merged", 3, 0, 0, 1, 4),
                ("lone", 0, 1, 1, 0, 5),
                ("selfish", 0, 0, 0, 0, 6),
                ("hen", 1, 2, 2, None, 7),
                ("egg", 1, 1, 2, None, 8),
                ("chick", 1, 0, 0, None, 9),
            ],
        ),
        (
            "family_members",
            [
                ("base", "base", 0, 0, 0),
                ("base", "tuned", 1, 0, 1),
                ("base", "small", 2, 0, 2),
                ("base", "other", 1, 0, 3),
                ("selfish", "selfish", 0, 6, 6),
                ("egg", "hen", 1, 8, 7),
                ("egg", "egg", 0, 8, 8),
                ("egg", "chick", 2, 8, 9),
            ],
        ),
        (
            "families",
            [
                (
                    *("base", 4, 2, 4, 1, 1, 0, 2),
                    *(dt.datetime(2024, 1, 1), dt.datetime(2024, 1, 1), 11, 5, 0),
                ),
                (
                    *("egg", 3, 2, 3, 1, 0, 2, 0),
                    *(dt.datetime(2024, 4, 1), dt.datetime(2024, 5, 1), None, None, 8),
                ),
                ("selfish", 1, 0, 1, 1, 0, 0, 0, None, None, None, None, 6),
            ],
        ),
    ],
)
def test_of_literal_rows(query, rows, lineage_folder):
    assert asked(lineage_folder, f"from {query}") == rows


@pytest.mark.parametrize("name", ["ancestors", "descendants", "siblings", "family"])
def test_a_type_that_is_none_is_an_error(name, lineage_folder):
    for types in ("['finetuned']", "['finetune', null]", "[1]"):
        with pytest.raises(duckdb.Error, match=r"adapter, merge, untyped; found \["):
            asked(lineage_folder, f"from {name}('base', {types})")


def test_an_id_is_text_whatever_it_is_asked_with(lineage_folder):
    assert asked(lineage_folder, "from ancestors(?)", 42) == []
    assert asked(lineage_folder, "from lineage_paths(?)", 'it\'s "x"') == []
    assert asked(lineage_folder, "from siblings(null)") == []


def ladder(rungs):
    """Two merges a rung, each of both on the rung below."""
    rows = [{"model_id": f"{side}0"} for side in "ab"]
    return rows + [
        {"model_id": f"{side}{n}", "merge_parent": f"['a{n - 1}', 'b{n - 1}']"}
        for n in range(1, rungs)
        for side in "ab"
    ]


def test_paths_beyond_number_are_an_error(write_rows):
    """Each rung doubles the paths."""
    path = write_rows(*ladder(25))
    ecograph.build(path, path.parent)
    assert len(asked(path.parent, "from lineage_paths('a10')")) == 1024
    assert len(asked(path.parent, "from ancestors('a24')")) == 48
    with pytest.raises(duckdb.Error, match="more than 100,000 paths: name types"):
        asked(path.parent, "from lineage_paths('a24')")
    assert asked(
        path.parent, "select descendants from lineage where model_id in ('a0', 'b23')"
    ) == [(48,), (2,)]


def test_descendants_too_many_to_count_are_null(write_rows):
    """Of some 5,000 joints with 2,500 models above them, 12 million pairs."""
    tail = {"model_id": "tail", "finetune_parent": "['a2499']"}
    tip = {"model_id": "tip", "finetune_parent": "['tail']"}
    path = write_rows(*ladder(2500), tail, tip)
    ecograph.build(path, path.parent)
    found = dict(asked(path.parent, "select model_id, descendants from lineage"))
    known = {name: number for name, number in found.items() if number is not None}
    assert known == {"a2499": 2, "tail": 1, "tip": 0, "b2499": 0}
    assert len(asked(path.parent, "from descendants('b2400')")) == 200
    assert [made for made in ecograph.check(path.parent) if made.failing] == []


def chosen(graph, types):
    """The graph of the edges of some types, all models kept."""
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
    """Paths that lead down to a model and cannot be made longer, by plain search."""
    found, waiting = [], [[model]]
    while waiting:
        path = waiting.pop()
        longer = [[p, *path] for p in graph.pred[path[0]] if p not in path]
        waiting += longer
        if not longer:
            found.append(path)
    return sorted(found)


def compare_models(folder, graph, types, models):
    part = chosen(graph, types)
    around = part.to_undirected()
    for model in models:
        assert dict(
            asked(folder, "select model_id, steps from ancestors(?, ?)", model, types)
        ) == steps(part.reverse(), model, nx.ancestors(part, model))
        assert dict(
            asked(folder, "select model_id, steps from descendants(?, ?)", model, types)
        ) == steps(part, model, nx.descendants(part, model))
        assert dict(
            asked(folder, "select model_id, steps from family(?, ?)", model, types)
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
            for name, names, _ in asked(folder, "from siblings(?, ?)", model, types)
        } == {k: v for k, v in shared_parents.items() if v and k != model}


def compare_tables(folder, graph):
    """Hold lineage, families and family_members against networkx."""
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
            assert asked(
                folder,
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
        rows = asked(folder, "select root_id, model_id, generation from family_members")
        found = {}
        for root, node, generation in rows:
            found.setdefault(root, {})[node] = generation
        assert found == families
        assert len(rows) == len(with_edges)
        for root, size, depth, edges, likes in asked(
            folder,
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
LISTS = ("parent_model", "finetune_parent", "merge_parent", "adapter_parent")
TIMES = st.sampled_from(
    ["", *(f"2024-0{month}-01T00:00:00.000Z" for month in range(1, 4))]
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "createdAt": TIMES,
            "likes": st.sampled_from(["", "1", "2"]),
            **{
                name: st.lists(st.sampled_from(NAMES), max_size=2).map(repr)
                for name in LISTS
            },
        }
    ),
    min_size=1,
    max_size=len(NAMES),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, types=st.sets(st.sampled_from(TYPES)).map(sorted))
def test_of_any_graph(rows, types, tmp_path_factory):
    folder = tmp_path_factory.mktemp("any")
    rows = [{"model_id": name, **row} for name, row in zip(NAMES, rows, strict=False)]
    write_csv(folder / "models.csv", rows, quoting=csv.QUOTE_ALL)
    ecograph.build(folder / "models.csv", folder)
    graph = ecograph.load("full", folder)
    compare_tables(folder, graph)
    compare_models(folder, graph, types, [*graph][:3])
    part = chosen(graph, types)
    part.remove_edges_from([*nx.selfloop_edges(part)])
    for model in [*graph][:3]:
        found = asked(folder, "select path from lineage_paths(?, ?)", model, types)
        assert sorted(path for (path,) in found) == all_paths(part, model)
    assert [made for made in ecograph.check(folder) if made.failing] == []


@pytest.mark.parametrize("name", ["rimel", "minigraph"])
def test_of_real_records(name, tmp_path):
    ecograph.build(shared(f"data/{name}.csv"), tmp_path)
    graph = ecograph.load("full", tmp_path)
    compare_tables(tmp_path, graph)
    most = sorted(graph, key=lambda node: (-graph.degree[node], node))
    for types in ([*TYPES], NOMERGES, ["finetune"], ["quantized", "merge"]):
        compare_models(tmp_path, graph, types, [*most[:4], most[len(most) // 30]])


def test_of_the_sample(sample_folder):
    compare_tables(sample_folder, ecograph.load("full", sample_folder))


def test_a_long_line_of_descent_is_built(write_rows):
    """Labels handed on from model to model, or all pairs, would never end."""
    length = 3_000
    path = write_rows(
        {"model_id": "m0"},
        *(
            {"model_id": f"m{n}", "finetune_parent": f"['m{n - 1}']"}
            for n in range(1, length)
        ),
    )
    ecograph.build(path, path.parent)
    assert asked(path.parent, "select root_id, size, depth from families") == [
        ("m0", length, length - 1)
    ]
    assert asked(
        path.parent,
        "select descendants, generation from lineage where model_id in ('m0', 'm7') "
        "order by position",
    ) == [(length - 1, 0), (length - 8, 7)]


def test_an_edge_is_chosen_by_its_type(lineage_folder):
    for types, wanted in (
        (None, [True, True]),
        (["merge", "untyped"], [False, True]),
        (["finetune"], [True, False]),
        ([], [False, False]),
    ):
        rows = asked(
            lineage_folder,
            "select is_chosen(edge_type, ?) from (values ('finetune'), (null)) "
            "as edges (edge_type)",
            types,
        )
        assert [row for (row,) in rows] == wanted
