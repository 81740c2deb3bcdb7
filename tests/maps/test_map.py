"""The map as a file: what is on it, what it says, and what it refuses."""

import re

import duckdb
import pytest
from conftest import HOSTILE, asked, built
from lxml import etree
from svg import svg_texts

import ecograph
from ecograph.errors import EcographError
from ecograph.html.pictures import text_width
from ecograph.maps.labels import _boxes, _overlap, place_labels
from ecograph.maps.layout import pack
from ecograph.maps.query import Part, read_map

CHARACTERS = "\x01\x0b\x1f\ufffe"
"""Characters that XML cannot represent."""

TAGS = {"svg", "title", "rect", "text", "g", "circle", "a", "path", "textPath", "tspan"}
"""What a picture consists of."""


def draw(folder, path, **options):
    ecograph.write_map(path, folder, **options)
    return path.read_text("utf-8")


@pytest.fixture(scope="module")
def circles(synthetic_folder):
    with ecograph.connect(synthetic_folder) as connection:
        data = read_map(connection, synthetic_folder)
    return pack(data.parts, 1000.0)


def test_a_circle_is_within_the_one_around_it_and_apart_from_its_neighbours(circles):
    inner = {}
    for circle in circles[1:]:
        around = circles[circle.parent]
        distance = ((circle.x - around.x) ** 2 + (circle.y - around.y) ** 2) ** 0.5
        assert distance + circle.r <= around.r + 1e-6
        inner.setdefault(circle.parent, []).append(circle)
    for neighbours in inner.values():
        for number, one in enumerate(neighbours):
            for other in neighbours[:number]:
                distance = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
                assert distance >= one.r + other.r - 1e-6


def test_areas_are_as_numbers_of_models(circles):
    families = [circle for circle in circles if circle.kind == "family"]
    assert len(families) == 40
    units = {round(circle.r**2 / circle.models, 4) for circle in families}
    assert len(units) == 1
    units = {}
    for circle in circles:
        if circle.kind == "family":
            family = circle.part.root_position
        elif circle.is_disc:
            unit = round(circle.r**2 / circle.models, 4)
            units.setdefault(family, set()).add(unit)
    assert {len(found) for found in units.values()} == {1}


def test_the_circles_have_the_models_of_the_families(circles, synthetic_folder):
    query = "select root_id, size from families limit 40"
    assert [
        (circle.part.model_id, circle.models)
        for circle in circles
        if circle.kind == "family"
    ] == asked(synthetic_folder, query)
    assert circles[0].models == sum(c.models for c in circles if c.is_disc)


def test_labels_do_not_overlap(circles):
    """Also in a line of descent, whose rings are nearly on top of each other."""
    tops = [None, *range(5)]
    line = [
        Part("model", 0, above, place, above and "finetune", 1, f"a/model-{place}")
        for place, above in enumerate(tops)
    ]
    line.append(Part("group", 0, 5, None, "adapter", 1000))
    for some in (circles, pack(line, 400.0)):
        labels = place_labels(some)
        boxes = [[*_boxes(label)] for label in labels]
        for number, one in enumerate(boxes):
            assert not any(_overlap(one, other) for other in boxes[:number])
        families = [circle for circle in some if circle.kind == "family"]
        assert len(labels) > len(families) > 0


def test_the_picture_says_what_it_shows_and_what_not(sample_folder, tmp_path):
    svg = draw(sample_folder, tmp_path / "map.svg")
    texts = svg_texts(svg)
    assert texts[:2] == [
        "The 40 largest families of models",
        "sample.csv · 1,735 models · the newest of 2026-08-22",
    ]
    assert "Llama-3.1-70B\u00a0\u00a028" in texts
    assert {"base models", "finetunes", "quantized", "adapters"} < {*texts}
    ((families, members),) = asked(
        sample_folder, "select count(*), sum(size) from families"
    )
    ((shown,),) = asked(sample_folder, "select sum(size) from (from families limit 40)")
    caption = " ".join(texts)
    assert f"{shown} models, {100 * shown / members:.1f} % of those" in caption
    assert f"{members - shown} in {families - 40} smaller families" in caption
    links = etree.fromstring(svg.encode()).xpath("//@href[starts-with(., 'http')]")
    assert "https://huggingface.co/meta-llama/Llama-3.1-70B" in links


@pytest.mark.parametrize(
    ("families", "title"),
    [
        (1, "The largest family of models"),
        (3, "The 3 largest families of models"),
        (2_000, "All 110 families of models"),
    ],
)
def test_as_many_families_as_asked_for(families, title, sample_folder, tmp_path):
    svg = draw(sample_folder, tmp_path / "map.svg", families=families)
    assert svg_texts(svg)[0] == title
    assert svg.count("<title>family of") == min(families, 110)


def test_a_png_has_so_many_pixels(sample_folder, tmp_path):
    svg = draw(sample_folder, tmp_path / "map.svg", families=2, width=300)
    ecograph.write_map(tmp_path / "map.PNG", sample_folder, 2, 300, 1.5)
    png = (tmp_path / "map.PNG").read_bytes()
    assert png.startswith(b"\x89PNG")
    height = float(re.search(r'height="([0-9.]+)"', svg)[1])
    assert int.from_bytes(png[16:20]) == 1.5 * 332
    assert abs(int.from_bytes(png[20:24]) - 1.5 * height) <= 1


def test_the_legend_and_the_caption_fit_a_narrow_picture(sample_folder, tmp_path):
    document = etree.fromstring(
        draw(sample_folder, tmp_path / "map.svg", width=300).encode()
    )
    texts = document.xpath("//*[local-name() = 'text'][@x or @y]")
    assert len(texts) > 12
    for text in texts:
        size = float(text.xpath("ancestor-or-self::*/@font-size")[-1])
        end = float(text.get("x", 0)) + 0.9 * size * text_width(text.text)
        assert end <= 332, text.text


@pytest.mark.parametrize("extension", [".svg", ".html"])
def test_the_same_build_gives_the_same_bytes(extension, sample_folder, tmp_path):
    one = draw(sample_folder, tmp_path / f"one{extension}")
    assert draw(sample_folder, tmp_path / f"other{extension}") == one


def test_without_families_it_says_so(tmp_path):
    rows = [
        {"model_id": "a"},
        {"model_id": "b"},
        {"model_id": "c", "merge_parent": "['a', 'b']"},
    ]
    folder = built(tmp_path, rows)
    for extension in (".svg", ".html"):
        text = draw(folder, tmp_path / f"map{extension}")
        assert "so there are no families." in " ".join(text.split())
    ecograph.write_map(tmp_path / "map.png", folder)


def test_a_build_of_the_shell_and_a_model_that_is_its_own_parent(tmp_path):
    folder = built(tmp_path, [{"model_id": "a", "finetune_parent": "['a']"}])
    with duckdb.connect(folder / "ecograph.duckdb") as connection:
        connection.execute("delete from meta.build")
    texts = svg_texts(draw(folder, tmp_path / "map.svg"))
    assert texts[:2] == ["The only family of models", "a table of models · 1 model"]


def test_hostile_names_are_text(tmp_path):
    names = [*HOSTILE, f"x{CHARACTERS}/<b>", "日本語" * 300, "/", "a/"]
    rows = [
        {
            "model_id": name,
            "licenses": repr([name]),
            "finetune_parent": repr(names[:1]) if place < 8 else repr(names[5:6]),
        }
        for place, name in enumerate(names)
    ]
    folder = built(tmp_path, rows)
    svg = draw(folder, tmp_path / "map.svg")
    document = etree.fromstring(svg.encode())
    tags = {etree.QName(node).localname for node in document.iter()}
    assert tags == TAGS
    attributes = {name for node in document.iter() for name in node.attrib}
    assert not {name for name in attributes if name.startswith("on")}
    links = document.xpath("//*[local-name() = 'a']/@href")
    assert all(link.startswith("https://huggingface.co/") for link in links)
    ecograph.write_map(tmp_path / "map.png", folder)
    page = draw(folder, tmp_path / "map.html")
    assert page.count("<script") == page.count("</script")
    assert "<img" not in page


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"out": "map.pdf"}, "unsupported extension '.pdf'; use .svg, .png or .html"),
        ({"out": "map"}, "unsupported extension ''; use .svg, .png or .html"),
        ({"families": 0}, "invalid number of families 0; use 1 to 2000"),
        ({"width": 299}, "invalid width 299; use 300 to 10000"),
        ({"scale": 11}, "invalid scale 11; use 0.1 to 10"),
    ],
)
def test_what_it_refuses(options, message, sample_folder, tmp_path):
    out = tmp_path / options.pop("out", "map.svg")
    with pytest.raises(EcographError, match=re.escape(message)):
        ecograph.write_map(out, sample_folder, **options)
    assert not [*tmp_path.iterdir()]


def test_an_older_build_is_refused(tmp_path):
    folder = built(tmp_path, [{"model_id": "a"}])
    with duckdb.connect(folder / "ecograph.duckdb") as connection:
        connection.execute("drop macro table family_map")
    with pytest.raises(EcographError, match=r"without family_map\.shown_families"):
        ecograph.write_map(tmp_path / "map.svg", folder)
