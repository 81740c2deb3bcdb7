"""The report in a browser: on all screens, by keyboard, and in print."""

import browser
import pytest
from browser import open_page
from report_pages import ALL, HOSTILE, parse, sql_of

pytestmark = browser.needed

TEXTS = """
    [...document.querySelectorAll('svg text')]
        .filter(text => text.checkVisibility())
        .map(text => {
            const svg = text.ownerSVGElement.getBoundingClientRect()
            const box = text.getBoundingClientRect()
            const scale = svg.width / text.ownerSVGElement.viewBox.baseVal.width
            return {
                text: text.textContent,
                size: parseFloat(getComputedStyle(text).fontSize) * scale,
                overflow: Math.max(svg.left - box.left, box.right - svg.right,
                    svg.top - box.top, box.bottom - svg.bottom),
            }
        })
"""
"""JavaScript: each visible text of a chart, with its size and its overflow."""


@pytest.fixture
def report(snapshot_report):
    """The file of a report with all sections and some hostile names."""
    return snapshot_report / "report.html"


@pytest.mark.parametrize(("size", "scheme"), browser.SCREENS)
def test_it_is_accessible(size, scheme, chromium, report):
    options = {"color_scheme": scheme, "bypass_csp": True}
    with open_page(chromium, report, size, **options) as page:
        unfold(page)
        assert browser.serious_violations(page) == []


@pytest.mark.parametrize("size", browser.SIZES)
def test_it_fits_the_screen_and_the_labels_of_charts_are_legible(
    size, chromium, report
):
    with open_page(chromium, report, size) as page:
        texts = page.evaluate(TEXTS)
        unfold(page)
        assert page.evaluate(browser.OVERFLOW) <= 0
    assert len(texts) > 100
    assert min(text["size"] for text in texts) >= 11
    assert [text for text in texts if text["overflow"] > 1] == []


def test_each_size_has_its_charts(chromium, report):
    for size, kind in (("phone", "on-phone"), ("desktop", "on-screen")):
        with open_page(chromium, report, size) as page:
            visible = page.locator("figure .chart:visible")
            kinds = {c.get_attribute("class") for c in visible.all()}
            assert visible.count() == page.locator("figure").count()
        assert kinds == {f"chart {kind}"}


def test_charts_take_the_colours_of_the_page(chromium, report):
    colours = {}
    for scheme in ("light", "dark"):
        with open_page(chromium, report, color_scheme=scheme) as page:
            colours[scheme] = page.evaluate(
                "[...document.querySelectorAll('#main svg path[fill^=\"var\"]')]"
                ".map(path => getComputedStyle(path).fill)"
            )
    assert "rgb(0, 98, 155)" in colours["light"]
    assert "rgb(86, 180, 233)" in colours["dark"]
    assert not {*colours["light"]} & {*colours["dark"]}


def test_hostile_names_stay_text(chromium, report):
    with open_page(chromium, report) as page:
        unfold(page)
        assert page.locator("img, iframe, [onload], [onerror]").count() == 0
        cells = page.locator("#main td").all_text_contents()
        labels = page.locator("figure .on-screen svg text").all_text_contents()
    assert HOSTILE[0] in cells
    assert HOSTILE[1] in labels


@pytest.mark.parametrize("name", ["months", "license_flows"])
def test_the_sql_is_copied_to_the_clipboard(name, chromium, report):
    permissions = ["clipboard-read", "clipboard-write"]
    with open_page(chromium, report, permissions=permissions) as page:
        part = page.locator(f"section[aria-labelledby={name}]")
        part.locator("summary", has_text="SQL").click()
        part.get_by_role("button", name="Copy the SQL").click()
        part.get_by_role("status").filter(has_text="Copied.").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == sql(report, name)


def test_without_a_clipboard_the_sql_is_selected(chromium, report):
    with open_page(chromium, report) as page:
        page.evaluate("delete Navigator.prototype.clipboard")
        part = page.locator("section[aria-labelledby=months]")
        part.locator("summary", has_text="SQL").click()
        part.get_by_role("button").click()
        part.get_by_role("status").filter(has_text="Selected").wait_for()
        assert page.evaluate("String(getSelection())") == sql(report, "months")


def test_the_keyboard_reaches_and_opens_details(chromium, report):
    with open_page(chromium, report) as page:
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
    with open_page(chromium, report, "phone") as page:
        page.get_by_role("link", name="Ledger").click()
        assert page.evaluate("window.scrollY") > 1000
        assert page.get_by_role("heading", name="Ledger").bounding_box()["y"] < 100


def test_it_works_without_scripts(chromium, report):
    with open_page(chromium, report, java_script_enabled=False) as page:
        assert page.locator("button:visible").count() == 0
        page.locator("section[aria-labelledby=months] summary").nth(1).click()
        page.locator("#sql-months").wait_for()


def test_only_sentences_charts_and_notes_are_printed(chromium, report, tmp_path):
    with open_page(chromium, report, "phone", color_scheme="dark") as page:
        page.emulate_media(media="print")
        assert page.locator("button:visible, nav:visible, summary:visible").count() == 0
        assert page.locator("pre:visible").count() == 0
        assert page.locator(".sentence:visible").count() == len(ALL)
        figures = page.locator("figure").count()
        assert page.locator("figure .on-screen:visible").count() == figures
        ground = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(ground) == "rgb(255, 255, 255)"
        page.pdf(path=tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def unfold(page):
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")


def sql(report, name):
    return sql_of(parse(report), name)
