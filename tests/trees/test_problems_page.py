"""Problems of licences, and missing parents, on the page of a tree."""

import browser
import pytest
from browser import open_page
from conftest import HOSTILE, built
from rows import licensed

import ecograph

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
    return built(tmp_path_factory.mktemp("problems"), ROWS)


@pytest.fixture(scope="module")
def leaf_page(folder):
    return write_page("o/leaf", folder, folder)


def write_page(model, build, folder, **options):
    path = folder / f"{model.replace('/', '-')}{len(options)}.html"
    ecograph.tree(model, path=build, **options).write(path)
    return path


def lines(page, within="#tree"):
    """The name, the mark and the note of each row."""
    return [
        (
            row.locator(".name").inner_text(),
            row.locator(".problem").text_content().strip(),
            *row.locator(".note").all_inner_texts(),
        )
        for row in page.locator(f"{within} .row").all()
    ]


LOOSENED, UNKNOWN = "licence ⚠ loosened", "licence ? unknown"
MARKED = [
    ("o/loose", ""),
    ("o/kept", LOOSENED),
    ("o/root", ""),
    ("o/late", ""),
    ("o/other", UNKNOWN),
    ("C:\\models\\base", UNKNOWN, "a local path; not in this snapshot"),
    ("gone/model", UNKNOWN, "not in this snapshot"),
]


def test_edges_with_problems_are_marked(leaf_page, chromium):
    with open_page(chromium, leaf_page) as page:
        assert sorted(lines(page)) == sorted(MARKED)
        legend = page.locator("#legend").inner_text()
        assert legend.startswith("Problems of licences: ⚠\u00a0loosened: ")
        assert legend.endswith("A screen, not legal advice.")
        assert "2 parents not in this snapshot" in page.locator("header").inner_text()
        assert "No parents" not in page.locator("main").inner_text()


def test_the_filter_keeps_the_paths_to_them(leaf_page, chromium):
    with open_page(chromium, leaf_page) as page:
        box = page.get_by_label("problems (4)")
        box.focus()
        page.keyboard.press("Space")
        assert sorted(lines(page)) == sorted(set(MARKED) - {("o/root", "")})
        page.get_by_label("finetune (6)").uncheck()
        assert [name for name, *_ in lines(page)] == ["gone/model"]
        page.get_by_label("merge (1)").uncheck()
        page.get_by_text("No marked edges of the selected types.").wait_for()
        page.get_by_label("finetune (6)").check()
        box.uncheck()
        assert len(lines(page)) == len(MARKED) - 1


def test_the_filter_applies_below_too(folder, chromium):
    path = write_page("o/root", folder, folder)
    with open_page(chromium, path) as page:
        page.get_by_label("problems (2)").check()
        assert [*lines(page, "#above"), *lines(page, "#below")] == [
            ("o/kept", ""),
            ("o/loose", LOOSENED),
            ("o/silent", "licence ⚠ dropped"),
        ]
        page.get_by_label("Search").fill("o/s")
        page.get_by_role("heading", name="1 model found").wait_for()


def test_a_missing_parent_is_told_from_a_model(leaf_page, chromium):
    with open_page(chromium, leaf_page) as page:
        assert page.get_by_role("link", name="C:").count() == 0
        link = page.locator("#above").get_by_role("link", name="gone/model")
        assert link.get_attribute("href") == "https://huggingface.co/gone/model"
        assert page.get_by_role("button", name="Details of gone").count() == 0
        details = page.locator("aside").inner_text()
        assert "merge gone/model: not in this snapshot" in details
        page.get_by_label("Search").fill("models")
        page.get_by_role("heading", name="0 models and 1 missing parent").wait_for()
        page.get_by_role("button", name="Show C:").click()
        assert page.evaluate("document.activeElement.textContent") == "C:\\models\\base"
        options = page.locator("#licence option")
        assert options.all_text_contents() == [
            *("any", "mit (3)", "gemma (2)", "other (1)")
        ]


def test_a_model_whose_parents_are_all_missing(tmp_path, chromium):
    rows = [
        {"model_id": "a", "finetune_parent": "['gone']"},
        {"model_id": "b", "finetune_parent": "['a']"},
    ]
    folder = built(tmp_path, rows)
    with open_page(chromium, write_page("a", folder, tmp_path)) as page:
        assert lines(page, "#above") == [("gone", UNKNOWN, "not in this snapshot")]
    path = write_page("a", folder, tmp_path, types=["merge"])
    with open_page(chromium, path) as page:
        assert "No parents along merge edges." in page.locator("#above").inner_text()
        assert not page.locator("#legend").is_visible()
        assert not page.get_by_label("problems").is_visible()


def test_hostile_parents_stay_text(tmp_path, chromium):
    rows = [{"model_id": "a", "finetune_parent": repr(HOSTILE)}]
    with open_page(chromium, write_page("a", built(tmp_path, rows), tmp_path)) as page:
        names = page.locator("#above .name").evaluate_all(
            "found => found.map(e => e.textContent)"
        )
        assert {*names} == {*HOSTILE}
        assert page.locator("img").count() == 0
        assert page.locator("script").count() == 2
        for link in page.get_by_role("link").all():
            address = link.get_attribute("href")
            assert address.startswith(("https://huggingface.co/", "#"))


@pytest.mark.parametrize(("size", "scheme"), browser.SCREENS)
def test_it_is_accessible(size, scheme, leaf_page, chromium):
    with open_page(chromium, leaf_page, size, color_scheme=scheme) as page:
        page.get_by_label("problems").check()
        assert browser.serious_violations(page) == []
        assert page.evaluate(browser.OVERFLOW) <= 0
