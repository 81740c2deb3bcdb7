"""Exports of unusual models: hostile names, invalid XML, missing values, no edges."""

import ast
import csv
import gzip
import json

import networkx as nx
import pandas as pd
import pyarrow.parquet
import pytest
from conftest import THREE, asked, built, deep
from expected_graphs import (
    HOSTILE,
    assert_gexf,
    assert_graphml,
    edge_items,
    expected,
    file_contents,
    node_items,
)

import ecograph
from ecograph.exports.export import WRITERS
from ecograph.graphs import subgraph

EXTENSIONS = [*WRITERS]


def export(extension, folder, tmp_path, *options):
    path = tmp_path / f"out{extension}"
    ecograph.export(path, *options, database=folder)
    return path


def read_csv(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def read_json(path):
    return nx.node_link_graph(json.loads(path.read_text("utf-8")), edges="edges")


FAMILIES = [(name, family) for name in THREE for family in (None, "org/base", "alone")]


@pytest.mark.parametrize(
    ("name", "family"), deep([*FAMILIES[:3], *FAMILIES[4::3]], FAMILIES)
)
def test_unusual_models(name, family, odd_folder, tmp_path, monkeypatch):
    monkeypatch.setattr(subgraph, "ROWS", 2)
    graph = expected(odd_folder, name, family)
    for extension, check in ((".graphml", assert_graphml), (".gexf", assert_gexf)):
        check(export(extension, odd_folder, tmp_path, name, family), graph)
    read = read_json(export(".json", odd_folder, tmp_path, name, family))
    assert node_items(read) == node_items(graph)
    assert edge_items(read) == edge_items(graph)
    frame = pd.read_csv(export(".csv.gz", odd_folder, tmp_path, name, family))
    assert [*zip(frame.parent_id, frame.child_id, strict=True)] == [*graph.edges]
    path = tmp_path / "out.parquet"
    sizes = graph.number_of_nodes(), graph.number_of_edges()
    assert ecograph.export(path, name, family, odd_folder)[:2] == sizes


def test_ecograph_reads_the_lists_of_csv(odd_folder, tmp_path):
    rows = read_csv(export(".csv.gz", odd_folder, tmp_path))
    literals = [row["edge_types"] for row in rows]
    assert "['finetune', 'merge']" in literals
    lists = [asked(odd_folder, "select python_list(?)", text) for text in literals]
    assert lists == [[(ast.literal_eval(text),)] for text in literals]


def test_hostile_names_are_text_in_all_formats(tmp_path):
    ring = zip(HOSTILE, [*HOSTILE[1:], HOSTILE[0]], strict=True)
    folder = built(
        tmp_path,
        [
            {
                "model_id": name,
                "parent_model": repr([parent]),
                "pipeline_tag": name,
                "library_name": "",
                "licenses": repr([name]),
            }
            for name, parent in ring
        ],
    )
    graph = ecograph.load("full", folder)
    assert [*graph] == HOSTILE
    assert graph.number_of_edges() == len(HOSTILE)
    assert_graphml(export(".graphml", folder, tmp_path), graph)
    assert_gexf(export(".gexf", folder, tmp_path), graph)
    read = read_json(export(".json", folder, tmp_path))
    assert node_items(read) == node_items(graph)
    path = export(".parquet", folder, tmp_path)
    models = pyarrow.parquet.read_table(path / "models.parquet")
    assert models["model_id"].to_pylist() == HOSTILE
    rows = read_csv(export(".csv.gz", folder, tmp_path))
    assert [(row["parent_id"], row["child_id"]) for row in rows] == [*graph.edges]


INVALID = ["\x01", "\x0b", "\x1f", "\ufffe", "\uffff"]
"""Characters invalid in XML; surrogates are invalid in a database too."""


def test_invalid_characters_and_times_in_xml(tmp_path):
    text = "".join(INVALID)
    rows = [
        {"model_id": "a", "pipeline_tag": f"<{text}>", "createdAt": f"x{text}"},
        {"model_id": "b", "pipeline_tag": "valid", "parent_model": "['a']"},
        {
            "model_id": "c",
            "createdAt": "2024-02-29T01:02:03.4Z",
            "parent_model": "['a']",
        },
    ]
    folder = built(tmp_path, rows)
    graphml = nx.read_graphml(export(".graphml", folder, tmp_path))
    gexf = nx.read_gexf(export(".gexf", folder, tmp_path))
    replaced = "\ufffd" * len(text)
    for read in (graphml, gexf):
        assert read.nodes["a"]["pipeline_tag"] == f"<{replaced}>"
        assert read.nodes["a"]["createdAt"] == f"x{replaced}"
        assert read.nodes["b"]["pipeline_tag"] == "valid"
    assert "start" not in gexf.nodes["a"]
    assert gexf.nodes["c"]["start"] == "2024-02-29T01:02:03.400Z"
    assert gexf.edges["a", "c"]["start"] == "2024-02-29T01:02:03.400Z"


@pytest.fixture(scope="module")
def invalid_ids(tmp_path_factory):
    """A build of models of which only the first has an id that is valid in XML."""
    names = ["valid", *(f"<{character}>" for character in INVALID)]
    rows = [{"model_id": name} for name in names]
    return built(tmp_path_factory.mktemp("invalid"), rows)


@pytest.mark.parametrize("extension", [".graphml", ".gexf"])
def test_an_id_that_is_invalid_in_xml_is_an_error(extension, invalid_ids, tmp_path):
    path = tmp_path / f"out{extension}"
    path.write_text("older")
    before = [*file_contents(tmp_path)]
    cases = [(None, 0), *((f"<{text}>", number) for number, text in enumerate(INVALID))]
    for family, number in cases:
        with pytest.raises(ecograph.EcographError) as raised:
            ecograph.export(path, "full", family, invalid_ids)
        assert str(raised.value) == (
            f"row {number + 2} of the source: the id {f'<{INVALID[number]}>'!r} has a "
            "character that is invalid in XML; export to .json, .csv.gz or .parquet "
            "instead"
        )
    assert [*file_contents(tmp_path)] == before
    # Models that are not exported do not matter, and other formats have them.
    assert ecograph.export(path, "full", "valid", invalid_ids)[:2] == (1, 0)
    read = read_json(export(".json", invalid_ids, tmp_path))
    assert [*read] == ["valid", *(f"<{character}>" for character in INVALID)]


@pytest.fixture(scope="module")
def no_edges(tmp_path_factory):
    """A build of two models without edges."""
    rows = [{"model_id": "a"}, {"model_id": "b"}]
    return built(tmp_path_factory.mktemp("edgeless"), rows)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_graph_without_edges(extension, no_edges, tmp_path):
    path = export(extension, no_edges, tmp_path)
    if extension == ".graphml":
        assert [*nx.read_graphml(path)] == ["a", "b"]
    elif extension == ".gexf":
        assert [*nx.read_gexf(path)] == ["a", "b"]
    elif extension == ".json":
        read = read_json(path)
        assert [*read] == ["a", "b"]
        assert [*read.edges] == []
    elif extension == ".csv.gz":
        assert len(pd.read_csv(path)) == 0
    else:
        assert pyarrow.parquet.read_table(path / "edges.parquet").num_rows == 0
