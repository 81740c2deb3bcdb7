"""Rows of queries and tables as data frames."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

import ecograph
from ecograph.errors import QueryError, UnknownNameError

IDS = ["tuned", "merged", "nowhere"]

FRAMES = {
    "pandas": pd.DataFrame({"model_id": IDS}),
    "polars": pl.DataFrame({"model_id": IDS}),
    "arrow": pl.DataFrame({"model_id": IDS}).to_arrow(),
}


def test_values_are_bound(lineage_folder):
    query = "from ancestors($id) where steps <= $steps order by model_id"
    found = ecograph.sql(query, lineage_folder, id="merged", steps=1)
    assert [*found["model_id"]] == ["lone", "other", "small"]
    hostile = "x' or 'a' = 'a"
    assert ecograph.sql("from ancestors($id)", lineage_folder, id=hostile).empty
    listed = ecograph.sql("select unnest($ids) as id", lineage_folder, ids=["a", "b"])
    assert [*listed["id"]] == ["a", "b"]


@pytest.mark.parametrize(
    "ids",
    [
        FRAMES["pandas"]["model_id"],
        pl.Series(IDS),
        np.array(IDS),
        FRAMES["arrow"].column("model_id"),
    ],
    ids=["pandas", "polars", "numpy", "arrow"],
)
def test_a_series_is_a_list(ids, lineage_folder):
    query = "select model_id from models where list_contains($ids, model_id)"
    found = ecograph.sql(query, lineage_folder, ids=ids)
    assert {*found["model_id"]} == {"tuned", "merged"}


@pytest.mark.parametrize("ours", FRAMES.values(), ids=FRAMES)
def test_a_frame_is_a_table(ours, lineage_folder):
    query = "select model_id, parents from ours join lineage using (model_id)"
    query = (
        "select model_id, likes from ours join models using (model_id) "
        "where model_id <> $other order by model_id"
    )
    found = ecograph.sql(query, lineage_folder, ours=ours, other="merged")
    assert found.to_dict("list") == {"model_id": ["tuned"], "likes": [2]}


def test_a_frame_of_the_caller_is_not_found_by_accident(lineage_folder):
    ours = FRAMES["pandas"]
    assert len(ours) == 3
    with pytest.raises(
        QueryError,
        match="(?s)Table with name ours does not exist.*"
        r"If ours is a data frame, give it: sql\(query, ours=ours\)",
    ):
        ecograph.sql("from ours", lineage_folder)


def test_a_frame_does_not_hide_a_relation(lineage_folder):
    with pytest.raises(QueryError, match="the build has a relation models; give"):
        ecograph.sql("from models", lineage_folder, models=FRAMES["pandas"])


@pytest.mark.parametrize("name", ["Models", "MODELS"])
def test_nor_by_its_case(name, lineage_folder):
    with pytest.raises(QueryError, match=f"the build has a relation {name}; give"):
        ecograph.sql("from models", lineage_folder, **{name: FRAMES["pandas"]})


def test_missing_items_of_a_series_are_null(lineage_folder):
    for series in (
        pd.Series(["a", None]),
        pd.Series([1.5, None]),
        pl.Series([1, None]),
    ):
        found = ecograph.sql(
            "select $x[2] is null as is_null", lineage_folder, x=series
        )
        assert [*found["is_null"]] == [True]


def test_lazy_frames_and_readers_of_arrow_are_tables(lineage_folder):
    ours = pl.DataFrame({"model_id": IDS})
    for frame in (ours.lazy(), ours.to_arrow().to_reader()):
        found = ecograph.sql(
            "select count(*) as n from ours", lineage_folder, ours=frame
        )
        assert [*found["n"]] == [3]


def test_a_relation_in_any_case_and_one_that_is_misspelt(lineage_folder):
    models = ecograph.table("models", lineage_folder)
    for name in ("Models", "main.models", "MAIN.MODELS"):
        assert ecograph.table(name, lineage_folder).equals(models)
    with pytest.raises(UnknownNameError, match=r"'modls'; did you mean 'models'"):
        ecograph.table("modls", lineage_folder)
    with pytest.raises(UnknownNameError, match="unknown relation 3; use one of"):
        ecograph.table(3, lineage_folder)


def test_an_enum_list_has_names(lineage_folder):
    query = "select edge_types from edges where child_id = 'small'"
    ((types,),) = ecograph.sql(query, lineage_folder).to_numpy()
    assert [*types] == ["quantized"]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("select model_idd from models", 'Candidate bindings: .*"model_id"'),
        ("from model", "(?s)Did you mean .*models"),
        (
            "from ancestors",
            r"\n\nancestors is a macro, ancestors\(id, types\); call it, ",
        ),
        ("from find_models", r"call it, as in: from find_models\('…'\)"),
        ("from as_edge_type", r"call it, as in: select as_edge_type\(name\)"),
        (
            "select $path",
            r"query failed: no value can be given for \$path; give it ano",
        ),
        ("select $x", r"query failed: no value for \$x; give it, as x=…"),
        ("select ?", r"query failed: parameter 1 has no name; call it \$id, say, and"),
        ("drop table models", "the database is read-only; use select"),
        ("copy models to 'x.csv'", "the database is read-only; use select"),
        ("select 1; select 2", "expected one statement, got 2"),
        ("", "expected one statement, got 0"),
    ],
)
def test_a_query_that_fails_shows_what_duckdb_says(query, reason, lineage_folder):
    with pytest.raises(QueryError, match=reason):
        ecograph.sql(query, lineage_folder)


def test_values_that_are_not_the_query_s_are_an_error(lineage_folder):
    reason = r"no value for \$id; give it, as id=…; a value for model, but no \$mo"
    with pytest.raises(QueryError, match=reason):
        ecograph.sql("from ancestors($id)", lineage_folder, model="merged")


def test_a_query_can_be_explained(lineage_folder):
    assert not ecograph.sql("explain from models", lineage_folder).empty


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("ancestors", r'ancestors\(id, types\); call it as ecograph.sql\("from anc'),
        ("as_edge_type", r'call it as ecograph.sql\("select as_edge_type\(\$name\)"'),
        (
            "dropped_terms",
            r'"select dropped_terms\(\$terms, \$child_terms\)", terms=…, ',
        ),
        ("Ancestors", r'ancestors\(id, types\); call it as ecograph.sql\("from anc'),
        ("edge_type_names", r'call it as ecograph.sql\("select edge_type_names\(\)"\)'),
    ],
)
def test_a_macro_is_no_table_but_can_be_called(name, call, lineage_folder):
    with pytest.raises(UnknownNameError, match=call):
        ecograph.table(name, lineage_folder)
