"""What the README and the docstrings say is so."""

import doctest
import importlib
import pkgutil
import re
import subprocess
import sys

import pytest
from conftest import ROOT
from readme import README, queries, renewed

import ecograph
from ecograph.cli import app
from ecograph.plan.order import plan

TEXT = README.read_text(encoding="utf-8")
PARTS = pkgutil.walk_packages(ecograph.__path__, "ecograph.")
MODULES = ["ecograph", *(part.name for part in PARTS)]


@pytest.fixture
def at_home(monkeypatch, sample_folder, tmp_path):
    """A folder that looks as the checkout does after `make build`."""
    (tmp_path / "data").symlink_to(sample_folder)
    if not (sample_folder / "sample.csv").exists():
        (sample_folder / "sample.csv").symlink_to(ROOT / "data" / "sample.csv")
    monkeypatch.delenv("ECOGRAPH_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_the_docstrings_run(name, at_home):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_public_names_have_examples():
    for name in ecograph.__all__:
        thing = getattr(ecograph, name)
        if callable(thing) and not isinstance(thing, type):
            assert ">>>" in thing.__doc__, name


def test_the_python_lines_run(at_home):
    assert doctest.testfile(str(README), module_relative=False).failed == 0


def test_the_picture_and_the_figures_are_current():
    assert renewed(TEXT) == TEXT, "run `make readme` and commit README.md"


def test_the_tree_is_what_is_printed(sample_folder):
    ((model, shown),) = re.findall(r"\$ ecograph tree (\S+)\n(.*?)```", TEXT, re.S)
    assert run(model, sample_folder, command="tree") == shown


def test_the_pictures_are_there_and_the_tree_is_current(sample_folder, tmp_path):
    pytest.importorskip("vl_convert", reason="it draws the tree")
    from pictures import DRAWN, PICTURES
    from test_tree_files import svg_texts

    shown = re.findall(r"!\[.*\]\((.*)\)", TEXT)
    assert {ROOT / name for name in shown} == {*PICTURES.iterdir()}
    drawn = (PICTURES / "tree.svg").read_text("utf-8")
    ecograph.tree(DRAWN, path=sample_folder).write(tmp_path / "tree.svg")
    now = (tmp_path / "tree.svg").read_text("utf-8")
    assert svg_texts(drawn) == svg_texts(now), "run `make pictures` and commit them"


def test_each_macro_and_relation_of_lineage_has_an_example():
    examples = " ".join(queries(TEXT))
    for file in plan():
        if "comment on macro table" in file.text and file.name != "main.relatives":
            assert f"from {file.name.removeprefix('main.')}(" in examples, file.name


@pytest.mark.parametrize("query", queries(TEXT), ids=lambda q: q.splitlines()[0][3:])
def test_each_query_runs(query, sample_folder):
    with ecograph.connect(sample_folder) as connection:
        columns = connection.execute(query).fetchall()
    assert columns or "rejects" in query


def test_every_command_is_in_the_readme_and_has_help():
    for command in app.registered_commands:
        name = command.callback.__name__
        assert f"ecograph {name}" in TEXT
        help_text = run("--help", command=name)
        assert "Usage: ecograph" in help_text
        assert len(help_text.splitlines()) > 5


def test_every_make_target_is_in_the_readme():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, flags=re.M))
    assert {target for target in targets if f"make {target}" not in TEXT} == set()


def run(*arguments, command):
    return subprocess.run(
        [sys.executable, "-m", "ecograph", command, *arguments],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
