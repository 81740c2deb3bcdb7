"""Each format, of the graphs and a family of the sample, read by other tools."""

import ast
import json

import duckdb
import igraph
import networkx as nx
import pandas as pd
import pyarrow.parquet
import pytest
from conftest import THREE, asked, built
from expected_graphs import (
    assert_gexf,
    assert_graphml,
    edge_items,
    expected,
    node_items,
    without_nan,
)
from rows import MISSING

import ecograph
from ecograph.graphs.names import EDGE_ATTRIBUTES, GRAPHS

FAMILY = "madeup-lab-33/wren-8b-instruct-602"
ALL = pytest.mark.parametrize(
    ("name", "family"), [(name, family) for name in THREE for family in (None, FAMILY)]
)


@pytest.fixture
def export(synthetic_folder, tmp_path):
    """Export a graph of the sample; return the path and the expected graph."""

    def export(extension, name="full", family=None):
        path = tmp_path / f"out{extension}"
        exported = ecograph.export(path, name, family, synthetic_folder)
        graph = expected(synthetic_folder, name, family)
        models = None if extension == ".csv.gz" else graph.number_of_nodes()
        assert exported[:2] == (models, graph.number_of_edges())
        return path, graph

    return export


def test_the_attributes_of_edges_are_those_of_the_pickles(synthetic_folder):
    *_, attributes = next(
        iter(ecograph.load("full", synthetic_folder).edges(data=True))
    )
    assert tuple(attributes) == EDGE_ATTRIBUTES


@ALL
def test_parquet_has_all_columns_in_order(name, family, export, synthetic_folder):
    path, graph = export(".parquet", name, family)
    models = pyarrow.parquet.read_table(path / "models.parquet")
    assert models["model_id"].to_pylist() == [*graph]
    columns = asked(synthetic_folder, "describe models")
    assert models.column_names == [column for column, *_ in columns]
    edges = pyarrow.parquet.read_table(path / "edges.parquet")
    ends = edges["parent_id"].to_pylist(), edges["child_id"].to_pylist()
    assert [*zip(*ends, strict=True)] == [*graph.edges]
    for attribute in EDGE_ATTRIBUTES:
        values = [without_nan(data)[attribute] for *_, data in graph.edges.data()]
        assert edges[attribute].to_pylist() == values
    if family is None:
        rows = asked(
            synthetic_folder,
            "from query_table(?) order by parent_position, source_row",
            GRAPHS[name],
        )
        assert duckdb.read_parquet(str(path / "edges.parquet")).fetchall() == rows


@ALL
def test_csv_has_the_edges_in_order(name, family, export, synthetic_folder):
    path, graph = export(".csv.gz", name, family)
    frame = pd.read_csv(path, keep_default_na=False, na_values=[""])
    columns = asked(synthetic_folder, "describe edge_deltas")
    assert [*frame.columns] == [column for column, *_ in columns]
    assert [*zip(frame.parent_id, frame.child_id, strict=True)] == [*graph.edges]
    frame["edge_types"] = frame.edge_types.map(ast.literal_eval)
    for attribute in EDGE_ATTRIBUTES:
        values = [without_nan(data)[attribute] for *_, data in graph.edges.data()]
        column = frame[attribute].astype(object)
        assert [*column.where(column.notna(), None)] == values


@ALL
def test_json_is_that_of_networkx(name, family, export):
    path, graph = export(".json", name, family)
    data = json.loads(path.read_text("utf-8"), parse_constant=pytest.fail)
    plain = nx.DiGraph()
    plain.add_nodes_from(node_items(graph))
    plain.add_edges_from(edge_items(graph))
    assert data == nx.node_link_data(plain, edges="edges")
    read = nx.node_link_graph(data, edges="edges")
    assert node_items(read) == node_items(graph)
    assert edge_items(read) == edge_items(graph)


@ALL
def test_networkx_reads_graphml(name, family, export):
    assert_graphml(*export(".graphml", name, family))


@ALL
def test_networkx_reads_gexf(name, family, export):
    assert_gexf(*export(".gexf", name, family))


def test_igraph_reads_graphml(export):
    path, graph = export(".graphml")
    read = igraph.Graph.Read_GraphML(str(path))
    assert read.is_directed()
    assert read.vs["id"] == [*graph]
    ends = [(read.vs[e.source]["id"], read.vs[e.target]["id"]) for e in read.es]
    assert ends == [*graph.edges]
    assert read.vs["licenses"] == [data["licenses"] for data in graph.nodes.values()]
    likes = [without_nan(data)["likes"] for data in graph.nodes.values()]
    assert [like for like in read.vs["likes"] if like == like] == [
        like for like in likes if like is not None
    ]


@pytest.fixture(scope="module")
def missing_folder(tmp_path_factory):
    return built(tmp_path_factory.mktemp("missing"), MISSING)


@pytest.mark.parametrize(
    ("graph", "family", "number", "rows"),
    [
        (
            *("full", None, 3),
            [
                ("gone", "middle", "finetune", "absent", None),
                ("BASE", "leaf", None, "wrong_case", "base"),
                ("gone", "leaf", "merge", "absent", None),
                ("C:\\a", "odd", "adapter", "local_path", None),
                ("[None]", "odd", None, "unreadable", None),
                ("gone", "odd", "merge", "unreadable", None),
            ],
        ),
        ("finetune", None, 1, [("gone", "middle", "finetune", "absent", None)]),
        (
            *("nomerges", "base", 2),
            [
                ("gone", "middle", "finetune", "absent", None),
                ("BASE", "leaf", None, "wrong_case", "base"),
            ],
        ),
        ("full", "other", 0, []),
    ],
)
def test_parquet_has_the_missing_parents(
    graph, family, number, rows, missing_folder, tmp_path
):
    path = tmp_path / "out.parquet"
    exported = ecograph.export(path, graph, family, missing_folder)
    assert exported.missing == number
    found = pyarrow.parquet.read_table(path / "missing_parents.parquet").to_pylist()
    assert [tuple(row.values())[:5] for row in found] == rows
