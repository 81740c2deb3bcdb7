"""The parts of the READMEs that are generated: ``make readme`` writes them again."""

import contextlib
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import commands
from sqlglot import exp

import ecograph
from ecograph.graphs.names import GRAPHS
from ecograph.plan.mermaid import as_mermaid
from ecograph.plan.order import plan
from ecograph.plan.parse import parse
from ecograph.plan.sql_file import SqlFile

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
LIBRARIES = "ecograph/html/libraries"
FOLDERS = ("sql", "data", "ecograph", LIBRARIES, "tests", "tests/bench")
DOCUMENTS = [README, *(ROOT / folder / "README.md" for folder in FOLDERS)]
BENCH = ROOT / "tests" / "bench"

CONSOLE = r"(?ms)^```console\n(.*?)^```$"
COMMAND = r"^\$ (ecograph .*\n(?:> .*\n)*)"


def documented() -> str:
    """The text of all READMEs."""
    return "\n".join(path.read_text("utf-8") for path in DOCUMENTS)


def generated() -> dict[str, str]:
    """The parts that are generated, by the names of their markers."""
    picture = "\n".join(as_mermaid(drawn(plan())))
    return {
        "picture": f"```mermaid\n{picture}\n```\n",
        "relations": "\n".join(listed(plan())) + "\n",
        "compare": (BENCH / "compare.md").read_text("utf-8"),
        "growth": (BENCH / "growth.md").read_text("utf-8"),
    }


def renewed(text: str) -> str:
    """A README with its relations, flowchart and measurements up to date."""
    for name, part in generated().items():
        text = re.sub(
            rf"<!-- {name} -->\n.*?<!-- end -->",
            lambda _, name=name, part=part: f"<!-- {name} -->\n{part}<!-- end -->",
            text,
            flags=re.S,
        )
    return text


def rerun(text: str, folder: Path) -> str:
    """A README with the output of its commands, which run in a folder.

    A command follows ``$``, and its further lines follow ``>``, as in bash.
    """

    def block(match: re.Match) -> str:
        commands = re.findall(COMMAND, match[1], flags=re.M)
        shown = (f"$ {command}{output(command, folder)}" for command in commands)
        return f"```console\n{''.join(shown)}```"

    return re.sub(CONSOLE, block, text)


def output(command: str, folder: Path) -> str:
    """What a command prints, without spaces at the ends of lines."""
    _, *arguments = shlex.split(command.replace("\n> ", "\n"))
    with contextlib.chdir(folder):
        lines = commands.output(*arguments).splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def drawn(files: list[SqlFile]) -> list[SqlFile]:
    """The tables, and the views that these or the graphs are made of."""
    needed = {f"main.{name}" for name in GRAPHS.values()}
    needed.update(file.name for file in files if file.kind == "table")
    for file in reversed(files):
        if file.name in needed:
            needed.update(file.reads)
    return [file for file in files if file.name in needed]


def listed(files: list[SqlFile]) -> Iterator[str]:
    """A table of what there is to query, in the words of the database's comments."""
    yield "| relation | |"
    yield "|---|---|"
    for file in sorted(files, key=lambda file: file.name):
        if file.name.startswith("main."):
            title = file.text.splitlines()[0].split(" ·")[0].removeprefix("-- ")
            yield f"| `{title}` | {comment(file)} |"


def comment(file: SqlFile) -> str:
    """The comment of a file on the relation or macro that it makes."""
    comments = [
        statement.expression.this
        for statement in parse(file.text)
        if isinstance(statement, exp.Comment) and statement.args["kind"] != "column"
    ]
    if len(comments) != 1:
        sys.exit(f"sql/{file.place}: add a `comment on` statement for {file.name}")
    return comments[0]


def queries(text: str) -> list[str]:
    """The examples for the DuckDB shell."""
    return re.findall(r"(?ms)^```sql\n(.*?)^```$", text)


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        ecograph.build(ROOT / "data" / "sample.csv", Path(home, "data"))
        for path in DOCUMENTS:
            text = rerun(renewed(path.read_text("utf-8")), Path(home))
            path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
