"""Missing parents in a tree: as text, as a picture, in a notebook and in Python."""

import re

import lxml.html
import pytest
from commands import output
from conftest import HOSTILE, built
from lxml import etree
from rows import MISSING
from svg import svg_texts
from tree_pages import TREE

import ecograph
from ecograph.trees.edges import MissingParent, TreeEdge
from ecograph.trees.svg import render_svg
from ecograph.trees.visible_nodes import visible_nodes

LEAF = """\
┌── gone  merge  not in this snapshot
├── BASE  untyped  not in this snapshot; perhaps base
│   ┌── gone  finetune  not in this snapshot
│   ├── base  finetune  mit
├── middle  finetune  mit
leaf
2 ancestors, 2 parents not in this snapshot, 0 descendants
"""

ODD = r"""
┌── gone  merge  parents that cannot be read
├── [None]  untyped  parents that cannot be read
├── C:\\a  adapter  a local path; not in this snapshot
odd
0 ancestors, 1 parent not in this snapshot, 2 lists of parents that cannot be read, """


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return built(tmp_path_factory.mktemp("missing"), MISSING, *TREE)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A model all of whose parents are hostile texts of no model."""
    rows = [{"model_id": "a", "finetune_parent": repr(HOSTILE)}]
    return built(tmp_path_factory.mktemp("hostile"), rows, *TREE)


def test_they_are_leaves_above_the_models_that_name_them(folder):
    assert output("tree", "leaf", folder) == LEAF
    odd = output("tree", "odd", folder)
    assert f"\n{odd}".startswith(ODD.replace("\\\\", "\\"))


def test_they_are_no_ancestors_but_an_attribute_of_the_tree(folder):
    found = ecograph.tree("leaf", path=folder)
    assert found.ancestors == {"middle", "base"}
    assert {*found.models} == {"leaf", "middle", "base"}
    assert found.missing == (
        MissingParent("BASE", "leaf", "untyped", "wrong_case", "base"),
        MissingParent("gone", "leaf", "merge", "absent", None),
        MissingParent("gone", "middle", "finetune", "absent", None),
    )
    assert [*found.to_frame()["model_id"]] == ["base", "middle", "leaf"]


def test_depth_and_types_select_them(folder):
    def texts(**options):
        return [p.parent for p in ecograph.tree("leaf", path=folder, **options).missing]

    assert texts(depth=1) == ["BASE", "gone"]
    assert texts(types=["merge"]) == ["gone"]
    assert texts(types=["finetune"]) == ["gone"]
    assert texts(types=["adapter"]) == []
    assert ecograph.tree("base", path=folder).missing == ()


@pytest.mark.parametrize("limit", range(1, 7))
def test_those_without_a_line_are_counted(limit, folder):
    *lines, summary = output("tree", "leaf", folder, "--limit", limit).splitlines()
    is_cut = limit < 5
    note = summary if is_cut else ""
    assert bool(re.search(r"showing .*\d of 3 missing parents, ", note)) == is_cut
    above = lines[: lines.index("leaf")]
    assert len(above) <= limit
    hidden = sum(int(n) for line in above for n in re.findall(r"… (\d+) more", line))
    assert (hidden > 0) == is_cut


def test_a_file_says_how_many_there_are(folder, tmp_path):
    out = tmp_path / "tree.txt"
    said = output("tree", "leaf", folder, "--out", out)
    assert said == f"{out}: 2 of 2 edges, 2 parents not in this snapshot\n"
    assert out.read_text("utf-8") == LEAF


def test_the_picture_links_only_what_may_be_on_the_hub(folder):
    svg = render_svg(*drawn("odd", folder))
    assert r"C:\a" in svg_texts(svg)
    assert links(svg) == ["https://huggingface.co/odd"]
    svg = render_svg(*drawn("leaf", folder))
    assert "not in this snapshot; perhaps base" in svg_texts(svg)
    assert "https://huggingface.co/gone" in links(svg)


def drawn(model, folder):
    tree = ecograph.tree(model, path=folder)
    return tree, *visible_nodes(tree)


def links(svg):
    return etree.fromstring(svg.encode()).xpath("//@*[local-name() = 'href']")


def test_in_a_notebook_only_ids_are_links(folder):
    shown = ecograph.tree("odd", path=folder)._repr_html_()
    assert lxml.html.fromstring(f"<div>{shown}</div>").xpath("//a/text()") == ["odd"]
    shown = ecograph.tree("leaf", path=folder)._repr_html_()
    page = lxml.html.fromstring(f"<div>{shown}</div>")
    assert page.xpath("//a/text()").count("gone") == 2


def test_hostile_text_stays_text(hostile):
    text = output("tree", "a", hostile)
    assert len(text.splitlines()) == len(HOSTILE) + 2
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", text)
    svg = render_svg(*drawn("a", hostile))
    drawing = etree.fromstring(svg.encode())
    assert {*HOSTILE[:9]} <= {*svg_texts(svg)}
    assert not [*drawing.iter("{*}script"), *drawing.iter("{*}img")]
    assert all(link.startswith("https://huggingface.co/") for link in links(svg))
    shown = ecograph.tree("a", path=hostile)._repr_html_()
    page = lxml.html.fromstring(f"<div>{shown}</div>")
    assert not page.xpath("//script | //img")


@pytest.mark.parametrize(
    ("drift", "dropped", "terms", "problem"),
    [
        ("kept", [], ["use limits"], None),
        ("kept", None, None, "unknown"),  # both other
        ("kept", [], ["no derivatives"], "no derivatives"),
        ("tightened", [], [], None),
        ("changed", [], [], None),
        ("loosened", ["use limits"], ["use limits"], "loosened"),
        ("dropped", [], [], "dropped"),
        ("dropped", ["no derivatives"], ["no derivatives"], "dropped"),
        ("unknown", None, [], "unknown"),
        ("added", [], [], "unknown"),
        ("none", [], [], "unknown"),
    ],
)
def test_the_problem_of_an_edge(drift, dropped, terms, problem):
    changes = ("merge", *[None] * 6, drift, dropped, terms)
    assert TreeEdge("parent", "child", *changes).problem == problem
    assert TreeEdge("same", "same", *changes).problem is None
