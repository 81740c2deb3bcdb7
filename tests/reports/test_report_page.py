"""The report in a browser: on all screens, by keyboard, and in print."""

import csv
import io
from pathlib import Path

import browser
import pytest
from browser import open_page
from conftest import deep
from report_pages import ALL, HOSTILE, data_of, parse, sql_of, with_map

pytestmark = browser.needed

TEXTS = """
    [...document.querySelectorAll('.chart svg text')]
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


CHART = ".chart[data-index]"
"""Charts of Vega-Lite; the order of licences is a picture."""

SECTIONS = "main > section:not([aria-labelledby=map])"
"""All sections but the map, which is a page of its own, too."""

HEIGHT = """
    sections => [...document.querySelectorAll(sections)]
        .reduce((sum, section) => sum + section.offsetHeight, 0)
"""
"""JavaScript: the height of some sections together, in pixels."""

HUB = "https://huggingface.co/"

COLUMNS = {"phone": 1, "tablet": 1, "desktop": 2}
"""In how many columns the sections stand on a screen."""


@pytest.fixture
def report(snapshot_report):
    """The file of a report with all sections and some hostile names."""
    return snapshot_report / "report.html"


@pytest.fixture(scope="module")
def live_page(chromium, snapshot_report):
    """The report on a desktop, all of whose charts are live, for tests that look."""
    with open_page(chromium, snapshot_report / "report.html") as page:
        live(page)
        yield page


@pytest.mark.parametrize(("size", "scheme"), browser.SCREENS)
def test_it_is_accessible(size, scheme, chromium, report):
    options = {"color_scheme": scheme, "bypass_csp": True}
    with open_page(chromium, report, size, **options) as page:
        if size == "desktop":
            live(page)
        unfold(page)
        # The rows of a table are alike, and each takes axe its time.
        hidden = f"tbody tr:nth-child(n + {deep(4, 1_000)}) {{display: none}}"
        page.add_style_tag(content=hidden)
        assert browser.serious_violations(page) == []


@pytest.mark.parametrize(("size", "columns"), COLUMNS.items())
def test_it_fits_the_screen_and_the_labels_of_charts_are_legible(
    size, columns, chromium, report
):
    for can_run in (False, True):
        with open_page(chromium, report, size, java_script_enabled=can_run) as page:
            if can_run:
                live(page)
                sections = [
                    part.bounding_box() for part in page.locator(SECTIONS).all()
                ]
            else:
                kind = "narrow" if size == "phone" else "broad"
                expect_pictures(page, kind)
            texts = page.evaluate(TEXTS)
            unfold(page)
            assert page.evaluate(browser.OVERFLOW) <= 0
        assert len(texts) > 100
        assert min(text["size"] for text in texts) >= 11
        assert [text for text in texts if text["overflow"] > 1] == []
    expect_columns(sections, columns)


def expect_pictures(page, kind):
    """Each chart has one picture to be seen, which is that of the screen."""
    visible = page.locator("section:not(.whole) .picture:visible")
    kinds = {picture.get_attribute("class") for picture in visible.all()}
    assert visible.count() == page.locator("section:not(.whole) .chart").count()
    assert kinds == {f"picture {kind}"}


def expect_columns(boxes, columns):
    """Sections stand side by side in some columns, and leave little room."""
    assert len({box["x"] for box in boxes}) == columns
    rows = {}
    for box in boxes:
        rows.setdefault(box["y"], []).append(box["height"])
    assert max(len(heights) for heights in rows.values()) == columns
    assert max(max(heights) - min(heights) for heights in rows.values()) < 200
    assert sum(max(heights) for heights in rows.values()) < columns_limit(columns)


def columns_limit(columns):
    """The height that all sections may have, in pixels."""
    return 4_400 if columns == 2 else 9_500


def test_charts_are_live_and_nothing_jumps(chromium, report, live_page):
    with open_page(chromium, report, java_script_enabled=False) as page:
        before = page.evaluate(HEIGHT, SECTIONS)
    charts = live_page.locator(CHART).count()
    live_charts = live_page.locator(".chart.is-live .live svg:visible")
    assert live_charts.count() == charts > 10
    assert live_page.locator(f"{CHART} .picture:visible").count() == 0
    after = live_page.evaluate(HEIGHT, SECTIONS)
    widths = live_page.evaluate(
        "selector => [...document.querySelectorAll(selector)].map(chart => "
        "chart.clientWidth - chart.querySelector('.live svg').clientWidth)",
        CHART,
    )
    assert abs(after - before) <= 10
    assert max(map(abs, widths)) <= 2


def test_a_chart_follows_the_width_of_the_page(chromium, report):
    width = (
        "document.querySelector('[aria-labelledby=largest_families] .live svg')"
        ".clientWidth"
    )
    with open_page(chromium, report) as page:
        live(page)
        before = page.evaluate(width)
        size = page.viewport_size
        page.set_viewport_size({"width": 800, "height": 900})
        for _ in range(50):
            page.wait_for_timeout(20)
            if page.evaluate(width) > before + 50:
                break
        else:
            raise AssertionError("it keeps its width")
        page.set_viewport_size(size)


def test_a_tooltip_says_name_value_and_share(live_page):
    part = live_page.locator("section[aria-labelledby=edge_types]")
    part.locator(".live path[fill='var(--finetune)']").first.hover()
    tooltip = live_page.locator("#vg-tooltip-element.visible")
    tooltip.wait_for()
    keys, values = (
        tooltip.locator(f".{kind}").all_inner_texts() for kind in ("key", "value")
    )
    cells = part.locator("tbody tr", has_text="finetune").locator("td")
    assert keys == ["name", "edges", "share"]
    assert values == cells.all_text_contents()


def test_hostile_names_stay_text_in_tooltips(live_page):
    part = live_page.locator("section[aria-labelledby=largest_families]")
    tooltip = live_page.locator("#vg-tooltip-element")
    seen = []
    for label in part.locator(".live .mark-text text[text-anchor=start]").all():
        label.hover()
        live_page.locator("#vg-tooltip-element.visible").wait_for()
        seen.append(tooltip.locator(".value").first.inner_text())
        assert tooltip.locator(":is(img, script, a)").count() == 0
    assert HOSTILE[1] in seen
    assert HOSTILE[5] in seen


def test_a_click_on_a_name_leads_to_the_hub(live_page, report):
    links = parse(report).xpath(
        "//section[@aria-labelledby='most_descendants']//td/a/@href"
    )
    context = live_page.context
    context.route(f"{HUB}**", lambda route: route.fulfill(body="a model"))
    part = live_page.locator("section[aria-labelledby=most_descendants]")
    with context.expect_page() as opened:
        part.locator(".live text[fill='var(--link)']").first.click()
    opened.value.wait_for_load_state()
    assert opened.value.url == links[0]
    opened.value.close()
    live_page.wait_for_timeout(100)
    assert len(context.pages) == 1, "it opens once"
    context.unroute_all()


def test_where_a_chart_cannot_be_made_the_picture_stays(chromium, report, tmp_path):
    text = report.read_text("utf-8")
    broken = tmp_path / "broken.html"
    broken.write_text(text.replace('"layer": [', '"layer": 7, "was": ['), "utf-8")
    with open_page(chromium, broken) as page:
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        page.wait_for_timeout(300)
        assert page.locator(".chart.is-live, .live").count() == 0
        charts = page.locator(".chart").count()
        assert page.locator(".picture:visible").count() == charts > 10


@pytest.mark.parametrize("name", ["largest_families", "months"])
def test_the_rows_are_a_csv_file(name, live_page, report):
    part = live_page.locator(f"section[aria-labelledby={name}]")
    with live_page.expect_download() as download:
        part.get_by_role("button", name="CSV of").click()
    assert download.value.suggested_filename == f"{name}.csv"
    text = Path(download.value.path()).read_text("utf-8")
    columns, *rows = csv.reader(io.StringIO(text, newline=""))
    data = data_of(parse(report), name)
    assert columns == data["columns"]
    assert rows == [
        ["" if value is None else cell(value) for value in row] for row in data["rows"]
    ]


def cell(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return format(value, ".0f") if value == 0 else str(value)


def test_formulas_are_text_in_the_csv_file(chromium, report, tmp_path):
    before, found, after = report.read_text("utf-8").partition('"data-edge_types"')
    after = after.replace('["finetune", ', '["=1+1", ', 1)
    (tmp_path / "formula.html").write_text(before + found + after, "utf-8")
    with open_page(chromium, tmp_path / "formula.html") as page:
        with page.expect_download() as download:
            page.locator("[data-csv-of=edge_types]").click()
        assert "\n'=1+1," in Path(download.value.path()).read_text("utf-8")


def test_charts_take_the_colours_of_the_page(live_page):
    colours = {}
    for scheme in ("dark", "light"):
        live_page.emulate_media(color_scheme=scheme)
        colours[scheme] = live_page.evaluate(
            "[...document.querySelectorAll('#main .live path[fill^=\"var\"]')]"
            ".map(path => getComputedStyle(path).fill)"
        )
    assert "rgb(0, 98, 155)" in colours["light"]
    assert "rgb(86, 180, 233)" in colours["dark"]
    assert not {*colours["light"]} & {*colours["dark"]}


def test_hostile_names_stay_text(live_page):
    assert live_page.locator("img, iframe, [onload], [onerror]").count() == 0
    cells = live_page.locator("#main td").all_text_contents()
    labels = live_page.locator("figure .live svg text").all_text_contents()
    assert HOSTILE[0] in cells
    assert HOSTILE[1] in labels


@pytest.mark.parametrize("name", ["months", "license_flows"])
def test_the_sql_is_copied_to_the_clipboard(name, live_page, report):
    live_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    part = live_page.locator(f"section[aria-labelledby={name}]")
    part.locator("summary", has_text="SQL").click()
    part.get_by_role("button", name="Copy the SQL").click()
    part.get_by_role("status").filter(has_text="Copied.").wait_for()
    copied = live_page.evaluate("navigator.clipboard.readText()")
    assert copied == sql(report, name)


def test_without_a_clipboard_the_sql_is_selected(chromium, report):
    with open_page(chromium, report) as page:
        page.evaluate("delete Navigator.prototype.clipboard")
        part = page.locator("section[aria-labelledby=months]")
        part.locator("summary", has_text="SQL").click()
        part.get_by_role("button", name="Copy").click()
        part.get_by_role("status").filter(has_text="Selected").wait_for()
        assert page.evaluate("String(getSelection())") == sql(report, "months")


def test_the_keyboard_reaches_and_opens_details(chromium, report):
    with open_page(chromium, report) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        tab_to(page, "summary")
        page.keyboard.press("Enter")
        page.locator("section[aria-labelledby=counts] table").wait_for()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('role')") == "region"
        page.evaluate(RECORD_FOCUS)
        for _ in range(160):
            page.keyboard.press("Tab")
        reached = page.evaluate("[...reached]")
    assert {*ALL} <= {*reached, "counts"}


RECORD_FOCUS = """
    () => {
        window.reached = new Set()
        addEventListener('focusin', event => reached.add(
            event.target.closest('section')?.getAttribute('aria-labelledby')))
    }
"""
"""JavaScript: record the sections in which something has had the focus."""


def test_the_contents_lead_to_the_sections(chromium, report):
    with open_page(chromium, report, "phone") as page:
        page.get_by_role("navigation").get_by_role("link", name="Ledger").click()
        assert page.evaluate("window.scrollY") > 1000
        assert page.get_by_role("heading", name="Ledger").bounding_box()["y"] < 100


def test_it_works_without_scripts(chromium, report):
    with open_page(chromium, report, java_script_enabled=False) as page:
        assert page.locator("button:visible").count() == 0
        page.locator("section[aria-labelledby=months] summary").nth(1).click()
        page.locator("#sql-months").wait_for()


def test_only_sentences_charts_and_notes_are_printed(chromium, report, tmp_path):
    with open_page(chromium, report, "phone", color_scheme="dark") as page:
        live(page)
        page.emulate_media(media="print")
        assert page.locator("button:visible, nav:visible, summary:visible").count() == 0
        assert page.locator("pre:visible").count() == 0
        assert page.locator(".sentence:visible").count() == len(with_map(ALL))
        figures = page.locator("figure").count()
        assert page.locator("figure .picture:visible").count() == figures
        assert page.locator(".live:visible, #vg-tooltip-element:visible").count() == 0
        ground = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(ground) == "rgb(255, 255, 255)"
        page.pdf(path=tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def live(page):
    """Wait until all charts are those of the script, as if the screen had room."""
    size = page.viewport_size
    page.set_viewport_size({**size, "height": 12_000})
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator(f"{CHART}:not(.is-live)").first.wait_for(state="detached")
    page.set_viewport_size(size)
    page.evaluate("scrollTo(0, 0)")


def tab_to(page, name):
    """Press Tab until an element of a name has the focus."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.localName") == name:
            return
    raise AssertionError(name)


def unfold(page):
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")


def sql(report, name):
    return sql_of(parse(report), name)
