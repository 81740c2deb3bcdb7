"""Records of the Hub: their tags and fields, and the whole records in a graph."""

import ast
import json

import pytest
import sources
from conftest import asked, deep, write_csv, write_records
from quick_build import quick_build

import ecograph
from ecograph.graphs.names import PICKLES


def built(records, tmp_path):
    return ecograph.build(write_records(records, tmp_path), tmp_path / "out")


def rows(query, tmp_path, out="out"):
    return asked(tmp_path / out, query)


def assert_checked(folder):
    assert [check for check in ecograph.check(folder) if check.failing] == []


def test_an_unknown_type_is_kept_as_such(tmp_path):
    tags = ["base_model:pruned:a", "base_model:pruned:gone/x", "base_model:new_v:a"]
    build = built(
        [
            {"id": "a", "tags": ["base_model:pruned:a", "base_model:a"]},
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
    assert build.ledger["edges", "in the full graph"] == 1
    assert build.ledger["entries", "unknown_type"] == 2
    assert_checked(tmp_path / "out")


def test_base_models_add_parents_that_the_tags_lack(tmp_path):
    base = {"relation": "quantized", "models": [{"_id": "1", "id": "a"}, {"id": "b"}]}
    tags = ["base_model:a", "base_model:quantized:a"]
    source = write_records(
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
    quick_build(source, tmp_path / "out", "main.parents")
    query = "select child_id, relation, parent_id from parents order by all"
    assert rows(query, tmp_path) == [
        ("c", "listed", "a"),
        ("c", "quantized", "a"),
        ("c", "quantized", "b"),
        ("d", "quantized", "a"),
        ("d", "quantized", "b"),
    ]


def test_fields_of_another_type_go_to_the_rejects(tmp_path):
    build = built(
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
        (5, "tags", '["license:mit",null,7]'),
    ]
    assert build.ledger["cells", "rejected"] == 5
    query = "select model_id, likes, licenses from models order by position"
    assert rows(query, tmp_path) == [
        ("a", None, "[]"),
        ("b", 2, "[]"),
        ("c", None, "[]"),
        ("d", None, "['mit']"),
    ]
    assert_checked(tmp_path / "out")


def test_an_id_that_is_no_text_goes_to_the_rejects(tmp_path):
    lines = [
        '{"id": "a"}',
        '{"id": ["b", "c"], "tags": ["base_model:a"]}',
        '{"id": {"0": "d"}}',
        '{"id": 5, "modelId": "e"}',
        '{"id": null, "modelId": "f"}',
        '["g"]',
        "null",
        '{"modelId": true}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    quick_build(tmp_path / "a.jsonl", tmp_path, "main.models", "main.rejects")
    query = "select model_id from models order by position"
    assert rows(query, tmp_path, "") == [("a",), ("f",)]
    assert rows("select * exclude (model_id) from rejects", tmp_path, "") == [
        (2, "model_id", '["b","c"]', "not text, so not an id"),
        (3, "model_id", '{"0":"d"}', "not text, so not an id"),
        (4, "model_id", "5", "not text, so not an id"),
        (6, "model_id", '["g"]', "not text, so not an id"),
        (7, "model_id", None, "no id"),
        (8, "model_id", "true", "not text, so not an id"),
    ]


def test_fields_in_snake_case_are_read(tmp_path):
    base = {"relation": "finetune", "models": [{"id": "a"}]}
    records = [
        {"id": "a", "created_at": "2024-01-02 03:04:05+00:00", "base_models": None},
        {"id": "b", "created_at": "2024-01-02 03:04:05.678", "base_models": base},
        {"id": "c", "created_at": "x", "createdAt": "2024-01-02T03:04:05.000Z"},
        {"id": "d", "pipeline_tag": "p", "library_name": "l", "base_models": str(base)},
    ]
    relations = ("main.models", "main.parents", "main.rejects")
    quick_build(write_records(records, tmp_path), tmp_path, *relations)
    query = 'select model_id, "createdAt", pipeline_tag, library_name from models'
    assert rows(query, tmp_path, "") == [
        ("a", "2024-01-02T03:04:05.000Z", None, None),
        ("b", "2024-01-02T03:04:05.678Z", None, None),
        ("c", "2024-01-02T03:04:05.000Z", None, None),
        ("d", None, "p", "l"),
    ]
    query = "select child_id, relation, parent_id from parents"
    assert rows(query, tmp_path, "") == [("b", "finetune", "a"), ("d", "finetune", "a")]
    assert rows("from rejects", tmp_path, "") == []


BASE_MODELS = [
    ("[]", True),
    ('["a"]', True),
    ('"a"', True),
    ("5", True),
    ("{}", True),
    ('{"models": "a"}', True),
    ('{"relation": "merge", "models": ["a"]}', True),
    ('{"relation": "merge", "models": [{"id": "a"}, {"id": 1}]}', True),
    ('{"relation": "merge", "models": [{"id": "a"}, {}]}', True),
    ('""', False),
    ("null", False),
    ('"null"', False),
    ('{"relation": "merge", "models": []}', False),
    ('{"relation": "merge", "models": null}', False),
    ('{"relation": "merge", "models": [{"id": "a"}]}', False),
]


def test_base_models_of_another_form_go_to_the_rejects(tmp_path):
    lines = [f'{{"id": "m", "baseModels": {text}}}' for text, _ in BASE_MODELS]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    quick_build(tmp_path / "a.jsonl", tmp_path, "main.parents", "main.rejects")
    rejected = [n for n, (_, bad) in enumerate(BASE_MODELS, 1) if bad]
    assert rows("select source_row from rejects", tmp_path, "") == [
        (n,) for n in rejected
    ]
    query = "select source_row from parents where relation = 'merge'"
    assert rows(query, tmp_path, "") == [(8,), (9,), (15,)]


def test_tags_may_be_the_text_of_a_list(tmp_path):
    records = [
        {"id": "a", "tags": "['license:mit', 'x']"},
        {"id": "b", "tags": '["license:mit"]'},
        {"id": "c", "tags": "license:mit"},
        {"id": "d", "tags": {"license": "mit"}},
        {"id": "e", "tags": '["license:mit", null, "\\u00e9"]'},
        {"id": "f", "tags": '["license:mit", 7]'},
        {"id": "g", "tags": ""},
        {"id": "h", "tags": "nan"},
    ]
    relations = ("main.models", "main.rejects")
    quick_build(write_records(records, tmp_path), tmp_path, *relations)
    query = "select licenses from models"
    licenses = ["['mit']", "['mit']", "[]", "[]", "['mit']", "['mit']", "[]", "[]"]
    assert rows(query, tmp_path, "") == [(text,) for text in licenses]
    query = "select source_row, column_name, cell from rejects"
    assert rows(query, tmp_path, "") == [
        (3, "tags", '"license:mit"'),
        (4, "tags", '{"license":"mit"}'),
        (6, "tags", '["license:mit", 7]'),
    ]


def test_tags_that_are_no_text_are_told(tmp_path):
    lists = [
        ["license:mit", ["base_model:a"]],
        [{"name": "license:mit"}, "license:mit"],
        ["license:mit", True],
        ["license:mit", "true", "5", "[x]", None],
    ]
    records = [{"id": str(n), "tags": tags} for n, tags in enumerate(lists)]
    relations = ("main.models", "main.rejects")
    quick_build(write_records(records, tmp_path), tmp_path, *relations)
    assert rows("select licenses from models", tmp_path, "") == [("['mit']",)] * 4
    query = "select source_row, cell, reason from rejects"
    assert rows(query, tmp_path, "") == [
        (n, json.dumps(tags, separators=(",", ":")), "not a list of texts")
        for n, tags in enumerate(lists[:3], 1)
    ]


def test_base_models_beside_others_are_told(tmp_path):
    one, other = ({"relation": "merge", "models": [{"id": name}]} for name in "ab")
    records = [
        {"id": "a", "baseModels": one, "base_models": one},
        {"id": "b", "baseModels": one, "base_models": other},
        {"id": "c", "baseModels": None, "base_models": other},
    ]
    relations = ("main.parents", "main.rejects")
    quick_build(write_records(records, tmp_path), tmp_path, *relations)
    query = "select child_id, parent_id from parents order by all"
    assert rows(query, tmp_path, "") == [("a", "a"), ("b", "a"), ("c", "b")]
    query = "select source_row, column_name, reason from rejects"
    assert rows(query, tmp_path, "") == [
        (2, "base_models", "differs from baseModels, which is read")
    ]


def test_a_dict_literal_is_parsed_and_never_evaluated(tmp_path, monkeypatch):
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
    assert_checked(tmp_path / "out")


WRITERS = [
    write
    for write in sources.WRITERS
    if write.__name__.startswith(("hub_json", "hub_csv"))
]


@pytest.mark.parametrize(
    "write",
    deep([sources.hub_json, sources.hub_csv], WRITERS),
    ids=lambda write: write.__name__,
)
def test_whole_records(write, tmp_path):
    source = write(sources.MODELS, tmp_path)
    out = tmp_path / "out"
    build = ecograph.build(source, out, with_json=True)
    last = {row["model_id"]: sources.record(row) for row in sources.MODELS}
    read = ast.literal_eval if write is sources.hub_csv else json.loads
    for kind in ("nomerges", "finetune"):
        name = f"{kind}_fulljson"
        assert build.pickles[name].name == PICKLES[name]
        graph = ecograph.load(name, out)
        plain = ecograph.load(kind, out)
        for model, data in graph.nodes(data=True):
            assert read(data.pop("full_json")) == last[model]
            assert repr(data) == repr(plain.nodes[model])
        assert repr([*graph.edges(data=True)]) == repr([*plain.edges(data=True)])
    query = "select count(*) from records"
    if write is not sources.hub_csv:
        query += " where full_json ->> '$.id' = model_id"
    assert rows(query, tmp_path) == [(4,)]
    assert_checked(out)
    # A build without them deletes their old pickle.
    ecograph.build(source, out)
    assert not any(p.exists() for n, p in build.pickles.items() if "fulljson" in n)
    assert rows("select count(*) from records", tmp_path) == [(0,)]


def test_a_record_is_kept_verbatim(tmp_path):
    text = '{ "id":"a",\t"x" : 1.0e0,"y":"\\u00e9é" }'
    (tmp_path / "a.jsonl").write_text(text + "\n", "utf-8")
    ecograph.build(tmp_path / "a.jsonl", tmp_path / "out", with_json=True)
    graph = ecograph.load("nomerges_fulljson", tmp_path / "out")
    assert graph.nodes["a"]["full_json"] == text


def test_what_else_records_say_is_in_models(tmp_path):
    records = [
        {
            "id": "a",
            "gated": "manual",
            "downloadsAllTime": 2**40,
            "trendingScore": 1.5,
            "safetensors": {"parameters": {"BF16": 7}, "total": 8_030_261_248},
        },
        {"id": "b", "gated": False, "trendingScore": 3, "safetensors": None},
        {"id": "c", "gated": "False", "parameters": 5},
        {"id": "d", "downloadsAllTime": "5k", "trendingScore": "x", "parameters": "y"},
        {"id": "e", "downloads_all_time": 7, "trending_score": 2},
        {"id": "f", "safetensors": '{"total": 7}'},
    ]
    relations = ("main.models", "main.rejects")
    quick_build(write_records(records, tmp_path), tmp_path, *relations)
    query = "select gated, downloads_all_time, trending_score, parameters from models"
    assert rows(query, tmp_path, "") == [
        ("manual", 2**40, 1.5, 8_030_261_248),
        ("false", None, 3.0, None),
        ("false", None, None, 5),
        (None, None, None, None),
        (None, 7, 2.0, None),
        (None, None, None, 7),
    ]
    assert rows("select source_row, column_name, cell from rejects", tmp_path, "") == [
        (4, "downloadsAllTime", "5k"),
        (4, "parameters", "y"),
        (4, "trendingScore", "x"),
    ]
