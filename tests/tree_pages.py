"""Write the pages of trees and read them, in tests."""

import ecograph
from ecograph.html.libraries import libraries
from ecograph.trees.page import LIBRARIES
from ecograph.trees.query import REQUIRED

SCRIPT_ELEMENTS = 2 + len([*libraries(LIBRARIES)])
"""The data of a page, its script, and one for each library."""

TREE = [
    f"main.{name}" for name in (*REQUIRED, "lineage", "list_traits", "record_changes")
]
"""The relations that trees and their pages read."""

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
"""A base with 250 children; two models are further away, one of them merged."""


def write_page(model, build, folder, **options):
    """Write the page of a tree with some options of `ecograph.tree`."""
    path = folder / f"{model.replace('/', '-')[:20]}{len(options)}.html"
    ecograph.tree(model, path=build, **options).write(path)
    return path


def row(page, name):
    """The first of the rows of a model that are in the page."""
    of_name = page.locator(".name", has_text=name).first
    return page.get_by_role("treeitem").filter(has=of_name).first


def names(page):
    """The names of the rows near the screen, in their order."""
    return page.locator("#tree .name").evaluate_all(
        "all => all.map(e => e.textContent)"
    )


def wait_until_drawn(page):
    """Wait for what a scroll or a medium changes, which is drawn in the next frame."""
    page.evaluate(
        """new Promise((done) => requestAnimationFrame(
          () => requestAnimationFrame(() => setTimeout(done))))"""
    )


def all_names(page):
    """The names of all rows, which are all in the page in print."""
    page.emulate_media(media="print")
    wait_until_drawn(page)
    found = names(page)
    page.emulate_media(media="screen")
    return found


def status(page):
    return page.locator("#status").inner_text()


def focused(page):
    """The name of the row with the focus."""
    row = "document.activeElement.closest('#tree > *')"
    return page.evaluate(f"{row}?.querySelector('.name')?.textContent")
