"""The page of a tree in a browser."""

import browser
import pytest
from browser import open_page
from conftest import HOSTILE, built

import ecograph

pytestmark = browser.needed

LARGE = "madeup-lab-50/plover-1b-0"
DETAILS = "Details and licences of descendants"

HUGE = [
    {"model_id": "base", "licenses": "['mit']"},
    *(
        {
            "model_id": f"owner/child-{number:03}",
            "finetune_parent": "['base']",
            "likes": str(number),
            "licenses": "['mit']" if number % 2 else "[]",
        }
        for number in range(250)
    ),
    {"model_id": "owner/grandchild", "quantized_parent": "['owner/child-007']"},
    {
        "model_id": "owner/merged",
        "merge_parent": "['owner/child-008', 'owner/grandchild']",
        "licenses": "['apache-2.0']",
        "likes": "2",
    },
]


def write_page(model, build, folder):
    path = folder / "tree.html"
    ecograph.tree(model, path=build).write(path)
    return path


@pytest.fixture(scope="module")
def sample_page(synthetic_folder, tmp_path_factory):
    return write_page(LARGE, synthetic_folder, tmp_path_factory.mktemp("tree"))


@pytest.fixture(scope="module")
def huge_page(tmp_path_factory):
    folder = built(tmp_path_factory.mktemp("huge"), HUGE)
    return write_page("base", folder, folder)


@pytest.fixture(scope="module")
def hostile_page(hostile_folder, tmp_path_factory):
    return write_page(HOSTILE[0], hostile_folder, tmp_path_factory.mktemp("hostile"))


def names(page, within="#tree"):
    return page.locator(f"{within} .row a").all_inner_texts()


def test_a_branch_opens_and_closes(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        page.get_by_label("Sort by").select_option("oldest")  # by place: no dates
        assert names(page)[:2] == ["owner/child-000", "owner/child-001"]
        toggle = page.get_by_role("button", name="1 child of owner/child-007")
        assert toggle.get_attribute("aria-expanded") == "false"
        toggle.click()
        assert toggle.get_attribute("aria-expanded") == "true"
        assert names(page)[7:10] == [
            *("owner/child-007", "owner/grandchild", "owner/child-008")
        ]
        toggle.click()
        assert "owner/grandchild" not in names(page)


def test_long_lists_are_shown_in_parts(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        assert len(names(page)) == 100
        page.get_by_role("button", name="Show 100 more (150 not shown)").click()
        assert len(names(page)) == 200
        assert names(page)[0] == "owner/child-249"
        focused = page.evaluate("document.activeElement.textContent")
        assert focused == "owner/child-149"
        page.get_by_role("button", name="Show 50 more (50 not shown)").click()
        assert len({*names(page)}) == 250


def test_search_finds_a_model_and_shows_it_in_the_tree(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        page.get_by_label("Search").fill("GRANDchild")
        page.get_by_role("heading", name="1 model found").wait_for()
        assert names(page, "#found") == ["owner/grandchild"]
        assert not page.locator("#tree").is_visible()
        page.get_by_role("button", name="Show owner/grandchild in the tree").click()
        assert page.get_by_label("Search").input_value() == ""
        shown = names(page)
        assert shown.index("owner/grandchild") == shown.index("owner/child-007") + 1
        assert "owner/grandchild" in page.locator("aside h2").inner_text()
        assert page.locator("#tree .selected a").inner_text() == "owner/grandchild"
        page.get_by_label("Search").fill("no such model")
        page.get_by_text("No models match").wait_for()


def test_of_many_only_the_part_around_a_found_model_is_shown(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        page.get_by_label("Search").fill("child-120")  # the 130th by its likes
        page.get_by_role("button", name="Show owner/child-120 in the tree").click()
        shown = names(page)
        assert len(shown) == 100
        assert shown[29] == "owner/child-120"
        page.get_by_role("button", name="Show 100 before these (100 not shown)").click()
        assert names(page)[:2] == ["owner/child-249", "owner/child-248"]
        page.get_by_role("button", name="Show 50 more (50 not shown)").click()
        assert names(page) == [f"owner/child-{n:03}" for n in reversed(range(250))]


def test_a_model_of_several_parents_has_its_branches_once(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        for name in ("owner/child-007", "owner/grandchild", "owner/child-008"):
            page.get_by_label("Search").fill(name)
            page.get_by_role("button", name=f"Show {name} in the tree").click()
            page.get_by_role("button", name=f" of {name}", expanded=False).click()
        assert names(page).count("owner/merged") == 2
        page.get_by_role(
            "button", name="Already shown in this tree: go to owner/merged"
        ).click()
        shown = names(page)
        focused = page.evaluate("document.activeElement.closest('li').dataset")
        assert focused is not None
        assert shown.count("owner/merged") == 2


def test_the_types_filter(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        page.get_by_label("Search").fill("m")
        page.get_by_role("heading", name="1 model found").wait_for()
        page.get_by_label("merge (2)").uncheck()
        page.get_by_role("heading", name="0 models found").wait_for()
        page.get_by_label("Search").fill("")
        page.get_by_label("finetune (250)").uncheck()
        page.get_by_text("No edges of the selected types.").wait_for()
        page.get_by_label("finetune (250)").check()
        assert len(names(page)) == 100


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
            shown = page.locator("#below > ul > li > .row a").all_inner_texts()
            by_date = order in ("newest", "oldest")
            dated = [m for m in nearest if m.created_at or not by_date]
            wanted = [model.model_id for model in sorted(dated, key=key)]
            assert [name for name in shown if name in wanted] == wanted, order
            assert len(shown) == len(nearest)


def test_the_details_and_changes_of_a_model(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        page.get_by_label("Search").fill("merged")
        page.get_by_role("button", name="Details of owner/merged").click()
        details = page.locator("aside").inner_text()
        parents = page.locator("aside p button").all_inner_texts()
        assert sorted(parents) == ["owner/child-008", "owner/grandchild"]
        assert "likes\n−6 (−75 %)" in details
        assert "added: only stated for this model" in details
        page.get_by_role("button", name="owner/child-008").click()
        details = page.locator("aside").inner_text()
        assert "likes\n8" in details
        assert "children\n1\ndescendants\n1" in details
        page.keyboard.press("Escape")
        assert not page.locator("aside").is_visible()


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
    path = write_page("new", built(tmp_path, rows), tmp_path)
    bound = "on or before 2022-03-02"
    with open_page(chromium, path) as page:
        for button, created, days in (
            ("Details of older", bound, "unknown"),
            (DETAILS, "2022-03-05", "at least 2 days later"),
            ("Details of odd", bound, "at least 3 days earlier"),
        ):
            page.get_by_role("button", name=button, exact=True).click()
            details = page.locator("aside").inner_text()
            assert f"created\n{created}\n" in details
            assert f"created\n{days}\n" in details
        assert bound in page.locator("#above").inner_text()


def test_the_descendants_of_a_licence_are_two_clicks_away(huge_page, chromium):
    with open_page(chromium, huge_page, "phone") as page:
        assert "252 descendants" in page.locator("header").inner_text()
        page.get_by_role("button", name=DETAILS).click()
        rows = page.locator("aside table tr").all_inner_texts()
        assert [row.split() for row in rows] == [
            *(["no", "licence", "126"], ["mit", "125"], ["apache-2.0", "1"])
        ]
        page.locator("aside").get_by_role("button", name="apache-2.0").click()
        assert names(page, "#found") == ["owner/merged"]
        assert page.locator("#found-title").is_visible()
        assert not page.locator("aside").is_visible()  # it would cover them
        page.get_by_role("button", name=DETAILS).click()
        page.locator("aside").get_by_role("button", name="mit").click()
        page.get_by_role("heading", name="125 models found").wait_for()  # not the base
        page.get_by_label("Licence").select_option("any")
        assert len(names(page)) == 100


def test_the_details_follow_the_filter(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        page.get_by_label("merge (2)").uncheck()
        rows = page.locator("aside table tr").all_inner_texts()
        assert [row.split()[-1] for row in rows] == ["126", "125"]
        options = page.get_by_label("Licence").locator("option").all_inner_texts()
        assert options == ["any", "mit (126)", "no licence (126)"]


def test_a_long_chain_fits_the_screen(tmp_path, chromium):
    rows = [
        {"model_id": f"owner/{n}", "finetune_parent": f"['owner/{n - 1}']"}
        for n in range(40)
    ]
    path = write_page("owner/0", built(tmp_path, rows), tmp_path)
    for size in browser.SIZES:
        with open_page(chromium, path, size) as page:
            assert len(names(page)) == 40  # with the missing parent of the first
            assert page.evaluate(browser.OVERFLOW) <= 0
            last = page.locator("#tree .row a").last.bounding_box()
            assert last["width"] > 60


def test_in_print_licences_and_parents_are_visible(sample_page, chromium):
    with open_page(chromium, sample_page) as page:
        page.emulate_media(media="print")
        assert page.locator("aside th button").first.is_visible()
        assert not page.locator(".row .about").first.is_visible()


def test_names_link_to_the_hub(hostile_page, chromium):
    with open_page(chromium, hostile_page) as page:
        for link in page.get_by_role("link").all():
            address = link.get_attribute("href")
            assert address.startswith(("https://huggingface.co/", "#"))
            if address.startswith("h"):
                assert link.get_attribute("rel") == "noopener"


def test_hostile_names_stay_text(hostile_page, chromium):
    with open_page(chromium, hostile_page) as page:
        shown = page.evaluate(
            "[...document.querySelectorAll('#below .row a')].map(a => a.textContent)"
        )
        assert {*shown} == {*HOSTILE}
        for button in page.get_by_role("button", name="Details of").all():
            button.click()
        for option in HOSTILE:
            page.get_by_label("Licence").select_option(option)
        page.get_by_label("Search").fill("<")
        assert page.locator("img").count() == 0
        assert page.locator("script").count() == 2
        assert page.evaluate("[...document.all].every(e => !e.onload && !e.onerror)")


@pytest.mark.parametrize(("size", "scheme"), browser.SCREENS)
def test_it_is_accessible(size, scheme, sample_page, chromium):
    with open_page(chromium, sample_page, size, color_scheme=scheme) as page:
        page.get_by_role("button", name=DETAILS).click()
        assert browser.serious_violations(page) == []
        assert page.evaluate(browser.OVERFLOW) <= 0


def test_the_keyboard_reaches_all(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        page.get_by_label("Sort by").select_option("oldest")
        toggle = page.get_by_role("button", name="1 child of owner/child-007")
        toggle.focus()
        page.keyboard.press("Enter")
        assert "owner/grandchild" in names(page)
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent")
        assert focused == "owner/child-007"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "details"
        page.keyboard.press("Escape")
        focused = page.evaluate("document.activeElement.textContent")
        assert focused == "Details of owner/child-007"


def test_without_javascript_it_says_so(sample_page, chromium):
    with open_page(chromium, sample_page, java_script_enabled=False) as page:
        assert LARGE in page.locator("h1").inner_text()
        assert page.locator("noscript").inner_text().startswith("This page needs")
