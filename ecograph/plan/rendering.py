"""The plan as text: lines for the DuckDB shell, and a flowchart."""

from collections.abc import Iterator

from ecograph.plan.order import ATTACHED, SqlFile

__all__ = ["as_mermaid", "as_shell"]


def as_shell(files: list[SqlFile]) -> Iterator[str]:
    """Yield the lines that run the files in the DuckDB shell."""
    if any(file.name.startswith("diff.") for file in files):
        for alias in ATTACHED:
            yield f"-- First: attach 'FOLDER/ecograph.duckdb' as {alias} (read_only);"
    else:
        yield "-- First name the source: set variable source = 'models.csv';"
    yield ".bail on"
    for file in files:
        yield f'.read "{file.nearest}"'


def as_mermaid(files: list[SqlFile]) -> Iterator[str]:
    """Yield the lines of a mermaid flowchart of the relations of a build.

    Macros are left out, and so are the checks.
    """
    shown = {
        file.makes: file
        for file in files
        if file.kind != "macro" and not file.name.startswith("checks.")
    }
    yield "flowchart LR"
    yield "    file[(source file)] --> temp.cells"
    for name, file in shown.items():
        label = name.removeprefix("main.")
        shape = f"([{label}])" if file.kind == "view" else f"[{label}]"
        yield f"    {name}{shape}"
        for read in sorted(file.reads & shown.keys()):
            yield f"    {read} --> {name}"
