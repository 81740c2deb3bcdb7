"""Run code in a real notebook kernel."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient

__all__ = ["run_cells", "run_notebook"]


def run_notebook(
    notebook: nbformat.NotebookNode, folder: Path, **environment: str
) -> nbformat.NotebookNode:
    """Run a notebook in a folder; an error in a cell is an error here."""
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    )
    # The kernel of this interpreter, whatever others are installed.
    client.km = client.create_kernel_manager()
    client.km.kernel_spec.argv[0] = sys.executable
    client.execute(env={**os.environ, **environment})
    return notebook


def run_cells(cells: Sequence[str], folder: Path, **environment: str) -> list[dict]:
    """Run code; return the outputs of each cell as a dict of texts by MIME type."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells]
    )
    run_notebook(notebook, folder, **environment)
    return [_texts(cell.outputs) for cell in notebook.cells]


def _texts(outputs: list) -> dict[str, str]:
    texts: dict[str, str] = {}
    for output in outputs:
        found = {"text/plain": output.text} if "text" in output else output.data
        for kind, text in found.items():
            texts[kind] = texts.get(kind, "") + text
    return texts
