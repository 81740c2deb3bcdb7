"""The parts of the README that are made: ``make readme`` writes them anew."""

import re
from pathlib import Path

from ecograph.plan import plan
from ecograph.plan_text import as_mermaid

README = Path(__file__).parent.parent / "README.md"
BENCH = Path(__file__).parent / "bench"


def renewed(text: str) -> str:
    """The README with the picture of the relations as the SQL files have it, and the
    figures as they were measured last."""
    picture = "\n".join(as_mermaid(plan()))
    text = re.sub(
        r"```mermaid\n.*?```", lambda _: f"```mermaid\n{picture}\n```", text, flags=re.S
    )
    for name in ("compare", "growth"):
        figures = (BENCH / f"{name}.md").read_text("utf-8")
        text = re.sub(
            rf"<!-- {name} -->\n.*?<!-- end -->",
            lambda _, name=name, figures=figures: (
                f"<!-- {name} -->\n{figures}<!-- end -->"
            ),
            text,
            flags=re.S,
        )
    return text


def queries(text: str) -> list[str]:
    """The examples for the DuckDB shell."""
    return re.findall(r"```sql\n(.*?)```", text, flags=re.S)


if __name__ == "__main__":
    README.write_text(renewed(README.read_text("utf-8")), "utf-8")
