"""Problems of licences, and missing parents, on the page of a tree."""

import browser
import pytest
from browser import open_page
from conftest import HOSTILE, built
from rows import licensed
from tree_pages import SCRIPT_ELEMENTS, TREE, focused, row, status, write_page

pytestmark = browser.needed

ROWS = [
    licensed("o/root", "gemma"),
    licensed("o/kept", "gemma", "o/root"),
    licensed("o/loose", "mit", "o/kept"),
    licensed("o/same", "mit", "o/loose"),
    licensed("o/silent", "", "o/loose"),
    licensed("o/late", "mit", "o/other"),
    licensed("o/other", "other", "C:\\models\\base"),
    {
        "model_id": "o/leaf",
        "licenses": "['mit']",
        "finetune_parent": "['o/late', 'o/loose']",
        "merge_parent": "['gone/model']",
    },
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return built(tmp_path_factory.mktemp("problems"), ROWS, *TREE)


@pytest.fixture(scope="module")
def leaf_page(folder):
    return write_page("o/leaf", folder, folder)


def lines(page, part=None):
    """The name, the mark and the note of each row of an edge.

    `part` is ``"Ancestors"`` or ``"Descendants"``.
    """
    found = []
    for line in page.get_by_role("treeitem").all():
        classes = line.get_attribute("class").split()
        if "head" in classes:
            head = line.inner_text()
        elif "root" not in classes and (part is None or part in head):
            is_note = line.locator(".note").count() > 0
            found.append(
                (
                    line.locator(".name").inner_text(),
                    *line.locator(".problem").all_inner_texts(),
                    *(line.locator(".id").all_inner_texts() if is_note else ()),
                )
            )
    return found


def grey(page):
    return page.locator("#tree .unmatched .name").all_inner_texts()


LOOSENED, UNKNOWN = "⚠\u00a0loosened", "?\u00a0unknown"
MARKED = [
    ("o/loose",),
    ("o/kept", LOOSENED),
    ("o/root",),
    ("o/late",),
    ("o/other", UNKNOWN),
    ("C:\\models\\base", UNKNOWN, "a local path; not in this snapshot"),
    ("gone/model", UNKNOWN, "not in this snapshot"),
]


def test_edges_with_problems_are_marked(leaf_page, chromium):
    with open_page(chromium, leaf_page) as page:
        assert sorted(lines(page)) == sorted(MARKED)
        legend = page.locator("#legend p")
        assert not legend.is_visible()
        page.get_by_text("What ⚠ and ? mean").click()
        assert legend.inner_text().startswith("Problems of licences: ⚠\u00a0loosened: ")
        assert legend.inner_text().endswith("A screen, not legal advice.")
        assert "2 parents not in this snapshot" in page.locator("header").inner_text()
        assert "No parents" not in page.locator("main").inner_text()
        head = page.get_by_role(
            "treeitem", name="Ancestors and missing parents: 7 of 7"
        )
        assert head.get_attribute("aria-expanded") == "true"
        types = page.locator("#types").inner_text().split()
        assert types == ["Types", "finetunes", "merges"]  # it has no children
        label = row(page, "o/kept").get_attribute("aria-label")
        assert "licence problem: loosened" in label


def test_the_filter_keeps_the_paths_to_them(leaf_page, chromium):
    with open_page(chromium, leaf_page) as page:
        box = page.get_by_label("problems only (4)")
        box.focus()
        page.keyboard.press("Space")
        assert sorted(lines(page)) == sorted({*MARKED} - {("o/root",)})
        assert sorted(grey(page)) == ["o/late", "o/loose"]
        assert status(page) == "4 of 7 shown"
        page.locator("#types").get_by_role("button", name="finetunes").click()
        assert [name for name, *_ in lines(page)] == ["gone/model"]
        page.locator("#types").get_by_role("button", name="merges").click()
        assert status(page) == "0 of 7 shown"
        assert lines(page) == []
        page.locator("#types").get_by_role("button", name="finetunes").click()
        box.uncheck()
        assert len(lines(page)) == len(MARKED) - 1


def test_the_filter_applies_below_too(folder, chromium):
    path = write_page("o/root", folder, folder)
    with open_page(chromium, path) as page:
        page.get_by_label("problems only (2)").check()
        assert lines(page, "Descendants") == [
            ("o/kept",),
            ("o/loose", LOOSENED),
            ("o/silent", "⚠\u00a0dropped"),
        ]
        page.get_by_label("Search").fill("o/s")
        page.get_by_label("Search").press("Enter")
        assert page.locator("#found").inner_text() == "1 of 1"


def test_a_missing_parent_is_told_from_a_model(leaf_page, chromium):
    with open_page(chromium, leaf_page) as page:
        style = "e => [getComputedStyle(e).fontStyle, getComputedStyle(e).color]"
        absent = row(page, "gone/model").locator(".name").evaluate(style)
        present = row(page, "o/kept").locator(".name").evaluate(style)
        assert absent[0] == "italic"
        assert absent[1] != present[1]
        details = page.locator("aside")
        assert "merge gone/model: not in this snapshot" in " ".join(
            details.inner_text().split()
        )
        row(page, "gone/model").click()
        link = details.get_by_role("link")
        assert link.get_attribute("href") == "https://huggingface.co/gone/model"
        assert "A parent that is not in this snapshot." in details.inner_text()
        page.get_by_label("Search").fill("models")
        page.get_by_label("Search").press("Enter")
        assert page.locator("aside h2").inner_text() == "C:\\models\\base"
        assert details.get_by_role("link").count() == 0
        details.get_by_role("button", name="o/other").click()
        assert focused(page) == "o/other"
        options = page.locator("#licence option")
        assert options.all_text_contents() == [
            *("any", "gemma (2)", "mit (2)", "other (1)")
        ]


def test_a_model_whose_parents_are_all_missing(tmp_path, chromium):
    rows = [
        {"model_id": "a", "finetune_parent": "['gone']"},
        {"model_id": "b", "finetune_parent": "['a']"},
    ]
    folder = built(tmp_path, rows, *TREE)
    with open_page(chromium, write_page("a", folder, tmp_path)) as page:
        assert lines(page, "Ancestors") == [("gone", UNKNOWN, "not in this snapshot")]
    path = write_page("a", folder, tmp_path, types=["merge"])
    with open_page(chromium, path) as page:
        assert "No parents along merge edges." in page.locator("#tree").inner_text()
        assert not page.locator("#legend").is_visible()
        assert not page.get_by_label("problems").is_visible()


def test_hostile_parents_stay_text(tmp_path, chromium):
    rows = [{"model_id": "a", "finetune_parent": repr(HOSTILE)}]
    with open_page(
        chromium, write_page("a", built(tmp_path, rows, *TREE), tmp_path)
    ) as page:
        names = page.locator("#tree .missing .name").evaluate_all(
            "found => found.map(e => e.textContent)"
        )
        assert {*names} == {*HOSTILE}
        for line in page.locator("#tree .missing").all():
            line.click()
            for link in page.get_by_role("link").all():
                address = link.get_attribute("href")
                assert address.startswith(("https://huggingface.co/", "#"))
        assert page.locator("img").count() == 0
        assert page.locator("script").count() == SCRIPT_ELEMENTS


@pytest.mark.parametrize(("size", "scheme"), browser.SCREENS)
def test_it_is_accessible(size, scheme, leaf_page, chromium):
    with open_page(chromium, leaf_page, size, color_scheme=scheme) as page:
        if not page.get_by_label("problems").is_visible():
            page.get_by_text("Filter and sort").click()
        page.get_by_label("problems").check()
        assert browser.serious_violations(page) == []
        assert page.evaluate(browser.OVERFLOW) <= 0


def test_other_changes_of_licences_have_a_sign(tmp_path, chromium):
    rows = [{"model_id": "o/base", "licenses": "['mit']"}]
    for name, licence in (("o/more", "gpl-3.0"), ("o/same", "apache-2.0")):
        cells = {"licenses": repr([licence]), "finetune_parent": "['o/base']"}
        rows.append({"model_id": name, **cells})
    path = write_page("o/base", built(tmp_path, rows, *TREE), tmp_path)
    with open_page(chromium, path) as page:
        for name, sign in (("o/more", "+"), ("o/same", "≠")):
            assert row(page, name).locator(".change").inner_text() == sign
        label = row(page, "o/more").get_attribute("aria-label")
        assert "licence tightened" in label
