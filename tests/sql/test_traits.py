"""Traits and their drift along edges, compared with plain Python."""

import gzip
import json
import math
import statistics
from collections import Counter, defaultdict
from datetime import date

import pytest
from conftest import asked, built, shared, write_csv, write_records
from oracle import COLUMNS, is_floor
from quick_build import quick_build
from real_traits import KEPT, LISTED, SINGLE, trait_pairs

import ecograph
from ecograph.edge_types import EDGE_TYPES

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
    return built(tmp_path_factory.mktemp("traits"), MODELS)


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
            "edges_with_days, median_days, mean_days from delta_summary",
            [
                ("all", 4, -6.0, -6.0, None, 3, 27.0, 18.0),
                ("merge", 2, None, None, None, 2, 27.0, 27.0),
                ("finetune", 1, -6.0, -6.0, None, 1, 0.0, 0.0),
                ("untyped", 1, None, None, None, 0, None, None),
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
                ("['mit', 'x', None, 'mit']", None, ["mit", "x"], None),
                ("['mit', 'y']", None, ["mit", "y"], None),
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
                (date(2024, 1, 1), False, 1, 0, 0, 0, 0, 0, 0),
                (date(2024, 2, 1), False, 2, 3, 1, 0, 0, 2, 0),
                (None, None, 1, 1, 0, 0, 0, 0, 1),
            ],
        ),
    ],
)
def test_literal_rows_of_traits(query, rows, folder):
    assert asked(folder, query) == rows


def fine_tune(trait, parent, child):
    """Two models with a value each, the second made from the first."""
    names = [f"{parent} to {child}", f"{child} from {parent}"]
    return [
        {"model_id": names[0], trait: parent},
        {"model_id": names[1], trait: child, "finetune_parent": repr(names[:1])},
    ]


def frequent(write_rows, *rows):
    """The places and values of the finetune graph."""
    path = write_rows(*rows)
    quick_build(path, path.parent, "main.frequent_values")
    query = "select place, trait_value, models from frequent_values"
    return asked(path.parent, f"{query} where graph = 'finetune' order by place")


def test_papers_are_those_of_tags_and_of_the_research_groups_column(tmp_path):
    """Where the source tells nothing, they are unknown, which is not none."""
    paper, other = "1706.03762", "cs/9605103"
    tags = [f"arxiv:{other}", f"arxiv:{paper}", f"arxiv:{paper}", "xarxiv:1", "arxiv"]
    records = [{"id": "a", "tags": tags}, {"id": "b", "tags": ["mit"]}, {"id": "c"}]
    tables = [
        [{"model_id": "a", "arxiv_papers": repr([other, paper, paper])}],
        [{"model_id": "a"}],
    ]
    csvs = [tmp_path / f"{number}.csv" for number in range(2)]
    for path, rows, more in zip(csvs, tables, (["arxiv_papers"], []), strict=True):
        write_csv(path, rows, [*COLUMNS, *more])
    named = repr([other, paper, paper])
    sources = {
        write_records(records, tmp_path): [("a", named), ("b", "[]"), ("c", None)],
        csvs[0]: [("a", named)],
        csvs[1]: [("a", None)],
    }
    for source, papers in sources.items():
        folder = quick_build(source, tmp_path / source.stem, "main.trait_counts")
        assert asked(folder, "select model_id, papers from models") == papers
        counts = [
            ("paper", value, 1, 1 / len(papers), 1.0)
            for value in ((paper, other) if papers[0][1] else ())
        ]
        assert asked(folder, "from trait_counts where trait = 'paper'") == counts


def test_the_papers_of_real_models_are_those_of_plain_python(tmp_path):
    source = shared("data/rimel.jsonl.gz")
    counts = Counter()
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            tags = {*json.loads(line)["tags"]}
            counts.update(t.removeprefix("arxiv:") for t in tags if t[:6] == "arxiv:")
    folder = quick_build(source, tmp_path, "main.trait_counts")
    query = "select trait_value, models from trait_counts where trait = 'paper'"
    found = asked(folder, query)
    assert found == sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    assert len(found) > 1000


def test_placeholders_and_what_nothing_replaces_are_not_frequent_values(write_rows):
    rows = [
        {"model_id": f"lone {n}", "library_name": f"of {n // 2}"} for n in range(40)
    ]
    rows += fine_tune("library_name", "peft", "mlx")
    for number, name in enumerate(("other", "unknown", "[]")):
        rows += fine_tune("library_name", name, f"v{number}")
    assert frequent(write_rows, *rows) == [
        *((1, "mlx", 1), (2, "peft", 1)),
        *((place, f"v{place - 3}", 1) for place in range(3, 6)),
    ]


@pytest.mark.parametrize(
    ("trait", "number"), [("pipeline_tag", 10), ("library_name", 10), ("licenses", 20)]
)
def test_the_most_frequent_values_of_a_chain(trait, number, write_rows):
    """Each of 25 values is replaced by the next; of these, 10 or 20 are ordered."""
    names = [f"v{n:02}" for n in range(25)]
    cells = [repr([name]) for name in names] if trait == "licenses" else names
    rows = [{"model_id": "v00", trait: cells[0]}]
    for place in range(1, 25):
        parent = repr([names[place - 1]])
        row = {"model_id": names[place], trait: cells[place], "finetune_parent": parent}
        rows.append(row)
    rows.append({"model_id": "another", trait: cells[24]})
    assert frequent(write_rows, *rows) == [
        (1, "v24", 2),
        *((place, f"v{place - 2:02}", 1) for place in range(2, number + 1)),
    ]


def grouped(folder, query, columns=1):
    """The rows of a query by their first columns, without those."""
    groups = defaultdict(list)
    for row in asked(folder, query):
        groups[row[:columns]].append(row[columns:])
    return groups


def test_the_counts_are_those_of_plain_python(real_models):
    folder, graph, named = real_models
    rows = grouped(folder, "select trait, * exclude (trait) from trait_counts")
    for trait in (*LISTED, *SINGLE):
        counts = Counter(value for sets in named.values() for value in sets[trait])
        any_named = sum(bool(sets[trait]) for sets in named.values())
        assert {value: rest for value, *rest in rows[trait,]} == {
            v: [n, n / len(graph), n / any_named] for v, n in counts.items()
        }


def test_mutations_and_transitions_are_those_of_plain_python(real_models):
    folder, graph, named = real_models
    key = "select graph, trait,"
    rates = grouped(folder, f"{key} edges, mutation, rate from trait_mutations", 2)
    changes = grouped(
        folder,
        f"{key} from_value, to_value, transitions from trait_transitions",
        2,
    )
    net_changes = grouped(
        folder,
        f"{key} from_value, to_value, transitions, traffic, total_n from trait_flows",
        2,
    )
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
            found = rates[name, trait]
            if mutations:
                ((edges, mutation, rate),) = found
                assert edges == len(mutations)
                assert math.isclose(mutation, math.fsum(mutations), abs_tol=1e-9)
                assert math.isclose(rate, statistics.fmean(mutations), abs_tol=1e-12)
            else:
                assert found == []
            rows = changes[name, trait]
            assert {(p, c): n for p, c, n in rows} == transitions
            flows = {}
            for p, c in transitions:
                there, back = transitions[p, c], transitions.get((c, p), 0)
                if (there, c) > (back, p):
                    flows[p, c] = (there, there - back, there + back)
            rows = net_changes[name, trait]
            assert {(p, c): tuple(rest) for p, c, *rest in rows} == flows


def test_languages_and_deltas_are_those_of_plain_python(real_models):
    folder, graph, named = real_models
    by_type = defaultdict(list)
    for parent, child, edge in graph.edges(data=True):
        sizes = [len(named[model]["language"]) for model in (parent, child)]
        times = [graph.nodes[model]["createdAt"] for model in (parent, child)]
        for kind in ("all", edge["edge_type"] or "untyped"):
            by_type[kind].append((*sizes, not any(map(is_floor, times)), edge))
    rows = asked(folder, "from language_drift")
    assert {kind for kind, *_ in rows} == by_type.keys()
    for kind, edges, parents, children, both, parents_both, children_both in rows:
        sizes = [(p, c) for p, c, *_ in by_type[kind]]
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
            known = [
                edge[f"change_in_{name}"]
                for *_, has_days, edge in by_type[kind]
                if has_days or name != "createdAt_days"
            ]
            known = [change for change in known if change == change]
            wanted += [len(known)] * (name == "createdAt_days")
            wanted += [statistics.median(known), statistics.fmean(known)]
        assert medians_and_means == pytest.approx(wanted)


def test_the_growth_adds_up(real_models):
    folder, graph, _ = real_models
    rows = {
        "before" if is_before else str(month)[:7]: rest
        for month, is_before, *rest in asked(folder, "from growth")
    }
    created = {
        model: "before"
        if is_floor(time)
        else time[:7]
        if isinstance(time, str)
        else "None"
        for model, time in graph.nodes(data="createdAt")
    }
    months = Counter(created.values())
    assert {month: counts[0] for month, counts in rows.items()} == months
    kinds = (*EDGE_TYPES, None)
    edges = Counter(
        (created[child], kind) for _, child, kind in graph.edges(data="edge_type")
    )
    for month, (_, total, *counts) in rows.items():
        assert counts == [edges[month, kind] for kind in kinds]
        assert total == sum(counts)


def test_one_model_alone_has_no_traits_or_families(write_rows):
    path = write_rows({"model_id": "alone"})
    ecograph.build(path, path.parent)
    for name in ("lineage", "families", "traits", "trait_counts", "trait_mutations"):
        assert asked(path.parent, f"from {name}") == []
    assert asked(path.parent, "from delta_summary") == [
        ("all", 0, *[None] * 4, 0, *[None] * 2)
    ]
    assert asked(path.parent, "from language_drift") == [
        ("all", 0, None, None, 0, None, None)
    ]
    assert asked(path.parent, "from growth") == [(None, None, 1, 0, 0, 0, 0, 0, 0)]
    assert asked(
        path.parent,
        "select figure, found from figure_checks where section = 'counts' limit 3",
    ) == [("models", 1), ("edges", 0), ("edges: adapter", 0)]
