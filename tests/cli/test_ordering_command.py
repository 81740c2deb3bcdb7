"""``ecograph ordering``: its formats and errors."""

import csv
import io
import json
import shutil

import duckdb
import missing_packages
import pytest
from commands import error, output, run
from conftest import COLUMNS, write_csv
from quick_build import quick_build
from rows import LICENSED, licensed

import ecograph
from ecograph.analysis.ordering import REQUIRED_COLUMNS
from ecograph.errors import NotBuiltError, UnknownNameError

RELATIONS = [f"main.{name}" for name in REQUIRED_COLUMNS]


def build(folder, rows):
    """A build of some rows, as far as the command reads it."""
    write_csv(folder / "models.csv", rows)
    return quick_build(folder / "models.csv", folder, *RELATIONS)


def unordered():
    """Two models whose licences are replaced, but not by one that can be ordered."""
    return [licensed("12", "bsd"), licensed("13", "other", "12")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A build of a few models that differ in their licences."""
    return build(tmp_path_factory.mktemp("licensed"), LICENSED + unordered())


def test_an_unknown_name_is_one_line(synthetic_folder):
    with pytest.raises(
        UnknownNameError, match="unknown trait 'licenses'; use one of licens"
    ):
        ecograph.ordering("licenses", path=synthetic_folder)
    line = error("ordering", "task", synthetic_folder, "--graph", "nomerges_fulljson")
    names = "full, finetune, nomerges"
    assert line == f"ecograph: unknown graph 'nomerges_fulljson'; use one of {names}"


def test_no_build_is_one_line(tmp_path):
    with pytest.raises(NotBuiltError, match="build one with `ecograph build SOURCE"):
        ecograph.ordering("task", path=tmp_path)
    assert "there is no database" in error("ordering", "task", tmp_path)


@pytest.mark.parametrize(
    ("lacking", "change"),
    [
        ("frequent_values", "drop view frequent_values"),
        ("trait_flows", "drop view trait_flows"),
        ("models.papers", "alter table models drop column papers"),
    ],
)
def test_a_build_of_an_older_version_is_one_line(
    lacking, change, synthetic_folder, tmp_path
):
    path = tmp_path / "older.duckdb"
    shutil.copy(synthetic_folder / "ecograph.duckdb", path)
    with duckdb.connect(path) as connection:
        connection.execute(change)
    line = error("ordering", "task", path)
    assert line.startswith(
        f"ecograph: {path}: built by another version of ecograph, without {lacking}"
    )


NOTHING = "no {} replaces another in the finetune graph\n"

ROWS = [
    ["place", "value", "models"],
    ["1", "mit", "3"],
    ["2", "apache", "2"],
    ["3", "gpl", "2"],
    ["", "bsd", "3"],
]
FIGURES = (
    "along this order: oriented pairs 2 of 2 (100.0 %), "
    "transitions 8 of 10 (80.0 %), traffic 6 of 6 (100.0 %)"
)


def test_a_table_and_the_figures(folder):
    *lines, empty, last = output("ordering", "license", folder).splitlines()
    assert [line.split() for line in lines] == [[c for c in r if c] for r in ROWS]
    assert (empty, last) == ("", FIGURES)


def test_the_folder_of_the_environment(folder, monkeypatch):
    monkeypatch.setenv("ECOGRAPH_DATA", str(folder))
    text = output("ordering", "license", "--graph", "full")
    assert "\nalong this order: oriented pairs 2 of 3 (66.7 %), " in text


def test_csv(folder):
    text = output("ordering", "license", folder, "--format", "csv")
    assert [*csv.reader(io.StringIO(text))] == ROWS


def test_json(folder):
    found = json.loads(output("ordering", "license", folder, "--format", "json"))
    assert found["values"][0] == {"place": 1, "value": "mit", "models": 3}
    assert found["values"][3] == {"place": None, "value": "bsd", "models": 3}
    assert found["figures"] == [
        {"measure": "oriented pairs", "along": 2, "all": 2},
        {"measure": "transitions", "along": 8, "all": 10},
        {"measure": "traffic", "along": 6, "all": 6},
    ]


def test_markdown(folder):
    text = output("ordering", "license", folder, "--format", "markdown")
    assert "| 3 | gpl | 2 |\n|  | bsd | 3 |\n\n" in text
    assert text.endswith(f"\n\n{FIGURES}\n")


def test_nothing_to_order(folder, tmp_path):
    assert output("ordering", "language", folder) == NOTHING.format("language")
    csv_text = output("ordering", "language", folder, "--format", "csv")
    assert csv_text == "place,value,models\n"
    found = json.loads(output("ordering", "language", folder, "--format", "json"))
    assert found["values"] == []
    assert [(row["along"], row["all"]) for row in found["figures"]] == [(0, 0)] * 3
    build(tmp_path, [licensed("1", "mit"), licensed("2", "mit", "1")])
    last = output("ordering", "license", tmp_path).splitlines()[-1]
    assert last == NOTHING.format("license").strip()
    build(tmp_path, LICENSED[7:] + unordered())
    last = output("ordering", "license", tmp_path).splitlines()[-1]
    assert last == "no transitions in the finetune graph order these values"


def test_papers_that_no_source_tells_are_unknown(folder, tmp_path):
    """Of a table without papers it is unknown which of them are replaced."""
    sentence = "his build does not tell papers: its source has none"
    assert output("ordering", "paper", folder) == f"t{sentence}\n"
    result = run("ordering", "paper", folder, "--format", "json")
    assert result.stderr == f"ecograph: t{sentence}\n"
    figures = json.loads(result.stdout)["figures"]
    assert [(row["along"], row["all"]) for row in figures] == [(None, None)] * 3
    for name in ("a.svg", "a.html"):
        output("ordering", "paper", folder, "--out", tmp_path / name)
        assert f"T{sentence}." in (tmp_path / name).read_text("utf-8")
    found = ecograph.ordering("paper", path=folder)
    assert repr(found) == "<Ordering of paper in finetune: unknown>"
    # One model that is known to have no papers is enough of an answer.
    told = {"model_id": "1", "arxiv_papers": "[]"}
    columns = [*COLUMNS, "arxiv_papers"]
    write_csv(tmp_path / "models.csv", [told, licensed("2", "mit", "1")], columns)
    quick_build(tmp_path / "models.csv", tmp_path, *RELATIONS)
    assert output("ordering", "paper", tmp_path) == NOTHING.format("paper")


def test_unweighted(folder):
    """Both figures of the cycle are the same; of pairs alone any one can be cut."""
    text = output("ordering", "license", folder, "--graph", "full", "--unweighted")
    assert "\nalong this order: oriented pairs 2 of 3 (66.7 %), " in text


def test_a_file(folder, tmp_path):
    out = tmp_path / "new folder" / "it's.html"
    text = output("ordering", "license", folder, "--out", out)
    assert text == f"{out}: open it in a browser\n"
    assert "<h1>The order in which licences are replaced</h1>" in out.read_text("utf-8")
    png = tmp_path / "a.png"
    options = ("--width", "400", "--scale", "1.5")
    assert output("ordering", "license", folder, "--out", png, *options) == f"{png}\n"
    assert int.from_bytes(png.read_bytes()[16:20]) == 600


def test_an_error_of_a_file_is_one_line(folder, tmp_path):
    out = tmp_path / "a.pdf"
    assert error("ordering", "license", folder, "--out", out) == (
        f"ecograph: {out}: unsupported extension '.pdf'; use .svg, .png or .html"
    )
    svg = tmp_path / "a.svg"
    line = error("ordering", "license", folder, "--out", svg, "--width", "20")
    assert line == "ecograph: invalid width 20.0; use 300 to 10000"
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("package", "name"), [("jinja2", "a.svg"), ("vl_convert", "a.png")]
)
def test_a_missing_package(package, name, folder, tmp_path, monkeypatch):
    missing_packages.hide(monkeypatch, package)
    line = error("ordering", "license", folder, "--out", tmp_path / name)
    assert line == f"ecograph: {missing_packages.remedy(package, 'report')}"
    assert [*tmp_path.iterdir()] == []


def test_an_unknown_format_is_rejected(folder):
    result = run("ordering", "license", folder, "--format", "xml")
    assert (result.status, result.stdout) == (2, "")
