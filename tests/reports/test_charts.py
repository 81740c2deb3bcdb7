"""Charts: lengths, colours and labels, which stay text even if hostile."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from ecograph.reports.charts import NARROW, WIDE, Bar, Pair, bars, pairs
from ecograph.reports.timeline import Month, months

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "]]>",
    "</svg><img src=x onerror=alert(1)>",
    "&amp;",
    "a/b\u202e",
    "\0\x01\x0b\x1f\ufffe\uffff",
    "two\nlines",
    "=1+1",
    "x" * 10_000,
    "日本語" * 1_000,
    "",
]
"""Labels. On some of the characters, vl-convert would abort the process."""


def texts(svg):
    return ["".join(found.itertext()) for found in element(svg).iter(f"{SVG}text")]


def element(svg):
    return ElementTree.fromstring(svg)  # noqa: S314


def fills(svg):
    return re.findall(r'd="(M[^"]*)" fill="(var[^"]*)"', svg)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_hostile_labels_of_bars_are_text(width):
    svg = bars([Bar(name, name, [("var(--mark)", 1)]) for name in HOSTILE], width)
    names = {found.tag.removeprefix(SVG) for found in element(svg).iter()}
    assert names <= {"svg", "g", "path", "text", "rect"}
    attributes = {name for found in element(svg).iter() for name in found.attrib}
    assert not {name for name in attributes if name.startswith(("on", "href", "id"))}
    labels = texts(svg)
    assert "&amp;" in labels
    assert "\ufffd\ufffd \ufffd\ufffd" in labels
    assert "two lines" in labels
    assert any(text.startswith("<script>alert") for text in labels)
    assert any(re.fullmatch("x{10,100}…", text) for text in labels)


def test_hostile_labels_of_pairs_are_text():
    rows = [Pair(name, name, 1, 2, "var(--mark)") for name in HOSTILE]
    svg = pairs(rows, NARROW)
    assert "<script" not in svg
    assert "<img" not in svg
    assert element(svg).tag == f"{SVG}svg"


def test_bars_are_as_long_as_their_numbers():
    parts = [("var(--merge)", 30), ("var(--adapter)", 0), ("var(--mark)", 10)]
    svg = bars([Bar("a", "40", parts), Bar("b", "20", [("var(--mark)", 20)])], 400)
    lengths = [float(re.match(r"M[\d.]+,[\d.]+h([\d.]+)", d)[1]) for d, _ in fills(svg)]
    assert lengths == [300, 100, 200]
    colours = [colour for _, colour in fills(svg)]
    assert colours == ["var(--merge)", "var(--mark)", "var(--mark)"]
    assert texts(svg) == ["a", "b", "40", "20"]


def test_negative_bars_are_to_the_left_of_a_mark():
    rows = [Bar("a", "−3", [("var(--mark)", -3)]), Bar("b", "1", [("var(--mark)", 1)])]
    svg = bars(rows, 400)
    starts = [float(re.match(r"M([\d.]+)", d)[1]) for d, c in fills(svg) if "mark" in c]
    assert starts == [0, 300]
    assert len([c for _, c in fills(svg) if c == "var(--ink)"]) == len(rows)


def test_bars_of_zero():
    svg = bars([Bar("a", "0", [("var(--mark)", 0)])], NARROW)
    assert "NaN" not in svg
    assert texts(svg) == ["a", "0"]
    assert [colour for _, colour in fills(svg)] == ["var(--ink)"]


def test_pairs_of_zero():
    assert "NaN" not in pairs([Pair("a", "0", 0, 0, "var(--mark)")], NARROW)


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        ([date(2024, 5, 1)], {"Jul 2023", "Jan 2024"}),
        ([date(2024, 5, 1), date(2024, 6, 1)], {"Jan 2024"}),
        ([date(2021, 5, 1), date(2024, 6, 1)], {"2022", "2023", "2024"}),
        ([date(1970, 1, 1), date(2024, 6, 1)], {"1980", "2000", "2020"}),
        ([date(1, 1, 1), date(9999, 12, 1)], {"2000", "4000"}),
    ],
)
def test_any_span_of_months_has_labels(days, labels):
    svg = months([Month(day, "var(--mark)", 3) for day in days], NARROW)
    assert labels <= {*texts(svg)}
    assert "NaN" not in svg
    assert len([c for _, c in fills(svg) if c == "var(--mark)"]) == len(days)


def test_the_axis_of_few_models_has_whole_numbers():
    svg = months([Month(date(2024, 5, 1), "var(--mark)", 1)], NARROW)
    assert {"0", "1"} <= {*texts(svg)}
    assert not any("." in text or "m" in text for text in texts(svg))
