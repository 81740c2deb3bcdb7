"""The report shows what is in the build."""

import json
import re
from datetime import date, datetime
from importlib import metadata

import duckdb
import duckdb_shell
import pytest
from conftest import asked
from duckdb_shell import shell
from report_pages import (
    ALL,
    data_of,
    parse,
    rows_of,
    section_of,
    sentence_of,
    sql_of,
    values_of,
    with_map,
)

import ecograph
from ecograph.html.palette import COLOURS
from ecograph.html.wording import format_percent, format_value
from ecograph.model_ids import hub_page
from ecograph.plan.order import BUILD, REPORT, plan
from ecograph.reports.query import REQUIRED, run_query
from ecograph.reports.sections import HIGHLIGHTS


@pytest.fixture(scope="module")
def page(snapshot_report):
    """The parsed page with all sections."""
    return parse(snapshot_report / "report.html")


def test_the_tiles_are_the_counts_of_the_build(page, snapshot_report):
    query = """
        select
            (select count(*) from models),
            (select count(*) from edges),
            (select count(*) from families),
            (select count(distinct child_id) from edges where child_id <> parent_id)
    """
    (expected,) = asked(snapshot_report, query)
    tiles = page.xpath("//dl[@class='tiles']//dd")
    assert [tile.text for tile in tiles] == [f"{number:,}" for number in expected]


@pytest.mark.parametrize("name", ALL)
def test_the_sql_of_a_table_gives_its_rows(name, page, snapshot_report):
    with ecograph.connect(snapshot_report) as connection:
        result = connection.execute(sql_of(page, name))
        columns = [column for column, *_ in result.description]
        rows = result.fetchall()
    heads = section_of(page, name).xpath(".//th")
    assert [head.text for head in heads] == [c.replace("_", " ") for c in columns]
    expected = [
        [cell(column, value) for column, value in zip(columns, row, strict=True)]
        for row in rows
    ]
    assert expected
    assert rows_of(page, name) == expected


def cell(column, value):
    if column == "share" and value is not None:
        return format_percent(value)
    return f"{value:%Y-%m}" if column == "month" and value else format_value(value)


@duckdb_shell.needed
@pytest.mark.parametrize("name", ALL)
def test_the_sql_runs_in_the_shell(name, page, snapshot_report):
    database = snapshot_report / "ecograph.duckdb"
    before = database.read_bytes()
    text = shell("-readonly", "-json", database, lines=sql_of(page, name))
    with ecograph.connect(snapshot_report) as connection:
        result = run_query(connection, name)
    expected = [
        {
            column: value.isoformat(" ")
            if isinstance(value, datetime)
            else value.isoformat()
            if isinstance(value, date)
            else pytest.approx(value, rel=1e-9)
            if isinstance(value, float)
            else value
            for column, value in row.items()
        }
        for row in result.records
    ]
    assert json.loads(text) == expected
    assert database.read_bytes() == before


OURS = {f"report.{name}" for name in (*ALL, "build")}


def test_the_sql_is_the_query_of_its_file():
    files = {f.path.stem: f for f in plan(BUILD + REPORT) if f.name in OURS}
    assert {*files} == {*ALL, "build"}
    for name, file in files.items():
        with duckdb.connect() as connection, pytest.raises(duckdb.CatalogException):
            run_query(connection, name)
        assert f"create or replace view report.{name} as\n" in file.text


def test_what_the_queries_read_is_required_of_a_build():
    read = {
        name.removeprefix("main.")
        for file in plan(BUILD + REPORT)
        if file.name in OURS
        for name in file.reads
        if name != "meta.build"
    }
    assert read == {*REQUIRED}


def test_each_section_is_complete(page):
    assert [s.get("aria-labelledby") for s in page.xpath("//main/section")] == [
        *with_map(ALL)
    ]
    links = [link.get("href") for link in page.xpath("//nav//a")]
    assert links == [f"#{name}" for name in with_map(ALL)]
    for name in ALL:
        part = section_of(page, name)
        assert part.xpath("string(h2)")
        assert sentence_of(page, name).endswith(".")
        assert len(part.xpath(".//table[caption]")) == 1
        assert all(head.get("scope") == "col" for head in part.xpath(".//th"))
        assert len(part.xpath(".//button")) == 2
        charts = part.xpath(".//*[@role='img'][@aria-label]//*[name()='svg']")
        assert len(charts) == 2 * len(part.xpath(".//figure"))
        assert bool(charts) == (name != "counts")
    ids = page.xpath("//@id")
    assert len(ids) == len({*ids})


def test_the_header_identifies_the_build(page, snapshot_report):
    ((source, at, version, build, newest),) = asked(
        snapshot_report,
        "select source_name, date_trunc('second', built_at), duckdb_version, build_id, "
        "(select cast(max(created_at) as date) from models) from meta.build",
    )
    values = page.xpath("//dl[@class='provenance']//dd")
    assert [value.text for value in values] == [
        str(newest),
        f"{at} UTC",
        f"ecograph {metadata.version('ecograph')}, DuckDB {version}",
        build,
    ]
    assert source in page.xpath("string(//h1)")


def test_models_in_tables_link_to_the_hub(page, snapshot_report):
    roots = asked(
        snapshot_report,
        "select root_id from families order by size desc, root_position limit 10",
    )
    part = section_of(page, "largest_families")
    links = part.xpath(".//td/a/@href")
    expected = [hub_page(root) for (root,) in roots if hub_page(root)]
    assert links == expected != []
    assert len(part.xpath(".//td[1]")) == 10 > len(links), "some cannot be on the Hub"
    values = values_of(page, "largest_families")
    assert {v["link"] for v in values if v.get("link")} == {*links}


def test_licences_come_with_a_warning(page):
    for name in ("license_changes", "license_flows", "verdicts"):
        assert "not legal advice" in section_of(page, name).text_content()


def test_the_published_figures_of_the_snapshot(page):
    agrees = [row[-1] for row in rows_of(page, "figures")]
    assert agrees == sorted(agrees, key=["no", "–", "yes"].index)
    assert len(agrees) == 110
    assert sentence_of(page, "figures").startswith("Of 110 published figures, ")
    assert not page.xpath("//main/p")


def test_figures_that_differ_come_first_then_those_not_compared():
    with duckdb.connect() as connection:
        for statement in (
            "create table published_figures as select * from (values (1, 's', 'a'), "
            "(2, 's', 'b'), (3, 's', 'c'), (4, 's', 'd'), (5, 't', 'a')) "
            "as f (line, section, figure)",
            "create table figure_checks as select section, figure, 1 as published, "
            "2 as found, 1 as difference, [true, null, false, true, false][line] "
            "as agrees from published_figures",
        ):
            connection.execute(statement)
        rows = run_query(connection, "figures").rows
    assert [(section + figure, agrees) for section, figure, *_, agrees in rows] == [
        ("sc", False),
        ("ta", False),
        ("sb", None),
        ("sa", True),
        ("sd", True),
    ]


def test_each_edge_type_has_its_colour(page):
    counts = {row[0]: row[1] for row in rows_of(page, "edge_types")}
    assert {*counts} == {*COLOURS}
    (_, wide) = section_of(page, "edge_types").xpath(
        ".//*[@class='chart']//*[name()='svg']"
    )
    fills = wide.xpath(".//*[name()='path']/@fill")
    assert fills == [f"var(--{name})" for name, n in counts.items() if n != "0"]


PERCENT = re.compile(r"[<>]?[\d,.]+ %")


@pytest.mark.parametrize("name", ALL)
def test_the_percentages_of_a_sentence_are_in_its_chart(name, page):
    said = PERCENT.findall(sentence_of(page, name))
    if name == "counts":
        assert len(said) == 1, "it has no chart"
    else:
        assert {*said} <= {value.get("share") for value in values_of(page, name)}
    assert bool(said) == (name in SAID)


SAID = {"counts", "edge_types", "largest_families", "absent_parents"} | {
    *("license_changes", "verdicts", "ledger_counts"),
}
"""Sections whose sentences have percentages."""


def test_what_is_zero_is_in_no_chart(page):
    for name in ALL:
        shares = {value.get("share") for value in values_of(page, name)}
        assert "0.0 %" not in shares, name


def test_the_overview_says_what_stands_out(page):
    overview = section_of(page, "counts")
    highlights = overview.xpath(".//ul[@class='highlights']/li")
    found = {h.xpath("string(h3/a/@href)"): h.xpath("string(p)") for h in highlights}
    assert found == {f"#{name}": sentence_of(page, name) for name in HIGHLIGHTS}


def test_the_script_has_the_rows(page, snapshot_report):
    with ecograph.connect(snapshot_report) as connection:
        result = run_query(connection, "months")
    data = data_of(page, "months")
    assert data["columns"] == result.columns
    assert [row[2:] for row in data["rows"]] == [[*row[2:]] for row in result.rows]
    assert data["rows"][1][0] == result.rows[1][0].isoformat()


def test_families_grow_to_their_size(page):
    sizes = {row[0]: row[1] for row in rows_of(page, "largest_families")}
    grown = dict.fromkeys(sizes, 0)
    for root, _, _, models, so_far in rows_of(page, "families_over_time"):
        grown[root] += int(models)
        assert so_far in (str(grown[root]), "–")
    assert [*grown.items()] == [(root, int(size)) for root, size in sizes.items()]
