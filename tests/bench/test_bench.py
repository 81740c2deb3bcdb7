"""The ways that `make bench` compares make the same graphs."""

import pickle
import re
import subprocess
import sys
from pathlib import Path

import browser
import oracle
import pytest
from conftest import ROOT, SAMPLE, THREE

BENCH = ROOT / "tests" / "bench"


def made(script: str, folder: Path) -> dict:
    subprocess.run([sys.executable, BENCH / script, SAMPLE, folder], check=True)
    return {
        name: pickle.loads((folder / file).read_bytes()) for name, file in THREE.items()
    }


def test_the_script_of_polars_follows_the_contract(tmp_path):
    pytest.importorskip("polars", reason="make bench installs it")
    wanted = oracle.read(SAMPLE)
    for name, graph in made("with_polars.py", tmp_path).items():
        oracle.assert_same(graph, wanted.graph(name))


def test_the_algorithm_of_the_reference_makes_the_same_graphs(tmp_path):
    """But for the order of parents, and for pandas: there 12 may be 12.0."""
    wanted = oracle.read(SAMPLE)
    for name, graph in made("reference.py", tmp_path).items():
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


def test_the_comparison_runs(tmp_path, monkeypatch):
    pytest.importorskip("polars", reason="make bench installs it")
    monkeypatch.syspath_prepend(BENCH)
    import bench

    lines = [*bench.compare(300, 1, tmp_path)]
    assert sum(line.startswith("| ecograph |") for line in lines) == 3
    asked = sum(line.startswith("| networkx, the graph in memory") for line in lines)
    assert asked == len(bench.QUESTIONS)
    assert any(line.startswith("| ecograph, from records of the Hub") for line in lines)
    text = "\n".join(lines)
    assert [title for title in bench.OTHER_TOOLS if f"| {title} |" not in text] == []
    if browser.CHROMIUM:
        assert "| the page of 300 models, drawn anew after |" in text
    assert not re.search(r"\bnan\b", text)
