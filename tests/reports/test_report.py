"""The report: its numbers are those of the build, and it stands alone."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date, datetime
from importlib import metadata
from pathlib import Path

import duckdb
import lxml.html
import pytest
from commands import error as refused
from commands import output as said
from commands import spawn
from conftest import SAMPLE, asked
from duckdb_shell import SHELL, shell

import ecograph
from ecograph.errors import EcographError, NotBuiltError
from ecograph.html.palette import EDGE_TYPES
from ecograph.html.wording import percent, shown
from ecograph.plan.order import BUILD, REPORT, plan
from ecograph.reports.query import READ, ask
from ecograph.reports.sections import DESIGNS

ALWAYS = [design.name for design in DESIGNS if design.name != "figures"]
ALL = [design.name for design in DESIGNS]

HOSTILE = [
    "x" * 10_000,
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "' onfocus='alert(1)",
    "]]>",
    "</svg><img src=x onerror=alert(1)>",
    "</style></title><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{7*7}}{% raw %}",
    "a/b\u202e",
    "\x01\x0b\ufffe\uffff",
    "../../x?y#z",
    "last",
]


def page_of(path: Path, folder: Path):
    ecograph.report(folder / "report.html", path)
    return lxml.html.parse(folder / "report.html").getroot()


def table_of(page, name: str) -> list[list[str]]:
    rows = section(page, name).xpath(".//tbody/tr")
    return [["".join(cell.itertext()) for cell in row] for row in rows]


def section(page, name: str):
    (found,) = page.xpath(f"//section[@aria-labelledby='{name}']")
    return found


def sql_of(page, name: str) -> str:
    return page.get_element_by_id(f"sql-{name}").text_content()


def finding(page, name: str) -> str:
    return section(page, name).xpath("string(.//p[@class='finding'])")


@pytest.fixture(scope="module")
def snapshot_folder(sample_folder, tmp_path_factory) -> Path:
    """A build of the sample that says that it read as many rows as the snapshot."""
    folder = tmp_path_factory.mktemp("snapshot")
    shutil.copy(sample_folder / "ecograph.duckdb", folder)
    with duckdb.connect(folder / "ecograph.duckdb") as connection:
        connection.execute(
            "update source_counts set number = 1860411 where measure = 'rows'"
        )
    return folder


@pytest.fixture(scope="module")
def page(snapshot_folder, tmp_path_factory):
    """The page with all pictures."""
    return page_of(snapshot_folder, tmp_path_factory.mktemp("page"))


def test_the_tiles_are_the_counts_of_the_build(page, snapshot_folder):
    query = """
        select
            (select count(*) from models),
            (select count(*) from edges),
            (select count(distinct child_id) from edges where child_id <> parent_id),
            (
                select count(distinct parent_id)
                from edges
                where child_id <> parent_id and parent_id not in (
                    select child_id from edges where child_id <> parent_id
                )
            ),
            (select count(*) from families),
            (select max(size) from families)
    """
    (wanted,) = asked(snapshot_folder, query)
    tiles = page.xpath("//dl[@class='tiles']//dd")
    assert [tile.text for tile in tiles] == [f"{number:,}" for number in wanted]


@pytest.mark.parametrize("name", ALL)
def test_the_sql_beside_a_table_gives_its_rows(name, page, snapshot_folder):
    with ecograph.connect(snapshot_folder) as connection:
        result = connection.execute(sql_of(page, name))
        columns = [column for column, *_ in result.description]
        rows = result.fetchall()
    heads = section(page, name).xpath(".//th")
    assert [head.text for head in heads] == [c.replace("_", " ") for c in columns]
    wanted = [
        [cell(column, value) for column, value in zip(columns, row, strict=True)]
        for row in rows
    ]
    assert wanted
    assert table_of(page, name) == wanted


def cell(column, value):
    if column == "share":
        return percent(value)
    return f"{value:%Y-%m}" if column == "month" and value else shown(value)


@pytest.mark.skipif(SHELL is None, reason="duckdb-cli is not installed")
@pytest.mark.parametrize("name", ALL)
def test_the_sql_runs_in_the_shell_as_it_is(name, page, snapshot_folder):
    database = snapshot_folder / "ecograph.duckdb"
    before = database.read_bytes()
    text = shell("-readonly", "-json", database, lines=sql_of(page, name))
    with ecograph.connect(snapshot_folder) as connection:
        answer = ask(connection, name)
    wanted = [
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
        for row in answer.records
    ]
    assert json.loads(text) == wanted
    assert database.read_bytes() == before


def test_the_sql_is_the_select_of_its_file():
    files = {f.path.stem: f for f in plan(BUILD + REPORT) if f.name in OURS}
    assert {*files} == {*ALL, "build"}
    for name, file in files.items():
        with duckdb.connect() as connection, pytest.raises(duckdb.CatalogException):
            ask(connection, name)
        assert f"create or replace view report.{name} as\n" in file.text


OURS = {f"report.{name}" for name in (*ALL, "build")}


def test_what_the_files_read_is_expected_of_a_build():
    read = {
        name.removeprefix("main.")
        for file in plan(BUILD + REPORT)
        if file.name in OURS
        for name in file.reads
        if name != "meta.build"
    }
    assert read == {*READ}


def test_each_picture_has_all_that_it_should(page):
    assert [s.get("aria-labelledby") for s in page.xpath("//section")] == ALL
    links = [link.get("href") for link in page.xpath("//nav//a")]
    assert links == [f"#{name}" for name in ALL]
    for name in ALL:
        part = section(page, name)
        assert part.xpath("string(h2)")
        assert finding(page, name).endswith(".")
        assert len(part.xpath(".//table[caption]")) == 1
        assert all(head.get("scope") == "col" for head in part.xpath(".//th"))
        assert len(part.xpath(".//button")) == 1
        charts = part.xpath(".//*[@role='img'][@aria-label]//*[name()='svg']")
        assert len(charts) == 2 * len(part.xpath(".//figure"))
        assert bool(charts) == (name != "counts")
    ids = page.xpath("//@id")
    assert len(ids) == len({*ids})


def test_what_build_it_is_stands_first(page, snapshot_folder):
    ((source, at, version, build),) = asked(
        snapshot_folder,
        "select source_name, date_trunc('second', built_at), duckdb_version, build_id "
        "from meta.build",
    )
    facts = page.xpath("//dl[@class='facts']//dd")
    assert [fact.text for fact in facts] == [
        f"{at} UTC",
        f"ecograph {metadata.version('ecograph')}, DuckDB {version}",
        build,
    ]
    assert source in page.xpath("string(//h1)")


def test_the_models_of_tables_link_to_the_hub(page, snapshot_folder):
    roots = asked(snapshot_folder, "select root_id from families limit 10")
    links = section(page, "largest_families").xpath(".//td/a/@href")
    assert links == [f"https://huggingface.co/{root}" for (root,) in roots]


def test_licences_come_with_a_warning(page):
    for name in ("license_changes", "license_flows"):
        assert "not legal advice" in section(page, name).text_content()


def test_the_published_figures_are_those_of_one_snapshot(page, sample_folder, tmp_path):
    agrees = [row[-1] for row in table_of(page, "figures")]
    assert agrees == sorted(agrees, key=["no", "–", "yes"].index)
    assert len(agrees) == 87
    assert finding(page, "figures").startswith("Of 87 published figures ")
    assert not page.xpath("//main/p")
    other = page_of(sample_folder, tmp_path)
    assert [s.get("aria-labelledby") for s in other.xpath("//section")] == ALWAYS
    assert other.xpath("string(//main/p)") == (
        "The published figures are of the snapshot of July 2025, of 1,860,411 rows. "
        "Of this source 2,000 were read, so that they are left out."
    )


def test_figures_that_differ_stand_first_then_those_not_told():
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
        rows = ask(connection, "figures").rows
    assert [(section + figure, agrees) for section, figure, *_, agrees in rows] == [
        ("sc", False),
        ("ta", False),
        ("sb", None),
        ("sa", True),
        ("sd", True),
    ]


def test_each_type_of_edges_has_its_colour(page):
    types = [row[0] for row in table_of(page, "edge_types")]
    (_, wide) = section(page, "edge_types").xpath(".//*[@role='img']")
    fills = wide.xpath(".//*[name()='path']/@fill")
    assert fills == [f"var(--{name})" for name in types]
    assert {*types} == {*EDGE_TYPES}


def built(write_rows, tmp_path, *rows):
    ecograph.build(write_rows(*rows), tmp_path / "built")
    return page_of(tmp_path / "built", tmp_path)


def sensible(page):
    """Nothing on the page that a person would take for a mistake."""
    for element in page.xpath("//script | //style"):
        element.drop_tree()
    text = page.text_content()
    for word in ("NaN", "None", "null,", "inf", "undefined"):
        assert word not in text.replace("Information", ""), word
    assert not page.xpath("//figure[not(.//*[name()='path'][@fill])]")


ONE = {"model_id": "a/b"}


def test_models_alone_give_a_sensible_page(write_rows, tmp_path):
    page = built(write_rows, tmp_path, ONE, {"model_id": "c"})
    assert [finding(page, name) for name in ALWAYS] == [
        "Of 2 models none was made from another.",
        "It is not known of any model when it was created.",
        "There are no edges: no model was made from another.",
        "There are no families: no two models are joined by an edge.",
        "No model was made from another.",
        "There are no edges.",
        "Along fine-tunes no licence gives way to another more often than back.",
        "There are no edges.",
        "There are no edges.",
        "2 rows read are 2 models; none names a parent.",
    ]
    assert not page.xpath("//figure")
    assert "There are no rows." in section(page, "largest_families").text_content()
    sensible(page)


def test_edges_without_dates_licences_or_numbers_give_a_sensible_page(
    write_rows, tmp_path
):
    child = {"model_id": "c", "finetune_parent": "['a/b']"}
    page = built(write_rows, tmp_path, ONE, child)
    assert (
        finding(page, "counts")
        == "Of 2 models 1 (50.0 %) was made from others of them."
    )
    assert finding(page, "license_changes") == (
        "No model at an end of 1 edge names a licence."
    )
    assert finding(page, "languages") == (
        "On none of 1 edge both models name a language."
    )
    assert finding(page, "deltas") == (
        "On none of 1 edge likes, downloads or dates of both models are known."
    )
    assert not section(page, "deltas").xpath(".//figure")
    sensible(page)


def test_a_model_that_is_its_own_parent_gives_a_sensible_page(write_rows, tmp_path):
    row = {**ONE, "finetune_parent": "['a/b']", "createdAt": "2024-05-01T00:00:00.000Z"}
    page = built(write_rows, tmp_path, row)
    assert finding(page, "largest_families") == (
        "The largest family is that of a/b, of 1 model."
    )
    assert finding(page, "most_descendants") == "No model was made from another."
    sensible(page)


def test_hostile_names_are_text(write_rows, tmp_path):
    rows = [
        {
            "model_id": name,
            "licenses": repr([f"{name} {place}"]),
            "finetune_parent": repr(HOSTILE[:place][-1:]),
            "createdAt": "2024-05-01T00:00:00.000Z",
        }
        for place, name in enumerate(HOSTILE)
    ]
    source = write_rows(*rows, name="<img src=x onerror=alert(1)>.csv")
    ecograph.build(source, tmp_path / "built")
    page = page_of(tmp_path / "built", tmp_path)
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img | //iframe | //object | //embed | //form | //base")
    names = {name for element in page.iter() for name in element.attrib}
    assert not {name for name in names if name.startswith("on") or name == "src"}
    links = page.xpath("//td//a/@href")
    assert links
    assert all(link.startswith("https://huggingface.co/") for link in links)
    assert [row[0] for row in table_of(page, "most_descendants")] == HOSTILE[:10]
    ways = [row[:2] for row in table_of(page, "license_flows")]
    assert [HOSTILE[1] + " 1", HOSTILE[2] + " 2"] in ways
    assert "onerror=alert" in page.xpath("string(//h1)")
    text = (tmp_path / "report.html").read_text("utf-8")
    assert text.count("<script") == text.count("</script") == 1


def test_the_same_build_gives_the_same_page(sample_folder, tmp_path):
    pages = [tmp_path / "a.html", tmp_path / "b.html"]
    said("report", sample_folder, "--out", pages[0])
    ecograph.report(pages[1], sample_folder / "ecograph.duckdb")
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_the_command_writes_the_page_where_it_is_told(sample_folder, tmp_path):
    text = said(
        "report", cwd=tmp_path, env={**os.environ, "ECOGRAPH_DATA": str(sample_folder)}
    )
    assert text == "report.html: open it in a browser\n"
    out = tmp_path / "new folder" / "it's.html"
    said("report", sample_folder, "--out", out)
    page = (tmp_path / "report.html").read_bytes()
    assert page.startswith(b"<!doctype html>")
    assert out.read_bytes() == page
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_a_build_by_hand_gives_a_page(sample_folder, tmp_path):
    shutil.copy(sample_folder / "ecograph.duckdb", tmp_path)
    with duckdb.connect(tmp_path / "ecograph.duckdb") as connection:
        connection.execute("delete from meta.build")
    page = page_of(tmp_path, tmp_path)
    assert "Built in the DuckDB shell" in page.xpath("string(//header)")
    sensible(page)


def test_no_build_is_one_line(tmp_path):
    with pytest.raises(NotBuiltError, match="build one with `ecograph build SOURCE"):
        ecograph.report(tmp_path / "report.html", tmp_path)
    assert "there is no database" in refused("report", tmp_path, cwd=tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_a_folder_is_no_page(sample_folder, tmp_path):
    line = refused("report", sample_folder, "--out", tmp_path)
    assert (
        line == f"ecograph: {tmp_path}: a report is a page; let its name end in .html"
    )
    (tmp_path / "x.html").mkdir()
    line = refused("report", sample_folder, "--out", tmp_path / "x.html")
    assert (
        line == f"ecograph: {tmp_path / 'x.html'}: is a folder; give the name of a file"
    )


KINDS = {file.name.removeprefix("main."): file.kind for file in plan()}


@pytest.mark.parametrize("relation", READ)
def test_a_build_of_an_older_version_is_to_be_built_anew(
    relation, sample_folder, tmp_path
):
    path = tmp_path / "older.duckdb"
    shutil.copy(sample_folder / "ecograph.duckdb", path)
    with duckdb.connect(path) as connection:
        kind = KINDS[relation]
        connection.execute(f"drop {kind} {relation}")
    (tmp_path / "report.html").write_text("older")
    with pytest.raises(
        EcographError, match="built by another version of ecograph"
    ) as e:
        ecograph.report(tmp_path / "report.html", path)
    assert f"without {relation}." in str(e.value)
    assert (tmp_path / "report.html").read_text() == "older"


@pytest.mark.parametrize("package", ["altair", "vl_convert", "jinja2"])
def test_what_is_missing_is_to_be_installed(package, tmp_path, monkeypatch):
    (tmp_path / f"{package}.py").write_text(
        f"raise ModuleNotFoundError(name={package!r})"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    line = refused("report", SAMPLE, run=spawn)
    remedy = f"{package} is missing; install it with pip install 'ecograph[report]'"
    assert line == f"ecograph: {remedy}"


def test_what_draws_is_imported_only_where_it_is_used():
    code = "import sys, ecograph.cli; print({'altair', 'jinja2'} & {*sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
