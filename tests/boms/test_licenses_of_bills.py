"""The licences of a component: SPDX ids, and the name and the link of ``other``."""

import json

import pytest
from conftest import write_records
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

import ecograph
from ecograph.boms.licenses import _url

CARDS = {
    "lab/other": {
        "license": ["other"],
        "license_name": "my-terms",
        "license_link": "LICENSE.md",
    },
    "lab/known": {
        "license": ["other"],
        "license_name": "llama-3.1-community",
        "license_link": "https://ai.example/llama?a=1",
    },
    "lab/two": {
        "license": ["mit", "other"],
        "license_name": "<b>",
        "license_link": "ask us",
    },
    "lab/nameless": {"license": ["other"]},
    "lab/both": {"license": ["mit", "gemma"], "license_link": "LICENSE"},
}

DECLARED = {"acknowledgement": "declared"}
OTHER = {"properties": [{"name": "ecograph:license", "value": "other"}]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cards")
    records = [
        {
            "id": model,
            "tags": [f"license:{license_id}" for license_id in card["license"]],
            "cardData": card,
        }
        for model, card in CARDS.items()
    ]
    write_records(records, folder)
    ecograph.build(folder / "records.jsonl", folder)
    return folder


def test_the_name_and_the_link_of_other(folder, tmp_path):
    found = {}
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    for bill in ecograph.bom(CARDS, tmp_path, folder):
        text = bill.path.read_text("utf-8")
        assert validator.validate_str(text) is None
        component = json.loads(text)["metadata"]["component"]
        found[bill.model] = [item["license"] for item in component["licenses"]]
    file = "https://huggingface.co/lab/other/blob/main/LICENSE.md"
    assert found == {
        "lab/other": [{"name": "my-terms", **DECLARED, **OTHER, "url": file}],
        "lab/known": [
            {"name": "llama3.1", **DECLARED, "url": "https://ai.example/llama?a=1"}
        ],
        "lab/two": [{"id": "MIT", **DECLARED}, {"name": "<b>", **DECLARED, **OTHER}],
        "lab/nameless": [{"name": "other", **DECLARED}],
        "lab/both": [{"name": "gemma", **DECLARED}, {"id": "MIT", **DECLARED}],
    }


@pytest.mark.parametrize(
    "link",
    [
        *("", "ask us", "../LICENSE", "javascript:alert(1)", "https://", "/etc/passwd"),
        *("https://a.example/ b", "https://a.example/%zz", "https://a.example/\n<b>"),
        *("a/" * 5_000 + "?", "x" * 5_000 + "é"),
    ],
)
def test_links_that_are_no_addresses(link):
    assert _url("lab/other", link) is None
