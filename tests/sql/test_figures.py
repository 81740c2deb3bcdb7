"""Published figures, and those of a build next to them."""

import math
import re
import statistics
from collections import Counter

import networkx as nx
import pytest
from conftest import asked, shared
from real_traits import trait_pairs

import ecograph


def test_named_figures_are_published_under_their_names(synthetic_folder):
    """Families, parents and licences by name, mutations by their row of the table."""
    text = shared("FIGURES.md").read_text("utf-8").replace("\n", " ")
    named = asked(
        synthetic_folder,
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
            synthetic_folder,
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
            synthetic_folder,
            "select published from published_figures where figure = ?",
            f"edges: {kind}",
        )
        assert f"{kind} {published:,.0f}" in text


def test_each_published_figure_is_in_the_publication(synthetic_folder):
    """FIGURES.md has each of the numbers, as fractions in per cent or not."""
    text = shared("FIGURES.md").read_text("utf-8").replace("−", "-")
    numbers = {
        round(float(number.replace(",", "")), 15)
        for number in re.findall(r"-?\d[\d,]*(?:\.\d+)?", text)
    }
    rows = asked(synthetic_folder, "select figure, published from published_figures")
    assert len(rows) == len({*rows}) == 110
    for figure, published in rows:
        assert {round(published, 15), round(published * 100, 2)} & numbers, figure


def test_the_figures_of_a_build_are_those_of_plain_python(real_models):
    folder, graph, named = real_models
    rows = asked(
        folder, "select section, figure, published, found, agrees from figure_checks"
    )
    assert len(rows) == 110
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
        assert found["ordering", f"{trait}: traffic"] == ordered.all_traffic
        assert found["ordering", f"{trait}: total_n"] == ordered.total_n
        if ("ordering", f"{trait}: transitions") in found:
            transitions = found["ordering", f"{trait}: transitions"]
            assert transitions == ordered.all_transitions


def test_the_published_edge_and_families_agree(write_rows):
    """The edge whose deltas were published, and families of published names."""
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
