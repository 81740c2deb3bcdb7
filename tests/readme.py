"""The parts of the README that are made: ``make readme`` writes them anew."""

import re
from collections.abc import Iterator
from pathlib import Path

from ecograph.graphs.names import GRAPHS
from ecograph.plan.order import SqlFile, plan
from ecograph.plan.rendering import as_mermaid

README = Path(__file__).parent.parent / "README.md"
BENCH = Path(__file__).parent / "bench"


def renewed(text: str) -> str:
    """The README with the relations as the SQL files have them, and the figures as
    they were measured last."""
    picture = "\n".join(as_mermaid(drawn(plan())))
    made = {
        "picture": f"```mermaid\n{picture}\n```\n",
        "relations": "\n".join(listed(plan())) + "\n",
        "compare": (BENCH / "compare.md").read_text("utf-8"),
        "growth": (BENCH / "growth.md").read_text("utf-8"),
    }
    for name, part in made.items():
        text = re.sub(
            rf"<!-- {name} -->\n.*?<!-- end -->",
            lambda _, name=name, part=part: f"<!-- {name} -->\n{part}<!-- end -->",
            text,
            flags=re.S,
        )
    return text


def drawn(files: list[SqlFile]) -> list[SqlFile]:
    """The tables, and the views that these or the graphs are made of."""
    tables = [file for file in files if file.kind == "table"]
    needed = {f"main.{name}" for name in GRAPHS.values()}
    needed.update(read for file in tables for read in file.reads)
    return [file for file in files if file in tables or file.makes in needed]


def listed(files: list[SqlFile]) -> Iterator[str]:
    """A table of what there is to query, in the words of the database's comments."""
    yield "| relation | |"
    yield "|---|---|"
    for file in sorted(files, key=lambda file: file.name):
        said = re.search(
            r"^comment on (table|view|macro|macro table) .*\n'(.*)';$",
            file.text,
            flags=re.M,
        )
        if file.name.startswith("main.") and said:
            title = file.text.splitlines()[0].split(" ·")[0].removeprefix("-- ")
            text = said[2].replace("''", "'")
            yield f"| `{title}` | {text} |"


def queries(text: str) -> list[str]:
    """The examples for the DuckDB shell."""
    return re.findall(r"```sql\n(.*?)```", text, flags=re.S)


if __name__ == "__main__":
    README.write_text(renewed(README.read_text("utf-8")), "utf-8")
