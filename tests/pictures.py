"""The pictures of the README, of the sample: ``make pictures`` makes them anew."""

import tempfile
from pathlib import Path

import browser

import ecograph

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
        ecograph.tree(DRAWN, path=folder).write(PICTURES / "tree.svg")
        ecograph.tree(EXPLORED, path=folder).write(folder / "tree.html")
        ecograph.report(folder / "report.html", folder)
        for stem in ("tree", "report"):
            with browser.opened(launched, folder / f"{stem}.html") as opened:
                opened.screenshot(path=PICTURES / f"{stem}.png")


if __name__ == "__main__":
    main()
