"""Whatever the layout, the same models give the same graphs."""

import ast
import gzip
import json
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import oracle
import pandas as pd
import polars as pl
import pytest
import sources
from conftest import shared, write_csv
from readme import documented

import ecograph
from ecograph.errors import SourceError
from ecograph.graphs.names import PICKLES
from ecograph.source.compression import zstd
from ecograph.source.layouts import AI_ECOSYSTEM, LAYOUTS


@pytest.fixture(scope="module")
def wanted(tmp_path_factory):
    """The build of the CSV, which is held against the contract."""
    folder = tmp_path_factory.mktemp("csv")
    path = sources.ai_ecosystem_csv(sources.MODELS, folder)
    ecograph.build(path, folder)
    for name in ("full", "finetune", "nomerges"):
        graph = ecograph.load(name, folder)
        oracle.assert_same(graph, oracle.read(path).graph(name))
    assert graph.number_of_edges() > 1
    return folder


@pytest.mark.parametrize("way", sources.WAYS, ids=lambda way: way.__name__)
def test_every_layout_gives_the_same_graphs(way, wanted, tmp_path):
    made = ecograph.build(way(sources.MODELS, tmp_path), tmp_path / "out")
    for name in made.pickles:
        ours = pickle.loads(made.pickles[name].read_bytes())
        theirs = ecograph.load(name, wanted)
        assert [*map(repr, ours.nodes(data=True))] == [
            *map(repr, theirs.nodes(data=True))
        ]
        assert [*map(repr, ours.edges(data=True))] == [
            *map(repr, theirs.edges(data=True))
        ]
    for name in ("parents", "edges", "rejects"):
        ours, theirs = (ecograph.table(name, f) for f in (tmp_path / "out", wanted))
        assert ours.equals(theirs), name
    assert [done for done in ecograph.check(tmp_path / "out") if done.failing] == []


@pytest.mark.parametrize("name", ["rimel", "minigraph"])
def test_real_records_give_the_graphs_of_their_table(name, tmp_path):
    """But for the languages, which the tables have as codes."""
    ecograph.build(shared(f"data/{name}.csv"), tmp_path / "csv")
    ecograph.build(shared(f"data/{name}.jsonl.gz"), tmp_path / "json")
    for graph in ("full", "finetune", "nomerges"):
        table, records = (ecograph.load(graph, tmp_path / f) for f in ("csv", "json"))
        for data in (*table.nodes.values(), *records.nodes.values()):
            del data["languages"]
        assert [*map(repr, table.nodes(data=True))] == [
            *map(repr, records.nodes(data=True))
        ]
        assert [*map(repr, table.edges(data=True))] == [
            *map(repr, records.edges(data=True))
        ]
    assert [done for done in ecograph.check(tmp_path / "json") if done.failing] == []


def frames():
    """The rows of the layouts of Parquet, in memory."""
    texts = pd.DataFrame(sources.MODELS).reindex(columns=[*AI_ECOSYSTEM])
    yield "pandas", texts
    yield (
        "polars",
        pl.DataFrame(texts.astype(object).where(texts.notna(), None).to_dict("list")),
    )
    records = pd.DataFrame([*map(sources.record, sources.MODELS)])
    yield "records", records.drop(columns="cardData")
    yield (
        "arrow",
        pl.DataFrame(
            texts.astype(object).where(texts.notna(), None).to_dict("list")
        ).to_arrow(),
    )


@pytest.mark.parametrize(
    ("name", "frame"), [*frames()], ids=lambda v: v if isinstance(v, str) else ""
)
def test_tables_in_memory(name, frame, wanted, tmp_path):
    made = ecograph.build(frame, tmp_path)
    assert made.ledger["cells", "rejected"] == 0
    ours, theirs = (ecograph.load("full", folder) for folder in (tmp_path, wanted))
    assert [*map(repr, ours.nodes(data=True))] == [*map(repr, theirs.nodes(data=True))]
    assert [*map(repr, ours.edges(data=True))] == [*map(repr, theirs.edges(data=True))]


@pytest.mark.parametrize("thing", [{"model_id": ["a"]}, None, 3], ids=repr)
def test_what_is_no_table_is_no_source(thing, tmp_path):
    said = f"a {type(thing).__name__} is not a table of models"
    with pytest.raises(SourceError, match=said):
        ecograph.build(thing, tmp_path)


def test_columns_of_a_table_that_nobody_needs_are_left_alone(tmp_path):
    frame = pd.DataFrame(sources.MODELS).reindex(columns=[*AI_ECOSYSTEM])
    frame = pd.concat([frame] * 900, ignore_index=True)
    frame["odd"] = [{"a": 1}] * (len(frame) - 1) + [3 + 4j]
    frame["likes"] = [1] * (len(frame) - 1) + ["many"]
    made = ecograph.build(frame, tmp_path)
    assert made.ledger["cells", "rejected"] == 1


def test_a_time_with_a_zone_is_told_in_utc(tmp_path):
    with duckdb.connect() as connection:
        connection.execute(
            "create table models as select 'a' as id, [] as tags, "
            "timestamptz '2024-01-31 23:59:59.5+00' as \"createdAt\""
        )
        connection.table("models").write_parquet(str(tmp_path / "a.parquet"))
    line = {"id": "b", "createdAt": "2024-01-31 23:59:59+05:00"}
    (tmp_path / "b.jsonl").write_text(json.dumps(line))
    wanted = {"a.parquet": "2024-01-31T23:59:59.500Z"}
    wanted["b.jsonl"] = "2024-01-31T18:59:59.000Z"
    for name, time in wanted.items():
        out = tmp_path / f"{name}.out"
        subprocess.run(
            [sys.executable, "-m", "ecograph", "build", tmp_path / name, "--out", out],
            env={**os.environ, "TZ": "America/New_York"},
            check=True,
        )
        (node,) = ecograph.load("full", out).nodes.values()
        assert node["createdAt"] == time


def test_entries_that_are_no_text_are_the_same_in_every_layout(tmp_path):
    rows = [
        {"model_id": "a", "licenses": "['mit', None]", "parent_model": "['a', None]"},
        {"model_id": "b", "licenses": """[None, "o'x"]""", "parent_model": "[None]"},
    ]
    rows = [{**dict.fromkeys(sources.LISTS, "[]"), "likes": "1", **row} for row in rows]
    builds = []
    for way in (sources.ai_ecosystem_csv, sources.ai_ecosystem_parquet):
        folder = tmp_path / way.__name__
        folder.mkdir()
        ecograph.build(way(rows, folder), folder)
        graph = ecograph.load("full", folder)
        tables = [ecograph.table(name, folder) for name in ("parents", "rejects")]
        builds.append((repr(graph.nodes(data=True)), *map(str, tables)))
    assert builds[0] == builds[1]


def test_an_empty_text_is_missing_in_every_layout(tmp_path):
    empty = {"pipeline_tag": "", "likes": "", "createdAt": ""}
    made = built([{"id": "a", "tags": [], **empty}], tmp_path)
    assert made.ledger["cells", "rejected"] == 0
    query = 'select pipeline_tag, likes, "createdAt" from models'
    assert rows(query, tmp_path) == [(None, None, None)]


def built(records, tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    return ecograph.build(path, tmp_path / "out")


def rows(query, tmp_path):
    with ecograph.connect(tmp_path / "out") as connection:
        return connection.execute(query).fetchall()


def test_a_type_of_another_name_is_kept_as_unknown(tmp_path):
    tags = ["base_model:distilled:a", "base_model:distilled:gone/x", "base_model::a"]
    made = built(
        [
            {"id": "a", "tags": ["base_model:distilled:a", "base_model:a"]},
            {"id": "b", "tags": tags},
            {"id": "c", "baseModels": {"relation": "new", "models": [{"id": "a"}]}},
        ],
        tmp_path,
    )
    query = (
        "select child_id, relation, parent_id, status from parents "
        "order by source_row, relation, place"
    )
    assert rows(query, tmp_path) == [
        ("a", "listed", "a", "self_loop"),
        ("a", "unknown", "a", "repeat"),
        ("b", "unknown", "a", "unknown_type"),
        ("b", "unknown", "gone/x", "absent"),
        ("b", "unknown", "a", "repeat"),
        ("c", "unknown", "a", "unknown_type"),
    ]
    assert made.ledger["edges", "in the full graph"] == 1
    assert made.ledger["entries", "unknown_type"] == 2
    assert [done for done in ecograph.check(tmp_path / "out") if done.failing] == []


def test_base_models_add_what_the_tags_do_not_have(tmp_path):
    base = {"relation": "quantized", "models": [{"_id": "1", "id": "a"}, {"id": "b"}]}
    tags = ["base_model:a", "base_model:quantized:a"]
    built(
        [
            {"id": "a"},
            {"modelId": "b"},
            {"id": "c", "tags": tags, "baseModels": base},
            {"id": "d", "tags": [], "baseModels": json.dumps(base)},
            {"id": "e", "baseModels": None},
            {"id": "f", "baseModels": "text"},
        ],
        tmp_path,
    )
    query = "select child_id, relation, parent_id from parents order by all"
    assert rows(query, tmp_path) == [
        ("c", "listed", "a"),
        ("c", "quantized", "a"),
        ("c", "quantized", "b"),
        ("d", "quantized", "a"),
        ("d", "quantized", "b"),
    ]


def test_fields_of_another_form_go_to_the_rejects(tmp_path):
    made = built(
        [
            {"id": "a", "likes": "many", "downloads": 1.5, "createdAt": 3},
            {"id": "b", "tags": "license:mit", "likes": 2.0},
            {"likes": 1},
            {"id": "c", "tags": None},
            {"id": "d", "tags": ["license:mit", None, 7]},
        ],
        tmp_path,
    )
    query = "select source_row, column_name, cell from rejects order by all"
    assert rows(query, tmp_path) == [
        (1, "createdAt", "3"),
        (1, "downloads", "1.5"),
        (1, "likes", "many"),
        (2, "tags", '"license:mit"'),
        (3, "model_id", None),
    ]
    assert made.ledger["cells", "rejected"] == 4
    query = "select model_id, likes, licenses from models order by position"
    assert rows(query, tmp_path) == [
        ("a", None, "[]"),
        ("b", 2, "[]"),
        ("c", None, "[]"),
        ("d", None, "['mit']"),
    ]
    assert [done for done in ecograph.check(tmp_path / "out") if done.failing] == []


def test_a_dict_literal_is_read_and_never_evaluated(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    touch = "__import__('os').system('touch mark')"
    cells = [
        "{'likes': 3, 'tags': ['license:mit'], 'x': {'y': (1, 2)}}",
        "{'likes': 3, 'tags': ['license:mit'], 'x': {'y': [True, None, -1e5]}}",
        f"{{'likes': {touch}}}",
        touch,
        "['a']",
        "",
    ]
    raw = [{"modelId": f"m{n}", "fullJson": cell} for n, cell in enumerate(cells)]
    write_csv(tmp_path / "raw.csv", raw, columns=["modelId", "fullJson"])
    ecograph.build(tmp_path / "raw.csv", tmp_path / "out")
    query = "select model_id, likes, licenses from models order by position"
    assert rows(query, tmp_path) == [
        ("m0", None, "[]"),
        ("m1", 3, "['mit']"),
        *[(f"m{n}", None, "[]") for n in range(2, 6)],
    ]
    query = "select source_row, cell, reason from rejects order by all"
    reason = "not a dict literal as Python writes it"
    bad = [(n + 1, cell, reason) for n, cell in enumerate(cells) if n != 1 and cell]
    assert rows(query, tmp_path) == bad
    assert not (tmp_path / "mark").exists()
    assert [done for done in ecograph.check(tmp_path / "out") if done.failing] == []


RECORDS = [
    way for way in sources.WAYS if way.__name__.startswith(("hub_json", "hub_csv"))
]


@pytest.mark.parametrize("way", RECORDS, ids=lambda way: way.__name__)
def test_whole_records(way, tmp_path):
    source = way(sources.MODELS, tmp_path)
    out = tmp_path / "out"
    made = ecograph.build(source, out, with_json=True)
    assert made.pickles["nomerges_fulljson"].name == PICKLES["nomerges_fulljson"]
    graph = ecograph.load("nomerges_fulljson", out)
    plain = ecograph.load("nomerges", out)
    last = {row["model_id"]: sources.record(row) for row in sources.MODELS}
    read = ast.literal_eval if way is sources.hub_csv else json.loads
    for name, data in graph.nodes(data=True):
        assert read(data.pop("full_json")) == last[name]
        assert repr(data) == repr(plain.nodes[name])
    assert [*graph.edges] == [*plain.edges]
    query = "select count(*) from records"
    if way is not sources.hub_csv:
        query += " where full_json ->> '$.id' = model_id"
    assert rows(query, tmp_path) == [(4,)]
    assert [done for done in ecograph.check(out) if done.failing] == []
    # A build without them leaves no old pickle of theirs behind.
    ecograph.build(source, out)
    assert not made.pickles["nomerges_fulljson"].exists()
    assert rows("select count(*) from records", tmp_path) == [(0,)]


def test_a_record_is_kept_to_the_letter(tmp_path):
    text = '{ "id":"a",\t"x" : 1.0e0,"y":"\\u00e9é" }'
    (tmp_path / "a.jsonl").write_text(text + "\n", "utf-8")
    ecograph.build(tmp_path / "a.jsonl", tmp_path / "out", with_json=True)
    graph = ecograph.load("nomerges_fulljson", tmp_path / "out")
    assert graph.nodes["a"]["full_json"] == text


def test_a_layout_without_whole_records_has_none_to_keep(tmp_path):
    source = sources.ai_ecosystem_csv(sources.MODELS, tmp_path)
    with pytest.raises(SourceError, match="ai_ecosystem_csv, has no whole records"):
        ecograph.build(source, tmp_path / "out", with_json=True)


def test_every_two_letter_code_of_the_iso_has_its_name(workshop):
    pycountry = pytest.importorskip("pycountry")
    codes = {
        language.alpha_2: language.name
        for language in pycountry.languages
        if hasattr(language, "alpha_2")
    }
    ((names,),) = workshop.execute("select temp.language_names()").fetchall()
    assert names == codes


def test_the_layouts_need_the_columns_that_their_sql_takes(workshop):
    """A CSV of the columns that are said to be needed can be read, and none less."""
    assert [*AI_ECOSYSTEM] == oracle.COLUMNS
    assert {layout.name for layout in LAYOUTS.values()} == {
        way.__name__ for way in sources.WAYS if way.__name__ in LAYOUTS
    }


BAD = {
    "cut json": ("a.jsonl", b'{"id": "a"}\n{"id": "b"\n', "in line 3: unexpected end"),
    "no json": ("a.json", b"[1, 2", "id or modelId; its columns are none"),
    "empty array": ("a.json", b"[]", "hub_json also needs id or modelId"),
    "other fields": ("a.jsonl", b'{"name": "a"}\n', "hub_json also needs id or modelId"),
    "latin-1 json": ("a.jsonl", b'{"id": "caf\xe9"}\n', "DuckDB cannot read it"),
    "cut parquet": ("a.parquet", b"PAR1\x15\x04\x15", "DuckDB cannot read it"),
    "cut zst": ("a.csv.zst", b"\x28\xb5\x2f\xfd\x04", "truncated or corrupt"),
    "no zst": ("a.csv.zst", b"model_id\n", "truncated or corrupt"),
    "zst by no name": ("a.csv", b"\x28\xb5\x2f\xfd\x04", "name that ends in .zst"),
    "binary": ("a.csv", bytes(range(256)), "no layout fits this CSV"),
}


@pytest.mark.parametrize(("name", "data", "said"), BAD.values(), ids=BAD)
def test_bad_files_are_one_clear_line(name, data, said, tmp_path):
    (tmp_path / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-m", "ecograph", "build", tmp_path / name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"ecograph: {tmp_path / name}: ")
    assert said in line
    assert len(line) < 900


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_a_packed_file_that_is_cut_off_between_two_records_is_told(ending, tmp_path):
    lines = [json.dumps({"id": f"m{number}", "x": "y" * 999}) for number in range(500)]
    pack = gzip.compress if ending == "gz" else zstd.compress
    # A whole block, and the end of the archive is missing.
    data = pack("\n".join(lines).encode() + b"\n")[:-1]
    (tmp_path / f"a.jsonl.{ending}").write_bytes(data)
    with pytest.raises(SourceError, match=f"a.jsonl.{ending}: "):
        ecograph.build(tmp_path / f"a.jsonl.{ending}", tmp_path / "out")


def test_a_mark_before_the_records_is_none_of_them(tmp_path):
    path = sources.hub_json(sources.MODELS, tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert ecograph.build(path, tmp_path / "out").ledger["rows", "models"] == 4


@pytest.mark.parametrize("way", [sources.hub_json, sources.hub_parquet])
def test_a_folder_that_looks_like_a_field_is_none(way, tmp_path):
    folder = tmp_path / "likes=77" / "library_name=evil"
    folder.mkdir(parents=True)
    ecograph.build(way(sources.MODELS, folder), tmp_path / "out")
    query = "select likes, library_name from models where model_id = 'org/merged'"
    assert rows(query, tmp_path) == [(5, "mergekit")]


def test_a_layout_can_be_named(tmp_path):
    source = sources.hub_json(sources.MODELS, tmp_path)
    ecograph.build(source, tmp_path / "out", layout="hub_json")
    with pytest.raises(SourceError, match="fits this JSON: ai_ecosystem_csv is CSV"):
        ecograph.build(source, tmp_path / "out", layout="ai_ecosystem_csv")
    with pytest.raises(SourceError, match="unknown layout 'csv'; use one of ai_"):
        ecograph.build(source, tmp_path / "out", layout="csv")


def test_files_of_a_pattern_have_one_header(tmp_path):
    write_csv(tmp_path / "a.csv", sources.MODELS)
    write_csv(
        tmp_path / "b.csv", [{"model_id": "x"}], columns=[*reversed(AI_ECOSYSTEM)]
    )
    with pytest.raises(
        SourceError, match=r"b.csv: it is CSV with other columns than .*a"
    ):
        ecograph.build(tmp_path / "*.csv", tmp_path / "out")
    with pytest.raises(SourceError, match="no file matches; correct the pattern"):
        ecograph.build(tmp_path / "*.tsv", tmp_path / "out")


def test_a_bad_row_of_several_files_is_told_with_its_file(tmp_path):
    write_csv(tmp_path / "a.csv", sources.MODELS)
    write_csv(tmp_path / "b.csv", sources.MODELS)
    with (tmp_path / "b.csv").open("a") as file:
        file.write("x,y\n")
    with pytest.raises(SourceError, match=r"b\.csv: row 6, line 7: it has 2 cells"):
        ecograph.build(tmp_path / "*.csv", tmp_path / "out")


def test_duckdb_and_its_parquet_agree_on_the_order(tmp_path):
    """A file of several row groups, which several threads read."""
    ecograph.sample(300_000, tmp_path / "a.csv")
    with duckdb.connect() as connection:
        table = connection.read_csv(str(tmp_path / "a.csv"), all_varchar=True)
        table.write_parquet(str(tmp_path / "a.parquet"))
    csv, parquet = (
        ecograph.build(tmp_path / f"a.{kind}", tmp_path / kind).pickles["full"]
        for kind in ("csv", "parquet")
    )
    assert csv.read_bytes() == parquet.read_bytes()


LINES = re.findall(r"\| `(\w+)` \|.*\| `(ecograph build (\S+).*?)` \|", documented())


@pytest.mark.parametrize(("layout", "line", "name"), LINES, ids=lambda v: v)
def test_the_line_of_each_layout_in_the_readme_works(layout, line, name, tmp_path):
    data = getattr(sources, layout)(sources.MODELS, tmp_path).read_bytes()
    packs = {".gz": gzip.compress, ".zst": zstd.compress}
    data = packs.get(Path(name).suffix, bytes)(data)
    (tmp_path / name).write_bytes(data)
    for words in (["info", name], line.split()[1:]):
        done = subprocess.run(
            [sys.executable, "-m", "ecograph", *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert words[0] != "info" or f" {layout}: " in done.stdout
    assert (tmp_path / "data" / "ecograph.duckdb").exists()


def test_every_layout_is_in_the_readme():
    assert [layout for layout, *_ in LINES] == [*LAYOUTS]
