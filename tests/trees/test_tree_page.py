"""The page of a tree in a browser: its rows, their keys, and the details of a model."""

from itertools import pairwise

import browser
import pytest
from browser import open_page
from conftest import HOSTILE, built, write_records
from tree_pages import (
    HUGE,
    SCRIPT_ELEMENTS,
    TREE,
    all_names,
    focused,
    names,
    row,
    wait_until_drawn,
    write_page,
)

import ecograph

pytestmark = browser.needed

LARGE = "madeup-lab-50/plover-1b-0"


@pytest.fixture(scope="module")
def sample_page(synthetic_folder, tmp_path_factory):
    return write_page(LARGE, synthetic_folder, tmp_path_factory.mktemp("tree"))


@pytest.fixture(scope="module")
def huge_folder(tmp_path_factory):
    return built(tmp_path_factory.mktemp("huge"), HUGE, *TREE)


@pytest.fixture(scope="module")
def huge_page(huge_folder):
    return write_page("base", huge_folder, huge_folder)


@pytest.fixture(scope="module")
def chain_page(tmp_path_factory):
    rows = [
        {"model_id": f"owner/{n}", "finetune_parent": f"['owner/{n - 1}']"}
        for n in range(40)
    ]
    folder = built(tmp_path_factory.mktemp("chain"), rows, *TREE)
    return write_page("owner/0", folder, folder)


@pytest.fixture(scope="module")
def hostile_page(hostile_folder, tmp_path_factory):
    return write_page(HOSTILE[0], hostile_folder, tmp_path_factory.mktemp("hostile"))


def test_a_branch_opens_and_closes(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        page.get_by_label("Sort by").select_option("oldest")  # by place: no dates
        assert names(page)[:3] == ["base", "owner/child-000", "owner/child-001"]
        parent = row(page, "owner/child-007")
        assert parent.get_attribute("aria-expanded") == "false"
        parent.locator(".toggle").click()
        assert parent.get_attribute("aria-expanded") == "true"
        assert names(page)[8:11] == [
            *("owner/child-007", "owner/grandchild", "owner/child-008")
        ]
        parent.locator(".toggle").click()
        assert "owner/grandchild" not in names(page)


def test_rows_say_where_in_the_tree_they_are(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        page.get_by_label("Sort by").select_option("oldest")
        row(page, "owner/child-007").locator(".toggle").click()
        attributes = ["level", "posinset", "setsize", "expanded", "selected"]
        assert [
            [row(page, name).get_attribute(f"aria-{each}") for each in attributes]
            for name in ("base", "child-001", "child-007", "grandchild")
        ] == [
            ["1", "2", "3", None, "true"],
            ["2", "2", "250", None, "false"],
            ["2", "8", "250", "true", "false"],
            ["3", "1", "1", "false", "false"],
        ]
        assert row(page, "child-001").get_attribute("aria-label") == (
            "owner/child-001, finetune, licence mit, 1 like"
        )
        assert page.locator("#tree [tabindex='0']").count() == 1


def test_only_rows_near_the_screen_are_in_the_page(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        assert len(names(page)) < 60
        page.mouse.move(300, 600)
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(100)  # the wheel turns smoothly
        wait_until_drawn(page)
        shown = names(page)
        assert shown[0] == "base"  # where the keyboard is
        numbers = [int(name[-3:]) for name in shown[1:]]
        assert len(numbers) < 70
        assert {a - b for a, b in pairwise(numbers)} == {1}
        assert all_names(page)[1:] == [
            f"owner/child-{n:03}" for n in range(249, -1, -1)
        ]


def test_the_keys_of_a_tree(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        page.get_by_label("Sort by").select_option("oldest")
        row(page, "owner/child-006").click()
        for key, name in (
            ("ArrowDown", "owner/child-007"),
            ("ArrowRight", "owner/child-007"),
            ("ArrowRight", "owner/grandchild"),
            ("ArrowLeft", "owner/child-007"),
            ("ArrowLeft", "owner/child-007"),
            ("ArrowDown", "owner/child-008"),
            ("ArrowUp", "owner/child-007"),
            ("End", "owner/child-249"),
            ("ArrowLeft", None),  # the head of the descendants
            ("ArrowUp", "base"),
            ("Home", None),  # there are no ancestors
        ):
            page.keyboard.press(key)
            assert focused(page) == name, key
            if name:
                assert page.locator("aside h2").inner_text() == name
        page.keyboard.type("child-12")
        assert focused(page) == "owner/child-120"
        assert row(page, "child-120").get_attribute("aria-posinset") == "121"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "details"
        page.keyboard.press("Escape")
        assert focused(page) == "owner/child-120"


def test_the_row_with_the_focus_is_in_view(huge_page, chromium):
    for size in browser.SIZES:
        with open_page(chromium, huge_page, size) as page:
            page.locator("#tree [tabindex='0']").press("End")
            box = page.locator("#tree :focus").bounding_box()
            assert page.locator(".columns").bounding_box()["y"] < box["y"]
            assert box["y"] + box["height"] <= browser.SIZES[size][1]
            page.keyboard.press("PageUp")
            page.keyboard.press("ArrowUp")
            assert focused(page) == "owner/child-001"


def test_a_model_of_several_parents_has_its_branches_once(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        page.get_by_label("Sort by").select_option("oldest")
        for name in ("owner/child-008", "owner/child-007", "owner/grandchild"):
            row(page, name).locator(".toggle").click()
        assert names(page).count("owner/merged") == 2
        repeat = page.locator(".elsewhere")
        assert repeat.inner_text() == "↩ shown elsewhere"
        assert page.locator("#tree .external").count() == 0
        repeat.click()
        assert focused(page) == "owner/merged"
        focus = page.locator("#tree :focus")
        assert focus.get_attribute("aria-level") == "3"
        focus.press("ArrowUp")
        assert focused(page) == "owner/child-008"


def test_a_model_on_a_cycle_is_its_own_ancestor(lineage_folder, tmp_path, chromium):
    with open_page(chromium, write_page("hen", lineage_folder, tmp_path)) as page:
        assert names(page) == ["egg", "hen", "hen", "egg", "hen", "chick"]
        for repeat in page.locator(".elsewhere").all():
            repeat.click()
            assert page.locator("#tree :focus").get_attribute("aria-level") == "1"
    with open_page(chromium, write_page("selfish", lineage_folder, tmp_path)) as page:
        assert page.get_by_text("self-loop").count() == 2
        assert page.locator(".elsewhere").count() == 0


def test_columns_are_aligned_and_rows_are_of_one_line(sample_page, chromium):
    with open_page(chromium, sample_page) as page:
        edges = page.evaluate(
            """[...document.querySelectorAll('.row:has(.number)')].map((row) =>
              [...row.children].slice(1).map((cell) => cell.getBoundingClientRect())
                .map((box, i) => i < 2 ? box.left : box.right))"""
        )
        assert len(edges) > 20
        assert all(edge == edges[0] for edge in edges)
        assert (
            page.locator(".number").first.evaluate("e => getComputedStyle(e).textAlign")
            == "right"
        )
        heights = page.locator("#tree .row").evaluate_all(
            "rows => rows.map(row => row.scrollHeight)"
        )
        assert {*heights} == {32}
        name = page.locator("#tree .name").last
        assert name.get_attribute("title") == name.inner_text()


KEYS = {
    "likes": lambda model: -(model.likes or 0),
    "downloads": lambda model: -(model.downloads or 0),
    "newest": lambda model: -model.created_at.date().toordinal(),
    "oldest": lambda model: model.created_at.date().toordinal(),
    "name": lambda model: model.model_id.lower(),
}
"""What a page sorts by; equal ones are in the order of the models."""


def test_it_sorts(synthetic_folder, sample_page, chromium):
    found = ecograph.tree(LARGE, path=synthetic_folder)
    nearest = [found.models[e.child] for e in found.below if e.parent == LARGE]
    nearest.sort(key=lambda model: model.position)
    with open_page(chromium, sample_page) as page:
        for order, key in KEYS.items():
            page.get_by_label("Sort by").select_option(order)
            shown = all_names(page)
            shown = shown[shown.index(LARGE) + 1 :]
            by_date = order in ("newest", "oldest")
            dated = [m for m in nearest if m.created_at or not by_date]
            wanted = [model.model_id for model in sorted(dated, key=key)]
            assert [name for name in shown if name in wanted] == wanted, order


def test_the_details_and_changes_of_a_model(huge_page, chromium):
    with open_page(chromium, huge_page, fragment="model=owner/merged") as page:
        details = page.locator("aside").inner_text()
        parents = page.locator("aside p button").all_inner_texts()
        assert sorted(parents) == ["owner/child-008", "owner/grandchild"]
        assert "likes\n−6 (−75 %)" in details
        assert "added: only stated for this model" in details
        page.locator("aside").get_by_role("button", name="owner/child-008").click()
        details = page.locator("aside").inner_text()
        assert "likes\n8" in details
        assert "children\n1\ndescendants\n1" in details
        assert focused(page) == "owner/child-008"


def test_the_fields_that_differ_from_a_parent(chromium, tmp_path, monkeypatch):
    tags = [f"tag-{number}" for number in range(12)]
    records = [
        {"id": "base", "tags": ["a", "<b>"], "config": {"type": "llama"}, "sha": "1"},
        {"id": "tuned", "tags": ["base_model:base", "a", *tags], "sha": "2"},
    ]
    folder = tmp_path / "out"
    ecograph.build(write_records(records, tmp_path), folder, with_json=True)

    def panel():
        page_file = write_page("base", folder, tmp_path)
        with open_page(chromium, page_file, fragment="model=tuned") as page:
            facts = page.locator("aside dl").last
            names = facts.locator("dt").all_inner_texts()
            return dict(zip(names, facts.locator("dd").all_inner_texts(), strict=True))

    changes = panel()
    assert changes["sha"] == "1 → 2"
    assert changes["config.type"] == "llama → not stated"
    assert changes["tags"] == (
        "− <b>; + base_model:base, tag-0, tag-1, tag-2, tag-3, tag-4, tag-5, tag-6 "
        "and 5 more"
    )
    assert {*changes} == {
        *("likes", "downloads", "created", "licence", "sha", "config.type", "tags")
    }
    monkeypatch.setattr("ecograph.trees.changes.MOST_COMPARED", 0)
    monkeypatch.setattr("ecograph.trees.page.MOST_COMPARED", 0)
    assert panel()["other fields"] == "not compared on a page of more than 0 edges"


def test_a_change_is_not_rounded_to_all_or_nothing(chromium, tmp_path):
    rows = [{"model_id": "base", "likes": "1505000", "downloads": "3"}] + [
        {
            "model_id": f"child-{likes}",
            "likes": likes,
            "downloads": downloads,
            "finetune_parent": "['base']",
        }
        for likes, downloads in (("82", "4"), ("1505001", "0"), ("0", "3"))
    ]
    with open_page(
        chromium, write_page("base", built(tmp_path, rows, *TREE), tmp_path)
    ) as page:
        changes = {}
        for likes in ("82", "1505001", "0"):
            row(page, f"child-{likes}").click()
            texts = page.locator("aside dl").last.locator("dd").all_inner_texts()
            changes[likes] = texts[:2]
        assert changes == {
            "82": ["−1,504,918 (−99.99 %)", "+1 (+33 %)"],
            "1505001": ["+1 (+0.0001 %)", "−3 (−100 %)"],
            "0": ["−1,505,000 (−100 %)", "0 (0 %)"],
        }


def test_the_date_of_an_older_model_is_a_bound(chromium, tmp_path):
    time = "2022-03-02T23:29:04.000Z"
    rows = [
        {"model_id": "old", "createdAt": time},
        {"model_id": "older", "createdAt": time, "finetune_parent": "['old']"},
        {
            "model_id": "new",
            "createdAt": "2022-03-05T00:00:00.000Z",
            "finetune_parent": "['older']",
        },
        {"model_id": "odd", "createdAt": time, "merge_parent": "['new']"},
    ]
    path = write_page("new", built(tmp_path, rows, *TREE), tmp_path)
    bound = "on or before 2022-03-02"
    with open_page(chromium, path) as page:
        for name, created, days in (
            ("older", bound, "unknown"),
            ("new", "2022-03-05", "at least 2 days later"),
            ("odd", bound, "at least 3 days earlier"),
        ):
            row(page, name).click()
            details = page.locator("aside").inner_text()
            assert f"created\n{created}\n" in details
            assert f"created\n{days}\n" in details
        assert row(page, "odd").locator(".number").last.inner_text() == "≤ 2022-03-02"
        assert f"created {bound}" in row(page, "odd").get_attribute("aria-label")


def test_a_long_chain_fits_the_screen(chain_page, chromium):
    for size in browser.SIZES:
        with open_page(chromium, chain_page, size) as page:
            assert len(all_names(page)) == 41  # with the missing parent of the first
            assert page.evaluate(browser.OVERFLOW) <= 0
            page.locator("#tree [tabindex='0']").press("End")
            assert page.locator("#tree .name").last.bounding_box()["width"] > 40
            assert (
                page.locator("#tree .indent").last.get_attribute("data-level") == "39"
            )


def test_on_a_phone_the_first_models_are_on_the_first_screen(sample_page, chromium):
    with open_page(chromium, sample_page, "phone") as page:
        assert page.locator("#tree .name").first.bounding_box()["y"] < 400
        assert not page.get_by_label("Sort by").is_visible()
        page.get_by_text("Filter and sort").click()
        assert page.get_by_label("Sort by").is_visible()
        assert not page.locator("aside").is_visible()
        row(page, LARGE).click()
        title = page.locator("aside h2").bounding_box()
        close = page.get_by_role("button", name="Close details")
        assert title["x"] + title["width"] + 8 <= close.bounding_box()["x"]
        close.click()
        assert not page.locator("aside").is_visible()
        assert focused(page) == LARGE


def test_printed_rows_are_all_there_and_aligned(huge_page, chromium, tmp_path):
    with open_page(chromium, huge_page) as page:
        page.get_by_label("Sort by").select_option("oldest")
        page.emulate_media(media="print")
        wait_until_drawn(page)
        lefts = page.locator("#tree [aria-level='2'] .name").evaluate_all(
            "all => all.map(e => e.getBoundingClientRect().left)"
        )
        assert len(lefts) == 250
        assert len({*lefts}) == 1  # of parents and of leaves
        tops = page.locator("#tree .row").evaluate_all(
            "all => all.map(e => e.getBoundingClientRect().top)"
        )
        assert tops == sorted({*tops})
        assert page.locator("aside th button").first.is_visible()
        for control in ("#search", "#sort", "#csv"):
            assert not page.locator(control).is_visible()
        assert page.locator("#types button").first.is_visible()  # the counts


@pytest.mark.deep
def test_of_very_many_rows_the_first_are_printed(chromium, tmp_path):
    rows = [{"model_id": "base"}] + [
        {"model_id": f"child-{n}", "finetune_parent": "['base']"} for n in range(2100)
    ]
    with open_page(
        chromium, write_page("base", built(tmp_path, rows, *TREE), tmp_path)
    ) as page:
        page.emulate_media(media="print")
        page.get_by_text("103 more rows not printed").wait_for()
        assert page.locator("#tree .row").count() == 2000


def test_links_to_the_hub_look_external(hostile_page, chromium):
    with open_page(chromium, hostile_page) as page:
        for name in HOSTILE[:3]:
            row(page, name).click()
            for link in page.get_by_role("link").all():
                address = link.get_attribute("href")
                assert address.startswith(("https://huggingface.co/", "#"))
                if address.startswith("h"):
                    assert link.get_attribute("rel") == "noopener"
                    after = "e => getComputedStyle(e, '::after').content"
                    assert "↗" in link.evaluate(after)


def test_hostile_names_stay_text(hostile_page, chromium):
    with open_page(chromium, hostile_page) as page:
        assert {*names(page)} == {*HOSTILE}
        for line in page.locator("#tree [aria-selected]").all():
            line.click()
        for option in HOSTILE:
            page.locator("#licence").select_option(option)
        page.get_by_label("Search").fill("<")
        page.get_by_label("Search").press("Enter")
        assert page.locator("img").count() == 0
        assert page.locator("script").count() == SCRIPT_ELEMENTS
        assert page.evaluate("[...document.all].every(e => !e.onload && !e.onerror)")


@pytest.mark.parametrize(("size", "scheme"), browser.SCREENS)
def test_it_is_accessible(size, scheme, sample_page, chromium):
    with open_page(chromium, sample_page, size, color_scheme=scheme) as page:
        if not page.get_by_label("Sort by").is_visible():
            page.get_by_text("Filter and sort").click()
        page.get_by_role("button", name="finetunes").click()
        page.get_by_label("Search").fill("a")
        page.get_by_label("Search").press("Enter")
        assert browser.serious_violations(page) == []
        row(page, LARGE).click()
        assert browser.serious_violations(page) == []
        assert page.evaluate(browser.OVERFLOW) <= 0


def test_without_javascript_it_says_so(sample_page, chromium):
    with open_page(chromium, sample_page, java_script_enabled=False) as page:
        assert LARGE in page.locator("h1").inner_text()
        assert page.locator("noscript").inner_text().startswith("This page needs")
