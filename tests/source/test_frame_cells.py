"""Data frames whose cells are of several types, or are not Unicode."""

from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import asked
from quick_build import quick_build

import ecograph
from ecograph.errors import SourceError
from ecograph.source.frames import write_frame
from ecograph.source.layouts import AI_ECOSYSTEM

MIT = ["license:mit"]
NO_ID = "not text, so not an id"
REJECTS = "select * exclude (model_id) from rejects order by all"
PARENTS = "select child_id, relation, parent_id from parents order by all"


def objects(*cells):
    return pd.Series([*cells], dtype=object)


def built(frame, tmp_path):
    source = write_frame(frame, tmp_path / "frame.parquet")
    relations = ("main.models", "main.parents", "main.rejects")
    return quick_build(source, tmp_path / "out", *relations)


def column(name, folder):
    rows = asked(folder, f'from models select "{name}" order by position')
    return [cell for (cell,) in rows]


def test_an_id_that_is_no_text_is_a_reject(tmp_path):
    ids = ["a", ["b", "c"], {"x": 1}, 5, True, None, 5.5, b"d", Decimal(6), "e"]
    folder = built(pd.DataFrame({"id": objects(*ids), "tags": [MIT] * 10}), tmp_path)
    assert column("model_id", folder) == ["a", "e"]
    assert asked(folder, REJECTS) == [
        (2, "model_id", '["b","c"]', NO_ID),
        (3, "model_id", '{"x":1}', NO_ID),
        (4, "model_id", "5", NO_ID),
        (5, "model_id", "true", NO_ID),
        (6, "model_id", None, "no id"),
        (7, "model_id", "5.5", NO_ID),
        (8, "model_id", """{"bytes":"b'd'"}""", NO_ID),
        (9, "model_id", "6", NO_ID),
    ]


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"id": pd.Series(["a", 5, "b"], dtype="category")}),
        pl.DataFrame({"id": pl.Series(["a", 5, "b"], dtype=pl.Object)}),
        pl.LazyFrame({"id": pl.Series(["a", 5, "b"], dtype=pl.Object)}),
    ],
    ids=["category", "polars", "lazy"],
)
def test_ids_of_several_types_elsewhere(frame, tmp_path):
    tags = {"tags": pl.lit(MIT)} if hasattr(frame, "with_columns") else {}
    frame = frame.with_columns(**tags) if tags else frame.assign(tags=[MIT] * 3)
    folder = built(frame, tmp_path)
    assert column("model_id", folder) == ["a", "b"]
    assert column("licenses", folder) == ["['mit']"] * 2
    assert asked(folder, REJECTS) == [(2, "model_id", "5", NO_ID)]


TEXTS = [
    pd.Series(["a", "b"], dtype="category"),
    pd.Series(["a", "b"], dtype="string"),
    pd.Series(["a", "b"], dtype=pd.StringDtype("python")),
    objects("a", "b"),
]


@pytest.mark.parametrize("ids", TEXTS, ids=lambda ids: repr(ids.dtype))
def test_columns_of_text_stay_text(ids, tmp_path):
    tags = objects(MIT, np.array(["base_model:a"], dtype=object))
    tasks = pd.Series(["x", pd.NA], dtype="string")
    frame = pd.DataFrame({"id": ids, "tags": tags, "pipeline_tag": tasks})
    folder = built(frame, tmp_path)
    assert column("pipeline_tag", folder) == ["x", None]
    assert asked(folder, PARENTS) == [("b", "listed", "a")]


def test_arrow_has_ids_in_a_dictionary_or_as_numbers(tmp_path):
    tags = pa.array([MIT, ["base_model:a"]])
    ids = pa.array(["a", "b"]).dictionary_encode()
    folder = built(pa.table({"id": ids, "tags": tags}), tmp_path)
    assert asked(folder, PARENTS) == [("b", "listed", "a")]
    numbers = pa.table({"id": [1, 2], "tags": tags})
    for frame in (numbers, numbers.to_pandas()):
        build = ecograph.build(frame, tmp_path / "numbers")
        assert build.ledger["rows", "models"] == 0
        assert asked(tmp_path / "numbers", REJECTS) == [
            (1, "model_id", "1", NO_ID),
            (2, "model_id", "2", NO_ID),
        ]


def test_each_cell_is_read_with_its_type(tmp_path):
    base = {"relation": "merge", "models": ({"id": "a"},)}
    lists = [MIT, "['license:mit']", ("license:mit",), np.array(MIT), {*MIT}]
    nulls = [None, float("nan"), pd.NA, pd.NaT]
    frame = pd.DataFrame(
        {
            "id": [*"abcdefg"],
            "tags": objects(*lists, [*MIT, 7, *nulls], "license:mit"),
            "likes": objects(1, "2", 3.0, Decimal("4.0"), np.int64(5), *nulls[:2]),
            "cardData": objects({"language": "fr"}, '{"language": "de"}', *nulls, 3),
            "baseModels": objects(base, None, ["a"], *nulls),
        }
    )
    folder = built(frame, tmp_path)
    assert column("licenses", folder) == ["['mit']"] * 6 + ["[]"]
    assert column("likes", folder) == [1, 2, 3, 4, 5, None, None]
    assert column("languages", folder) == ["['French']", "['German']"] + ["[]"] * 5
    assert asked(folder, PARENTS) == [("a", "merge", "a")]
    assert [row[:3] for row in asked(folder, REJECTS)] == [
        (3, "baseModels", '["a"]'),
        (6, "tags", '["license:mit",7,null,null,null,null]'),
        (7, "cardData", "3"),
        (7, "tags", '"license:mit"'),
    ]


def test_a_model_card_of_the_hub_is_read(tmp_path):
    """As `huggingface_hub.ModelInfo.__dict__` has it."""
    hub = pytest.importorskip("huggingface_hub")
    card = {"language": ["en", False], "base_model": "a"}
    weights = {"parameters": {"F32": 7}, "total": 7}
    infos = [
        hub.ModelInfo(id="a", tags=[]),
        hub.ModelInfo(id="b", tags=[], cardData=card, safetensors=weights),
    ]
    folder = built(pd.DataFrame([info.__dict__ for info in infos]), tmp_path)
    query = "select model_id, languages, parameters from models"
    assert asked(folder, query) == [
        ("a", "[]", None),
        ("b", "['English', 'Norwegian']", 7),
    ]
    assert asked(folder, PARENTS) == [("b", "listed", "a")]
    assert asked(folder, "from rejects") == []


def test_times_of_several_types_are_read(tmp_path):
    zone = pd.Timestamp("2024-01-02 05:04:05+02:00")
    times = [zone, datetime(2024, 1, 2, 3, 4, 5), "2024-01-02T03:04:05.000Z"]
    created = objects(*times, date(2024, 1, 2), pd.NaT)
    frame = pd.DataFrame({"id": [*"abcde"], "tags": [MIT] * 5, "createdAt": created})
    assert column("createdAt", built(frame, tmp_path)) == [
        *["2024-01-02T03:04:05.000Z"] * 3,
        "2024-01-02T00:00:00.000Z",
        None,
    ]


def test_the_research_groups_columns_may_be_of_several_types(tmp_path):
    columns = {name: objects("[]", [], None) for name in AI_ECOSYSTEM}
    columns["model_id"] = objects("a", 5, "it's")
    columns["likes"] = objects(1, 2, "3")
    columns["createdAt"] = objects(pd.Timestamp("2024-01-02"), None, None)
    columns["licenses"] = objects(["mit", 5, True, None], None, '["x"]')
    columns["merge_parent"] = objects(["it's", 5], "['a']", "['a']")
    folder = built(pd.DataFrame(columns), tmp_path)
    assert column("model_id", folder) == ["a", "it's"]
    assert column("likes", folder) == [1, 3]
    assert column("createdAt", folder) == ["2024-01-02T00:00:00.000Z", None]
    assert column("licenses", folder) == ["['mit', 5, True, None]", '["x"]']
    assert asked(folder, PARENTS)[::2] == [
        ("a", "merge", "it's"),
        ("it's", "merge", "a"),
    ]
    assert (2, "model_id", "5", NO_ID) in asked(folder, REJECTS)


def test_halves_of_surrogate_pairs_are_replaced(tmp_path):
    ids = objects("a\ud83d", "b", "\ud83d\ude00")
    tags = objects(["license:\ude00", "base_model:b"], MIT, ["license:é"])
    tasks = pd.Series(["\ud83d", "x", pd.NA], dtype=pd.StringDtype("python"))
    frame = pd.DataFrame({"id": ids, "tags": tags, "pipeline_tag": tasks})
    folder = built(frame, tmp_path)
    assert column("model_id", folder) == ["a\ufffd", "b", "\U0001f600"]
    assert column("licenses", folder) == ["['\ufffd']", "['mit']", "['é']"]
    assert column("pipeline_tag", folder) == ["\ufffd", "x", None]
    assert asked(folder, PARENTS) == [("a\ufffd", "listed", "b")]


def test_of_columns_of_one_name_the_first_is_read(tmp_path):
    rows = [["a", MIT, []], [5, MIT, ["license:x"]]]
    frame = pd.DataFrame(rows, columns=["id", "tags", "tags"])
    assert column("licenses", built(frame, tmp_path)) == ["['mit']"]


def test_an_unreadable_column_is_named(tmp_path):
    frame = pd.DataFrame({"id": ["a", "b"], "tags": [MIT] * 2})
    frame["likes"] = pd.Series([1, 0], dtype="Sparse[int]")
    reason = "^the data frame: DuckDB cannot read column likes: .*; make it numbers, te"
    with pytest.raises(SourceError, match=reason):
        ecograph.build(frame, tmp_path)
    endless = []
    endless.append(endless)
    frame = pd.DataFrame({"id": ["a", "b"], "tags": objects(MIT, endless)})
    with pytest.raises(SourceError, match="data frame: row 2, column tags: the cell"):
        ecograph.build(frame, tmp_path)
