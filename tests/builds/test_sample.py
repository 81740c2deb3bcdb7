"""The synthetic table: the same bytes everywhere, with examples of everything."""

import csv
import hashlib

import networkx as nx
import pytest
from conftest import SAMPLE, SYNTHETIC, deep, shared

import ecograph
from ecograph.errors import EcographError


def test_the_synthetic_table_is_what_the_command_writes(tmp_path):
    ecograph.sample(2000, tmp_path / "synthetic.csv")
    assert (tmp_path / "synthetic.csv").read_bytes() == SYNTHETIC.read_bytes()


def test_the_sample_is_the_table_of_organisations():
    table = shared("data/organisations.csv")
    assert SAMPLE.read_bytes() == table.read_bytes()


def test_the_bytes_are_the_same_on_any_machine_and_duckdb(tmp_path):
    """It is large enough for several threads."""
    ecograph.sample(200_000, tmp_path / "a.csv", seed=3)
    digest = hashlib.sha256((tmp_path / "a.csv").read_bytes()).hexdigest()
    assert digest == DIGEST


DIGEST = "8dc07bf5611163c8fd39085c0f833e872644453eeabb2daa8cf3ad1aba61c0bb"


def test_another_seed_is_another_table(tmp_path):
    ecograph.sample(50, tmp_path / "a.csv")
    ecograph.sample(50, tmp_path / "b.csv", seed=1)
    assert (tmp_path / "a.csv").read_bytes() != (tmp_path / "b.csv").read_bytes()


@pytest.mark.parametrize("n", deep([1, 3, 101], [1, 2, 3, 4, 32, 101]))
def test_it_has_n_rows(n, tmp_path):
    ecograph.sample(n, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert len(rows) == n
    assert len(rows[0]) == 19
    assert (
        ecograph.build(tmp_path / "a.csv", tmp_path / "out").ledger["rows", "models"]
        <= n
    )


def test_the_synthetic_table_has_examples_of_everything(synthetic_folder):
    with SYNTHETIC.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    lists = [column for column in rows[0] if "parent" in column]
    assert all(row["model_id"].startswith("madeup-") for row in rows)
    with_parent = sum(any(row[name] != "[]" for name in lists) for row in rows)
    assert 0.29 < with_parent / len(rows) < 0.33
    assert all(any(row[name] != "[]" for row in rows) for name in lists)
    for column in ("likes", "downloads", "createdAt", "pipeline_tag", "library_name"):
        assert any(row[column] == "" for row in rows), column
    ids = "".join(row["model_id"] for row in rows)
    assert all(odd in ids for odd in ["'", '"', "\\", ",", "модель", "模型", "🐦"])

    with ecograph.connect(synthetic_folder) as connection:
        for section, measure, number in connection.execute(
            "select section, measure, number from ledger"
        ).fetchall():
            assert number > 0 or "rejected" in measure or section == "entries", measure
    graph = ecograph.load("full", synthetic_folder)
    circles = [
        part for part in nx.strongly_connected_components(graph) if len(part) > 1
    ]
    assert circles
    acyclic = nx.condensation(graph)
    assert nx.dag_longest_path_length(acyclic) >= 4
    degrees = sorted((degree for _, degree in graph.out_degree()), reverse=True)
    assert sum(degrees[:20]) > 0.4 * sum(degrees)
    merged = [m for m, d in graph.in_degree() if d > 2]
    assert merged


def test_an_invalid_number_or_file_is_an_error(tmp_path):
    with pytest.raises(EcographError, match="give one from 1 to"):
        ecograph.sample(0, tmp_path / "a.csv")
    with pytest.raises(EcographError, match="give one from 1 to"):
        ecograph.sample(10**20, tmp_path / "a.csv")
    (tmp_path / "no").touch()
    with pytest.raises(EcographError, match=r"a\.csv: cannot be written"):
        ecograph.sample(1, tmp_path / "no" / "a.csv")
