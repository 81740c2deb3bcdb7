"""The page of a tree in a browser: filters, search, its address, and its CSV."""

import csv

import browser
import pytest
from browser import open_page
from conftest import HOSTILE, built
from tree_pages import (
    HUGE,
    SCRIPT_ELEMENTS,
    TREE,
    all_names,
    focused,
    names,
    row,
    status,
    wait_until_drawn,
    write_page,
)

pytestmark = browser.needed

ROWS = [
    {"model_id": "top", "licenses": "['mit']"},
    {"model_id": "base", "licenses": "['mit']", "finetune_parent": "['top']"},
    {
        "model_id": "lab/tuned",
        "licenses": "['mit']",
        "finetune_parent": "['base']",
        "likes": "9",
    },
    {"model_id": "lab/small", "quantized_parent": "['base']", "likes": "8"},
    {
        "model_id": "lab/tuned-GGUF",
        "quantized_parent": "['lab/tuned']",
        "likes": "7",
        "createdAt": "2024-05-01T00:00:00.000Z",
    },
    {"model_id": "lab/tuned-lora", "adapter_parent": "['lab/tuned']"},
    {"model_id": "lab/mix", "merge_parent": "['lab/tuned-lora', 'lab/small']"},
    {"model_id": "lab/late", "finetune_parent": "['lab/mix']"},
]
"""A family that is open from the start, with edges of all types."""

ALL = ["top", "base", "lab/tuned", "lab/tuned-GGUF", "lab/tuned-lora", "lab/mix"]
ALL += ["lab/small", "lab/mix", "lab/late"]


@pytest.fixture(scope="module")
def family_page(tmp_path_factory):
    folder = built(tmp_path_factory.mktemp("family"), ROWS, *TREE)
    return write_page("base", folder, folder)


@pytest.fixture(scope="module")
def huge_page(tmp_path_factory):
    folder = built(tmp_path_factory.mktemp("huge"), HUGE, *TREE)
    return write_page("base", folder, folder)


def type_button(page, name):
    return page.locator("#types").get_by_role("button", name=name)


def grey(page):
    return page.locator("#tree .unmatched .name").all_inner_texts()


def fragment(page):
    """The fragment of the address, which is written a quarter of a second later."""
    page.wait_for_timeout(300)
    return page.url.partition("#")[2]


def test_the_types_are_counted_as_on_the_hub_and_filter(family_page, chromium):
    with open_page(chromium, family_page) as page:
        buttons = page.locator("#types button")
        assert [text.strip() for text in buttons.all_inner_texts()] == [
            *("finetunes 1", "quantized 1", "adapters 0", "merges 0")
        ]
        assert type_button(page, "finetunes").get_attribute("title") == (
            "1 child of base, as the Hub counts them; 3 edges on this page"
        )
        assert names(page) == ALL
        assert status(page) == "7 of 7 shown"
        type_button(page, "finetunes").click()
        assert type_button(page, "finetunes").get_attribute("aria-pressed") == "false"
        # What leads to shown rows stays in its place.
        assert names(page) == [*ALL[1:6], "lab/small", "lab/mix"]
        assert grey(page) == ["lab/tuned"]
        assert status(page) == "4 of 7 shown"
        assert (
            row(page, "lab/tuned")
            .get_attribute("aria-label")
            .endswith("2 children, filtered out")
        )
        for name in ("quantized", "adapters", "merges"):
            type_button(page, name).click()
        assert names(page) == ["base"]
        assert status(page) == "0 of 7 shown"
        page.get_by_role("button", name="Show all").click()
        assert names(page) == ALL
        assert not page.get_by_role("button", name="Show all").is_visible()


def test_the_status_counts_what_is_in_closed_branches(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        assert status(page) == "252 of 252 shown, 2 of them in closed branches"
        type_button(page, "merges").click()
        assert status(page) == "251 of 252 shown, 1 of them in closed branches"
        type_button(page, "finetunes").click()  # few rows are left: they are open
        assert status(page) == "1 of 252 shown"
        assert names(page) == ["base", "owner/child-007", "owner/grandchild"]


def test_the_descendants_of_a_licence_are_two_clicks_away(huge_page, chromium):
    with open_page(chromium, huge_page, "phone") as page:
        assert "252 descendants" in page.locator("header").inner_text()
        row(page, "base").click()
        rows = page.locator("aside table tr").all_inner_texts()
        assert [line.split() for line in rows] == [
            *(["no", "licence", "126"], ["mit", "125"], ["apache-2.0", "1"])
        ]
        page.locator("aside").get_by_role("button", name="apache-2.0").click()
        assert names(page)[-1] == "owner/merged"
        assert status(page) == "1 of 252 shown"
        assert not page.locator("aside").is_visible()  # it would cover them
        row(page, "base").click()
        page.locator("aside").get_by_role("button", name="mit").click()
        assert status(page).startswith("125 of 252 shown")
        page.get_by_text("Filter and sort").click()
        assert page.locator("#within").inner_text() == "below base"
        page.locator("#licence").select_option("any")
        assert len(all_names(page)) == 251


def test_a_licence_below_a_model(family_page, chromium):
    with open_page(chromium, family_page) as page:
        row(page, "lab/tuned-lora").click()
        page.locator("aside").get_by_role("button", name="no licence").click()
        assert status(page) == "2 of 7 shown"
        assert names(page) == [
            *("base", "lab/tuned", "lab/tuned-lora", "lab/mix", "lab/small"),
            *("lab/mix", "lab/late"),
        ]
        assert grey(page) == ["lab/tuned", "lab/tuned-lora", "lab/small"]


def test_the_details_follow_the_filter(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        type_button(page, "merges").click()
        rows = page.locator("aside table tr").all_inner_texts()
        assert [line.split()[-1] for line in rows] == ["126", "125"]
        options = page.locator("#licence option").all_inner_texts()
        assert options == ["any", "no licence (126)", "mit (125)"]


def test_controls_stay_in_their_line_and_place(huge_page, chromium):
    with open_page(chromium, huge_page) as page:
        controls = [page.locator(f"#{name}") for name in ("search", "licence", "sort")]
        middles, places = [], []
        for _ in range(2):
            boxes = [control.bounding_box() for control in controls]
            middles += [box["y"] + box["height"] / 2 for box in boxes]
            places.append([box["x"] for box in boxes])
            type_button(page, "finetunes").click()  # there are fewer licences
            page.get_by_label("Search").fill("a")
        assert max(middles) - min(middles) < 2
        assert places[0] == places[1]
        labels = page.locator("#bar label:visible").evaluate_all(
            "all => all.map(e => e.getBoundingClientRect().height)"
        )
        assert max(labels) < 40  # each is in one line with its control


def test_the_search_marks_and_steps_through_what_it_finds(family_page, chromium):
    with open_page(chromium, family_page) as page:
        search, found = page.get_by_label("Search"), page.locator("#found")
        row(page, "lab/tuned").first.locator(".toggle").click()
        search.fill("TUNED")
        wait_until_drawn(page)
        assert found.inner_text() == "3 found"
        assert page.locator("mark").all_inner_texts() == ["tuned"]
        steps = []
        for key in ("Enter", "Enter", "Enter", "Enter", "Shift+Enter"):
            search.press(key)
            selected = page.locator("#tree [aria-selected='true'] .name").inner_text()
            steps.append((found.inner_text(), selected))
        assert steps == [
            ("1 of 3", "lab/tuned"),
            ("2 of 3", "lab/tuned-GGUF"),
            ("3 of 3", "lab/tuned-lora"),
            ("1 of 3", "lab/tuned"),
            ("3 of 3", "lab/tuned-lora"),
        ]
        assert page.locator("#path").inner_text() == "base › lab/tuned"
        assert page.locator("mark").all_inner_texts() == ["tuned"] * 3
        page.get_by_role("button", name="Previous").click()
        assert found.inner_text() == "2 of 3"
        search.fill("no such model")
        wait_until_drawn(page)
        assert found.inner_text() == "none found"
        assert page.get_by_role("button", name="Next").is_disabled()
        assert not page.locator("#path").is_visible()


def test_the_search_opens_the_way_to_a_model_among_many(huge_page, chromium):
    with open_page(chromium, huge_page, "phone") as page:
        page.get_by_label("Search").fill("grand")
        page.get_by_label("Search").press("Enter")
        box = row(page, "grandchild").bounding_box()
        assert page.locator("#search-form").bounding_box()["y"] == 0
        assert 0 < box["y"] < browser.SIZES["phone"][1]
        assert page.locator("#path").text_content() == "base › owner/child-007"


def test_a_long_path_is_cropped_in_its_middle(tmp_path, chromium):
    rows = [
        {"model_id": f"o/{n}", "finetune_parent": f"['o/{n - 1}']" if n else "[]"}
        for n in range(9)
    ]
    path = write_page("o/0", built(tmp_path, rows, *TREE), tmp_path)
    with open_page(chromium, path) as page:
        page.get_by_label("Search").fill("8")
        page.get_by_label("Search").press("Enter")
        assert page.locator("#path").inner_text() == "o/0 › … › o/6 › o/7"


def test_the_address_says_what_one_sees(family_page, huge_page, chromium):
    with open_page(chromium, family_page) as page:
        assert fragment(page) == ""
        page.get_by_label("Sort by").select_option("name")
        type_button(page, "quantized").click()
        row(page, "lab/tuned").first.locator(".toggle").click()
        page.get_by_label("Search").fill("lab/t")
        row(page, "lab/tuned").click()
        shown, found = names(page), status(page)
        address = fragment(page)
    assert address == (
        "model=lab%2Ftuned&closed=lab%2Ftuned&types=finetune%2Cadapter%2Cmerge%2Cuntyped"
        "&sort=name&search=lab%2Ft"
    )
    with open_page(chromium, family_page, fragment=address) as page:
        assert (names(page), status(page)) == (shown, found)
        assert page.locator("aside h2").inner_text() == "lab/tuned"
        assert page.get_by_label("Search").input_value() == "lab/t"
        assert page.get_by_label("Sort by").input_value() == "name"
        assert type_button(page, "quantized").get_attribute("aria-pressed") == "false"
        page.evaluate("location.hash = 'licence=mit&problems=only'")
        page.get_by_text("0 of 7 shown").wait_for()
        assert page.get_by_label("Sort by").input_value() == "likes"
        page.evaluate("location.hash = 'main'")  # as "Skip to content" does
        wait_until_drawn(page)
        assert status(page) == "0 of 7 shown"
        page.evaluate("location.hash = ''")
        page.get_by_text("7 of 7 shown").wait_for()
    with open_page(chromium, huge_page, fragment="without=below") as page:
        assert page.get_by_role("treeitem", expanded=False, name="Descendants").count()
        page.get_by_role("treeitem", name="Descendants").locator(".toggle").click()
        assert fragment(page) == ""
    with open_page(chromium, huge_page, fragment="model=owner/merged") as page:
        box = row(page, "owner/merged").bounding_box()
        assert 0 < box["y"] < browser.SIZES["desktop"][1]
        assert page.locator("aside h2").inner_text() == "owner/merged"


@pytest.mark.parametrize(
    "address",
    [
        "%",
        "model=%FF%00&open=__proto__&closed=constructor",
        "model=constructor&sort=constructor&types=__proto__",
        "open=" + "&open=".join(HOSTILE),
        "licence=<img src=x onerror=alert(1)>&within=</script>",
        "search=<script>alert(1)</script>&problems=yes",
        "x" * 20_000,
    ],
)
def test_a_hostile_address_does_nothing(address, family_page, chromium):
    with open_page(chromium, family_page, fragment=address) as page:
        assert page.locator("h1").inner_text() == "base"
        assert page.locator("#tree .row.selected .name").inner_text() == "base"
        assert page.locator("img").count() == 0
        assert page.locator("script").count() == SCRIPT_ELEMENTS
        assert page.get_by_label("Sort by").input_value() == "likes"


def downloaded(page, folder):
    """The rows of the CSV, as its reader in Python has them."""
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    download.value.save_as(folder / "shown.csv")
    with (folder / "shown.csv").open(encoding="utf-8", newline="") as file:
        return download.value.suggested_filename, [*csv.DictReader(file)]


def test_what_is_shown_can_be_downloaded(family_page, tmp_path, chromium):
    with open_page(chromium, family_page) as page:
        type_button(page, "adapters").click()
        row(page, "lab/tuned").first.locator(".toggle").click()  # also in closed ones
        name, rows = downloaded(page, tmp_path)
    assert name == "base.csv"
    columns = ("model_id", "steps", "edge_type", "parent_id", "likes", "licenses")
    assert [tuple(each[column] for column in columns) for each in rows] == [
        ("top", "-1", "finetune", "top", "", "mit"),
        ("base", "0", "", "", "", "mit"),
        ("lab/tuned", "1", "finetune", "base", "9", "mit"),
        ("lab/tuned-GGUF", "2", "quantized", "lab/tuned", "7", ""),
        ("lab/mix", "3", "merge", "lab/tuned-lora", "", ""),
        ("lab/small", "1", "quantized", "base", "8", ""),
        ("lab/mix", "2", "merge", "lab/small", "", ""),
        ("lab/late", "3", "finetune", "lab/mix", "", ""),
    ]
    assert rows[3]["created_at"] == "2024-05-01"
    assert rows[3]["license_problem"] == "dropped"


def test_a_spreadsheet_takes_no_text_for_a_formula(tmp_path, chromium):
    texts = ["=1+1", "+1", "-1", "@x", "\tx", 'a"b', "a,b", "two\nlines"]
    rows = [{"model_id": "a", "finetune_parent": repr(texts)}]
    path = write_page("a", built(tmp_path, rows, *TREE), tmp_path)
    with open_page(chromium, path) as page:
        _, found = downloaded(page, tmp_path)
    shown = {each["model_id"] for each in found}
    assert {"'=1+1", "'+1", "'-1", "'@x", 'a"b', "a,b"} <= shown
    assert not any(text[0] in "=+-@\t" for text in shown)


def test_focus_goes_on_where_the_list_changes(family_page, chromium):
    with open_page(chromium, family_page) as page:
        page.keyboard.press("Tab")
        row(page, "lab/late").click()
        type_button(page, "finetunes").click()
        page.locator("#tree [tabindex='0']").focus()
        assert focused(page) == "lab/mix"
