"""A tree in a notebook, and as a data frame."""

import browser
import lxml.html
import pytest
from browser import open_page
from conftest import HOSTILE

import ecograph
from ecograph.html.palette import COLOURS

LARGE = "madeup-lab-50/plover-1b-0"


def html_of(model, folder):
    return ecograph.tree(model, path=folder)._repr_html_()


def test_its_text_is_that_of_the_terminal(lineage_folder):
    tree = ecograph.tree("merged", path=lineage_folder)
    (shown,) = lxml.html.fromstring(f"<div>{tree._repr_html_()}</div>").xpath("pre")
    assert shown.text_content() == str(tree)


def test_each_model_links_to_the_hub(lineage_folder):
    page = lxml.html.fromstring(f"<div>{html_of('merged', lineage_folder)}</div>")
    links = {a.text: a.get("href") for a in page.xpath("//a")}
    assert links["tuned"] == "https://huggingface.co/tuned"
    assert {*links} == {"merged", "small", "other", "lone", "tuned", "base"}


def test_a_large_tree_is_shown_in_part(synthetic_folder):
    shown = html_of(LARGE, synthetic_folder)
    assert shown.count("\n") < 60
    assert "models with the most likes first; all of them with .write(" in shown


@browser.needed
def test_hostile_names_stay_text(hostile_folder, chromium, tmp_path):
    path = tmp_path / "cell.html"
    path.write_text(
        f"<!DOCTYPE html><meta charset=utf-8>{html_of(HOSTILE[0], hostile_folder)}"
    )
    with open_page(chromium, path) as page:
        text = page.locator("pre").inner_text()
        assert "<script>alert(1)</script>" in text
        # The root is its own parent and child, too.
        assert page.locator("pre a").count() == len(HOSTILE) + 2


@browser.needed
@pytest.mark.parametrize(
    ("body", "scheme", "dark"),
    [
        ("<body>", "light", False),
        ("<body>", "dark", True),
        ("<body data-jp-theme-light=true>", "dark", False),
        ("<body data-jp-theme-light=false>", "light", True),
        ("<body class=vscode-dark>", "light", True),
    ],
)
def test_its_colours_are_those_of_the_theme(
    body, scheme, dark, lineage_folder, chromium, tmp_path
):
    path = tmp_path / "cell.html"
    shown = html_of("small", lineage_folder)
    path.write_text(f"<!DOCTYPE html><meta charset=utf-8>{body}{shown}")
    with open_page(chromium, path, color_scheme=scheme) as page:
        colour = page.get_by_text("merged").evaluate("e => getComputedStyle(e).color")
    hexadecimal = COLOURS["merge"].dark if dark else COLOURS["merge"].light
    numbers = [int(hexadecimal[n : n + 2], 16) for n in (1, 3, 5)]
    assert colour == f"rgb({', '.join(map(str, numbers))})"


def test_a_frame_has_a_row_per_model(lineage_folder):
    frame = ecograph.tree("tuned", path=lineage_folder).to_frame()
    rows = frame[["model_id", "steps", "edge_type", "likes"]].astype(object)
    assert rows.where(rows.notna(), None).to_numpy().tolist() == [
        ["base", -1, "finetune", 9],
        ["tuned", 0, None, 2],
        ["small", 1, "quantized", None],
        ["merged", 2, "merge", None],
    ]


def test_a_model_on_a_cycle_with_the_root_has_two_rows(lineage_folder):
    frame = ecograph.tree("hen", path=lineage_folder).to_frame()
    assert [*zip(frame["model_id"], frame["steps"], strict=True)] == [
        ("egg", -1),
        ("hen", 0),
        ("egg", 1),
        ("chick", 1),
    ]


def test_a_model_alone_has_one_row(lineage_folder):
    frame = ecograph.tree("alone", path=lineage_folder).to_frame()
    assert [*frame["model_id"]] == ["alone"]
