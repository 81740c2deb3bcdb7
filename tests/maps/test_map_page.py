"""The page of the map in a browser: zoom, list, search, keyboard, print."""

import browser
import pytest
from browser import open_page
from conftest import HOSTILE, built

import ecograph

pytestmark = browser.needed

FAMILY = "meta-llama/Llama-3.1-70B"
INNER = "meta-llama/Llama-3.1-70B-Instruct"

COLOURS = """
    () => {
        const canvas = document.getElementById('map-canvas')
        const { width, height } = canvas
        const { data } = canvas.getContext('2d').getImageData(0, 0, width, height)
        const seen = new Set()
        for (let at = 0; at < data.length; at += 4) {
            if (data[at + 3] === 255) seen.add(data.slice(at, at + 3).join())
        }
        return [...seen]
    }
"""
"""JavaScript: the colours on the canvas."""

PLACE = """
    text => {
        const circles = [...document.querySelectorAll('.map-still circle')]
        const found = circles.find(circle => circle.textContent.startsWith(text))
        const box = document.getElementById('map-canvas').getBoundingClientRect()
        const place = name => found.getAttribute(name) / 1000 * box.width
        return [box.left + place('cx'), box.top + place('cy')]
    }
"""
"""JavaScript: where the middle of a circle is, as the picture below the canvas says."""


@pytest.fixture(scope="module")
def page_file(sample_folder, tmp_path_factory):
    path = tmp_path_factory.mktemp("map") / "map.html"
    ecograph.write_map(path, sample_folder)
    return path


def heading(page):
    return page.locator("#map-contents h2").text_content()


def settle(page, wanted):
    page.get_by_role("heading", name=wanted, exact=True).wait_for()


@pytest.mark.parametrize(("size", "scheme"), browser.SCREENS)
def test_it_is_accessible_and_fits_the_screen(size, scheme, chromium, page_file):
    options = {"color_scheme": scheme, "bypass_csp": True}
    with open_page(chromium, page_file, size, **options) as page:
        page.evaluate("document.querySelector('details').open = true")
        assert browser.serious_violations(page) == []
        assert page.evaluate(browser.OVERFLOW) <= 0


def test_it_has_the_colours_of_the_screen(chromium, page_file):
    for scheme, finetune in (("light", "0,98,155"), ("dark", "86,180,233")):
        with open_page(chromium, page_file, color_scheme=scheme) as page:
            page.wait_for_timeout(100)
            assert finetune in page.evaluate(COLOURS)


def test_clicks_zoom_in_and_out(chromium, page_file):
    with open_page(chromium, page_file, reduced_motion="reduce") as page:
        assert heading(page) == "All families"
        page.mouse.click(*page.evaluate(PLACE, f"family of {FAMILY}"))
        settle(page, FAMILY)
        assert page.url.endswith("#map=meta-llama%2FLlama-3.1-70B")
        page.locator("#map-contents").get_by_role("button", name=INNER).click()
        settle(page, INNER)
        assert page.locator("#map-contents dd").first.text_content() == (
            f"finetune of {FAMILY}"
        )
        page.keyboard.press("Escape")
        settle(page, FAMILY)
        page.get_by_role("button", name="All", exact=True).click()
        settle(page, "All families")


def test_the_wheel_zooms_and_the_list_follows(chromium, page_file):
    with open_page(chromium, page_file, reduced_motion="reduce") as page:
        page.mouse.move(*page.evaluate(PLACE, f"family of {FAMILY}"))
        page.mouse.wheel(0, -400)
        page.keyboard.down("Control")
        assert heading(page) == "All families", "without Ctrl the page scrolls"
        for _ in range(3):
            page.mouse.wheel(0, -400)
        settle(page, FAMILY)
        for _ in range(4):
            page.mouse.wheel(0, 400)
        settle(page, "All families")
        page.keyboard.up("Control")


def test_the_list_follows_the_buttons(chromium, page_file):
    fragment = f"map={FAMILY}"
    with open_page(
        chromium, page_file, fragment=fragment, reduced_motion="reduce"
    ) as page:
        settle(page, FAMILY)
        for _ in range(6):
            page.get_by_role("button", name="Zoom out").click()
        settle(page, "All families")
        assert "#" not in page.url


def test_the_address_leads_to_a_model(chromium, page_file):
    with open_page(chromium, page_file, fragment="map=%") as page:
        settle(page, "All families")
        page.evaluate("name => { location.hash = `#map=${name}` }", FAMILY)
        settle(page, FAMILY)
        page.evaluate("location.hash = '#main'")
        page.keyboard.press("Escape")
        settle(page, "All families")
        assert page.url.endswith("#main")


def test_a_search_flies_to_a_model(chromium, page_file):
    with open_page(chromium, page_file) as page:
        page.get_by_label("Search").fill("LLAMA-3.1-70b")
        page.get_by_role("status").filter(has_text="models on the map").wait_for()
        page.keyboard.press("Enter")
        settle(page, FAMILY)
        assert page.evaluate("document.activeElement.localName") == "h2"
        page.get_by_label("Search").fill("no such model")
        page.get_by_role("status").filter(has_text="no model on the map").wait_for()
        assert page.locator("#map-contents li").count() == 0


def test_the_keyboard_reaches_each_model(chromium, page_file):
    with open_page(chromium, page_file, reduced_motion="reduce") as page:
        page.get_by_label("Search").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        settle(page, FAMILY)
        for _ in range(3):  # the breadcrumb is before the title, the link in it
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent").startswith("meta")
        page.keyboard.press("Enter")
        page.locator("#map-contents nav li").nth(1).wait_for()


def test_a_link_shows_what_one_saw(chromium, page_file):
    with open_page(chromium, page_file) as page:
        page.goto(f"{page_file.as_uri()}#map=meta-llama%2FLlama-3.1-70B-Instruct")
        page.reload()
        settle(page, INNER)


def test_a_tip_shows_what_is_under_the_mouse(chromium, page_file):
    with open_page(chromium, page_file) as page:
        page.mouse.move(*page.evaluate(PLACE, FAMILY))
        page.locator("#map-tip p", has_text=FAMILY).wait_for()
        page.mouse.move(5, 5)
        page.locator("#map-tip").wait_for(state="hidden")


@pytest.mark.parametrize("media", ["screen without script", "print"])
def test_the_picture_stands_without_a_script_and_in_print(media, chromium, page_file):
    options = {"java_script_enabled": media == "print", "color_scheme": "dark"}
    with open_page(chromium, page_file, **options) as page:
        if media == "print":
            page.emulate_media(media="print")
        assert page.locator(".map-still svg").is_visible()
        hidden = page.locator("canvas:visible, button:visible, input:visible")
        assert hidden.count() == 0
        if media != "print":
            page.locator("summary").click()
            assert page.get_by_role("row").count() == 41


def test_hostile_names_stay_text(chromium, tmp_path):
    rows = [
        {
            "model_id": name,
            "licenses": repr([name]),
            "adapter_parent": repr(HOSTILE[:1]),
        }
        for name in HOSTILE
    ]
    ecograph.write_map(tmp_path / "map.html", built(tmp_path, rows))
    with open_page(chromium, tmp_path / "map.html", reduced_motion="reduce") as page:
        page.locator("#map-contents ul button").first.click()
        settle(page, HOSTILE[0])
        names = page.locator("#map-contents .map-name").all_text_contents()
        assert {*HOSTILE[1:]} <= {*names}
        box = page.locator("#map-canvas").bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert page.locator("img, iframe, [onload], [onerror]").count() == 0
