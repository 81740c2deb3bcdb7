"""The same models give the same graphs in every layout."""

import json
import os
import pickle
import re
import subprocess
import sys

import duckdb
import oracle
import pandas as pd
import polars as pl
import pytest
import sources
from conftest import asked, assert_equal_tables, deep, shared
from quick_build import needed_files, quick_build

import ecograph
from ecograph.errors import SourceError
from ecograph.source.frames import write_frame
from ecograph.source.layouts import AI_ECOSYSTEM, LAYOUTS

FULLY_BUILT = [sources.ai_ecosystem_parquet, sources.hub_csv, sources.hub_parquet]


@pytest.fixture(scope="module")
def csv_build(tmp_path_factory):
    """The build of the CSV, whose graphs match the contract."""
    folder = tmp_path_factory.mktemp("csv")
    path = sources.ai_ecosystem_csv(sources.MODELS, folder)
    ecograph.build(path, folder)
    for name in ("full", "finetune", "nomerges"):
        graph = ecograph.load(name, folder)
        oracle.assert_same(graph, oracle.read(path).graph(name))
    assert graph.number_of_edges() > 1
    return folder


def assert_equal_graphs(one, other):
    assert [*map(repr, one.nodes(data=True))] == [*map(repr, other.nodes(data=True))]
    assert [*map(repr, one.edges(data=True))] == [*map(repr, other.edges(data=True))]


def assert_checked(folder):
    assert [check for check in ecograph.check(folder) if check.failing] == []


@pytest.mark.parametrize("write", sources.WRITERS, ids=lambda write: write.__name__)
def test_every_layout_gives_the_same_tables(write, csv_build, tmp_path):
    source = write(sources.MODELS, tmp_path)
    folder = quick_build(source, tmp_path / "out", *sources.RELATIONS)
    assert_equal_tables(folder, csv_build, sources.TABLES)


@pytest.mark.parametrize(
    "write", deep(FULLY_BUILT, sources.WRITERS), ids=lambda write: write.__name__
)
def test_every_layout_gives_the_same_graphs(write, csv_build, tmp_path):
    out = tmp_path / "out"
    build = ecograph.build(write(sources.MODELS, tmp_path), out)
    for name, path in build.pickles.items():
        graph = pickle.loads(path.read_bytes())
        assert_equal_graphs(graph, ecograph.load(name, csv_build))
    assert_equal_tables(out, csv_build, ("parents", "edges", "rejects"))
    assert_checked(out)


@pytest.mark.parametrize("name", ["rimel", "minigraph"])
def test_real_records_give_the_graphs_of_their_table(name, shared_build, tmp_path):
    """Except for the languages, which are codes in the tables."""
    ecograph.build(shared(f"data/{name}.jsonl.gz"), tmp_path)
    for graph in ("full", "finetune", "nomerges"):
        table, records = (
            ecograph.load(graph, f) for f in (shared_build(name), tmp_path)
        )
        for data in (*table.nodes.values(), *records.nodes.values()):
            del data["languages"]
        assert_equal_graphs(table, records)
    assert_checked(tmp_path)


def frames():
    """The rows of the Parquet layouts, in memory."""
    pandas = pd.DataFrame(sources.MODELS).reindex(columns=sources.READ)
    columns = pandas.astype(object).where(pandas.notna(), None).to_dict("list")
    records = pd.DataFrame([*map(sources.record, sources.MODELS)])
    return {
        "pandas": pandas,
        "polars": pl.DataFrame(columns),
        "records": records.drop(columns="cardData"),
        "arrow": pl.DataFrame(columns).to_arrow(),
    }


FRAMES = frames()


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_data_frames_give_the_same_tables(frame, csv_build, tmp_path):
    source = write_frame(frame, tmp_path / "frame.parquet")
    folder = quick_build(source, tmp_path / "out", *sources.RELATIONS)
    assert_equal_tables(folder, csv_build, sources.TABLES)


@pytest.mark.parametrize(
    "frame", deep([FRAMES["pandas"]], FRAMES.values()), ids=deep(["pandas"], [*FRAMES])
)
def test_a_build_of_a_data_frame(frame, csv_build, tmp_path):
    build = ecograph.build(frame, tmp_path)
    assert build.ledger["cells", "rejected"] == 0
    graphs = (ecograph.load("full", folder) for folder in (tmp_path, csv_build))
    assert_equal_graphs(*graphs)


@pytest.mark.parametrize(
    "value",
    [{"model_id": ["a"]}, None, 3, pd.Series(["a"]), pl.Series(["a"])],
    ids=lambda value: type(value).__module__,
)
def test_a_value_of_another_type_is_an_error(value, tmp_path):
    reason = f"^a {type(value).__name__} is not a table of models; give a path, a pand"
    with pytest.raises(SourceError, match=reason):
        ecograph.build(value, tmp_path)


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (
            ["model_id", "likes"],
            r"ai_ecosystem_parquet also needs downloads, .*; hub_parquet needs .*; "
            "its columns are 'model_id', 'likes'",
        ),
        (
            [
                "parent_models" if name == "parent_model" else name
                for name in AI_ECOSYSTEM
            ],
            "ai_ecosystem_parquet also needs parent_model; .*ges', 'parent_models'.*",
        ),
        (["a", "b"], r"ai_ecosystem_parquet needs .*; its columns are 'a', 'b'"),
        ([], "ai_ecosystem_parquet needs .*; its columns are none"),
    ],
    ids=["of_another", "misspelt", "unknown", "none"],
)
def test_a_data_frame_of_no_layout_is_called_that(columns, reason, tmp_path):
    for make in (
        pd.DataFrame,
        pl.DataFrame,
        lambda frame: pl.DataFrame(frame).to_arrow(),
    ):
        with pytest.raises(SourceError) as raised:
            ecograph.build(make({name: ["a"] for name in columns}), tmp_path)
        wanted = f"the data frame: no layout fits it: {reason}; cells may be empty"
        assert re.fullmatch(wanted, str(raised.value))


def test_a_data_frame_may_be_required_to_have_a_layout(tmp_path):
    frame = pd.DataFrame({"id": ["a"], "tags": [["b"]]})
    ecograph.build(frame, tmp_path, layout="hub_parquet")
    for layout, reason in {
        "ai_ecosystem_parquet": "the data frame: no layout fits it: ai_eco.* needs mod",
        "hub_csv": "the data frame: no layout fits it: hub_csv is CSV",
        "hub": "^unknown layout 'hub'; use one of ai_ecosystem_csv",
    }.items():
        with pytest.raises(SourceError, match=reason):
            ecograph.build(frame, tmp_path, layout=layout)


def test_unknown_columns_of_a_data_frame_are_ignored(tmp_path):
    frame = pd.DataFrame(sources.MODELS).reindex(columns=sources.READ)
    frame = pd.concat([frame] * 900, ignore_index=True)
    frame["odd"] = [{"a": 1}] * (len(frame) - 1) + [3 + 4j]
    frame["likes"] = [1] * (len(frame) - 1) + ["many"]
    build = ecograph.build(frame, tmp_path)
    assert build.ledger["cells", "rejected"] == 1


def test_a_time_with_a_zone_is_converted_to_utc(tmp_path):
    with duckdb.connect() as connection:
        connection.execute(
            "create table models as select 'a' as id, [] as tags, "
            "timestamptz '2024-01-31 23:59:59.5+00' as \"createdAt\""
        )
        connection.table("models").write_parquet(str(tmp_path / "a.parquet"))
        (tmp_path / "parts").mkdir()
        for name, time in {
            "0": "timestamptz '2024-01-31 23:59:59.5+00'",
            "1": "timestamp '2024-01-31 23:59:59.5'",
        }.items():
            part = f"'{name}' as id, [] as tags, {time} as \"createdAt\""
            table = connection.sql(f"select {part}")
            table.write_parquet(str(tmp_path / "parts" / f"{name}.parquet"))
    line = {"id": "b", "createdAt": "2024-01-31 23:59:59+05:00"}
    (tmp_path / "b.jsonl").write_text(json.dumps(line))
    # DuckDB reads the time zone of the environment once in a process.
    code = "import ecograph, sys; [ecograph.build(f, f + '.out') for f in sys.argv[1:]]"
    subprocess.run(
        [sys.executable, "-c", code, *sorted(tmp_path.iterdir())],
        env={**os.environ, "TZ": "America/New_York"},
        check=True,
    )
    for name, times in {
        "a.parquet": ["2024-01-31T23:59:59.500Z"],
        "b.jsonl": ["2024-01-31T18:59:59.000Z"],
        "parts": ["2024-01-31T23:59:59.500Z"] * 2,
    }.items():
        nodes = ecograph.load("full", tmp_path / f"{name}.out").nodes.values()
        assert [node["createdAt"] for node in nodes] == times


def test_list_items_that_are_not_text_are_the_same_in_every_layout(tmp_path):
    rows = [
        {"model_id": "a", "licenses": "['mit', None]", "parent_model": "['a', None]"},
        {"model_id": "b", "licenses": """[None, "o'x"]""", "parent_model": "[None]"},
    ]
    rows = [{**dict.fromkeys(sources.LISTS, "[]"), "likes": "1", **row} for row in rows]
    folders = []
    for write in (sources.ai_ecosystem_csv, sources.ai_ecosystem_parquet):
        folder = tmp_path / write.__name__
        folder.mkdir()
        folders.append(quick_build(write(rows, folder), folder, *sources.RELATIONS))
    assert_equal_tables(*folders, sources.TABLES)


def test_empty_text_is_missing_in_every_layout(tmp_path):
    record = {"id": "a", "tags": [], "pipeline_tag": "", "likes": "", "createdAt": ""}
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    folder = quick_build(tmp_path / "a.jsonl", tmp_path, *sources.RELATIONS)
    assert asked(folder, "from rejects") == []
    query = 'select pipeline_tag, likes, "createdAt" from models'
    assert asked(folder, query) == [(None, None, None)]


def test_every_code_of_iso_639_has_its_name():
    pycountry = pytest.importorskip("pycountry")
    codes = {
        code: language.name
        for language in pycountry.languages
        for code in (getattr(language, "alpha_2", None), language.alpha_3)
        if code
    }
    with duckdb.connect() as connection:
        for file in needed_files("temp.language_name", layout="hub_json"):
            connection.execute(file.text)
        names = connection.execute(
            "select code, temp.language_name(code) from unnest(?) as codes (code)",
            [[*codes]],
        ).fetchall()
    assert dict(names) == codes


def test_the_tests_cover_every_layout_and_its_columns():
    assert [*AI_ECOSYSTEM] == oracle.COLUMNS
    assert {layout.name for layout in LAYOUTS.values()} == {
        write.__name__ for write in sources.WRITERS if write.__name__ in LAYOUTS
    }


def test_csv_and_parquet_of_many_row_groups_give_the_same_order(tmp_path):
    """Several threads read them."""
    ecograph.sample(deep(20_000, 300_000), tmp_path / "a.csv")
    with duckdb.connect() as connection:
        table = connection.read_csv(str(tmp_path / "a.csv"), all_varchar=True)
        table.write_parquet(
            str(tmp_path / "a.parquet"), row_group_size=deep(2048, 122_880)
        )
    csv, parquet = (
        ecograph.build(tmp_path / f"a.{kind}", tmp_path / kind).pickles["full"]
        for kind in ("csv", "parquet")
    )
    assert csv.read_bytes() == parquet.read_bytes()
