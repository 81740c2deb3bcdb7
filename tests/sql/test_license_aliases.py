"""The names under which models give a licence beside other."""

import csv
import json

import pytest
from conftest import ROOT, asked, write_records
from quick_build import quick_build

NAMES = ROOT / "sql" / "licenses" / "license_aliases.csv"
LINK = "https://huggingface.co/o/base/blob/main/LICENSE"


@pytest.mark.parametrize(
    ("name", "license_id"),
    [
        ("llama-3.1-community", "llama3.1"),
        ("llama3.1", "llama3.1"),
        ("Llama 3.1 Community License Agreement", "llama3.1"),
        ("meta-llama-3-community-license", "llama3"),
        ("llama-31", None),
        ("not-llama3", None),
        ("非llama3", None),
        ("llama3?", None),
        ("flux-1-dev-non-commercial-license", "flux-1-dev-non-commercial"),
        ("FLUX.1 [dev] Non-Commercial License", "flux-1-dev-non-commercial"),
        ("flux_1_dev_non_commercial", "flux-1-dev-non-commercial"),
        ("flux-2-dev-non-commercial-license", None),
        ("qwen-research", "qwen-research"),
        ("qwen", "qwen"),
        ("tongyi-qianwen-license-agreement", "tongyi-qianwen"),
        ("tongyi-qianwen-research", None),
        ("deepseek-license", "deepseek"),
        ("gemma-terms-of-use", "gemma"),
        ("nvidia-open-model-license", "nvidia-open-model"),
        ("stabilityai-ai-community", "stability-ai-community"),
        ("stabilityai-nc-research-community", "stability-ai-nc-research"),
        ("Mistral Research Licence (MRL)", "mrl-0.1"),
        ("mrl", "mrl-0.1"),
        ("falcon-llm-license", "falcon-llm"),
        ("yi-license", "yi"),
        ("apple-amlr", "apple-amlr"),
        ("health-ai-developer-foundations", "health-ai-developer-foundations"),
        ("lfm1.0", "lfm1.0"),
        ("exaone", "exaone-nc"),
        ("jamba-open-model-license", "ai21-jamba-open-model"),
        ("tencent-hunyuan-community", "tencent-hunyuan-community"),
        ("bria-rmbg-1.4", None),
        # Ids of the Hub and of SPDX.
        ("MIT License", "mit"),
        ("mit-ish", None),
        ("modified-mit", None),
        ("GPL-3.0-or-later", "gpl-3.0"),
        ("Apache License, Version 2.0", "apache-2.0"),
        ("ODbL-1.0", "odbl"),
        ("C-UDA", "c-uda"),
        ("cuda", None),
        # They say nothing.
        ("other", None),
        ("unknown", None),
        ("cc", None),
        ("the license", None),
        ("", None),
    ],
)
def test_a_name_as_people_type_it(name, license_id, synthetic_folder):
    query = "select license from license_aliases where name = license_key(?)"
    found = asked(synthetic_folder, query, name)
    assert found == ([(license_id,)] if license_id else [])


def test_each_name_is_that_of_one_licence(synthetic_folder):
    query = "select name from license_aliases group by name having count(*) > 1"
    assert asked(synthetic_folder, query) == []


def test_each_line_of_the_file_adds_a_name(synthetic_folder):
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    assert rows == sorted(rows, key=lambda row: (row[1], row[0].lower()))
    query = (
        "select typed.name from read_csv(?, header = true) as typed "
        "left join license_aliases as names "
        "on license_key(typed.name) = names.name and typed.license = names.license "
        "where names.name is null or names.name in ("
        "    select unnest([license_key(license), license_key(spdx_id)])"
        "    from license_terms"
        ")"
    )
    assert asked(synthetic_folder, query, str(NAMES)) == []


# In models.


def model(name, tags, **card):
    return {"id": name, "tags": [f"license:{tag}" for tag in tags], "cardData": card}


MODELS = [
    model("a", ["other"], license_name="llama-3.1-community", license_link=LINK),
    model("b", ["other"], license_name="my own", license_link="LICENSE"),
    model("c", ["other", "mit"], license_name="MIT"),
    model("d", ["mit"], license_name="gemma"),
    model("e", [], license_name="gemma"),
    model("f", ["other"], license_name=" ", license_link=None),
    model("g", ["Other", "apache-2.0"], license_name="Gemma Terms of Use"),
    model("h", ["another"], license_name="gemma"),
    model("i", ["other"], license_name=["gemma"], license_link={"url": LINK}),
    {**model("j", ["other"], license_name="gemma"), "cardData": '{"license_name": 1}'},
    {"id": "k", "tags": ["license:other"], "license_name": "yi-license"},
    {"id": "l", "tags": ["license:other"], "card_data": {"license_name": "qwen"}},
    model("m", ["other"]),
]
GEMMA = ["terms of Google (Gemma)", "use limits of Google (Gemma)"]
LLAMA = ["terms of Meta (Llama)", "use limits of Meta (Llama)"]
YI = ["terms of 01.AI (Yi)", "use limits of 01.AI (Yi)"]


@pytest.fixture
def folder(tmp_path):
    relations = ("main.model_licenses", "main.rejects")
    return quick_build(write_records(MODELS, tmp_path), tmp_path / "out", *relations)


def test_other_stands_for_the_licence_of_its_name(folder):
    query = "select * exclude (position) from model_licenses order by position"
    assert asked(folder, query) == [
        ("a", ["llama3.1"], LLAMA, "llama-3.1-community", LINK),
        ("b", ["other"], None, "my own", "LICENSE"),
        ("c", ["mit"], [], "MIT", None),
        ("d", ["mit"], [], "gemma", None),
        ("e", [], [], "gemma", None),
        ("f", ["other"], None, None, None),
        ("g", ["apache-2.0", "gemma"], GEMMA, "Gemma Terms of Use", None),
        ("h", ["another"], None, "gemma", None),
        ("i", ["other"], None, None, None),
        ("j", ["other"], None, None, None),
        ("k", ["yi"], YI, "yi-license", None),
        ("l", ["qwen"], ["terms of Alibaba Cloud (Qwen)"], "qwen", None),
        ("m", ["other"], None, None, None),
    ]


def test_names_and_links_that_are_no_text_are_rejected(folder):
    query = "select source_row, column_name, cell, reason from rejects"
    assert asked(folder, query) == [
        (
            9,
            "cardData.license_link",
            json.dumps({"url": LINK}).replace(" ", ""),
            "not text",
        ),
        (9, "cardData.license_name", '["gemma"]', "not text"),
        (10, "cardData.license_name", "1", "not text"),
    ]
