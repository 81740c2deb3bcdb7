"""The languages of records of the Hub."""

import json

import pytest
from conftest import asked, shared
from quick_build import quick_build

CARDS = {
    "yue": ["Yue Chinese"],
    "EN": ["English"],
    "zh-Hant": ["Chinese (Hant)"],
    "pt_br": ["Portuguese (BR)"],
    "ZH_hant-tw": ["Chinese (Hant-TW)"],
    "es-419": ["Spanish (419)"],
    "multilingual": ["multilingual"],
    "English": ["English"],
    "xx": ["xx"],
    " fr ": ["French"],
    "en, fr,": ["English", "French"],
    '["en","fr"]': ["English", "French"],
    "['en', 'Old Norse']": ["English", "Old Norse"],
    "": [],
}
CASES = [
    *[({"cardData": {"language": code}}, names) for code, names in CARDS.items()],
    (
        {"cardData": {"language": [False, "yue", None, 7, True]}},
        ["Norwegian", "Yue Chinese"],
    ),
    ({"cardData": {"language": [["en", "fr"], "de"]}}, ["English", "French", "German"]),
    ({"cardData": {"language": {"fr": 1}}, "tags": ["en"]}, ["English"]),
    ({"cardData": {"language": [{"code": "fr"}]}, "tags": ["en"]}, ["English"]),
    ({"cardData": {"language": True}, "tags": ["en"]}, ["English"]),
    ({"cardData": {"language": False}, "tags": ["en"]}, ["Norwegian"]),
    ({"cardData": {"language": []}, "tags": ["en"]}, []),
    ({"cardData": {"language": None}, "tags": ["en"]}, ["English"]),
    ({"cardData": {"license": "mit"}, "tags": ["en"]}, ["English"]),
    ({"cardData": '{"language": "de"}', "tags": ["en"]}, ["German"]),
    ({"cardData": "no card", "tags": ["en"]}, ["English"]),
    ({"card_data": {"language": ["ar"]}, "tags": ["ml", "cv"]}, ["Arabic"]),
    ({"tags": ["ml", "en", "xx", "code"]}, ["Malayalam", "English"]),
    ({"tags": ["transformers", "jax", "bert", "en", "license:mit"]}, ["English"]),
    ({"tags": ["mlx", "safetensors", "yue", "license:mit"]}, ["Yue Chinese"]),
    ({"tags": ["ceb", "fil"]}, ["Cebuano", "Filipino"]),
    ({"tags": ["en", "yue", "code"]}, ["English", "Yue Chinese"]),
    ({"tags": ["vit", "code", "x:y"]}, []),
    ({"tags": ["pytorch", "tf", "jax", "rust", "en"]}, ["English"]),
    (
        {"tags": ["zh-Hant", "pt-BR", "lg-ai", "xlm-roberta", "qq-BR"]},
        ["Chinese (Hant)", "Portuguese (BR)"],
    ),
    ({"tags": None}, []),
    ({}, []),
]


@pytest.fixture(scope="module")
def languages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("languages")
    records = [{"id": str(n), **fields} for n, (fields, _) in enumerate(CASES)]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    return quick_build(folder / "a.jsonl", folder, "main.models", "main.rejects")


@pytest.mark.parametrize("case", range(len(CASES)))
def test_the_languages_of_a_record(case, languages):
    fields, names = CASES[case]
    query = "select python_list(languages) from models where model_id = ?"
    assert asked(languages, query, str(case)) == [(names,)], fields


def test_what_is_no_language_is_told(languages):
    query = "select column_name, cell, reason from rejects order by source_row"
    *others, last = asked(languages, query)
    reason = "not the code of a language or a list of them"
    assert others == [
        ("cardData.language", cell, reason)
        for cell in (
            '[false,"yue",null,7,true]',
            '{"fr":1}',
            '[{"code":"fr"}]',
            "true",
        )
    ]
    assert last == ("cardData", '"no card"', "not an object")


def test_records_of_the_hub(tmp_path):
    source = shared("data/hub_records/16-languages.jsonl")
    quick_build(source, tmp_path, "main.models")
    assert asked(tmp_path, "select model_id, languages from models") == [
        ("l/a", "['Norwegian', 'Yue Chinese']"),
        ("l/b", "['English']"),
    ]
