"""An ordering as a picture and as a page."""

import re
from itertools import pairwise
from math import pi

import browser
import pytest
from conftest import HOSTILE, write_csv
from lxml import etree
from quick_build import quick_build
from rows import licensed
from svg import svg_texts

import ecograph
from ecograph.analysis.best_ordering import Flow, best_ordering
from ecograph.analysis.ordering import REQUIRED_COLUMNS, Ordering
from ecograph.analysis.ordering_page import render_page
from ecograph.analysis.ordering_picture import PAPER, draw_ordering

TAGS = {"svg", "title", "rect", "text", "g", "circle", "path", "tspan"}
"""What a picture consists of."""

FLOWS = [
    Flow("mit", "apache", 9, 8, 10),
    Flow("apache", "gpl", 4, 4, 4),
    Flow("gpl", "mit", 3, 2, 4),
    Flow("afl", "mit", 1, 0, 2),
]
MODELS = {"apache": 400, "mit": 100, "gpl": 25, "afl": 1}
FOUND = Ordering(
    **vars(best_ordering("license", "finetune", MODELS, FLOWS, source="models.csv"))
)


def parsed(svg):
    return etree.fromstring(svg.encode())


def numbers(text):
    return [float(number) for number in re.findall(r"-?[\d.]+", text)]


@pytest.fixture
def picture():
    return parsed(draw_ordering(FOUND, 700))


def test_values_are_down_the_page_in_order(picture):
    values = picture.findall(".//{*}g[@class='value']")
    heights = [float(value.find("{*}circle").get("cy")) for value in values]
    assert heights == sorted(heights)
    names = ["".join(value.find("{*}text").itertext()) for value in values]
    assert names == ["mit\xa0\xa0100", "apache\xa0\xa0400", "gpl\xa0\xa025"]


def test_the_area_of_a_disc_is_the_number_of_models(picture):
    discs = picture.findall(".//{*}g[@class='value']/{*}circle")
    areas = [pi * float(disc.get("r")) ** 2 for disc in discs]
    assert [area / areas[2] * 25 for area in areas] == pytest.approx(
        [100, 400, 25], rel=0.01
    )


def test_an_arc_leads_from_value_to_value_and_is_as_wide_as_its_traffic(picture):
    arcs = picture.findall(".//{*}path[@class='arc']")
    values = picture.findall(".//{*}g[@class='value']/{*}circle")
    places = [float(value.get("cy")) for value in values]
    ends = []
    for arc in arcs:
        x, start, *_, sweep, _, end = numbers(arc.get("d"))
        ends.append((places.index(start), places.index(end), sweep))
        assert x == float(values[0].get("cx"))
    assert ends == [(0, 1, 1), (1, 2, 1), (2, 0, 0)]
    widths = [float(arc.get("stroke-width")) for arc in arcs]
    assert [width / widths[0] for width in widths] == pytest.approx([1, 1 / 2, 1 / 4])
    colours = [(arc.get("stroke"), arc.get("stroke-dasharray")) for arc in arcs]
    down = PAPER["mark"], None
    assert colours == [down, down, (PAPER["differ"], "5 3")]
    assert [arc.findtext("{*}title") for arc in arcs] == [
        "mit → apache: 8 net transitions (9 there, 1 back)",
        "apache → gpl: 4 net transitions (4 there, 0 back)",
        "gpl → mit: 2 net transitions (3 there, 1 back)",
    ]


def test_what_a_picture_says(picture):
    texts = svg_texts(etree.tostring(picture, encoding="unicode"))
    assert texts[0] == "The order in which licences are replaced"
    assert texts[1].startswith("models.csv · along fine-tunes · the order that the")
    assert {"down: 5 net transitions", "up, against the order", "200 models"} <= {
        *texts
    }
    assert texts[-1].endswith("as no net transitions are theirs: afl.")


@pytest.mark.parametrize("width", [300, 350, 700, 2000])
def test_nothing_is_beyond_the_edge(width):
    values = [f"a-very-long-name-of-a-licence-{number:02}" for number in range(20)]
    flows = [Flow(a, b, 9, 9, 9) for a, b in pairwise(values)]
    flows.append(Flow(values[0], values[-1], 99, 99, 99))
    models = {value: 10**6 - place for place, value in enumerate(values)}
    picture = parsed(
        draw_ordering(best_ordering("license", "full", models, flows), width)
    )
    margin = 16
    for arc in picture.findall(".//{*}path[@class='arc']"):
        x, _, rx, *_ = numbers(arc.get("d"))
        edge = margin + x + rx + float(arc.get("stroke-width")) / 2
        assert edge <= width - margin + 0.1
    text = picture.find(".//{*}g[@class='value']/{*}text")
    letters = len("".join(text.itertext()))
    assert margin + float(text.get("x")) - 13 * 0.58 * letters >= 0


def test_nothing_to_order_is_said():
    nothing = best_ordering("task", "full", {"a": 1}, [])
    sentence = "No task replaces another along all edges more often than the reverse."
    unplaced = "Without a place, as no net transitions are theirs: a."
    *head, _, first, last = svg_texts(draw_ordering(nothing, 700))
    assert head[-1] == "The order in which tasks are replaced"
    assert f"{first} {last}" == f"{sentence} {unplaced}"
    assert sentence in render_page(nothing)


@pytest.mark.parametrize("width", [300, 700])
def test_what_is_unknown_is_said_in_place_of_the_rows(width):
    unknown = best_ordering("paper", "finetune", {}, [], is_known=False)
    sentence = "This build does not tell papers: its source has none."
    texts = svg_texts(draw_ordering(unknown, width))
    assert " ".join(texts).endswith(f"along fine-tunes {sentence}")
    assert sentence in render_page(unknown)


def test_hostile_values_stay_text(tmp_path):
    names = [*HOSTILE, "a\u202eb", "\x01\ufffe"]
    models = dict.fromkeys(names, 5)
    flows = [Flow(a, b, 2, 1, 3) for a, b in pairwise(names)]
    found = best_ordering("license", "full", models, flows, source=names[0])
    found = Ordering(**vars(found))
    picture = draw_ordering(found, 700)
    assert {etree.QName(part).localname for part in parsed(picture).iter()} <= TAGS
    found.write(tmp_path / "a.png")  # on some characters vl-convert would abort
    page = render_page(found)
    assert "<script>alert" not in page
    assert "<img" not in page


@browser.needed
@pytest.mark.parametrize(("size", "scheme"), browser.SCREENS)
def test_the_page_is_accessible_and_fits_the_screen(size, scheme, chromium, tmp_path):
    FOUND.write(tmp_path / "ordering.html")
    options = {"color_scheme": scheme, "bypass_csp": True}
    path = tmp_path / "ordering.html"
    with browser.open_page(chromium, path, size, **options) as page:
        page.evaluate("document.querySelector('details').open = true")
        assert page.evaluate(browser.OVERFLOW) <= 0
        assert browser.serious_violations(page) == []
        assert page.locator("figure svg:visible").count() == 1


@browser.needed
def test_pointing_at_a_value_shows_its_arcs_alone(chromium, tmp_path):
    FOUND.write(tmp_path / "ordering.html")
    with browser.open_page(chromium, tmp_path / "ordering.html") as page:
        shown = page.locator(".broad .arc.is-shown")
        page.locator("tr.value", has_text="gpl").hover()
        assert page.locator("#main.is-focused").count() == 1
        assert shown.evaluate_all("arcs => arcs.map(arc => arc.dataset.from)") == [
            *("1", "2")
        ]
        page.locator("h1").hover()
        assert page.locator("#main.is-focused").count() == shown.count() == 0


def test_the_same_build_gives_the_same_files(tmp_path):
    rows = [licensed("a", "mit"), licensed("b", "apache", "a")]
    write_csv(tmp_path / "models.csv", rows)
    relations = [f"main.{name}" for name in REQUIRED_COLUMNS]
    folder = quick_build(tmp_path / "models.csv", tmp_path, *relations)
    for name in ("a.svg", "a.png", "a.html"):
        files = [tmp_path / "1" / name, tmp_path / "2" / name]
        for file in files:
            ecograph.ordering("license", path=folder).write(file)
        assert files[0].read_bytes() == files[1].read_bytes()
