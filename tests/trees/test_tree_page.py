"""The page of a tree in a real browser, as a person explores it."""

import browser
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import HOSTILE, built
from test_tree_files import LARGE

import ecograph

pytestmark = browser.needed

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


def page_of(model, folder, tmp_path):
    path = tmp_path / "tree.html"
    ecograph.tree(model, path=folder).write(path)
    return path


@pytest.fixture
def sample_page(sample_folder, tmp_path):
    return page_of(LARGE, sample_folder, tmp_path)


@pytest.fixture(scope="module")
def huge_folder(tmp_path_factory):
    return built(tmp_path_factory.mktemp("huge"), HUGE)


@pytest.fixture
def huge_page(huge_folder, tmp_path):
    return page_of("base", huge_folder, tmp_path)


def names(page, within="#tree"):
    return page.locator(f"{within} .row a").all_inner_texts()


def test_a_branch_opens_and_closes(huge_page, chromium):
    with browser.opened(chromium, huge_page) as page:
        page.get_by_label("Sort by").select_option("oldest")  # by place: no dates
        assert names(page)[:2] == ["owner/child-000", "owner/child-001"]
        toggle = page.get_by_role("button", name="1 model made from owner/child-007")
        assert toggle.get_attribute("aria-expanded") == "false"
        toggle.click()
        assert toggle.get_attribute("aria-expanded") == "true"
        assert names(page)[7:10] == [
            *("owner/child-007", "owner/grandchild", "owner/child-008")
        ]
        toggle.click()
        assert "owner/grandchild" not in names(page)


def test_only_a_part_of_many_is_drawn_at_a_time(huge_page, chromium):
    with browser.opened(chromium, huge_page) as page:
        assert len(names(page)) == 100
        page.get_by_role("button", name="Show 100 more of 150").click()
        assert len(names(page)) == 200
        assert names(page)[0] == "owner/child-249"
        focused = page.evaluate("document.activeElement.textContent")
        assert focused == "owner/child-149"
        page.get_by_role("button", name="Show 50 more of 50").click()
        assert len({*names(page)}) == 250


def test_search_finds_a_model_and_the_way_to_it(huge_page, chromium):
    with browser.opened(chromium, huge_page) as page:
        page.get_by_label("Search").fill("GRANDchild")
        page.get_by_role("heading", name="1 model found").wait_for()
        assert names(page, "#found") == ["owner/grandchild"]
        assert not page.locator("#tree").is_visible()
        page.get_by_role("button", name="Show owner/grandchild in the tree").click()
        assert page.get_by_label("Search").input_value() == ""
        shown = names(page)
        assert shown.index("owner/grandchild") == shown.index("owner/child-007") + 1
        assert "owner/grandchild" in page.locator("aside h2").inner_text()
        assert page.locator("#tree .chosen a").inner_text() == "owner/grandchild"
        page.get_by_label("Search").fill("no such model")
        page.get_by_text("No model here is called so").wait_for()


def test_of_many_only_those_around_a_found_model_are_drawn(huge_page, chromium):
    with browser.opened(chromium, huge_page) as page:
        page.get_by_label("Search").fill("child-120")  # the 130th by its likes
        page.get_by_role("button", name="Show owner/child-120 in the tree").click()
        shown = names(page)
        assert len(shown) == 100
        assert shown[29] == "owner/child-120"
        page.get_by_role("button", name="Show 100 before of 100").click()
        assert names(page)[:2] == ["owner/child-249", "owner/child-248"]
        page.get_by_role("button", name="Show 50 more of 50").click()
        assert names(page) == [f"owner/child-{n:03}" for n in reversed(range(250))]


def test_a_model_of_several_parents_has_its_branches_once(huge_page, chromium):
    with browser.opened(chromium, huge_page) as page:
        for name in ("owner/child-007", "owner/grandchild", "owner/child-008"):
            page.get_by_label("Search").fill(name)
            page.get_by_role("button", name=f"Show {name} in the tree").click()
            page.get_by_role("button", name=f"made from {name}").click()
        assert names(page).count("owner/merged") == 2
        page.get_by_role("button", name="Show owner/merged where it is nearer").click()
        shown = names(page)
        chosen = page.evaluate("document.activeElement.closest('li').dataset")
        assert chosen is not None
        assert shown.count("owner/merged") == 2


def test_the_types_filter(huge_page, chromium):
    with browser.opened(chromium, huge_page) as page:
        page.get_by_label("Search").fill("m")
        page.get_by_role("heading", name="1 model found").wait_for()
        page.get_by_label("merge (2)").uncheck()
        page.get_by_role("heading", name="0 models found").wait_for()
        page.get_by_label("Search").fill("")
        page.get_by_label("finetune (250)").uncheck()
        page.get_by_text("Nothing along the chosen types of edges.").wait_for()
        page.get_by_label("finetune (250)").check()
        assert len(names(page)) == 100


@pytest.mark.parametrize(
    ("order", "key"),
    [
        ("likes", lambda model: (-(model.likes or 0), model.position)),
        ("downloads", lambda model: (-(model.downloads or 0), model.position)),
        (
            "newest",
            lambda model: (-model.created_at.date().toordinal(), model.position),
        ),
        ("oldest", lambda model: (model.created_at.date().toordinal(), model.position)),
        ("name", lambda model: (model.model_id.lower(), model.position)),
    ],
)
def test_it_sorts(order, key, sample_folder, sample_page, chromium):
    found = ecograph.tree(LARGE, path=sample_folder)
    nearest = [found.models[e.child] for e in found.below if e.parent == 0]
    with browser.opened(chromium, sample_page) as page:
        page.get_by_label("Sort by").select_option(order)
        shown = page.locator("#below > ul > li > .row a").all_inner_texts()
    dated = [m for m in nearest if m.created_at or order not in ("newest", "oldest")]
    wanted = [model.model_id for model in sorted(dated, key=key)]
    assert [name for name in shown if name in wanted] == wanted
    assert len(shown) == len(nearest)


def test_the_facts_and_deltas_of_a_model(huge_page, chromium):
    with browser.opened(chromium, huge_page) as page:
        page.get_by_label("Search").fill("merged")
        page.get_by_role("button", name="Facts of owner/merged").click()
        facts = page.locator("aside").inner_text()
        parents = page.locator("aside p button").all_inner_texts()
        assert sorted(parents) == ["owner/child-008", "owner/grandchild"]
        assert "likes\n−6 (−75 %)" in facts
        assert "added: named by this model alone" in facts
        page.get_by_role("button", name="owner/child-008").click()
        facts = page.locator("aside").inner_text()
        assert "likes\n8" in facts
        assert "1 model in all, 1 directly" in facts
        page.keyboard.press("Escape")
        assert not page.locator("aside").is_visible()


def test_what_was_made_from_it_and_under_which_licence_is_two_clicks(
    huge_page, chromium
):
    with browser.opened(chromium, huge_page, "phone") as page:
        assert "252 models were made from it" in page.locator("header").inner_text()
        page.get_by_role("button", name="Facts, and the licences of what").click()
        rows = page.locator("aside table tr").all_inner_texts()
        assert [row.split() for row in rows] == [
            *(["none", "named", "126"], ["mit", "125"], ["apache-2.0", "1"])
        ]
        page.locator("aside").get_by_role("button", name="apache-2.0").click()
        assert names(page, "#found") == ["owner/merged"]
        assert page.locator("#found-title").is_visible()
        assert not page.locator("aside").is_visible()  # it would cover them
        page.get_by_role("button", name="Facts, and the licences of what").click()
        page.locator("aside").get_by_role("button", name="mit").click()
        page.get_by_role("heading", name="125 models found").wait_for()  # not the base
        page.get_by_label("Licence").select_option("any")
        assert len(names(page)) == 100


def test_the_facts_follow_the_filter(huge_page, chromium):
    with browser.opened(chromium, huge_page) as page:
        page.get_by_label("merge (2)").uncheck()
        rows = page.locator("aside table tr").all_inner_texts()
        assert [row.split()[-1] for row in rows] == ["126", "125"]
        options = page.get_by_label("Licence").locator("option").all_inner_texts()
        assert options == ["any", "mit (126)", "none named (126)"]


def test_a_long_line_of_models_stays_within_the_screen(tmp_path, chromium):
    rows = [
        {"model_id": f"owner/{n}", "finetune_parent": f"['owner/{n - 1}']"}
        for n in range(40)
    ]
    path = page_of("owner/0", built(tmp_path, rows), tmp_path)
    for size in browser.SIZES:
        with browser.opened(chromium, path, size) as page:
            assert len(names(page)) == 39
            wide = "document.documentElement.scrollWidth - innerWidth"
            assert page.evaluate(wide) <= 0
            last = page.locator("#tree .row a").last.bounding_box()
            assert last["width"] > 60


def test_in_print_the_names_of_licences_and_parents_are_there(sample_page, chromium):
    with browser.opened(chromium, sample_page) as page:
        page.emulate_media(media="print")
        assert page.locator("aside th button").first.is_visible()
        assert not page.locator(".row .about").first.is_visible()


def test_names_link_to_the_hub(hostile_folder, tmp_path, chromium):
    path = page_of(HOSTILE[0], hostile_folder, tmp_path)
    with browser.opened(chromium, path) as page:
        for link in page.get_by_role("link").all():
            address = link.get_attribute("href")
            assert address.startswith(("https://huggingface.co/", "#"))
            if address.startswith("h"):
                assert link.get_attribute("rel") == "noopener"


def test_hostile_names_stay_text(hostile_folder, tmp_path, chromium):
    path = page_of(HOSTILE[0], hostile_folder, tmp_path)
    with browser.opened(chromium, path) as page:
        shown = page.evaluate(
            "[...document.querySelectorAll('#below .row a')].map(a => a.textContent)"
        )
        assert {*shown} == {*HOSTILE}
        for button in page.get_by_role("button", name="Facts of").all():
            button.click()
        for option in HOSTILE:
            page.get_by_label("Licence").select_option(option)
        page.get_by_label("Search").fill("<")
        assert page.locator("img").count() == 0
        assert page.locator("script").count() == 2
        assert page.evaluate("[...document.all].every(e => !e.onload && !e.onerror)")


@pytest.mark.parametrize("size", browser.SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(size, scheme, sample_page, chromium):
    with browser.opened(chromium, sample_page, size, color_scheme=scheme) as page:
        page.get_by_role("button", name="Facts, and the licences of what").click()
        violations = Axe().run(page).response["violations"]
        grave = [v for v in violations if v["impact"] in ("serious", "critical")]
        assert [(v["id"], v["nodes"][0]["html"]) for v in grave] == []
        wide = "document.documentElement.scrollWidth - innerWidth"
        assert page.evaluate(wide) <= 0


def test_the_keyboard_reaches_all(huge_page, chromium):
    with browser.opened(chromium, huge_page) as page:
        page.get_by_label("Sort by").select_option("oldest")
        toggle = page.get_by_role("button", name="1 model made from owner/child-007")
        toggle.focus()
        page.keyboard.press("Enter")
        assert "owner/grandchild" in names(page)
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent")
        assert focused == "owner/child-007"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "facts"
        page.keyboard.press("Escape")
        focused = page.evaluate("document.activeElement.textContent")
        assert focused == "Facts of owner/child-007"


def test_without_its_script_it_says_so(sample_page, chromium):
    with browser.opened(chromium, sample_page, java_script_enabled=False) as page:
        assert LARGE in page.locator("h1").inner_text()
        assert page.locator("noscript").inner_text().startswith("To open and close")
