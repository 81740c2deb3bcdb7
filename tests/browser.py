"""Open pages in a real browser: Debian's chromium, if it is installed.

The one without windows takes two thirds of the time of the other.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")

needed = pytest.mark.skipif(
    CHROMIUM is None,
    reason="chromium is missing: apt-get install chromium-headless-shell",
)
"""Marks tests that need a browser."""

OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

SIZES = {"phone": (390, 844), "tablet": (820, 1180), "desktop": (1440, 900)}
"""Widths and heights of screens, in pixels."""

EXTREMES = [("phone", "dark"), ("desktop", "light")]

SCREENS = [
    pytest.param(*screen, marks=() if screen in EXTREMES else pytest.mark.deep)
    for screen in product(SIZES, ("light", "dark"))
]
"""Sizes and colour schemes; `make test` takes the extremes."""

OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
"""JavaScript: by how many pixels the page is wider than the screen."""


class Browser:
    """A browser whose pages are used again, as opening one takes half a second."""

    def __init__(self, browser) -> None:
        self._browser = browser
        self._free: dict[str, list] = {}

    @contextmanager
    def page(self, size: str, options: dict) -> Iterator:
        """A page on a screen of a size, with some options of playwright's contexts.

        After an error it is not used again.
        """
        free = self._free.setdefault(f"{size} {options}", [])
        page = free.pop() if free else self._new_page(size, options)
        yield page
        page.emulate_media(media="null")
        free.append(page)

    def _new_page(self, size: str, options: dict):
        width, height = SIZES[size]
        viewport = {"width": width, "height": height}
        return self._browser.new_context(viewport=viewport, **options).new_page()


@contextmanager
def launch() -> Iterator[Browser]:
    """Launch a browser of playwright."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=CHROMIUM, args=[*OPTIONS], headless=True
        )
        yield Browser(browser)
        browser.close()


@contextmanager
def open_page(
    browser: Browser, path: Path, size: str = "desktop", fragment: str = "", **options
) -> Iterator:
    """Open a file, which must not request anything else, nor log or raise errors.

    `fragment` is what follows the path in the address, without the ``#``.
    """
    address = path.as_uri() + (fragment and f"#{fragment}")
    problems = []
    listeners = {
        "console": lambda line: problems.append(f"{line.type}: {line.text}"),
        "pageerror": lambda error: problems.append(str(error)),
        "request": lambda request: (
            request.url.partition("#")[0] == path.as_uri()
            or problems.append(request.url)
        ),
        "dialog": lambda dialog: problems.append(dialog.message),
    }
    with browser.page(size, options) as page:
        if fragment:  # from another one of the same file it would not be loaded
            page.goto("about:blank")
        for event, listener in listeners.items():
            page.on(event, listener)
        page.goto(address)
        yield page
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
    assert problems == []


def serious_violations(page) -> list[tuple[str, str]]:
    """Return the serious accessibility problems that axe finds on a page."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page, options={"resultTypes": ["violations"]})
    violations = found.response["violations"]
    return [
        (violation["id"], violation["nodes"][0]["html"])
        for violation in violations
        if violation["impact"] in ("serious", "critical")
    ]
