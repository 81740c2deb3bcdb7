"""The ways that `make bench` compares make the same graphs."""

import pickle
import re
import subprocess
import sys
from pathlib import Path

import browser
import oracle
import pytest
from conftest import ROOT, SYNTHETIC, THREE

BENCH = ROOT / "tests" / "bench"


def graphs(script: str, folder: Path) -> dict:
    """Run a script; return its graphs."""
    subprocess.run([sys.executable, BENCH / script, SYNTHETIC, folder], check=True)
    return {
        name: pickle.loads((folder / file).read_bytes()) for name, file in THREE.items()
    }


def test_polars_makes_the_graphs_of_the_contract(tmp_path):
    pytest.importorskip("polars", reason="make bench installs it")
    wanted = oracle.read(SYNTHETIC)
    for name, graph in graphs("with_polars.py", tmp_path).items():
        oracle.assert_same(graph, wanted.graph(name))


def test_the_reference_makes_the_graphs_of_the_contract(tmp_path):
    """Except for the order of parents, and pandas' 12.0 instead of 12."""
    wanted = oracle.read(SYNTHETIC)
    for name, graph in graphs("reference.py", tmp_path).items():
        expected = wanted.graph(name)
        assert [*graph] == [*expected.nodes]
        assert {*graph.edges} == {*expected.edges}
        for model_id, attributes in graph.nodes(data=True):
            assert values(attributes) == values(expected.nodes[model_id])
        for *ends, attributes in graph.edges(data=True):
            assert values(attributes) == values(expected.edges[tuple(ends)])


def values(attributes: dict) -> dict:
    """Values without their types, nan being equal to nan."""
    return {name: value for name, (_, value) in oracle.plain(attributes).items()}


@pytest.fixture
def bench(monkeypatch):
    pytest.importorskip("polars", reason="make bench installs it")
    monkeypatch.syspath_prepend(BENCH)
    import bench

    return bench


@pytest.fixture
def questions(bench):
    import questions

    return questions.QUESTIONS


@pytest.mark.deep
def test_the_comparison_has_all_its_tables(bench, questions, tmp_path):
    models = 300
    lines = [*bench.compare(models, 1, tmp_path)]
    assert sum(line.startswith("| ecograph |") for line in lines) == 5
    in_memory = "| networkx, the graph in memory"
    answers = lines[: next(n for n, x in enumerate(lines) if "as `.graphml`" in x)]
    answered = sum(line.startswith(in_memory) for line in answers)
    assert answered == len(questions)
    assert any(line.startswith("| ecograph, from records of the Hub") for line in lines)
    text = "\n".join(lines)
    assert [title for title in bench.OTHER_TOOLS if f"| {title} |" not in text] == []
    if browser.CHROMIUM:
        assert f"| the page of {models} models, redrawn after |" in text
    assert not re.search(r"\bnan\b", text)
