"""Trees in the terminal, as text, and as SVG."""

import os
import re
import subprocess
import sys

import pytest
from commands import COMMAND, output
from conftest import HOSTILE, on_terminal
from lxml import etree
from svg import svg_texts

import ecograph
from ecograph.trees.svg import render_svg
from ecograph.trees.visible_nodes import visible_nodes

MERGE = "madeup-lab-154/plover-1b-merge-627"
LARGE = "madeup-lab-50/plover-1b-0"

SMALL = """\
    ┌── base  finetune  ♥ 9  2024-01-01
┌── tuned  quantized  ♥ 2
small  ↓ 5
└── merged  merge
2 ancestors, 1 descendant
"""


def test_ancestors_are_above_and_descendants_below(lineage_folder):
    assert output("tree", "small", lineage_folder) == SMALL
    assert f"{ecograph.tree('small', path=lineage_folder)}\n" == SMALL


def test_a_model_without_edges_is_one_line(lineage_folder):
    text = "alone\n0 ancestors, 0 descendants\n"
    assert output("tree", "alone", lineage_folder) == text


def test_a_cycle_ends(lineage_folder):
    repeat = "egg  adapter  already shown in this tree"
    assert output("tree", "egg", lineage_folder).splitlines() == [
        f"    ┌── {repeat}",
        "┌── hen  adapter  2024-05-01",
        "egg  2024-04-01",
        "└── hen  adapter  2024-05-01",
        f"    ├── {repeat}",
        "    └── chick  finetune",
        "1 ancestor, 2 descendants",
    ]


def test_a_self_loop_is_marked(lineage_folder):
    text = output("tree", "selfish", lineage_folder)
    assert "└── selfish  finetune  self-loop" in text


def test_a_terminal_without_unicode(lineage_folder):
    done = subprocess.run(
        [*COMMAND, "tree", "small", lineage_folder],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert done.stdout.splitlines()[:2] == [
        r"    ,-- base  finetune  \u2665 9  2024-01-01",
        r",-- tuned  quantized  \u2665 2",
    ]


def test_a_limit_says_how_much_is_shown(synthetic_folder):
    lines = output("tree", LARGE, synthetic_folder, "--limit", 5).splitlines()
    assert len(lines) <= 8
    assert lines[0].startswith(LARGE)
    assert re.search(r"… \d+ more$", lines[-3])
    assert re.match(r"showing \d of \d+ edges, models with the most likes", lines[-1])


def test_the_summary_names_the_filters(lineage_folder):
    last = output("tree", "small", lineage_folder, "--depth", 1).splitlines()[-1]
    assert last == "1 ancestor, 1 descendant (within 1 step)"
    types = ["--types", "finetune,adapter"]
    last = output("tree", "small", lineage_folder, *types).splitlines()[-1]
    assert last == ("0 ancestors, 0 descendants (finetune and adapter edges only)")


def test_the_tree_fits_the_terminal(synthetic_folder):
    """80 columns and 20 lines, one of which is for the prompt."""
    shown = on_terminal([*COMMAND, "tree", LARGE, synthetic_folder], 80, 20)
    lines = re.sub(r"\x1b\[[\d;]*m", "", shown).splitlines()
    tree = [line for line in lines if line.startswith((LARGE, "├", "│", "└", " "))]
    assert 12 <= len(tree) <= 17
    assert max(map(len, tree)) <= 80
    assert "\x1b[34m" in shown


def test_hostile_names_do_not_reach_the_terminal(hostile_folder):
    text = output("tree", HOSTILE[0], hostile_folder)
    assert len(text.splitlines()) == 1 + len(HOSTILE) + 2  # above is only itself
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", text)
    assert r"a/\x1b[31mred\x07" in text
    assert r"new\nline" in text
    assert "[bold]x[/bold]" in text


def test_text_needs_no_more_than_rich():
    code = "import sys, ecograph.trees.text; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"jinja2", "altair", "pandas"} & {*done.stdout.split()}


def picture(tree, limit=None):
    return render_svg(tree, *visible_nodes(tree, limit))


def test_the_picture_has_a_line_for_each_edge(synthetic_folder):
    tree = ecograph.tree(MERGE, path=synthetic_folder)
    svg = picture(tree)
    texts = svg_texts(svg)
    for model in tree.models.values():
        assert texts.count(model.model_id) == (2 if model is tree.root else 1)
    assert "9 ancestors, 1 descendant" in texts
    assert {"finetune", "quantized", "adapter", "merge", "untyped"} <= {*texts}
    links = etree.fromstring(svg.encode()).xpath("//@*[local-name() = 'href']")
    assert f"https://huggingface.co/{MERGE}" in links


def test_the_picture_of_a_large_family_says_how_much_is_shown(synthetic_folder):
    texts = svg_texts(picture(ecograph.tree(LARGE, path=synthetic_folder), 20))
    assert any(re.search(r"showing \d+ of \d+ edges", text) for text in texts)
    assert any(re.match(r"… \d+ more", text) for text in texts)


def test_the_picture_of_a_model_without_edges(lineage_folder):
    assert "alone" in svg_texts(picture(ecograph.tree("alone", path=lineage_folder)))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text_in_the_picture(name, hostile_folder):
    svg = picture(ecograph.tree(name, path=hostile_folder))
    drawing = etree.fromstring(svg.encode())
    if name == HOSTILE[0]:
        assert {*HOSTILE[:9]} <= {*svg_texts(svg)}
    assert not [*drawing.iter("{*}script"), *drawing.iter("{*}img")]
    for element in drawing.iter():
        assert not [name for name in element.attrib if name.startswith("on")]
    links = drawing.xpath("//@*[local-name() = 'href']")
    assert all(link.startswith("https://huggingface.co/") for link in links)
