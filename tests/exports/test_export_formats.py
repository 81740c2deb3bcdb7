"""What is exported is read back by the tool that it is for, and is the graph."""

import ast
import csv
import gzip
import json
from pathlib import Path

import duckdb
import exported
import igraph
import networkx as nx
import pandas as pd
import pyarrow.parquet
import pytest
from conftest import THREE, asked
from test_strangers import HOSTILE

import ecograph
from ecograph.database import locate
from ecograph.exports.export import WRITERS
from ecograph.exports.gexf import write_gexf
from ecograph.exports.graphml import write_graphml
from ecograph.graphs import subgraph as subgraphs
from ecograph.graphs.names import EDGE_ATTRIBUTES, GRAPHS
from ecograph.graphs.subgraph import subgraph

FAMILY = "madeup-lab-33/wren-8b-instruct-602"
ENDINGS = [ending for ending in WRITERS if ending != ".cdx.json"]
CASES = [(graph, family) for graph in THREE for family in (None, FAMILY)]
ALL = pytest.mark.parametrize(("graph", "family"), CASES)


@pytest.fixture
def odd(write_rows, tmp_path):
    """A build of few models of which much is unusual."""
    folder = tmp_path / "odd"
    ecograph.build(write_rows(*exported.MODELS), folder)
    return folder


def written(ending, folder, tmp_path, graph="full", family=None):
    """The path of an export, whose figures are checked."""
    path = tmp_path / f"out{ending}"
    made = ecograph.export(path, graph, family, folder)
    wanted = exported.wanted(folder, graph, family)
    models = None if ending == ".csv.gz" else wanted.number_of_nodes()
    assert made == (models, wanted.number_of_edges())
    return path


def test_the_attributes_of_edges_are_those_of_the_pickles(sample_folder):
    *_, attributes = next(iter(ecograph.load("full", sample_folder).edges(data=True)))
    assert tuple(attributes) == EDGE_ATTRIBUTES


@ALL
def test_parquet_has_all_columns_in_order(graph, family, sample_folder, tmp_path):
    path = written(".parquet", sample_folder, tmp_path, graph, family)
    wanted = exported.wanted(sample_folder, graph, family)
    models = pyarrow.parquet.read_table(path / "models.parquet")
    assert models["model_id"].to_pylist() == [*wanted]
    described = asked(sample_folder, "describe models")
    assert models.column_names == [name for name, *_ in described]
    edges = pyarrow.parquet.read_table(path / "edges.parquet")
    ends = edges["parent_id"].to_pylist(), edges["child_id"].to_pylist()
    assert [*zip(*ends, strict=True)] == [*wanted.edges]
    for name in EDGE_ATTRIBUTES:
        values = [exported.without_nan(data)[name] for *_, data in wanted.edges.data()]
        assert edges[name].to_pylist() == values
    file = str(path / "edges.parquet")
    if family is None:
        rows = asked(
            sample_folder,
            "from query_table(?) order by parent_position, source_row",
            GRAPHS[graph],
        )
        assert duckdb.read_parquet(file).fetchall() == rows


@ALL
def test_csv_has_the_edges_in_order(graph, family, sample_folder, tmp_path):
    path = written(".csv.gz", sample_folder, tmp_path, graph, family)
    frame = pd.read_csv(path, keep_default_na=False, na_values=[""])
    wanted = exported.wanted(sample_folder, graph, family)
    names = [name for name, *_ in asked(sample_folder, "describe edge_deltas")]
    assert [*frame.columns] == names
    assert [*zip(frame.parent_id, frame.child_id, strict=True)] == [*wanted.edges]
    frame["edge_types"] = frame.edge_types.map(ast.literal_eval)
    for name in EDGE_ATTRIBUTES:
        values = [exported.without_nan(data)[name] for *_, data in wanted.edges.data()]
        found = frame[name].astype(object)
        assert [*found.where(found.notna(), None)] == values


def test_csv_holds_lists_that_ecograph_reads_back(odd, tmp_path):
    path = written(".csv.gz", odd, tmp_path)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        literals = [row["edge_types"] for row in csv.DictReader(file)]
    assert "['finetune', 'merge']" in literals
    rows = [asked(odd, "select python_list(?)", text)[0][0] for text in literals]
    assert rows == [ast.literal_eval(text) for text in literals]


@ALL
def test_json_is_what_networkx_would_write(graph, family, sample_folder, tmp_path):
    path = written(".json", sample_folder, tmp_path, graph, family)
    found = json.loads(path.read_text("utf-8"), parse_constant=pytest.fail)
    wanted = exported.wanted(sample_folder, graph, family)
    wanted.graph.clear()
    for data in (*wanted.nodes.values(), *wanted.edges.values()):
        data.update(exported.without_nan(data))
    assert found == nx.node_link_data(wanted, edges="edges")
    read = nx.node_link_graph(found, edges="edges")
    assert exported.nodes(read) == exported.nodes(wanted)
    assert exported.edges(read) == exported.edges(wanted)


@ALL
def test_graphml_is_read_by_networkx(graph, family, sample_folder, tmp_path):
    path = written(".graphml", sample_folder, tmp_path, graph, family)
    assert_graphml(path, exported.wanted(sample_folder, graph, family))


def assert_graphml(path, wanted):
    read = nx.read_graphml(path)
    assert type(read) is nx.DiGraph
    assert exported.nodes(read, dict) == exported.nodes(wanted, exported.in_xml)
    assert exported.edges(read, dict) == exported.edges(wanted, exported.in_xml)


def test_graphml_is_read_by_igraph(sample_folder, tmp_path):
    read = igraph.Graph.Read_GraphML(str(written(".graphml", sample_folder, tmp_path)))
    wanted = ecograph.load("full", sample_folder)
    assert read.is_directed()
    assert read.vs["id"] == [*wanted]
    ends = [(read.vs[e.source]["id"], read.vs[e.target]["id"]) for e in read.es]
    assert ends == [*wanted.edges]
    assert read.vs["licenses"] == [data["licenses"] for data in wanted.nodes.values()]
    likes = [exported.without_nan(data)["likes"] for data in wanted.nodes.values()]
    assert [like for like in read.vs["likes"] if like == like] == [
        like for like in likes if like is not None
    ]


@ALL
def test_gexf_is_read_by_networkx(graph, family, sample_folder, tmp_path):
    path = written(".gexf", sample_folder, tmp_path, graph, family)
    assert_gexf(path, exported.wanted(sample_folder, graph, family))


def assert_gexf(path, wanted):
    read = nx.read_gexf(path)
    assert type(read) is nx.DiGraph
    assert read.graph["mode"] == "dynamic"
    for node, data in read.nodes.items():
        assert data.pop("label") == node
        # In the sample, and in these tests, the time is written as GEXF has it.
        assert data.pop("start", None) == data.get("createdAt")
    for number, ((_, child), data) in enumerate(read.edges.items()):
        assert data.pop("id") == str(number)
        assert data.pop("start", None) == read.nodes[child].get("createdAt")
    assert exported.nodes(read, dict) == exported.nodes(wanted, exported.in_xml)
    assert exported.edges(read, dict) == exported.edges(wanted, exported.in_xml)


def test_a_time_that_cannot_be_read_is_no_start(write_rows, tmp_path):
    rows = [
        {"model_id": "a", "createdAt": "yesterday"},
        {
            "model_id": "b",
            "createdAt": "2024-02-29T01:02:03.4Z",
            "parent_model": "['a']",
        },
    ]
    ecograph.build(write_rows(*rows), tmp_path / "build")
    ecograph.export(tmp_path / "out.gexf", database=tmp_path / "build")
    read = nx.read_gexf(tmp_path / "out.gexf")
    assert "start" not in read.nodes["a"]
    assert read.nodes["a"]["createdAt"] == "yesterday"
    assert read.nodes["b"]["start"] == "2024-02-29T01:02:03.400Z"
    assert read.edges["a", "b"]["start"] == "2024-02-29T01:02:03.400Z"


@pytest.mark.parametrize("family", [None, "org/base", "alone"])
@pytest.mark.parametrize("graph", THREE)
def test_what_is_unusual_is_read_back(graph, family, odd, tmp_path, monkeypatch):
    monkeypatch.setattr(subgraphs, "ROWS", 2)
    wanted = exported.wanted(odd, graph, family)
    assert_graphml(written(".graphml", odd, tmp_path, graph, family), wanted)
    assert_gexf(written(".gexf", odd, tmp_path, graph, family), wanted)
    found = json.loads(written(".json", odd, tmp_path, graph, family).read_text())
    read = nx.node_link_graph(found, edges="edges")
    assert exported.nodes(read) == exported.nodes(wanted)
    assert exported.edges(read) == exported.edges(wanted)
    frame = pd.read_csv(written(".csv.gz", odd, tmp_path, graph, family))
    assert [*zip(frame.parent_id, frame.child_id, strict=True)] == [*wanted.edges]
    written(".parquet", odd, tmp_path, graph, family)


NAMES = [
    *HOSTILE,
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "a]]>b<![CDATA[",
    "&amp;&#0;",
    " \ta\r\nb\rc ",
    "\x7f\x85\u2028\ud7ff\ue000\ufffd\U0001f600",
    "NA",
    "None",
]


@pytest.fixture
def hostile(write_rows, tmp_path):
    """A build of models whose ids and values are hostile, in a ring."""
    rows = [
        {
            "model_id": name,
            "parent_model": repr([parent]),
            "pipeline_tag": name,
            "library_name": "",
            "licenses": repr([name]),
        }
        for name, parent in zip(NAMES, [*NAMES[1:], NAMES[0]], strict=True)
    ]
    ecograph.build(write_rows(*rows), tmp_path / "hostile")
    return tmp_path / "hostile"


def test_hostile_names_are_text_in_all_formats(hostile, tmp_path):
    wanted = ecograph.load("full", hostile)
    assert [*wanted] == NAMES
    assert wanted.number_of_edges() == len(NAMES)
    assert_graphml(written(".graphml", hostile, tmp_path), wanted)
    assert_gexf(written(".gexf", hostile, tmp_path), wanted)
    found = json.loads(written(".json", hostile, tmp_path).read_text("utf-8"))
    assert exported.nodes(nx.node_link_graph(found, edges="edges")) == exported.nodes(
        wanted
    )
    path = written(".parquet", hostile, tmp_path)
    models = pyarrow.parquet.read_table(path / "models.parquet")
    assert models["model_id"].to_pylist() == NAMES
    with gzip.open(
        written(".csv.gz", hostile, tmp_path), "rt", encoding="utf-8", newline=""
    ) as file:
        ends = [(row["parent_id"], row["child_id"]) for row in csv.DictReader(file)]
    assert ends == [*wanted.edges]


UNFIT = ["\x01", "\x0b", "\x1f", "\ufffe", "\uffff"]
"""Characters that XML cannot hold; a database cannot hold surrogates either."""


@pytest.mark.parametrize("ending", [".graphml", ".gexf"])
def test_what_xml_cannot_hold_is_replaced_in_values(ending, write_rows, tmp_path):
    text = "".join(UNFIT)
    rows = [
        {"model_id": "a", "pipeline_tag": f"<{text}>", "createdAt": f"x{text}"},
        {"model_id": "b", "pipeline_tag": "fit", "parent_model": "['a']"},
    ]
    ecograph.build(write_rows(*rows), tmp_path / "build")
    path = tmp_path / f"out{ending}"
    ecograph.export(path, database=tmp_path / "build")
    read = nx.read_graphml(path) if ending == ".graphml" else nx.read_gexf(path)
    replaced = "\ufffd" * len(text)
    assert read.nodes["a"]["pipeline_tag"] == f"<{replaced}>"
    assert read.nodes["a"]["createdAt"] == f"x{replaced}"
    assert read.nodes["b"]["pipeline_tag"] == "fit"


@pytest.fixture
def unfit(write_rows, tmp_path):
    """A build of models of which the first alone has an id that XML can hold."""
    rows = [{"model_id": name} for name in ("fit", *(f"<{it}>" for it in UNFIT))]
    ecograph.build(write_rows(*rows), tmp_path / "build")
    return tmp_path / "build"


@pytest.mark.parametrize("ending", [".graphml", ".gexf"])
def test_an_id_that_xml_cannot_hold_is_one_clear_error(ending, unfit, tmp_path):
    path = tmp_path / f"out{ending}"
    path.write_text("what was there")
    before = [*exported.files(tmp_path)]
    cases = [(None, 0), *((f"<{letter}>", n) for n, letter in enumerate(UNFIT))]
    for family, number in cases:
        with pytest.raises(ecograph.EcographError) as raised:
            ecograph.export(path, "full", family, unfit)
        assert str(raised.value) == (
            f"'<{UNFIT[number]!r}>', the model of row {number + 2} of the source, has "
            "a character in its id that XML cannot hold; export it as .json, .csv.gz "
            "or .parquet"
        ).replace("<'", "<").replace("'>", ">")
    assert [*exported.files(tmp_path)] == before
    # What is not exported does no harm, and other formats hold it.
    assert ecograph.export(path, "full", "fit", unfit) == (1, 0)
    assert ecograph.export(tmp_path / "out.json", database=unfit) == (len(UNFIT) + 1, 0)
    found = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [node["id"] for node in found["nodes"]][1:] == [f"<{it}>" for it in UNFIT]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_graph_without_edges_is_read_back(ending, write_rows, tmp_path):
    ecograph.build(write_rows({"model_id": "a"}, {"model_id": "b"}), tmp_path / "build")
    path = written(ending, tmp_path / "build", tmp_path)
    if ending == ".graphml":
        assert [*nx.read_graphml(path)] == ["a", "b"]
    elif ending == ".gexf":
        assert [*nx.read_gexf(path)] == ["a", "b"]
    elif ending == ".json":
        found = json.loads(path.read_text())
        assert [node["id"] for node in found["nodes"]] == ["a", "b"]
        assert found["edges"] == []
    elif ending == ".csv.gz":
        assert len(pd.read_csv(path)) == 0
    else:
        assert pyarrow.parquet.read_table(path / "edges.parquet").num_rows == 0


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_build_gives_the_same_files(ending, sample_folder, tmp_path):
    for name in ("one", "two"):
        ecograph.export(tmp_path / name / f"out{ending}", database=sample_folder)
    one, two = ([*exported.files(tmp_path / name)] for name in ("one", "two"))
    assert one == two
    # And in the place of an older one, by an ending in other letters.
    ecograph.export(tmp_path / "one" / f"out{ending}", "finetune", None, sample_folder)
    assert [*exported.files(tmp_path / "one")] != one
    ecograph.export(tmp_path / "one" / f"out{ending}", database=sample_folder)
    assert [*exported.files(tmp_path / "one")] == one
    ecograph.export(tmp_path / "big" / f"OUT{ending.upper()}", database=sample_folder)


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_xml_is_written_while_the_models_are_read(
    write, sample_folder, tmp_path, monkeypatch
):
    """The file grows with each part of the models: it is not all in memory."""
    monkeypatch.setattr(subgraphs, "ROWS", 500)
    path, sizes = tmp_path / "out", []

    def watched(self, columns):
        rows = subgraphs._in_windows(self.models, columns, "position")
        for number, row in enumerate(rows):
            if number % 500 == 0:
                sizes.append(path.stat().st_size)
            yield row

    monkeypatch.setattr(subgraphs.Subgraph, "node_rows", watched)
    with ecograph.connect(sample_folder) as connection:
        part = subgraph(connection, locate(sample_folder), "full", None)
        write(part, path)
    assert len(sizes) == 4
    assert sizes == sorted({*sizes})


def test_paths_are_ordinary_names(sample_folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for ending in WRITERS:
        name = Path("new folder", f"it's; drop table models; --*?[c]{ending}")
        ecograph.export(name, "finetune", FAMILY, sample_folder)
        assert name.exists()
