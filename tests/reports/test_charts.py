"""Charts: lengths, colours and labels, which stay text even if hostile."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from ecograph.html.vega import to_svg
from ecograph.reports import charts, timeline
from ecograph.reports.charts import Bar, Pair, Part
from ecograph.reports.report import NARROW, WIDE
from ecograph.reports.timeline import Line, Month

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


def bars(rows, width):
    return to_svg(charts.bars(rows).properties(width=width))


def pairs(rows, width):
    return to_svg(charts.pairs(rows).properties(width=width))


def months(rows, width):
    return to_svg(timeline.months(rows).properties(width=width))


def lines(rows, width):
    return to_svg(timeline.lines(rows, 200).properties(width=width))


def texts(svg):
    return ["".join(found.itertext()) for found in element(svg).iter(f"{SVG}text")]


def element(svg):
    return ElementTree.fromstring(svg)  # noqa: S314


def fills(svg):
    return re.findall(r'd="(M[^"]*)" fill="(var[^"]*)"', svg)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_hostile_labels_of_bars_are_text(width):
    svg = bars([Bar(name, name, [Part("var(--mark)", 1)]) for name in HOSTILE], width)
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
    parts = [
        Part("var(--merge)", 30),
        Part("var(--adapter)", 0),
        Part("var(--mark)", 10),
    ]
    svg = bars([Bar("a", "40", parts), Bar("b", "20", [Part("var(--mark)", 20)])], 400)
    lengths = [float(re.match(r"M[\d.]+,[\d.]+h([\d.]+)", d)[1]) for d, _ in fills(svg)]
    assert lengths == pytest.approx([300, 100, 200], rel=0.01)
    colours = [colour for _, colour in fills(svg)]
    assert colours == ["var(--merge)", "var(--mark)", "var(--mark)"]
    assert texts(svg) == ["a", "b", "40", "20"]


def test_negative_bars_are_to_the_left_of_a_mark():
    rows = [
        Bar("a", "−3", [Part("var(--mark)", -3)]),
        Bar("b", "1", [Part("var(--mark)", 1)]),
    ]
    svg = bars(rows, 400)
    starts = [float(re.match(r"M([\d.]+)", d)[1]) for d, c in fills(svg) if "mark" in c]
    assert starts == pytest.approx([0, 300], abs=3)
    assert len([c for _, c in fills(svg) if c == "var(--ink)"]) == len(rows)


def test_bars_of_zero():
    svg = bars([Bar("a", "0", [Part("var(--mark)", 0)])], NARROW)
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


JUNE = date(2024, 6, 1)


def test_a_line_steps_up_from_what_was_before_the_months():
    rows = [Line("a", "var(--mark)", True, [(JUNE, 5)], 2)]
    spec = timeline.lines(rows, 200).to_dict(validate=False)
    (values,) = spec["datasets"].values()
    assert [(v["month"], v["when"], v["number"]) for v in values] == [
        ("2023-07-01", "before March 2022", 2),
        ("2024-06-01", "June 2024", 5),
        ("2024-07-01", "June 2024", 5),
    ]


@pytest.mark.parametrize("day", [date(1, 1, 1), JUNE, date(9999, 12, 1)])
def test_lines_of_any_date_and_name(day):
    rows = [Line(name, "var(--mark)", False, [(day, 3)]) for name in HOSTILE]
    svg = lines([*rows, Line("no dates", "var(--mark)", False, [])], NARROW)
    assert "NaN" not in svg
    assert "<script" not in svg
    assert svg.count('stroke="var(--mark)"') >= len(HOSTILE)


def test_the_same_chart_has_any_width():
    chart = charts.bars([Bar("a/b", "3", [Part("var(--mark)", 3)], "30.0 %", "url")])
    widths = {
        width: re.search(r'width="(\d+)"', to_svg(chart.properties(width=width)))[1]
        for width in (300, 900)
    }
    assert widths == {300: "300", 900: "900"}
