"""Measure how soon the page of a large family answers a click, in a browser."""

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

MODELS = 30_000

# From the event until the browser has drawn what came of it.
ANSWER = """
async ({selector, act, value}) => {
  const element = document.querySelector(selector);
  const began = performance.now();
  if (act === "click") element.click();
  else {
    element.value = value;
    element.dispatchEvent(new Event(act, {bubbles: true}));
  }
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  document.body.getBoundingClientRect();
  return performance.now() - began;
}
"""

OPEN = "open the page"
OPENED = "performance.getEntriesByType('navigation')[0].duration"

CLICKS = {
    "open a branch of 20,000": ("#below .toggle[aria-expanded=false]", "click", ""),
    "show 100 more": (".more", "click", ""),
    "close it": ("#below .toggle[aria-expanded=true]", "click", ""),
    "the facts of the base": ("#about", "click", ""),
    "sort by name": ("#sort", "change", "name"),
    "sort by likes": ("#sort", "change", "likes"),
    "leave out the fine-tunes": ("#types [value=finetune]", "click", ""),
    "take them in again": ("#types [value=finetune]", "click", ""),
    "search for a letter": ("#search", "input", "a"),
    "search for the last model": ("#search", "input", "model-{last}"),
    "show it in the tree": ("#found .toggle", "click", ""),
    "all of a licence": ("#licence", "change", "mit"),
}
"""What is done, one after the other: on what, by which event, with which value."""


def made_up(models: int) -> Iterator[dict[str, str]]:
    """Yield a base with a child that two thirds of all models are made from."""
    draw = random.Random(0)
    for number in range(models):
        is_of_many = number == models - 1 or draw.random() < 2 / 3
        parent = 0 if number < 2 else 1 if is_of_many else number // 3
        day = f"2025-{1 + number % 12:02}-{1 + number % 28:02}"
        kind = draw.choice(["finetune", "quantized", "adapter"])
        likes = models if number == 1 else int(draw.paretovariate(1)) - 1
        yield {
            "model_id": f"lab/model-{number}",
            f"{kind}_parent": f"['lab/model-{parent}']" if number else "[]",
            "likes": str(likes),
            "downloads": str(number % 1000),
            "createdAt": f"{day}T00:00:00.000Z",
            "licenses": draw.choice(["['mit']", "['apache-2.0']", "['llama3']", "[]"]),
        }


def answers(rounds: int, models: int = MODELS) -> Iterator[str]:
    """Yield a table of how soon the page answers, as lines of Markdown."""
    took: dict[str, list[float]] = {what: [] for what in (OPEN, *CLICKS)}
    with tempfile.TemporaryDirectory() as name, browser.launched() as launched:
        folder = Path(name)
        write_csv(folder / "models.csv", made_up(models))
        ecograph.build(folder / "models.csv", folder)
        path = folder / "tree.html"
        ecograph.tree("lab/model-0", path=folder).write(path)
        for _ in range(rounds):
            with browser.opened(launched, path) as page:
                took[OPEN].append(page.evaluate(OPENED))
                for what, (selector, act, value) in CLICKS.items():
                    value = value.format(last=models - 1)
                    action = {"selector": selector, "act": act, "value": value}
                    took[what].append(page.evaluate(ANSWER, action))
    yield f"| the page of {models:,} models, drawn anew after | median ms | most |"
    yield "|---|---:|---:|"
    for what, times in took.items():
        yield f"| {what} | {statistics.median(times):.0f} | {max(times):.0f} |"
