"""The pictures of the README, of the sample: ``make pictures`` makes them anew."""

import tempfile
from pathlib import Path

import browser

import ecograph
from ecograph.tree_page import as_page
from ecograph.tree_picture import as_picture

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "data" / "sample.csv"
PICTURES = HERE / "pictures"
DRAWN = "madeup-lab-3/swift-7b-GGUF-1127"
EXPLORED = "madeup-lab-50/plover-1b-0"


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, browser.launched() as launched:
        folder = Path(name)
        ecograph.build(SAMPLE, folder)
        svg = as_picture(ecograph.tree(DRAWN, path=folder))
        (PICTURES / "tree.svg").write_text(svg, "utf-8")
        page = as_page(ecograph.tree(EXPLORED, path=folder))
        (folder / "tree.html").write_text(page, "utf-8")
        ecograph.report(folder / "report.html", folder)
        for stem in ("tree", "report"):
            with browser.opened(launched, folder / f"{stem}.html") as opened:
                opened.screenshot(path=PICTURES / f"{stem}.png")


if __name__ == "__main__":
    main()
