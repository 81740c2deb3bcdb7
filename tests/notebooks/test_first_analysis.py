"""The notebook of a first analysis runs from the first cell to the last."""

import ast

import nbformat
import pytest
from conftest import ROOT
from notebook_kernel import run_notebook

NOTEBOOK = ROOT / "ecograph" / "notebooks" / "first_analysis.ipynb"


@pytest.fixture(scope="module")
def outputs(request, tmp_path_factory):
    """The outputs of each cell that has any, by the first line of its code."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    folder = tmp_path_factory.mktemp("notebook")
    built = str(request.getfixturevalue("sample_folder"))
    run_notebook(notebook, folder, ECOGRAPH_DATA=built)
    return {
        cell.source.partition("\n")[0]: cell.outputs
        for cell in notebook.cells
        if cell.get("outputs")
    }


def test_it_has_no_outputs_of_its_own():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    assert not any(cell.get("outputs") for cell in cells)


def test_it_shows_a_tree_a_chart_and_the_edges_of_its_own_table(outputs):
    (tree,) = outputs['tree = ecograph.tree("meta-llama/Llama-3.1-8B")']
    assert "16 descendants" in tree.data["text/html"]
    *_, chart = outputs['descendants = models[models["steps"] > 0]']
    assert chart.data["image/svg+xml"].count('aria-roledescription="circle"') == 16
    (edges,) = outputs['with open(build.pickles["full"], "rb") as file:']
    assert ast.literal_eval(edges.data["text/plain"]) == [
        ("us/base", "us/chat", "finetune"),
        ("us/base", "us/both", "merge"),
        ("us/chat", "us/both", "merge"),
    ]
