"""The plan as a mermaid flowchart."""

from collections.abc import Iterator

from ecograph.plan.sql_file import SqlFile

__all__ = ["as_mermaid"]


def as_mermaid(files: list[SqlFile]) -> Iterator[str]:
    """Yield the lines of a mermaid flowchart of the relations of a build.

    Macros are left out, and so are the checks.
    """
    shown = {
        file.name: file
        for file in files
        if file.kind != "macro" and not file.name.startswith("checks.")
    }
    yield "flowchart LR"
    for name, file in shown.items():
        label = name.removeprefix("main.")
        shape = f"([{label}])" if file.kind == "view" else f"[{label}]"
        yield f"    {name}{shape}"
        if file.path.parent.name == "layouts":
            yield f"    file[(source file)] --> {name}"
        for read in sorted(file.reads & shown.keys()):
            yield f"    {read} --> {name}"
