"""A real browser to open pages in: Debian's chromium, where it is installed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

needed = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no browser: apt-get install chromium"
)
"""Marks what needs a browser."""

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


@contextmanager
def launched() -> Iterator:
    """A browser of playwright's."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=CHROMIUM, args=[*OPTIONS], headless=True
        )
        yield browser
        browser.close()


@contextmanager
def opened(browser, path: Path, size: str = "desktop", **options) -> Iterator:
    """A page of a file, which may ask for nothing else and has to run without error."""
    width, height = SIZES[size]
    viewport = {"width": width, "height": height}
    context = browser.new_context(viewport=viewport, **options)
    page = context.new_page()
    wrong = []
    page.on("console", lambda said: wrong.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda asked: asked.url == path.as_uri() or wrong.append(asked.url),
    )
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.goto(path.as_uri())
    yield page
    context.close()
    assert wrong == []
