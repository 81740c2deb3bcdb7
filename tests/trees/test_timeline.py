"""The picture of a family over time, on the page of its tree."""

import time

import browser
import pytest
from browser import open_page
from conftest import HOSTILE, built
from tree_pages import TREE, write_page

pytestmark = browser.needed

FLOOR = "2022-03-02T23:29:04.000Z"
ODD = "</script><img src=x onerror=alert(1)>"
ROOT, MERGED, LATEST = "lab/root", "lab/merged", "lab/latest"


def model(name, created, **columns):
    return {"model_id": name, "createdAt": created, **columns}


FAMILY = [
    model("lab/oldest", FLOOR),
    model("lab/old", FLOOR, finetune_parent="['lab/oldest']"),
    model(
        *(ROOT, "2023-01-10T00:00:00.000Z"),
        finetune_parent="['lab/old', 'gone/model']",
    ),
    model(
        *(ODD, "2023-03-01T00:00:00.000Z"),
        quantized_parent=f"['{ROOT}']",
        likes="1234",
        downloads="5678",
    ),
    model("lab/tuned", "2023-09-01T00:00:00.000Z", finetune_parent=f"['{ROOT}']"),
    model(MERGED, "2024-02-01T00:00:00.000Z", merge_parent=f"['lab/tuned', '{ODD}']"),
    model(LATEST, "2024-11-20T00:00:00.000Z", adapter_parent=f"['{MERGED}']"),
    model("lab/undated", "", adapter_parent=f"['{ROOT}']"),
]
TYPES = {
    **{"lab/oldest": "finetune", "lab/old": "finetune", ODD: "quantized"},
    **{"lab/tuned": "finetune", MERGED: "merge", LATEST: "adapter"},
}

INDEX = """
name => JSON.parse(document.getElementById('data').textContent)
  .models.findIndex(([id]) => id === name)
"""
PLACE = "index => document.getElementById('timeline').timeline.place(index)"
DRAWN = """
async () => {
  const {timeline} = document.getElementById('timeline');
  while (!timeline.place(0)) await new Promise(requestAnimationFrame);
}
"""
PIXEL = """
([x, y, number]) => {
  const canvas = document.querySelectorAll('#timeline canvas')[number];
  const ratio = canvas.width / canvas.getBoundingClientRect().width;
  const copy = document.createElement('canvas')
    .getContext('2d', {willReadFrequently: true});
  copy.drawImage(canvas, -Math.floor(x * ratio), -Math.floor(y * ratio));
  return [...copy.getImageData(0, 0, 1, 1).data];
}
"""
"""The red, green, blue and opacity of one pixel of a canvas: 0 below, 1 above."""
DOT = f"""
index => {{
  const {{x, y}} = ({PLACE})(index);
  return ({PIXEL})([x, y, 0]);
}}
"""
COLOUR = """
name => {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = `var(--${name})`;
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour.match(/\\d+/g).map(Number);
}
"""
UPDATE = """
([shown, selected]) => {
  const {timeline} = document.getElementById('timeline');
  timeline.update({shown: shown && new Set(shown), selected});
}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return built(tmp_path_factory.mktemp("timeline"), FAMILY, *TREE)


@pytest.fixture(scope="module")
def path(folder):
    return write_page(ROOT, folder, folder)


def eventually(is_so):
    """Whether something becomes so within five seconds."""
    end = time.monotonic() + 5
    while not (found := is_so()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


class Picture:
    """The picture on a page, once it is drawn."""

    def __init__(self, page) -> None:
        self.page = page
        self.section = page.locator("#timeline")
        self.plot = self.section.locator(".plot")
        page.set_default_timeout(5000)
        self.plot.scroll_into_view_if_needed()
        page.evaluate(DRAWN)

    def index(self, name):
        return self.page.evaluate(INDEX, name)

    def place(self, name):
        """Where a model is, in pixels of the picture, or None."""
        found = self.page.evaluate(PLACE, self.index(name))
        return found and (found["x"], found["y"])

    def middle(self, parent, child):
        """Where the line between two models, which is symmetrical, has its middle."""
        ends = self.place(parent), self.place(child)
        return [sum(values) / 2 for values in zip(*ends, strict=True)]

    def pixel(self, x, y, canvas=0):
        return self.page.evaluate(PIXEL, [x, y, canvas])

    def dot(self, name):
        """The pixel in the middle of a model's dot, wherever that is now."""
        return self.page.evaluate(DOT, self.index(name))

    def colour(self, name):
        return [*self.page.evaluate(COLOUR, name), 255]

    def move_to(self, x, y):
        box = self.plot.bounding_box()
        self.page.mouse.move(box["x"] + x, box["y"] + y, steps=2)

    def drag(self, start, end):
        self.move_to(*start)
        self.page.mouse.down()
        self.move_to(*end)
        self.page.mouse.up()

    def width(self):
        return self.section.locator("canvas").first.evaluate("canvas => canvas.width")

    def is_sharp(self, ratio):
        box = self.section.locator("canvas").first.bounding_box()
        return self.width() == round(ratio * box["width"])

    def update(self, shown, selected=None):
        self.page.evaluate(UPDATE, [shown, selected])


def test_each_model_with_a_date_is_a_dot_of_its_type(path, chromium):
    with open_page(chromium, path) as page:
        picture = Picture(page)
        for name, edge_type in TYPES.items():
            assert picture.dot(name) == picture.colour(edge_type), name
        assert picture.dot(ROOT) == picture.colour("ink")
        assert picture.place("lab/undated") is None
        dated = [ROOT, ODD, "lab/tuned", MERGED, LATEST]
        across = [picture.place(name)[0] for name in dated]
        assert across == sorted(across)
        assert len({*across}) == len(across)
        rows = [picture.place(name)[1] for name in dated]
        assert len({*map(round, rows)}) == len(rows)


def test_each_edge_is_a_line(path, chromium):
    with open_page(chromium, path) as page:
        picture = Picture(page)
        for parent, child in (
            *((ROOT, "lab/tuned"), ("lab/tuned", MERGED), (ODD, MERGED)),
            *((MERGED, LATEST), ("lab/old", ROOT), ("lab/oldest", "lab/old")),
        ):
            assert picture.pixel(*picture.middle(parent, child))[3] > 0, child


def test_models_that_may_be_older_are_in_a_lane(path, chromium):
    with open_page(chromium, path) as page:
        picture = Picture(page)
        lane = picture.colour("raised")
        oldest, old = (picture.place(name)[0] for name in ("lab/oldest", "lab/old"))
        root = picture.place(ROOT)[0]
        assert oldest < old < root
        assert picture.pixel(old + 10, 5) == lane
        assert picture.pixel(root, 5)[3] == 0
        label = page.get_by_role("img").get_attribute("aria-label")
        assert label == (
            "5 models from January 2023 to November 2024, "
            "the most (1) in January 2023; 2 models on or before 2 March 2022; "
            "1 without a date"
        )
        assert "Not in it: 1 model without a date." in picture.section.inner_text()


def test_a_click_selects_in_the_list(path, chromium):
    with open_page(chromium, path) as page:
        picture = Picture(page)
        line = picture.middle(ODD, MERGED)
        before = picture.pixel(*line, 1)[3]
        picture.move_to(*picture.place(LATEST))
        page.mouse.down()
        page.mouse.up()
        page.locator("#details h2", has_text=LATEST).wait_for()
        picture = Picture(page)
        x, y = picture.place(LATEST)
        page.mouse.move(0, 0)
        ring = page.evaluate(PLACE, picture.index(LATEST))["radius"] + 3.5
        pixels = [picture.pixel(x, y - ring + shift, 1) for shift in (-0.5, 0, 0.5)]
        assert picture.colour("mark") in pixels
        assert before == 0
        assert picture.pixel(*line, 1) == picture.colour("merge")


def test_the_model_under_the_pointer_is_described(path, chromium):
    with open_page(chromium, path) as page:
        picture = Picture(page)
        tooltip = picture.section.locator(".tooltip")
        assert not tooltip.is_visible()
        x, y = picture.place(ODD)
        picture.move_to(x + 3, y + 3)
        assert tooltip.inner_text().splitlines() == [
            *(ODD, "quantized · 2023-03-01"),
            "1,234 likes · 5,678 downloads in 30 days",
        ]
        assert page.locator("img").count() == 0
        picture.move_to(*picture.place("lab/old"))
        assert "on or before 2022-03-02" in tooltip.inner_text()
        assert "likes unknown" in tooltip.inner_text()
        page.mouse.move(0, 0)
        assert not tooltip.is_visible()


def test_hostile_names_stay_text(tmp_path, chromium):
    rows = [model(HOSTILE[0], "2023-01-01T00:00:00.000Z")]
    for day, name in enumerate(HOSTILE[1:], 10):
        created = f"2023-02-{day}T00:00:00.000Z"
        rows.append(model(name, created, adapter_parent=repr([HOSTILE[0]])))
    path = write_page(HOSTILE[0], built(tmp_path, rows, *TREE), tmp_path)
    with open_page(chromium, path) as page:
        picture = Picture(page)
        for name in HOSTILE:
            picture.move_to(*picture.place(name))
            shown = picture.section.locator(".tooltip strong")
            assert shown.evaluate("element => element.textContent") == name
        assert page.locator("img").count() == 0


def test_a_rectangle_is_zoomed_into(path, chromium):
    with open_page(chromium, path) as page:
        picture = Picture(page)
        names = [ROOT, *TYPES]
        whole = {name: picture.place(name) for name in names}
        back = picture.section.get_by_role("button", name="Whole time")

        def zoom():
            left, right = whole["lab/tuned"][0] - 20, whole[LATEST][0] + 10
            picture.drag((left, 2), (right, 400))
            assert back.is_visible()
            assert picture.place(ROOT) is None
            assert picture.place("lab/old") is None
            wider = picture.place(LATEST)[0] - picture.place(MERGED)[0]
            assert wider > 1.3 * (whole[LATEST][0] - whole[MERGED][0])

        assert not back.is_visible()
        for leave in (
            lambda: page.keyboard.press("Escape"),
            back.click,
            lambda: picture.plot.dblclick(position={"x": 5, "y": 5}),
        ):
            zoom()
            leave()
            assert not back.is_visible()
            assert {name: picture.place(name) for name in names} == whole


def test_a_flat_rectangle_is_a_span_of_time(path, chromium):
    with open_page(chromium, path) as page:
        picture = Picture(page)
        (left, _), (right, row) = picture.place("lab/tuned"), picture.place(LATEST)
        picture.drag((left - 20, 40), (right + 10, 50))
        assert picture.place(ROOT) is None
        assert picture.place(LATEST)[1] == row
        assert picture.place("lab/tuned")


def test_the_keyboard_chooses_a_year(path, chromium):
    with open_page(chromium, path) as page:
        picture = Picture(page)
        period = picture.section.get_by_label("Period")
        shown = period.locator("option").all_inner_texts()
        assert shown == ["whole time", "part", "2023", "2024"]
        period.focus()
        page.keyboard.press("ArrowDown")
        assert period.locator("option:checked").inner_text() == "2023"
        assert picture.place(ROOT)
        assert picture.place(LATEST) is None
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert period.locator("option:checked").inner_text() == "whole time"
        assert picture.place(LATEST)


def test_filters_fade_the_other_models(path, chromium):
    with open_page(chromium, path) as page:
        picture = Picture(page)
        picture.update([picture.index(LATEST)])
        assert eventually(lambda: picture.dot(ODD)[3] < 80)
        assert picture.dot(LATEST)[3] == 255
        # A faded model is not under the pointer.
        picture.move_to(*picture.place(ODD))
        assert not picture.section.locator(".tooltip").is_visible()
        picture.update(None)
        assert eventually(lambda: picture.dot(ODD)[3] == 255)


def test_it_follows_the_size_and_colours_of_the_screen(path, chromium):
    with open_page(chromium, path, device_scale_factor=2) as page:
        picture = Picture(page)
        width = picture.width()
        assert picture.is_sharp(2)
        page.set_viewport_size({"width": 500, "height": 900})
        picture.plot.scroll_into_view_if_needed()
        assert eventually(lambda: picture.width() > width)
        assert picture.is_sharp(2)
        light = picture.dot(MERGED)
        page.emulate_media(color_scheme="dark")
        dark = picture.colour("merge")
        assert light != dark
        assert eventually(lambda: picture.dot(MERGED) == dark)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1440, "height": 900})


def test_it_is_printed_in_light_colours(path, chromium):
    with open_page(chromium, path, color_scheme="dark") as page:
        picture = Picture(page)
        dark = picture.dot(MERGED)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        light = picture.dot(MERGED)
        assert picture.is_sharp(3)
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert picture.dot(MERGED) == dark != light
        page.emulate_media(media="print")
        assert eventually(lambda: picture.dot(MERGED) == light)
        assert light == picture.colour("merge")
        assert picture.plot.is_visible()
        assert not picture.section.get_by_label("Period").is_visible()


def test_what_is_drawn_for_paper_is_not_cleared(path, chromium):
    """Chromium keeps the drawing of both canvases, and clears the one below, too."""
    with open_page(chromium, path) as page:
        page.evaluate(DRAWN)
        cleared = page.evaluate(
            """() => {
              let cleared = 0;
              CanvasRenderingContext2D.prototype.clearRect = () => { cleared += 1; };
              dispatchEvent(new Event('beforeprint'));
              return cleared;
            }"""
        )
    assert cleared == 0


def test_a_rectangle_in_the_lane_is_no_time(path, chromium):
    with open_page(chromium, path) as page:
        picture = Picture(page)
        before = picture.place(LATEST)
        picture.drag((10, 5), (60, 10))
        page.get_by_role("button", name="Whole time").wait_for()
        assert picture.place(LATEST) == before


def test_fewer_than_three_dates_are_no_picture(tmp_path, chromium):
    rows = [model("a", FLOOR), model("b", FLOOR, merge_parent="['a']")]
    rows.append(model("c", "", merge_parent="['a']"))
    with open_page(
        chromium, write_page("a", built(tmp_path, rows, *TREE), tmp_path)
    ) as page:
        assert not page.locator("#timeline").is_visible()


def test_dates_at_the_floor_alone_have_no_time(tmp_path, chromium):
    rows = [model("a", FLOOR), model("b", FLOOR, merge_parent="['a']")]
    rows.append(model("c", FLOOR, adapter_parent="['b']"))
    with open_page(
        chromium, write_page("a", built(tmp_path, rows, *TREE), tmp_path)
    ) as page:
        picture = Picture(page)
        label = page.get_by_role("img").get_attribute("aria-label")
        assert label == "3 models on or before 2 March 2022"
        across = [picture.place(name)[0] for name in "abc"]
        assert across == sorted(across)
        width = picture.plot.bounding_box()["width"]
        assert across[-1] - across[0] > width / 2
        assert not picture.section.get_by_label("Period").is_visible()


def test_of_hundreds_none_hides_another(tmp_path, chromium):
    day = "2024-05-01T00:00:00.000Z"
    rows = [
        model("root", "2024-04-01T00:00:00.000Z"),
        *(model(f"o/{n}", day, adapter_parent="['root']") for n in range(300)),
    ]
    with open_page(
        chromium, write_page("root", built(tmp_path, rows, *TREE), tmp_path)
    ) as page:
        Picture(page)
        places = page.evaluate(f"[...Array(301).keys()].map({PLACE})")
        assert len({round(place["y"], 2) for place in places}) == 301
