"""Make the pictures of the README from the sample: ``make pictures``."""

import tempfile
from pathlib import Path

import browser

import ecograph

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "data" / "sample.csv"
PICTURES = HERE / "pictures"
MODEL = "meta-llama/Llama-3.1-8B"


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, browser.launch() as chromium:
        folder = Path(name)
        ecograph.build(SAMPLE, folder)
        ecograph.tree(MODEL, path=folder).write(PICTURES / "tree.svg")
        ecograph.write_map(PICTURES / "map.svg", folder)
        ecograph.tree(MODEL, path=folder).write(folder / "tree.html")
        ecograph.report(folder / "report.html", folder)
        for stem in ("tree", "report"):
            with browser.open_page(chromium, folder / f"{stem}.html") as page:
                page.wait_for_timeout(1000)  # until what is on canvas is drawn
                page.screenshot(path=PICTURES / f"{stem}.png")


if __name__ == "__main__":
    main()
