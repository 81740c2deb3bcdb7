"""Pickles and `load` match SPEC.md, for the samples and real and random tables."""

import csv
import pickle
import tempfile
from pathlib import Path

import oracle
import pytest
from conftest import SAMPLE, SYNTHETIC, THREE, deep, shared, write_csv
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_rows import ROWS

import ecograph


def assert_matches_spec(source: Path, folder: Path) -> None:
    expected = oracle.read(source)
    for name, file in THREE.items():
        graph = pickle.loads((folder / file).read_bytes())
        oracle.assert_same(graph, expected.graph(name))
        oracle.assert_same(ecograph.load(name, folder), expected.graph(name))


def test_the_sample_and_the_synthetic_table(sample_folder, synthetic_folder):
    assert_matches_spec(SAMPLE, sample_folder)
    assert_matches_spec(SYNTHETIC, synthetic_folder)


@pytest.mark.parametrize(
    ("name", "counts"),
    [("rimel", (4_706, 1_144, 509)), ("minigraph", (1_042, 1_041, 282))],
)
def test_real_models(name, counts, shared_build):
    """The expected counts are those in the README of the data."""
    folder = shared_build(name)
    assert_matches_spec(shared(f"data/{name}.csv"), folder)
    full, finetune = (ecograph.load(graph, folder) for graph in ("full", "finetune"))
    sizes = full.number_of_nodes(), full.number_of_edges(), finetune.number_of_edges()
    assert sizes == counts


STYLES = [
    {"lineterminator": "\n", "quoting": csv.QUOTE_ALL},
    {"lineterminator": "\r\n", "quoting": csv.QUOTE_MINIMAL},
]


@settings(
    max_examples=deep(3, 50),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(ROWS, min_size=deep(15, 1), max_size=25), st.sampled_from(STYLES))
def test_any_table(rows, style):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "models.csv")
        write_csv(source, rows, **style)
        out = Path(folder, "out")
        assert {*ecograph.build(source, out).pickles} == {*THREE}
        assert_matches_spec(source, out)
