"""A model as CycloneDX: its ancestors, the nearest first, and their licences."""

import json
import re
from functools import cache
from uuid import UUID

import duckdb
import networkx as nx
import pytest
from conftest import THREE, asked, built
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from expected_graphs import HOSTILE
from packageurl import PackageURL

import ecograph
from ecograph.exports import cyclonedx

MODEL = "madeup-lab-154/plover-1b-merge-627"


@cache
def validator():
    return JsonStrictValidator(SchemaVersion.V1_6)


def bom(folder, tmp_path, model, graph="full"):
    """Export a model; return the bill, which must be valid."""
    path = tmp_path / "out.cdx.json"
    exported = ecograph.export(path, graph, model, folder)
    text = path.read_text("utf-8")
    assert validator().validate_str(text) is None
    read = json.loads(text)
    assert exported[:2] == (1 + len(ancestors(read)), None)
    return read


def component(read):
    return read["metadata"]["component"]


def ancestors(read):
    return component(read).get("pedigree", {}).get("ancestors", [])


def properties(part):
    """The values of each property, in their order."""
    values = {}
    for item in part["properties"]:
        values.setdefault(item["name"], []).append(item["value"])
    return values


@pytest.mark.parametrize("name", THREE)
def test_the_pedigree_has_all_ancestors_nearest_first(name, synthetic_folder, tmp_path):
    read = bom(synthetic_folder, tmp_path, MODEL, name)
    graph = ecograph.load(name, synthetic_folder)
    steps = nx.single_target_shortest_path_length(graph, MODEL)
    order = {node: number for number, node in enumerate(graph)}
    expected = sorted((n, order[node], node) for node, n in dict(steps).items() if n)
    assert [part["name"] for part in ancestors(read)] == [node for *_, node in expected]
    included = [node for node in graph if node == MODEL or node in dict(steps)]
    for part, (number, _, node) in zip(ancestors(read), expected, strict=True):
        children = [child for child in included if child in graph[node]]
        types = [graph.edges[node, child]["edge_types"] for child in children]
        assert properties(part) == {
            "ecograph:steps": [str(number)],
            "ecograph:parent_of": [
                f"{child}: {', '.join(edge_types) or 'untyped'}"
                for child, edge_types in zip(children, types, strict=True)
            ],
        }
        assert part["type"] == "machine-learning-model"
        assert part["purl"] == part["bom-ref"] == f"pkg:huggingface/{node}"
    assert name == "finetune" or len(expected) == {"full": 9, "nomerges": 0}[name]


def test_the_bill_describes_the_model(synthetic_folder, tmp_path):
    read = bom(synthetic_folder, tmp_path, MODEL)
    assert (read["specVersion"], read["version"]) == ("1.6", 1)
    described = component(read)
    assert described["name"] == MODEL
    assert described["type"] == "machine-learning-model"
    assert described["purl"] == f"pkg:huggingface/{MODEL}"
    page = {"type": "website", "url": f"https://huggingface.co/{MODEL}"}
    assert described["externalReferences"] == [page]
    ((build, at),) = asked(
        synthetic_folder, "select build_id, built_at from meta.build"
    )
    assert properties(read["metadata"]) == {
        "ecograph:build": [build],
        "ecograph:graph": ["full"],
    }
    assert read["metadata"]["timestamp"] == f"{at.isoformat()}+00:00"
    (tool,) = read["metadata"]["tools"]["components"]
    assert tool["name"] == "ecograph"


def test_the_same_build_gives_the_same_bytes(synthetic_folder, tmp_path):
    serials = set()
    for name in THREE:
        serials.add(bom(synthetic_folder, tmp_path, MODEL, name)["serialNumber"])
        before = (tmp_path / "out.cdx.json").read_bytes()
        bom(synthetic_folder, tmp_path, MODEL, name)
        assert (tmp_path / "out.cdx.json").read_bytes() == before
    serials.add(
        bom(synthetic_folder, tmp_path, "madeup-lab-50/plover-1b-0")["serialNumber"]
    )
    assert len(serials) == 4
    assert {UUID(serial.removeprefix("urn:uuid:")).version for serial in serials} == {5}


def test_unusual_models(odd_folder, tmp_path):
    """A cycle, a self-loop, and lists of licences with None or unreadable."""
    read = bom(odd_folder, tmp_path, "org/last")
    names = {part["name"]: part for part in ancestors(read)}
    assert [*names] == ["org/base", "a", "alone"]
    children = [properties(part)["ecograph:parent_of"] for part in names.values()]
    assert [names[-1] for names in children] == [
        *("org/last: merge", "org/last: finetune, merge", "org/last: merge")
    ]
    licenses = [item["license"] for item in names["org/base"]["licenses"]]
    assert licenses == [
        {"acknowledgement": "declared", "id": "Apache-2.0"},
        {"acknowledgement": "declared", "id": "MIT"},
        {"acknowledgement": "declared", "name": "llama3"},
    ]
    assert "licenses" not in names["alone"]
    read = bom(odd_folder, tmp_path, "a")
    assert "a: untyped" in properties(ancestors(read)[0])["ecograph:parent_of"]
    assert [part["name"] for part in ancestors(read)] == [
        "org/base",
        "org/last",
        "alone",
    ]


def test_licences_are_those_of_the_last_row_with_spdx_ids(tmp_path):
    rows = [
        {"model_id": "a", "licenses": "['gpl-3.0']"},
        {"model_id": "a", "licenses": "['OTHER', None, 'cc-by-4.0', '', 'cc-by-4.0']"},
    ]
    folder = built(tmp_path, rows)
    licenses = component(bom(folder, tmp_path, "a"))["licenses"]
    assert [item["license"].get("id") for item in licenses] == ["CC-BY-4.0", None]
    assert licenses[1]["license"]["name"] == "OTHER"


NAMES = [
    *HOSTILE,
    *("gpt2", "a/b/c", "/a", "a/", "//", "/", "a//b", ".", "a/../b", "pkg:x"),
]

URL = r"https://([-\w.~:/?#@!$&'()*+,;=]|%[0-9A-F]{2})+"
"""The characters that RFC 3986 allows in a URL."""


def test_hostile_names_are_text(tmp_path):
    """Their package URLs represent them, or they have none."""
    rows = [
        {"model_id": name, "parent_model": repr(NAMES), "licenses": repr([name])}
        for name in NAMES
    ]
    folder = built(tmp_path, rows)
    read = bom(folder, tmp_path, "gpt2")
    parts = [component(read), *ancestors(read)]
    assert {part["name"] for part in parts} == {*NAMES}
    assert len({part["bom-ref"] for part in parts}) == len(NAMES)
    for part in parts:
        assert part["licenses"][0]["license"]["name"] == part["name"]
        assert re.fullmatch(URL, part["externalReferences"][0]["url"], re.ASCII)
        if "purl" in part:
            purl = PackageURL.from_string(part["purl"])
            ids = [purl.name] if purl.namespace is None else [purl.namespace, purl.name]
            assert "/".join(ids) == part["name"]
    without = {part["name"] for part in parts if "purl" not in part}
    assert {"/a", "a/", "//", "/", "a//b"} <= without
    assert without.isdisjoint({"gpt2", "a/b/c", '"); --', "<script>alert(1)</script>"})


def test_the_model_itself_may_have_no_package_url(tmp_path):
    read = bom(built(tmp_path, [{"model_id": "/"}]), tmp_path, "/")
    assert component(read)["name"] == "/"
    assert "purl" not in component(read)


def test_a_build_of_the_shell_is_an_error(synthetic_folder, tmp_path):
    path = tmp_path / "shell.duckdb"
    path.write_bytes((synthetic_folder / "ecograph.duckdb").read_bytes())
    with duckdb.connect(path) as connection:
        connection.execute("delete from meta.build")
    with pytest.raises(ecograph.EcographError, match="was built in the DuckDB shell"):
        ecograph.export(tmp_path / "out.cdx.json", "full", MODEL, path)
    assert [*tmp_path.iterdir()] == [path]


def test_an_invalid_bill_is_not_written(synthetic_folder, tmp_path, monkeypatch):
    invalid = '{"version": 0}'
    monkeypatch.setattr(cyclonedx, "_with_ancestors_in_order", lambda *_: invalid)
    with pytest.raises(ecograph.EcographError, match=r"invalid as CycloneDX 1\.6: "):
        ecograph.export(tmp_path / "out.cdx.json", "full", MODEL, synthetic_folder)
    assert [*tmp_path.iterdir()] == []
