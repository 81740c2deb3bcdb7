"""Measure how fast the page of a large family responds in a browser."""

import random
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import browser  # noqa: E402
from conftest import write_csv  # noqa: E402

import ecograph  # noqa: E402

# From the event until the browser has drawn the result.
RESPOND = """
async ({selector, act, value}) => {
  const element = document.querySelector(selector);
  const start = performance.now();
  if (act === "click") element.click();
  else if (act === "keydown") {
    element.dispatchEvent(new KeyboardEvent(act, {key: value, bubbles: true}));
  }
  else {
    element.value = value;
    element.dispatchEvent(new Event(act, {bubbles: true}));
  }
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  document.body.getBoundingClientRect();
  return performance.now() - start;
}
"""

OPEN = "open the page"
OPENED = "performance.getEntriesByType('navigation')[0].duration"

PICTURE = "see the picture"
# From the start of the page until it is drawn.
PICTURED = """
async () => {
  const {timeline} = document.getElementById("timeline");
  while (!timeline.place(0)) await new Promise(requestAnimationFrame);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now();
}
"""

HOVER = "point at a model in the picture, the slowest of 100"
HOVERED = """
() => {
  const svg = document.querySelector("#timeline svg");
  const {left, top, width, height} = svg.getBoundingClientRect();
  const times = Array.from({length: 100}, (_, number) => {
    const clientX = left + width * number / 100;
    const clientY = top + height * (number * 7 % 100) / 100;
    const start = performance.now();
    svg.dispatchEvent(new PointerEvent("pointermove", {clientX, clientY}));
    return performance.now() - start;
  });
  return Math.max(...times);
}
"""

CHILD = "#tree [aria-level='2']"

ACTIONS = {
    "the details of the base": (".root", "click", ""),
    "open a branch of 20,000": (f"{CHILD}[aria-expanded=false] .toggle", "click", ""),
    "the last row": (".root", "keydown", "End"),
    "one row up": ("[role=treeitem][tabindex='0']", "keydown", "ArrowUp"),
    "the first row": ("[role=treeitem][tabindex='0']", "keydown", "Home"),
    "sort by name": ("#sort", "change", "name"),
    "sort by likes": ("#sort", "change", "likes"),
    "hide the fine-tunes": ("#types [value=finetune]", "click", ""),
    "show them again": ("#types [value=finetune]", "click", ""),
    "close the branch": (f"{CHILD}[aria-expanded=true] .toggle", "click", ""),
    "search for a letter": ("#search", "input", "a"),
    "search for the last model": ("#search", "input", "model-{last}"),
    "go to it": ("#next", "click", ""),
    "filter by a licence": ("#licence", "change", "mit"),
    "show all": ("#clear", "click", ""),
    "draw the picture again": ("#timeline svg", "dblclick", ""),
}
"""Each action, in order: the element, its event, and its value or key."""


def family(models: int) -> Iterator[dict[str, str]]:
    """Yield a base with a child that has two thirds of all models as children."""
    random_source = random.Random(0)
    for number in range(models):
        is_of_many = number == models - 1 or random_source.random() < 2 / 3
        parent = 0 if number < 2 else 1 if is_of_many else number // 3
        day = f"2025-{1 + number % 12:02}-{1 + number % 28:02}"
        kind = random_source.choice(["finetune", "quantized", "adapter"])
        likes = models if number == 1 else int(random_source.paretovariate(1)) - 1
        yield {
            "model_id": f"lab/model-{number}",
            f"{kind}_parent": f"['lab/model-{parent}']" if number else "[]",
            "likes": str(likes),
            "downloads": str(number % 1000),
            "createdAt": f"{day}T00:00:00.000Z",
            "licenses": random_source.choice(
                ["['mit']", "['apache-2.0']", "['llama3']", "[]"]
            ),
        }


def response_times(rounds: int, models: int) -> Iterator[str]:
    """Yield a table of the response times of the page, as lines of Markdown."""
    times: dict[str, list[float]] = {
        action: [] for action in (OPEN, PICTURE, HOVER, *ACTIONS)
    }
    with tempfile.TemporaryDirectory() as name, browser.launch() as chromium:
        folder = Path(name)
        write_csv(folder / "models.csv", family(models))
        ecograph.build(folder / "models.csv", folder)
        path = folder / "tree.html"
        ecograph.tree("lab/model-0", path=folder).write(path)
        for _ in range(rounds):
            with browser.open_page(chromium, path) as page:
                times[OPEN].append(page.evaluate(OPENED))
                times[PICTURE].append(page.evaluate(PICTURED))
                times[HOVER].append(page.evaluate(HOVERED))
                for action, (selector, act, value) in ACTIONS.items():
                    value = value.format(last=models - 1)
                    event = {"selector": selector, "act": act, "value": value}
                    times[action].append(page.evaluate(RESPOND, event))
    yield f"| the page of {models:,} models, redrawn after | median ms | max |"
    yield "|---|---:|---:|"
    for action, taken in times.items():
        yield f"| {action} | {statistics.median(taken):.0f} | {max(taken):.0f} |"


if __name__ == "__main__" and browser.CHROMIUM:
    print("\n".join(response_times(*map(int, sys.argv[1:]))))
