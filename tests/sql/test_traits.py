"""Traits and their drift along edges, held against plain Python."""

import ast
import math
import re
import statistics
from collections import Counter, defaultdict
from datetime import date

import networkx as nx
import pytest
from conftest import SAMPLE, asked, shared, write_csv

import ecograph

LISTED = {"license": "licenses", "language": "languages", "dataset": "datasets"}
SINGLE = {"library": "library_name", "task": "pipeline_tag"}
KEPT = {
    "full": lambda kind: True,
    "finetune": lambda kind: kind == "finetune",
    "nomerges": lambda kind: kind != "merge",
}

MODELS = [
    {
        "model_id": "base",
        "licenses": "['mit', 'x', None, 'mit']",
        "languages": "['English', 'French', 'German']",
        "pipeline_tag": "text-generation",
        "createdAt": "2024-01-31T23:59:59.999Z",
        "likes": "10",
    },
    {
        "model_id": "tuned",
        "finetune_parent": "['base']",
        "licenses": "['mit', 'y']",
        "languages": "['English']",
        "pipeline_tag": "translation",
        "library_name": "peft",
        "createdAt": "2024-02-01T00:00:00.000Z",
        "likes": "4",
    },
    {
        "model_id": "merged",
        "merge_parent": "['base', 'tuned']",
        "licenses": "[None]",
        "datasets": "['it\\'s']",
        "createdAt": "2024-02-28T00:00:00.000Z",
    },
    {"model_id": "odd", "licenses": "mit", "parent_model": "['tuned']"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("traits")
    write_csv(folder / "models.csv", MODELS)
    ecograph.build(folder / "models.csv", folder)
    return folder


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        (
            "select * exclude (position) from traits order by all",
            [
                ("base", "language", "English"),
                ("base", "language", "French"),
                ("base", "language", "German"),
                ("base", "license", "mit"),
                ("base", "license", "x"),
                ("base", "task", "text-generation"),
                ("merged", "dataset", "it's"),
                ("tuned", "language", "English"),
                ("tuned", "library", "peft"),
                ("tuned", "license", "mit"),
                ("tuned", "license", "y"),
                ("tuned", "task", "translation"),
            ],
        ),
        (
            "from trait_counts where trait in ('license', 'library')",
            [
                ("library", "peft", 1, 0.25, 1),
                ("license", "mit", 2, 0.5, 1),
                ("license", "x", 1, 0.25, 0.5),
                ("license", "y", 1, 0.25, 0.5),
            ],
        ),
        (
            "select child_id, len(parent_values), len(child_values) from edge_traits "
            "where trait = 'license' order by all",
            [("merged", 2, 0), ("merged", 2, 0), ("odd", 2, 0), ("tuned", 2, 2)],
        ),
        (
            "from trait_mutations where graph <> 'full'",
            [
                ("finetune", "language", 1, 2 / 3, 2 / 3),
                ("finetune", "license", 1, 2 / 3, 2 / 3),
                ("finetune", "task", 1, 1.0, 1.0),
                ("nomerges", "language", 1, 2 / 3, 2 / 3),
                ("nomerges", "license", 1, 2 / 3, 2 / 3),
                ("nomerges", "task", 1, 1.0, 1.0),
            ],
        ),
        (
            "from trait_transitions where graph = 'finetune' order by all",
            [
                ("finetune", "language", "French", "English", 0, 1, 1),
                ("finetune", "language", "German", "English", 0, 1, 1),
                ("finetune", "license", "mit", "y", 1, 0, 1),
                ("finetune", "license", "x", "mit", 0, 1, 1),
                ("finetune", "license", "x", "y", 1, 1, 2),
                ("finetune", "task", "text-generation", "translation", 1, 1, 2),
            ],
        ),
        (
            "from trait_flows where graph = 'finetune' and trait = 'license' "
            "order by all",
            [
                ("finetune", "license", "mit", "y", 1, 1, 1),
                ("finetune", "license", "x", "mit", 1, 1, 1),
                ("finetune", "license", "x", "y", 2, 2, 2),
            ],
        ),
        (
            "from language_drift",
            [
                ("all", 4, 2.0, 0.25, 1, 3.0, 1.0),
                ("merge", 2, 2.0, 0.0, 0, None, None),
                ("finetune", 1, 3.0, 1.0, 1, 3.0, 1.0),
                ("untyped", 1, 1.0, 0.0, 0, None, None),
            ],
        ),
        (
            "select edge_type, edges, median_likes, mean_likes, median_downloads, "
            "median_days, mean_days from delta_summary",
            [
                ("all", 4, -6.0, -6.0, None, 27.0, 18.0),
                ("merge", 2, None, None, None, 27.0, 27.0),
                ("finetune", 1, -6.0, -6.0, None, 0.0, 0.0),
                ("untyped", 1, None, None, None, None, None),
            ],
        ),
        (
            "select graph, list(edge_type order by edge_type) from graph_types "
            "where graph <> 'full' group by graph order by graph",
            [
                ("finetune", ["finetune"]),
                ("nomerges", ["adapter", "finetune", "quantized", "untyped"]),
            ],
        ),
        (
            "from license_lists order by literal",
            [
                ("['mit', 'x', None, 'mit']", ["mit", "x"], None),
                ("['mit', 'y']", ["mit", "y"], None),
            ],
        ),
        (
            "select license_change(['mit'], [], ['gemma'], ['use limits']), "
            "license_change(['gemma'], ['use limits'], ['mit'], []), "
            "dropped_terms(['use limits'], [])",
            [("tightened", "loosened", ["use limits"])],
        ),
        (
            "select figure, found from graph_figures where section = 'counts' "
            "order by figure",
            [
                ("edges", 4),
                ("edges of finetune", 1),
                ("edges of full", 4),
                ("edges of nomerges", 2),
                ("edges: adapter", 0),
                ("edges: finetune", 1),
                ("edges: merge", 2),
                ("edges: quantized", 0),
                ("edges: untyped", 1),
                ("models", 4),
            ],
        ),
        (
            "select figure, found from trait_figures "
            "where section = 'languages of a model' order by figure",
            [("any", 2), ("none", 2), ("one", 1), ("two", 0)],
        ),
        (
            "from growth",
            [
                (date(2024, 1, 1), 1, 0, 0, 0, 0, 0, 0),
                (date(2024, 2, 1), 2, 3, 1, 0, 0, 2, 0),
                (None, 1, 1, 0, 0, 0, 0, 1),
            ],
        ),
    ],
)
def test_of_literal_rows(query, rows, folder):
    assert asked(folder, query) == rows


def test_values_that_say_nothing_are_not_frequent(write_rows):
    names = ["other", "unknown", "None", "", *(f"v{n:02}" for n in range(25))]
    path = write_rows(
        {"model_id": "all", "licenses": repr(names)},
        {"model_id": "one", "licenses": "['v24']"},
    )
    ecograph.build(path, path.parent)
    rows = asked(path.parent, "from frequent_values")
    assert rows[0] == ("license", "v24", 2, 1)
    assert rows[1:] == [("license", f"v{n:02}", 1, n + 2) for n in range(19)]


def values(graph, model):
    """The sets of a model's traits, by plain Python."""
    attributes = graph.nodes[model]
    found = {}
    for trait, name in LISTED.items():
        text = attributes[name]
        listed = ast.literal_eval(text) if isinstance(text, str) else []
        found[trait] = {value for value in listed if value is not None}
    for trait, name in SINGLE.items():
        text = attributes[name]
        found[trait] = {text} if isinstance(text, str) else set()
    return found


def trait_pairs(graph, named, trait, name):
    """The values at both ends of the edges of a graph, where both name some."""
    for parent, child, kind in graph.edges(data="edge_type"):
        sets = named[parent][trait], named[child][trait]
        if KEPT[name](kind) and all(sets):
            yield sets


@pytest.fixture(scope="module", params=["sample", "rimel", "minigraph"])
def real(request, tmp_path_factory):
    """A build, its graph, and what each model of it names."""
    name = request.param
    source = SAMPLE if name == "sample" else shared(f"data/{name}.csv")
    folder = tmp_path_factory.mktemp(name)
    ecograph.build(source, folder)
    graph = ecograph.load("full", folder)
    return folder, graph, {model: values(graph, model) for model in graph}


def test_the_counts_are_those_of_plain_python(real):
    folder, graph, named = real
    for trait in (*LISTED, *SINGLE):
        counts = Counter(value for sets in named.values() for value in sets[trait])
        any_named = sum(bool(sets[trait]) for sets in named.values())
        assert {
            value: rest
            for value, *rest in asked(
                folder,
                "select * exclude (trait) from trait_counts where trait = ?",
                trait,
            )
        } == {v: [n, n / len(graph), n / any_named] for v, n in counts.items()}


def test_mutations_and_transitions_are_those_of_plain_python(real):
    folder, graph, named = real
    for name in KEPT:
        for trait in (*LISTED, *SINGLE):
            mutations, transitions = [], defaultdict(int)
            for p, c in trait_pairs(graph, named, trait, name):
                mutations.append(len(p ^ c) / len(p | c))
                for a in c - p:
                    for b in p:
                        transitions[b, a] += 1
                for r in p - c:
                    for b in c:
                        transitions[r, b] += 1
            found = asked(
                folder,
                "select edges, mutation, rate from trait_mutations "
                "where graph = ? and trait = ?",
                *(name, trait),
            )
            if mutations:
                ((edges, mutation, rate),) = found
                assert edges == len(mutations)
                assert math.isclose(mutation, math.fsum(mutations), abs_tol=1e-9)
                assert math.isclose(rate, statistics.fmean(mutations), abs_tol=1e-12)
            else:
                assert found == []
            rows = asked(
                folder,
                "select from_value, to_value, transitions from trait_transitions "
                "where graph = ? and trait = ?",
                *(name, trait),
            )
            assert {(p, c): n for p, c, n in rows} == transitions
            flows = {}
            for p, c in transitions:
                there, back = transitions[p, c], transitions.get((c, p), 0)
                if (there, c) > (back, p):
                    flows[p, c] = (there, there - back, there + back)
            rows = asked(
                folder,
                "select from_value, to_value, transitions, traffic, total_n "
                "from trait_flows where graph = ? and trait = ?",
                *(name, trait),
            )
            assert {(p, c): tuple(rest) for p, c, *rest in rows} == flows


def test_languages_and_deltas_are_those_of_plain_python(real):
    folder, graph, named = real
    by_type = defaultdict(list)
    for parent, child, edge in graph.edges(data=True):
        sizes = [len(named[model]["language"]) for model in (parent, child)]
        for kind in ("all", edge["edge_type"] or "untyped"):
            by_type[kind].append((*sizes, edge))
    rows = asked(folder, "from language_drift")
    assert {kind for kind, *_ in rows} == by_type.keys()
    for kind, edges, parents, children, both, parents_both, children_both in rows:
        sizes = [(p, c) for p, c, _ in by_type[kind]]
        assert edges == len(sizes)
        assert math.isclose(parents, statistics.fmean(p for p, _ in sizes))
        assert math.isclose(children, statistics.fmean(c for _, c in sizes))
        named_both = [(p, c) for p, c in sizes if p and c]
        assert both == len(named_both)
        if both:
            assert math.isclose(parents_both, sum(p for p, _ in named_both) / both)
            assert math.isclose(children_both, sum(c for _, c in named_both) / both)
    rows = asked(folder, "select * exclude (edges) from delta_summary")
    for kind, *medians_and_means in rows:
        wanted = []
        for name in ("likes", "downloads", "createdAt_days"):
            changes = [edge[f"change_in_{name}"] for *_, edge in by_type[kind]]
            known = [change for change in changes if change == change]
            wanted += [statistics.median(known), statistics.fmean(known)]
        assert medians_and_means == pytest.approx(wanted)


def test_the_growth_adds_up(real):
    folder, graph, _ = real
    rows = {str(month)[:7]: rest for month, *rest in asked(folder, "from growth")}
    created = {
        model: time[:7] if isinstance(time, str) else "None"
        for model, time in graph.nodes(data="createdAt")
    }
    months = Counter(created.values())
    assert {month: counts[0] for month, counts in rows.items()} == months
    kinds = ("finetune", "quantized", "adapter", "merge", None)
    edges = Counter(
        (created[child], kind) for _, child, kind in graph.edges(data="edge_type")
    )
    for month, (_, total, *counts) in rows.items():
        assert counts == [edges[month, kind] for kind in kinds]
        assert total == sum(counts)


def test_each_published_figure_is_under_its_name_in_the_publication(folder):
    """Families, parents and licences by name, mutations by their row of the table."""
    text = shared("FIGURES.md").read_text("utf-8").replace("\n", " ")
    named = asked(
        folder,
        "select section, figure, published from published_figures "
        "where section in ('families', 'only parents', 'license')",
    )
    starts = {
        "families": "## Families",
        "only parents": "## Parents that are the only",
        "license": "- licenses:",
    }
    for section, figure, published in named:
        part = text[text.index(starts[section]) :].partition("##" * 2)[0][:700]
        number = rf"{re.escape(figure)} {published:,.0f}\b"
        assert re.search(number, part), (section, figure)
    rows = {"language": "languages", "license": "licenses", "task": "pipeline_tag"}
    mutations = dict(
        asked(
            folder,
            "select figure, published from published_figures "
            "where section = 'mutation'",
        )
    )
    for trait, name in rows.items():
        cells = re.search(rf"\| {name} \| (.*?) \| (.*?) \| (.*?) \|", text).groups()
        wanted = [float(cell.replace(",", "")) for cell in cells]
        found = [mutations[f"{trait}: {kind}"] for kind in ("sum", "edges", "rate")]
        assert found == pytest.approx(wanted, rel=1e-15)
    for kind in ("adapter", "finetune", "quantized", "merge"):
        ((published,),) = asked(
            folder,
            "select published from published_figures where figure = ?",
            f"edges: {kind}",
        )
        assert f"{kind} {published:,.0f}" in text


def test_each_published_figure_is_in_the_publication(folder):
    """FIGURES.md has each of the numbers, as fractions in per cent or not."""
    text = shared("FIGURES.md").read_text("utf-8").replace("−", "-")
    numbers = {
        round(float(number.replace(",", "")), 15)
        for number in re.findall(r"-?\d[\d,]*(?:\.\d+)?", text)
    }
    rows = asked(folder, "select figure, published from published_figures")
    assert len(rows) == len({*rows}) == 87
    for figure, published in rows:
        assert {round(published, 15), round(published * 100, 2)} & numbers, figure


def test_the_figures_of_a_build_are_beside_the_published(real):
    folder, graph, named = real
    rows = asked(
        folder, "select section, figure, published, found, agrees from figure_checks"
    )
    assert len(rows) == 87
    found = {(section, figure): value for section, figure, _, value, _ in rows}
    assert found["counts", "models"] == len(graph)
    assert found["counts", "edges"] == graph.number_of_edges()
    kinds = Counter(kind or "untyped" for *_, kind in graph.edges(data="edge_type"))
    for kind in ("finetune", "quantized", "adapter", "merge", "untyped"):
        assert found["counts", f"edges: {kind}"] == kinds[kind]
    nomerges = ecograph.load("nomerges", folder)
    leading_on = Counter(
        kind
        for _, child, kind in nomerges.edges(data="edge_type")
        if nomerges.out_degree[child]
    )
    for kind in ("finetune", "quantized", "adapter"):
        assert found["leading on", kind] == leading_on[kind]
    sizes = [len(part) for part in nx.weakly_connected_components(nomerges)]
    for (section, figure), size in found.items():
        if section == "families" and size is not None:
            assert size in sizes, figure
    languages = Counter(len(sets["language"]) for sets in named.values())
    for number, figure in enumerate(("none", "one", "two")):
        assert found["languages of a model", figure] == languages[number]
    for _, _, published, value, agrees in rows:
        assert agrees is (None if value is None else value == published)
    for trait, value in (("license", "mit"), ("license", "other")):
        counted = sum(value in sets[trait] for sets in named.values())
        assert found[trait, value] == counted
    shares = {"language": "English", "task": "text-generation", "library": "peft"}
    for trait, value in shares.items():
        naming = sum(bool(sets[trait]) for sets in named.values())
        counted = sum(value in sets[trait] for sets in named.values())
        share = found["share of named", f"{trait}: {value}"]
        assert share == (counted / naming if counted else None)
    licensed = sum("apache-2.0" in sets["license"] for sets in named.values())
    share = found["share of models", "license: apache-2.0"]
    assert share == (licensed / len(graph) if licensed else None)
    for trait in ("language", "license", "task"):
        mutations = [
            len(p ^ c) / len(p | c)
            for p, c in trait_pairs(graph, named, trait, "finetune")
        ]
        assert found["mutation", f"{trait}: edges"] == len(mutations)
        if mutations:
            rate = found["mutation", f"{trait}: rate"]
            assert math.isclose(rate, statistics.fmean(mutations))
            total = found["mutation", f"{trait}: sum"]
            assert math.isclose(total, math.fsum(mutations))
    pairs = [*trait_pairs(graph, named, "language", "full")]
    for number, end in enumerate(("parent", "child")):
        sizes = [len(pair[number]) for pair in pairs]
        figure = found["languages", f"of the {end}, both named"]
        assert math.isclose(figure, statistics.fmean(sizes)) if sizes else not figure
    for trait in ("license", "language", "task", "library"):
        ordered = ecograph.ordering(trait, "finetune", folder)
        assert found["ordering", f"{trait}: pairs"] == ordered.all_pairs
        if ("ordering", f"{trait}: transitions") in found:
            transitions = found["ordering", f"{trait}: transitions"]
            assert transitions == ordered.all_transitions


def test_of_one_model_alone_there_is_nothing_to_say(write_rows):
    path = write_rows({"model_id": "alone"})
    ecograph.build(path, path.parent)
    for name in ("lineage", "families", "traits", "trait_counts", "trait_mutations"):
        assert asked(path.parent, f"from {name}") == []
    assert asked(path.parent, "from delta_summary") == [("all", 0, *[None] * 6)]
    assert asked(path.parent, "from language_drift") == [
        ("all", 0, None, None, 0, None, None)
    ]
    assert asked(path.parent, "from growth") == [(None, 1, 0, 0, 0, 0, 0, 0)]
    assert asked(
        path.parent,
        "select figure, found from figure_checks where section = 'counts' limit 3",
    ) == [("models", 1), ("edges", 0), ("edges: adapter", 0)]


def test_the_snapshot_of_the_paper_would_agree(write_rows):
    """The one edge of it that was published, and a family under its name."""
    path = write_rows(
        {
            "model_id": "lucianosb/boto-7B",
            "likes": "5",
            "downloads": "10",
            "createdAt": "2024-01-01T12:00:00.000Z",
        },
        {
            "model_id": "mradermacher/boto-7B-i1-GGUF",
            "likes": "0",
            "downloads": "558",
            "createdAt": "2024-09-01T13:00:00.000Z",
            "quantized_parent": "['lucianosb/boto-7B']",
            "parent_model": "['lucianosb/boto-7B']",
        },
        {"model_id": "a/gemma-2b"},
        {"model_id": "b/gemma-2b"},
        {"model_id": "c", "parent_model": "['b/gemma-2b']"},
        {"model_id": "d", "parent_model": "['gone/bert-base-uncased']"},
        {"model_id": "e", "parent_model": "['gone/bert-base-uncased', 'c']"},
    )
    ecograph.build(path, path.parent)
    rows = asked(
        path.parent,
        "select figure, found, agrees from figure_checks "
        "where section in ('boto-7B', 'families', 'only parents') "
        "and found <> 0",
    )
    assert rows == [
        ("change in likes", -5, True),
        ("percentage change in likes", -1, True),
        ("change in downloads", 548, True),
        ("percentage change in downloads", 54.8, True),
        ("days", 244, True),
        ("gemma-2b", 3, False),
        ("gemma-2b", 1, False),
        ("bert-base-uncased", 1, False),
    ]
