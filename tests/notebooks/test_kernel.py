"""The Python API works in a real notebook kernel, and shows itself there."""

import subprocess
import sys

import duckdb
import pytest
from conftest import SYNTHETIC
from notebook_kernel import run_cells

from ecograph.analysis.diff import COMPARED

MODEL = "madeup-lab-154/plover-1b-merge-627"

CELLS = {
    "duckdb": "import duckdb; print(duckdb.__version__)",
    "version": "import ecograph; ecograph.__version__",
    "build": f"ecograph.build({str(SYNTHETIC)!r}, 'here')",
    "silent": f"ecograph.build({str(SYNTHETIC)!r}, 'here', progress=False)",
    "load": "len(ecograph.load('full', 'here'))",
    "table": "len(ecograph.table('edges', 'here'))",
    "connect": "with ecograph.connect('here') as connection:\n"
    "    print(connection.sql('select count(*) from models').fetchall())",
    "sql": "ecograph.sql('select $n + 1 as n', 'here', n=1)",
    "tree": f"ecograph.tree({MODEL!r}, path='here')",
    "check": "ecograph.check('here')",
    "diff": "ecograph.diff('here', 'here')",
    "widgets": "import importlib.util\nimportlib.util.find_spec('ipywidgets') is None",
}


@pytest.fixture(scope="module")
def widgets(tmp_path_factory):
    """A folder with ipywidgets."""
    folder = tmp_path_factory.mktemp("widgets")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder]
    packages = ["ipywidgets", "jupyterlab_widgets", "widgetsnbextension", "comm"]
    subprocess.run([*pip, "--no-deps", *packages], check=True)
    return folder


def outputs_of(folder, **environment):
    """What each cell of `CELLS` shows, as texts by MIME type."""
    texts = run_cells([*CELLS.values()], folder, **environment)
    return dict(zip(CELLS, texts, strict=True))


@pytest.mark.parametrize("has_widgets", [False, True])
def test_the_api_works_and_shows_itself(has_widgets, request, tmp_path):
    paths = [path for path in sys.path if path]
    if has_widgets:
        paths.insert(0, str(request.getfixturevalue("widgets")))
    outputs = outputs_of(tmp_path, PYTHONPATH=":".join(paths))
    assert outputs["widgets"]["text/plain"] == str(not has_widgets)
    assert_it_works(outputs)
    assert_builds_show_their_progress(outputs)
    assert_a_tree_shows_itself(outputs)


def assert_it_works(outputs):
    text = {name: shown.get("text/plain", "") for name, shown in outputs.items()}
    assert text["duckdb"].strip() == duckdb.__version__
    assert text["load"] == "1993"
    assert text["table"] == "682"
    assert text["connect"] == "[(1993,)]\n"
    assert text["sql"].split() == ["n", "0", "2"]
    assert text["check"].endswith("all ok>")
    assert text["diff"] == f"<Diff: {COMPARED} are equal>"


def assert_builds_show_their_progress(outputs):
    assert (
        "built<Build in here: 1,993 models of 2,000 rows, 682 edges, 0 rejected cells"
        in (outputs["build"]["text/plain"])
    )
    assert "<progress" in outputs["build"]["text/html"]
    assert outputs["silent"]["text/plain"].startswith("<Build in here")
    assert "text/html" not in outputs["silent"]


def assert_a_tree_shows_itself(outputs):
    shown = outputs["tree"]
    assert shown["text/plain"] == f"<Tree of {MODEL}: 9 ancestors, 1 descendant>"
    assert f">{MODEL}</a>" in shown["text/html"]
