"""Reports of a few models: missing values, hostile names, builds in the shell."""

import json

import duckdb
import pytest
from report_pages import (
    ALWAYS,
    HOSTILE,
    rows_of,
    section_of,
    sentence_of,
    values_of,
    with_map,
    write_report,
)

import ecograph
from ecograph.html.libraries import libraries
from ecograph.maps.page import USES as MAP_USES

ONE = {"model_id": "a/b"}

RUN = [library.name for library in libraries([*MAP_USES, "vega-embed"])]
"""The scripts that run on the page, besides its own."""


@pytest.fixture
def report_of(write_rows, tmp_path):
    """Build rows and return the parsed page of their report."""

    def report(*rows, **options):
        ecograph.build(write_rows(*rows, **options), tmp_path / "build")
        return write_report(tmp_path / "build", tmp_path)

    return report


def assert_no_artefacts(page):
    """Assert that the page has no values such as NaN, and no empty charts."""
    for element in page.xpath("//script | //style"):
        element.drop_tree()
    text = page.text_content()
    for word in ("NaN", "None", "null,", "inf", "undefined"):
        assert word not in text.replace("Information", ""), word
    assert not page.xpath("//figure[not(.//*[name()='path'][@fill or @stroke])]")


def test_models_without_edges(report_of):
    page = report_of(ONE, {"model_id": "c"})
    assert [sentence_of(page, name) for name in ALWAYS] == [
        "No model has a parent in this snapshot.",
        "No model has a known creation date.",
        "There are no families: no edge connects two models.",
        "There are no families: no edge connects two models.",
        "No model has descendants.",
        "No parent is absent: each one named by its id is in this snapshot.",
        "There are no edges: no model has a parent in this snapshot.",
        "There are no edges.",
        "There are no edges.",
        "Of 2 models, none may conflict with the licences above them; for 2 (100.0 %), "
        "some terms are unknown.",
        "In fine-tunes, no licence replaces another more often than the other way "
        "round.",
        "No licence replaces another along fine-tunes more often than the reverse.",
        "There are no edges.",
        "2 rows read, 2 models found; none names a parent.",
    ]
    assert len(page.xpath("//figure")) == 1, "that of the verdicts"
    assert len(page.xpath("//button[@data-csv-of]")) < len(ALWAYS), "none of no rows"
    assert "No rows." in section_of(page, "largest_families").text_content()
    assert page.xpath("string(//main/p)") == (
        "The published figures describe the snapshot of July 2025, which has 1,860,411 "
        "rows. This source has 2, so they are not shown."
    )
    assert [s.get("aria-labelledby") for s in page.xpath("//main/section")] == [
        *with_map(ALWAYS)
    ]
    assert_no_artefacts(page)


def test_edges_without_dates_licences_or_numbers(report_of):
    page = report_of(ONE, {"model_id": "c", "finetune_parent": "['a/b']"})
    assert sentence_of(page, "counts") == (
        "1 of 2 models (50.0 %) has a parent in this snapshot."
    )
    assert sentence_of(page, "license_changes") == (
        "No model on 1 edge names a licence."
    )
    assert sentence_of(page, "languages") == (
        "On none of 1 edge do both name a language."
    )
    assert sentence_of(page, "deltas") == (
        "On none of 1 edge are the likes, downloads or dates of both known."
    )
    assert not section_of(page, "deltas").xpath(".//figure")
    assert_no_artefacts(page)


OLD, OLDER, MARCH = (
    {"model_id": name, "createdAt": f"2022-03-0{time}.000Z"}
    for name, time in (
        ("old", "2T23:29:05"),
        ("older", "2T23:29:04"),
        ("march", "4T10:00:00"),
    )
)


def test_models_from_before_the_dates_of_the_hub(report_of):
    page = report_of(
        OLD,
        {**OLDER, "adapter_parent": "['old']"},
        {**MARCH, "adapter_parent": "['older']"},
        {**MARCH, "model_id": "next", "adapter_parent": "['march']"},
        ONE,
    )
    assert sentence_of(page, "months") == (
        "The busiest month is March 2022 with 2 new models; half of the models with a "
        "known date existed before March 2022. 2 models are from before March 2022, "
        "when the Hub began to keep dates. The date of 1 model is unknown."
    )
    assert [row[:4] for row in rows_of(page, "months")] == [
        ["–", "yes", "2", "2"],
        ["2022-03", "no", "2", "4"],
        ["–", "–", "1", "–"],
    ]
    assert sentence_of(page, "deltas") == (
        "At the median, the child is created together with its parent. The dates of "
        "both are known on 1 of 3 edges."
    )
    created = {row[0]: row[-1] for row in rows_of(page, "most_descendants")}
    assert created == {
        "old": "on or before 2022-03-02",
        "older": "on or before 2022-03-02",
        "march": "2022-03-04",
    }
    dates = [row[-2:] for row in rows_of(page, "largest_families")]
    assert dates == [["on or before 2022-03-02", "2022-03-04"]]


def test_models_from_before_the_dates_of_the_hub_alone(report_of):
    page = report_of(OLD, {**OLDER, "adapter_parent": "['old']"})
    assert sentence_of(page, "months") == (
        "2 models are from before March 2022, when the Hub began to keep dates."
    )
    assert not section_of(page, "months").xpath(".//figure")
    assert [row[:4] for row in rows_of(page, "months")] == [["–", "yes", "2", "2"]]
    assert sentence_of(page, "deltas") == (
        "On none of 1 edge are the likes, downloads or dates of both known."
    )
    dates = [row[-2:] for row in rows_of(page, "largest_families")]
    assert dates == [["on or before 2022-03-02"] * 2]
    assert_no_artefacts(page)


def test_a_self_loop_in_a_build_of_the_shell(report_of, tmp_path):
    row = {**ONE, "finetune_parent": "['a/b']", "createdAt": "2024-05-01T00:00:00.000Z"}
    page = report_of(row)
    assert sentence_of(page, "largest_families") == (
        "The largest family is that of a/b with 1 model (100.0 % of all models)."
    )
    assert sentence_of(page, "most_descendants") == "No model has descendants."
    assert_no_artefacts(page)
    with duckdb.connect(tmp_path / "build" / "ecograph.duckdb") as connection:
        connection.execute("delete from meta.build")
    page = write_report(tmp_path / "build", tmp_path)
    assert "Built in the DuckDB shell" in page.xpath("string(//header)")
    assert_no_artefacts(page)


def test_hostile_names_are_text(report_of, tmp_path):
    rows = [
        {
            "model_id": name,
            "licenses": repr([f"{name} {place}"]),
            "finetune_parent": repr(HOSTILE[:place][-1:]),
            "createdAt": "2024-05-01T00:00:00.000Z",
        }
        for place, name in enumerate(HOSTILE)
    ]
    rows.append({"model_id": "b", "finetune_parent": "['gone/name']"})
    page = report_of(*rows, name="<img src=x onerror=alert(1)>.csv")
    scripts = page.xpath("//script")
    assert len(scripts) == len(page.xpath("//script[@type]")) + len(RUN) + 1
    assert not page.xpath(
        "//img | //iframe | //object | //embed | //form[not(@role='search')] | //base"
    )
    names = {name for element in page.iter() for name in element.attrib}
    assert not {name for name in names if name.startswith("on") or name == "src"}
    links = page.xpath("//td//a/@href")
    assert links == ["https://huggingface.co/gone/name"]
    assert all(link.startswith("https://huggingface.co/") for link in links)
    assert [row[0] for row in rows_of(page, "most_descendants")] == HOSTILE[:10]
    assert not [link for link in page.xpath("//a/@href") if "script" in link]
    flows = [row[:2] for row in rows_of(page, "license_flows")]
    assert [HOSTILE[1] + " 1", HOSTILE[2] + " 2"] in flows
    assert "onerror=alert" in page.xpath("string(//h1)")
    for script in page.xpath("//script[@type='application/json']"):
        assert "<" not in script.text


def test_a_build_without_models(report_of, tmp_path):
    """As the DuckDB shell builds an empty table."""
    report_of(ONE)
    with duckdb.connect(tmp_path / "build" / "ecograph.duckdb") as connection:
        kept = ("published_figures", "source_counts")
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() "
            "where table_name not in (?, ?)",
            kept,
        ).fetchall()
        for schema, name in tables:
            connection.execute(f'delete from "{schema}"."{name}"')  # noqa: S608
        connection.execute("update source_counts set number = 0")
    page = write_report(tmp_path / "build", tmp_path)
    assert sentence_of(page, "counts") == "There are no models."
    assert sentence_of(page, "verdicts") == "There are no models."
    assert not page.xpath("//figure")
    assert_no_artefacts(page)


def test_renamed_models_have_a_section_if_a_source_tells_them(tmp_path):
    records = [
        {"id": "new/name"},
        {
            "id": "a/b",
            "tags": ["base_model:old/name", "base_model:finetune:old/name"],
            "baseModels": {"relation": "finetune", "models": [{"id": "new/name"}]},
        },
    ]
    path = tmp_path / "models.jsonl"
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    ecograph.build(path, tmp_path / "build")
    page = write_report(tmp_path / "build", tmp_path)
    assert rows_of(page, "renamed") == [["old/name", "new/name", "1"]]
    links = section_of(page, "renamed").xpath(".//td/a/@href")
    assert links == [f"https://huggingface.co/{name}/name" for name in ("old", "new")]
    assert_no_artefacts(page)


def test_few_edges_of_many_are_not_none(report_of):
    rows = [{"model_id": f"m{n}", "finetune_parent": "['a/b']"} for n in range(2_500)]
    merged = {"model_id": "merged", "merge_parent": "['a/b']"}
    page = report_of(ONE, *rows, merged)
    shares = {value["share"] for value in values_of(page, "edge_types")}
    assert shares == {">99.9 %", "<0.1 %"}
