"""A model as CycloneDX: what it was made from, and what the licences mean for it."""

import json
import re
from functools import cache
from pathlib import Path
from uuid import UUID

import duckdb
import jsonschema
import networkx as nx
import pytest
from conftest import asked, built, shared
from cyclonedx.schema import SchemaVersion
from cyclonedx.schema._res import BOM_JSON_STRICT
from cyclonedx.validation.json import JsonStrictValidator
from expected_graphs import HOSTILE
from packageurl import PackageURL
from packageurl.validate import HuggingfaceTypeDefinition

import ecograph
from ecograph.boms import cyclonedx

MODEL = "madeup-lab-154/plover-1b-merge-627"

ROWS = [
    {"model_id": "gpt2", "licenses": "['mit', 'apple-ascl']"},
    {
        "model_id": "lab/base",
        "licenses": "['cc-by-nc-4.0']",
        "parent_model": "['gpt2']",
        "finetune_parent": "['gpt2']",
        "merge_parent": "['gpt2']",
    },
    {
        "model_id": "lab/chat",
        "licenses": "['Apache-2.0', 'mit']",
        "adapter_parent": "['lab/base']",
        "merge_parent": repr(["Old/Gone", "C:\\models\\x", "LAB/base"]),
    },
]


@cache
def validator(version):
    return JsonStrictValidator(SchemaVersion.from_version(version))


@cache
def schema(version):
    """The published schema, without the schemas that it refers to."""
    path = Path(BOM_JSON_STRICT[SchemaVersion.from_version(version)])
    text = re.sub(r'"\$ref": "(?!#)[^"]*"', '"type": "string"', path.read_text("utf-8"))
    return jsonschema.Draft7Validator(json.loads(text))


def read(path, version="1.6"):
    """A bill, which must be valid."""
    text = path.read_text("utf-8")
    assert validator(version).validate_str(text) is None
    bill = json.loads(text)
    refs = [part["bom-ref"] for part in components(bill)]
    assert len({*refs}) == len(refs)
    for dependency in bill["dependencies"]:
        assert {dependency["ref"], *dependency["dependsOn"]} <= {*refs}
    assert "not legal advice" in properties(bill["metadata"])["ecograph:disclaimer"][0]
    return bill


def bom(folder, tmp_path, model, version="1.6"):
    """The bill of a model."""
    (made,) = ecograph.bom(model, tmp_path / "out.cdx.json", folder, version)
    bill = read(made.path, version)
    assert made.model == bill["metadata"]["component"]["name"]
    assert made.components == 1 + len(bill["components"])
    return bill


def components(bill):
    """The components, of which the model is the first."""
    return [bill["metadata"]["component"], *bill["components"]]


def parts(bill):
    """The components by their names."""
    return {part["name"]: part for part in components(bill)}


def properties(part):
    """The values of each property, in their order."""
    values = {}
    for item in part["properties"]:
        values.setdefault(item["name"], []).append(item["value"])
    return values


def parents(bill):
    """The names of the parents of each component that has dependencies."""
    names = {part["bom-ref"]: name for name, part in parts(bill).items()}
    return {
        names[item["ref"]]: [names[ref] for ref in item["dependsOn"]]
        for item in bill["dependencies"]
    }


@pytest.fixture(scope="module")
def chat(tmp_path_factory):
    """The bill of lab/chat in ROWS."""
    folder = tmp_path_factory.mktemp("chat")
    return bom(built(folder, ROWS), folder, "lab/chat")


def test_components_are_the_lineage_nearest_first(chat):
    names = ["lab/chat", "lab/base", "C:\\models\\x", "LAB/base", "Old/Gone", "gpt2"]
    assert [*parts(chat)] == names
    assert {part["type"] for part in parts(chat).values()} == {"machine-learning-model"}
    assert [properties(part)["ecograph:steps"] for part in parts(chat).values()] == [
        *(["0"], ["1"], ["1"], ["1"], ["1"], ["2"])
    ]


def test_dependencies_are_parents(chat):
    assert parents(chat) == {
        "lab/chat": ["lab/base", "C:\\models\\x", "LAB/base", "Old/Gone"],
        "lab/base": ["gpt2"],
        "gpt2": [],
    }
    types = {
        name: properties(part).get("ecograph:edge_type")
        for name, part in parts(chat).items()
    }
    assert types == {
        "lab/chat": None,
        "lab/base": ["adapter: lab/chat"],
        "C:\\models\\x": ["merge: lab/chat"],
        "LAB/base": ["merge: lab/chat"],
        "Old/Gone": ["merge: lab/chat"],
        "gpt2": ["finetune, merge: lab/base"],
    }


def test_suppliers_and_package_urls_are_of_ids_with_an_owner(chat):
    found = {
        name: (part.get("supplier", {}).get("name"), part.get("purl"))
        for name, part in parts(chat).items()
    }
    assert found == {
        "lab/chat": ("lab", "pkg:huggingface/lab/chat"),
        "lab/base": ("lab", "pkg:huggingface/lab/base"),
        "C:\\models\\x": (None, None),
        "LAB/base": ("LAB", "pkg:huggingface/LAB/base"),
        "Old/Gone": ("Old", "pkg:huggingface/Old/Gone"),
        "gpt2": (None, None),
    }
    assert parts(chat)["lab/chat"]["supplier"]["url"] == ["https://huggingface.co/lab"]
    pages = [
        [page["url"] for page in part.get("externalReferences", [])]
        for part in (parts(chat)["gpt2"], parts(chat)["C:\\models\\x"])
    ]
    assert pages == [["https://huggingface.co/gpt2"], []]


def test_licences_have_spdx_ids_where_there_are(chat):
    licenses = {
        name: [item["license"] for item in part.get("licenses", [])]
        for name, part in parts(chat).items()
    }
    declared = {"acknowledgement": "declared"}
    assert licenses == {
        "lab/chat": [{"id": "Apache-2.0", **declared}, {"id": "MIT", **declared}],
        "lab/base": [{"id": "CC-BY-NC-4.0", **declared}],
        "C:\\models\\x": [],
        "LAB/base": [],
        "Old/Gone": [],
        "gpt2": [{"name": "apple-ascl", **declared}, {"id": "MIT", **declared}],
    }


def test_the_verdict_and_what_was_found(chat):
    described = properties(parts(chat)["lab/chat"])
    reason = (
        "lab/base (1 step above) asks for non-commercial, which apache-2.0, mit does "
        "not state"
    )
    assert described == {
        "ecograph:verdict": ["conflict"],
        "ecograph:verdict_reason": [f"{reason}; and 3 more"],
        "ecograph:steps": ["0"],
        "ecograph:finding": ["ok"],
    }
    base = properties(parts(chat)["lab/base"])
    assert base["ecograph:finding"] == ["conflict"]
    assert base["ecograph:finding_reason"] == [reason]
    assert base["ecograph:dropped_term"] == ["non-commercial"]
    assert properties(parts(chat)["gpt2"])["ecograph:finding"] == ["ok"]


def test_missing_parents_are_told_from_models(chat):
    missing = {
        name: (values["ecograph:status"], values.get("ecograph:suggested_id"))
        for name, part in parts(chat).items()
        if "ecograph:status" in (values := properties(part))
    }
    assert missing == {
        "C:\\models\\x": (["local_path"], None),
        "LAB/base": (["wrong_case"], ["lab/base"]),
        "Old/Gone": (["absent"], None),
    }
    refs = [parts(chat)[name]["bom-ref"] for name in missing]
    assert refs[0] == "missing:local_path:C:\\models\\x"
    assert chat["compositions"] == [{"aggregate": "unknown", "dependencies": refs}]
    for name in missing:
        part = parts(chat)[name]
        assert "as typed, not in this snapshot: " in part["description"]
        assert properties(part)["ecograph:finding"] == ["missing"]


def test_parents_that_cannot_be_read_are_told_as_such(tmp_path):
    rows = [{"model_id": "lab/a", "merge_parent": "['gpt2'"}]
    (part,) = bom(built(tmp_path, rows), tmp_path, "lab/a")["components"]
    assert part["description"] == "The text of parents that cannot be read"
    assert properties(part)["ecograph:finding_reason"] == [
        "parents cannot be read: ['gpt2' (1 step above, unreadable)"
    ]


@pytest.mark.parametrize("version", ["1.6", "1.7"])
def test_jsonschema_finds_it_valid_too(version, synthetic_folder, tmp_path):
    bill = bom(synthetic_folder, tmp_path, MODEL, version)
    assert (bill["specVersion"], bill["version"]) == (version, 1)
    schema(version).validate(bill)
    bill["components"][0]["bom-ref"] = 1
    with pytest.raises(jsonschema.ValidationError, match="1 is not of type 'string'"):
        schema(version).validate(bill)


def test_all_ancestors_along_all_edges(synthetic_folder, tmp_path):
    bill = bom(synthetic_folder, tmp_path, MODEL)
    graph = ecograph.load("full", synthetic_folder)
    steps = dict(nx.single_target_shortest_path_length(graph, MODEL))
    models = {
        name: part
        for name, part in parts(bill).items()
        if "ecograph:status" not in properties(part)
    }
    found = {
        name: int(properties(part)["ecograph:steps"][0])
        for name, part in models.items()
    }
    assert found == steps
    assert len(found) == 10
    for name, above in parents(bill).items():
        assert {*above} & {*steps} == {*graph.predecessors(name)} - {name}
    for name, part in models.items():
        children = [child for child in graph[name] if child in steps]
        types = [graph.edges[name, child]["edge_types"] for child in children]
        assert sorted(properties(part).get("ecograph:edge_type", [])) == sorted(
            f"{', '.join(edge_types) or 'untyped'}: {child}"
            for child, edge_types in zip(children, types, strict=True)
        )


def test_the_bill_says_where_it_comes_from(synthetic_folder, tmp_path):
    bill = bom(synthetic_folder, tmp_path, MODEL)
    ((build, at),) = asked(
        synthetic_folder, "select build_id, built_at from meta.build"
    )
    assert properties(bill["metadata"])["ecograph:build"] == [build]
    assert bill["metadata"]["timestamp"] == f"{at.isoformat()}+00:00"
    (tool,) = bill["metadata"]["tools"]["components"]
    assert (tool["name"], tool["version"]) == ("ecograph", ecograph.__version__)


def test_the_same_build_gives_the_same_bytes(synthetic_folder, tmp_path):
    others = ["madeup-lab-50/plover-1b-0", "madeup-lab-3/swift-7b-GGUF-1127"]
    alone = ecograph.bom(MODEL, tmp_path / "a.cdx.json", synthetic_folder)
    among = ecograph.bom([*others, MODEL], tmp_path / "bills", synthetic_folder)
    assert alone[0].path.read_bytes() == among[-1].path.read_bytes()
    serials = {read(bill.path)["serialNumber"] for bill in among}
    assert len(serials) == 3
    assert {UUID(serial.removeprefix("urn:uuid:")).version for serial in serials} == {5}


def test_cycles_and_unreadable_licences(odd_folder, tmp_path):
    """A model on a cycle is not among its own parents."""
    bill = bom(odd_folder, tmp_path, "org/last")
    models = ["org/last", "org/base", "a", "alone"]
    assert [name for name in parts(bill) if name in models] == models
    licenses = [item["license"] for item in parts(bill)["org/base"]["licenses"]]
    assert [item.get("id", item.get("name")) for item in licenses] == [
        *("Apache-2.0", "llama3", "MIT")
    ]
    assert "licenses" not in parts(bill)["alone"]
    assert properties(parts(bill)["org/base"])["ecograph:edge_type"] == [
        *("merge: org/last", "untyped: org/base", "untyped: a")
    ]
    assert parents(bill) == {
        "org/last": ["org/base", "a", "alone"],
        "org/base": ["org/last"],
        "a": ["org/base"],
        "alone": [],
    }


def test_an_unknown_relation_to_a_model_of_the_build(tmp_path):
    """It is a missing parent, even if its text is the id of a model of the bill."""
    source = tmp_path / "records.jsonl"
    records = [
        {"id": "lab/base"},
        {"id": "lab/chat", "tags": ["base_model:finetune:lab/base"]},
        {
            "id": "lab/next",
            "tags": ["base_model:lab/chat", "base_model:newversion:lab/base"],
        },
    ]
    source.write_text("\n".join(map(json.dumps, records)), "utf-8")
    ecograph.build(source, tmp_path / "data")
    bill = bom(tmp_path / "data", tmp_path, "lab/next")
    found = [(part["bom-ref"], properties(part)) for part in bill["components"]]
    assert [(ref, values["ecograph:edge_type"]) for ref, values in found] == [
        ("pkg:huggingface/lab/chat", ["untyped: lab/next"]),
        ("missing:unknown_type:lab/base", ["untyped: lab/next"]),
        ("pkg:huggingface/lab/base", ["finetune: lab/chat"]),
    ]
    assert bill["dependencies"][0]["dependsOn"] == [ref for ref, _ in found[:2]]


NAMES = [
    *HOSTILE,
    *("gpt2", "a/b/c", "/a", "a/", "//", "/", "a//b", ".", "a/../b", "pkg:x", "../x"),
    *(f"{'x.' * 5_000}!", "model:gpt2", "pkg:huggingface/o/n", "o/n"),
]

URL = r"https://([-\w.~:/?#@!$&'()*+,;=]|%[0-9A-F]{2})+"
"""The characters that RFC 3986 allows in a URL."""


def test_hostile_names_are_text(tmp_path):
    """They have a package URL only if they are ids, which it then represents."""
    gone = [f"gone {name}" for name in NAMES]
    rows = [
        {
            "model_id": name,
            "parent_model": repr(NAMES if name == "gpt2" else []),
            "merge_parent": repr(gone if name == "gpt2" else []),
            "licenses": repr([name]),
        }
        for name in NAMES
    ]
    folder = built(tmp_path, rows)
    bill = bom(folder, tmp_path, "gpt2")
    assert {*NAMES} < {*parts(bill)}
    assert len(parts(bill)) == 2 * len(NAMES)
    for part in parts(bill).values():
        for page in part.get("externalReferences", []):
            assert re.fullmatch(URL, page["url"], re.ASCII)
        if "purl" in part:
            assert [*HuggingfaceTypeDefinition.validate(part["purl"], True)] == []
            purl = PackageURL.from_string(part["purl"])
            assert f"{purl.namespace}/{purl.name}" == part["name"]
    assert [name for name, part in parts(bill).items() if "purl" in part] == ["o/n"]
    made = ecograph.bom(NAMES, tmp_path / "bills", folder)
    assert len({bill.path for bill in made}) == len(NAMES)
    assert {bill.path.parent for bill in made} == {tmp_path / "bills"}


def test_entries_that_are_no_texts_and_lists_that_cannot_be_read(tmp_path):
    rows = [
        {"model_id": "a/b", "merge_parent": "[None]"},
        {"model_id": "a/c", "merge_parent": "['a/b'", "parent_model": "['a/b']"},
    ]
    bill = bom(built(tmp_path, rows), tmp_path, "a/c")
    assert parents(bill) == {"a/c": ["a/b", "['a/b'"], "a/b": ["[None]"]}
    statuses = [properties(part).get("ecograph:status") for part in bill["components"]]
    assert statuses == [None, ["unreadable"], ["unreadable"]]


def test_the_absent_parent_of_a_real_model(shared_build, tmp_path):
    shared("data/rimel.csv")
    bill = bom(shared_build("rimel"), tmp_path, "ByteDance/Sa2VA-4B")
    assert len(parts(bill)) == 11
    absent = "OpenGVLab/InternVL2_5-4B"
    assert properties(parts(bill)[absent])["ecograph:status"] == ["absent"]
    assert absent in parents(bill)["ByteDance/Sa2VA-4B"]
    assert properties(parts(bill)["ByteDance/Sa2VA-4B"])["ecograph:verdict"] == [
        "unknown"
    ]


def test_a_build_of_the_shell_is_an_error(synthetic_folder, tmp_path):
    path = tmp_path / "shell.duckdb"
    path.write_bytes((synthetic_folder / "ecograph.duckdb").read_bytes())
    with duckdb.connect(path) as connection:
        connection.execute("delete from meta.build")
    with pytest.raises(ecograph.EcographError, match="was built in the DuckDB shell"):
        ecograph.bom(MODEL, tmp_path / "out.cdx.json", path)
    assert [*tmp_path.iterdir()] == [path]


def test_an_invalid_bill_is_not_written(synthetic_folder, tmp_path, monkeypatch):
    monkeypatch.setattr(cyclonedx, "_bill", lambda *_: {"version": 0})
    for out in ("out.cdx.json", "bills"):
        with pytest.raises(ecograph.EcographError, match=r"invalid as CycloneDX 1\.6"):
            ecograph.bom(MODEL, tmp_path / out, synthetic_folder)
    assert [*tmp_path.iterdir()] == []
