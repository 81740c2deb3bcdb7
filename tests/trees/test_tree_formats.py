"""``ecograph tree`` as a person types it: on a screen, as text, picture and page."""

import json
import os
import re
import shutil
import subprocess
import sys

import duckdb
import pytest
from commands import COMMAND, spawn
from commands import error as refused
from commands import output as said
from conftest import HOSTILE, on_terminal
from lxml import etree

import ecograph
from ecograph.errors import EcographError
from ecograph.trees.layout import drawn
from ecograph.trees.svg import as_picture

MERGE = "madeup-lab-154/plover-1b-merge-627"
LARGE = "madeup-lab-50/plover-1b-0"

WHOLE = """\
    ┌── base  finetune  ♥ 9  2024-01-01
┌── tuned  quantized  ♥ 2
small  ↓ 5
└── merged  merge
made from 2 models; 1 model was made from it
"""


def test_what_is_above_stands_above(lineage_folder):
    assert said("tree", "small", lineage_folder) == WHOLE


def test_a_model_alone_is_a_line(lineage_folder):
    lines = "alone\nmade from no model; no model was made from it\n"
    assert said("tree", "alone", lineage_folder) == lines


def test_a_cycle_ends(lineage_folder):
    again = "egg  adapter  nearer elsewhere"
    assert said("tree", "egg", lineage_folder).splitlines() == [
        f"    ┌── {again}",
        "┌── hen  adapter  2024-05-01",
        "egg  2024-04-01",
        "└── hen  adapter  2024-05-01",
        f"    ├── {again}",
        "    └── chick  finetune",
        "made from 1 model; 2 models were made from it",
    ]


def test_a_terminal_without_unicode_gets_signs_that_it_has(lineage_folder):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    text = said("tree", "small", lineage_folder, env=environment, run=spawn)
    lines = text.splitlines()
    assert lines[:2] == [
        r"    ,-- base  finetune  \u2665 9  2024-01-01",
        r",-- tuned  quantized  \u2665 2",
    ]


def test_a_limit_says_what_it_leaves_out(sample_folder):
    lines = said("tree", LARGE, sample_folder, "--limit", 5).splitlines()
    assert len(lines) <= 8
    assert lines[0].startswith(LARGE)
    assert re.search(r"… \d+ more$", lines[-3])
    assert re.match(r"\d of \d+ edges are drawn, of each model those to the", lines[-1])


def test_an_edge_to_itself_is_no_riddle(lineage_folder):
    assert "└── selfish  finetune  itself" in said("tree", "selfish", lineage_folder)


def test_what_was_followed_is_said(lineage_folder):
    last = said("tree", "small", lineage_folder, "--depth", 1).splitlines()[-1]
    assert last == "within 1 step: made from 1 model; 1 model was made from it"
    types = ["--types", "finetune,adapter"]
    last = said("tree", "small", lineage_folder, *types).splitlines()[-1]
    assert last == (
        "along finetune and adapter: made from no model; no model was made from it"
    )


def test_a_limit_leaves_something(sample_folder, tmp_path):
    found = ecograph.tree(LARGE, path=sample_folder)
    with pytest.raises(EcographError, match="a limit of 0 leaves nothing; give 1 or"):
        found.write(tmp_path / "x.svg", 0)
    assert found.write(tmp_path / "x.txt", 10) < 10
    assert "Here 9 of 62" not in (tmp_path / "x.txt").read_text("utf-8")
    told = said(
        "tree", LARGE, sample_folder, "--limit", 9, "--out", tmp_path / "x.HTML"
    )
    number = int(re.search(r": (\d+) of 62 edges", told)[1])
    page = (tmp_path / "x.HTML").read_text("utf-8")
    assert f"Here {number} of 62 edges are drawn, of each model those to the" in page


def test_types_and_depth_choose(lineage_folder):
    assert "merged" not in said(
        "tree", "small", lineage_folder, "--types", "finetune,quantized"
    )
    assert "base" not in said("tree", "small", lineage_folder, "--depth", 1)
    assert "no type of edges 'x'" in refused(
        "tree", "small", lineage_folder, "--types", "x"
    )


def test_it_fits_the_screen(sample_folder):
    """Of 80 columns and 20 lines, of which the prompt needs one."""
    shown = on_terminal([*COMMAND, "tree", LARGE, sample_folder], 80, 20)
    lines = re.sub(r"\x1b\[[\d;]*m", "", shown).splitlines()
    tree = [line for line in lines if line.startswith((LARGE, "├", "│", "└", " "))]
    assert 12 <= len(tree) <= 17
    assert max(map(len, tree)) <= 80
    assert "\x1b[34m" in shown


def test_hostile_names_do_not_reach_the_terminal(hostile_folder):
    text = said("tree", HOSTILE[0], hostile_folder)
    assert len(text.splitlines()) == 1 + len(HOSTILE) + 2  # above is but itself
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", text)
    assert r"a/\x1b[31mred\x07" in text
    assert r"new\nline" in text
    assert "[bold]x[/bold]" in text


@pytest.mark.parametrize("ending", ["txt", "svg", "html"])
def test_a_file_is_written_and_told(ending, sample_folder, tmp_path):
    out = tmp_path / "made" / f"tree.{ending}"
    told = said("tree", MERGE, sample_folder, "--out", out)
    assert told == f"{out}: 10 of 10 edges\n"
    assert MERGE in out.read_text("utf-8")
    before = out.read_bytes()
    said("tree", MERGE, sample_folder, "--out", out)
    assert out.read_bytes() == before
    assert [file.name for file in out.parent.iterdir()] == [out.name]


def test_another_ending_is_refused(sample_folder, tmp_path):
    line = refused("tree", MERGE, sample_folder, "--out", tmp_path / "tree.pdf")
    assert line.endswith("it ends in none of .html, .svg and .txt; which is it to be?")
    (tmp_path / "x.txt").mkdir()
    line = refused("tree", MERGE, sample_folder, "--out", tmp_path / "x.txt")
    assert line.endswith("x.txt: is a folder; give the name of a file")


def test_text_in_a_file_is_what_is_printed(lineage_folder):
    assert f"{ecograph.tree('small', path=lineage_folder)}\n" == WHOLE


def picture(found, limit=None):
    return as_picture(found, *drawn(found, limit))


def svg_texts(svg: str) -> list[str]:
    drawing = etree.fromstring(svg.encode())
    return ["".join(text.itertext()) for text in drawing.iter("{*}text")]


def test_the_picture_has_a_line_for_each_edge(sample_folder):
    found = ecograph.tree(MERGE, path=sample_folder)
    svg = picture(found)
    texts = svg_texts(svg)
    for model in found.models.values():
        assert texts.count(model.model_id) == (2 if model is found.root else 1)
    assert "made from 9 models; 1 model was made from it" in texts
    assert {"finetune", "quantized", "adapter", "merge", "untyped"} <= {*texts}
    links = etree.fromstring(svg.encode()).xpath("//@*[local-name() = 'href']")
    assert f"https://huggingface.co/{MERGE}" in links


def test_the_picture_of_a_large_family_is_cut_and_says_so(sample_folder):
    found = ecograph.tree(LARGE, path=sample_folder)
    texts = svg_texts(picture(found, 20))
    assert any(re.search(r"\d+ of \d+ edges are drawn", text) for text in texts)
    assert any(re.match(r"… \d+ more", text) for text in texts)


def test_the_picture_of_a_model_alone(lineage_folder):
    assert "alone" in svg_texts(picture(ecograph.tree("alone", path=lineage_folder)))


def test_hostile_names_are_text_in_the_picture(hostile_folder):
    svg = picture(ecograph.tree(HOSTILE[0], path=hostile_folder))
    texts = svg_texts(svg)
    drawing = etree.fromstring(svg.encode())
    assert {*HOSTILE[:9]} <= {*texts}
    assert not [*drawing.iter("{*}script"), *drawing.iter("{*}img")]
    for element in drawing.iter():
        assert not [name for name in element.attrib if name.startswith("on")]
    links = drawing.xpath("//@*[local-name() = 'href']")
    assert all(link.startswith("https://huggingface.co/") for link in links)


def test_any_model_can_be_drawn(hostile_folder):
    for name in HOSTILE:
        found = ecograph.tree(name, path=hostile_folder)
        etree.fromstring(picture(found).encode())


def test_the_page_holds_all(sample_folder, tmp_path):
    out = tmp_path / "tree.html"
    said("tree", LARGE, sample_folder, "--out", out)
    page = out.read_text("utf-8")
    (text,) = re.findall(
        r'<script type="application/json" id="data">(.*)</script>', page
    )
    data = json.loads(text)
    found = ecograph.tree(LARGE, path=sample_folder)
    assert data["models"][0][0] == LARGE
    assert len(data["models"]) == len(found.models)
    assert len(data["below"]) == len(found.below)
    names = [row[0] for row in data["models"]]
    ends = {(names[parent], names[child]) for parent, child, *_ in data["below"]}
    assert ends == {
        (found.models[edge.parent].model_id, found.models[edge.child].model_id)
        for edge in found.below
    }
    said("tree", LARGE, sample_folder, "--out", out, "--limit", 10)
    assert "edges are drawn, of each model those to the most liked" in out.read_text(
        "utf-8"
    )


def test_a_build_of_an_older_version_is_to_be_built_anew(sample_folder, tmp_path):
    path = tmp_path / "older.duckdb"
    shutil.copy(sample_folder / "ecograph.duckdb", path)
    with duckdb.connect(path) as connection:
        connection.execute("drop macro table lineage_tree")
    line = refused("tree", MERGE, path)
    assert "built by another version of ecograph, without lineage_tree." in line


@pytest.mark.parametrize(
    ("package", "ending", "remedy"),
    [
        ("jinja2", "html", "jinja2 is missing"),
        ("altair", "svg", "altair is missing"),
        ("vl_convert", "svg", "vl_convert is missing"),
    ],
)
def test_without_a_package_it_says_what_to_install(
    package, ending, remedy, sample_folder, tmp_path, monkeypatch
):
    (tmp_path / f"{package}.py").write_text(
        f"raise ModuleNotFoundError(name='{package}')"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    out = tmp_path / f"tree.{ending}"
    line = refused("tree", MERGE, sample_folder, "--out", out, run=spawn)
    assert line.startswith(f"ecograph: {remedy}")
    assert line.endswith("pip install 'ecograph[report]'")
    assert not out.exists()
    assert MERGE in said("tree", MERGE, sample_folder)


def test_the_terminal_needs_no_more_than_rich():
    code = "import sys, ecograph.tree_text; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"jinja2", "altair", "pandas"} & {*done.stdout.split()}
