"""The report in a browser: it reads well on any screen, by keyboard, on paper."""

import shutil

import browser
import duckdb
import pytest
from browser import opened
from test_report import ALL, HOSTILE, sql_of

import ecograph

pytestmark = browser.needed

NAMES = """
    [...document.querySelectorAll('svg text')]
        .filter(text => text.checkVisibility())
        .map(text => {
            const svg = text.ownerSVGElement.getBoundingClientRect()
            const box = text.getBoundingClientRect()
            const scale = svg.width / text.ownerSVGElement.viewBox.baseVal.width
            return {
                said: text.textContent,
                size: parseFloat(getComputedStyle(text).fontSize) * scale,
                out: Math.max(svg.left - box.left, box.right - svg.right,
                    svg.top - box.top, box.bottom - svg.bottom),
            }
        })
"""
"""Each text of a chart that is seen: its size, and by how much it is cut off."""


@pytest.fixture(scope="module")
def report(sample_folder, tmp_path_factory):
    """A report with all pictures, of a build of which some names are hostile."""
    folder = tmp_path_factory.mktemp("report")
    shutil.copy(sample_folder / "ecograph.duckdb", folder)
    with duckdb.connect(folder / "ecograph.duckdb") as connection:
        connection.execute(
            "update source_counts set number = 1860411 where measure = 'rows'"
        )
        roots = connection.execute(
            "select root_position from families limit 10"
        ).fetchall()
        for name, (root,) in zip(HOSTILE, roots, strict=False):
            for statement in (
                "update models set model_id = ? where position = ?",
                "update family_members set root_id = ? where root_position = ?",
            ):
                connection.execute(statement, [name, root])
    ecograph.report(folder / "report.html", folder)
    return folder / "report.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", browser.SIZES)
def test_axe_finds_nothing_serious(size, scheme, chromium, report):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    with opened(chromium, report, size, color_scheme=scheme, bypass_csp=True) as page:
        unfold(page)
        found = axe.Axe().run(page).response["violations"]
    serious = [v for v in found if v["impact"] in ("serious", "critical")]
    assert [(v["id"], v["nodes"][0]["html"]) for v in serious] == []


@pytest.mark.parametrize("size", browser.SIZES)
def test_it_is_no_wider_than_the_screen(size, chromium, report):
    with opened(chromium, report, size) as page:
        unfold(page)
        wide, screen = page.evaluate(
            "[document.documentElement.scrollWidth, window.innerWidth]"
        )
    assert wide <= screen


@pytest.mark.parametrize("size", browser.SIZES)
def test_the_labels_of_charts_can_be_read_whole(size, chromium, report):
    with opened(chromium, report, size) as page:
        names = page.evaluate(NAMES)
    assert len(names) > 100
    assert min(name["size"] for name in names) >= 11
    assert [name for name in names if name["out"] > 1] == []


def test_each_size_has_its_charts(chromium, report):
    for size, kind in (("phone", "on-phone"), ("desktop", "on-screen")):
        with opened(chromium, report, size) as page:
            seen = page.locator("figure .chart:visible")
            kinds = {seen.nth(n).get_attribute("class") for n in range(seen.count())}
            assert seen.count() == page.locator("figure").count()
        assert kinds == {f"chart {kind}"}


def test_charts_take_the_colours_of_the_page(chromium, report):
    colours = {}
    for scheme in ("light", "dark"):
        with opened(chromium, report, color_scheme=scheme) as page:
            colours[scheme] = page.evaluate(
                "[...document.querySelectorAll('#main svg path[fill^=\"var\"]')]"
                ".map(path => getComputedStyle(path).fill)"
            )
    assert "rgb(0, 98, 155)" in colours["light"]
    assert "rgb(86, 180, 233)" in colours["dark"]
    assert not {*colours["light"]} & {*colours["dark"]}


def test_hostile_names_stay_text(chromium, report):
    with opened(chromium, report) as page:
        unfold(page)
        assert page.locator("img, iframe, [onload], [onerror]").count() == 0
        cells = page.locator("#main td").all_text_contents()
        labels = page.locator("figure .on-screen svg text").all_text_contents()
    assert HOSTILE[0] in cells
    assert HOSTILE[1] in labels


@pytest.mark.parametrize("name", ["months", "license_flows"])
def test_copy_puts_the_sql_on_the_clipboard(name, chromium, report):
    permissions = ["clipboard-read", "clipboard-write"]
    with opened(chromium, report, permissions=permissions) as page:
        part = page.locator(f"section[aria-labelledby={name}]")
        part.locator("summary", has_text="The SQL").click()
        part.get_by_role("button", name="Copy the SQL").click()
        part.get_by_role("status").filter(has_text="Copied.").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == sql(report, name)


def test_without_a_clipboard_the_sql_is_selected(chromium, report):
    with opened(chromium, report) as page:
        page.evaluate("delete Navigator.prototype.clipboard")
        part = page.locator("section[aria-labelledby=months]")
        part.locator("summary", has_text="The SQL").click()
        part.get_by_role("button").click()
        part.get_by_role("status").filter(has_text="Selected").wait_for()
        assert page.evaluate("String(getSelection())") == sql(report, "months")


def test_the_keyboard_reaches_and_opens_what_is_folded(chromium, report):
    with opened(chromium, report) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") == "summary"
        page.keyboard.press("Enter")
        page.locator("section[aria-labelledby=counts] table").wait_for()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('role')") == "region"
        reached = set()
        for _ in range(80):
            page.keyboard.press("Tab")
            reached.add(
                page.evaluate(
                    "document.activeElement.closest('section')"
                    "?.getAttribute('aria-labelledby')"
                )
            )
    assert {*ALL} <= reached


def test_the_contents_lead_to_the_sections(chromium, report):
    with opened(chromium, report, "phone") as page:
        page.get_by_role("link", name="The ledger").click()
        assert page.evaluate("window.scrollY") > 1000
        assert page.locator("#accounts").bounding_box()["y"] < 100


def test_it_works_without_scripts(chromium, report):
    with opened(chromium, report, java_script_enabled=False) as page:
        assert page.locator("button:visible").count() == 0
        page.locator("section[aria-labelledby=months] summary").nth(1).click()
        page.locator("#sql-months").wait_for()


def test_on_paper_are_charts_and_findings_alone(chromium, report, tmp_path):
    with opened(chromium, report, "phone", color_scheme="dark") as page:
        page.emulate_media(media="print")
        assert page.locator("button:visible, nav:visible, summary:visible").count() == 0
        assert page.locator("pre:visible").count() == 0
        assert page.locator(".finding:visible").count() == len(ALL)
        figures = page.locator("figure").count()
        assert page.locator("figure .on-screen:visible").count() == figures
        ground = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(ground) == "rgb(255, 255, 255)"
        page.pdf(path=tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def unfold(page):
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")


def sql(report, name):
    import lxml.html

    return sql_of(lxml.html.parse(report).getroot(), name)
