"""``ecograph ordering`` as a person types it, and what it says of no ordering."""

import csv
import io
import json
import shutil
import subprocess
import sys

import duckdb
import pytest
from test_cli import refused, run, said
from test_ordering import MODELS, model

import ecograph
from ecograph.analysis.ordering import READ
from ecograph.errors import NotBuiltError, UnknownNameError


@pytest.fixture
def licensed(write_rows, tmp_path):
    """A build of few models that differ in their licences."""
    return ecograph.build(write_rows(*MODELS), tmp_path / "licensed").database


def test_a_name_that_is_none_is_one_line(sample_folder):
    with pytest.raises(UnknownNameError, match="no trait 'licenses'; there are licens"):
        ecograph.ordering("licenses", path=sample_folder)
    line = refused("ordering", "task", sample_folder, "--graph", "nomerges_fulljson")
    there = "there is no graph 'nomerges_fulljson'; there are full, finetune, nomerges"
    assert line == f"ecograph: {there}"


def test_no_build_is_one_line(tmp_path):
    with pytest.raises(NotBuiltError, match="build one with `ecograph build SOURCE"):
        ecograph.ordering("task", path=tmp_path)
    assert "there is no database" in refused("ordering", "task", tmp_path)


@pytest.mark.parametrize("relation", READ)
def test_a_build_of_an_older_version_is_to_be_built_anew(
    relation, sample_folder, tmp_path
):
    path = tmp_path / "older.duckdb"
    shutil.copy(sample_folder / "ecograph.duckdb", path)
    with duckdb.connect(path) as connection:
        connection.execute(f"drop view {relation}")
    line = refused("ordering", "task", path)
    assert line.startswith(
        f"ecograph: {path}: another version of ecograph built it, without {relation}."
    )


def test_without_scipy_it_says_what_to_install(licensed, tmp_path, monkeypatch):
    (tmp_path / "scipy.py").write_text("raise ModuleNotFoundError")
    remedy = "scipy is missing; install it with pip install 'ecograph[ordering]'"
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert refused("ordering", "license", licensed) == f"ecograph: {remedy}"


def test_scipy_is_imported_only_where_it_is_used():
    code = "import sys, ecograph.cli; ecograph.ordering; print('scipy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


ROWS = [
    ["place", "value", "models"],
    ["1", "mit", "3"],
    ["2", "apache", "2"],
    ["3", "gpl", "2"],
    ["", "bsd", "2"],
    ["", "afl", "1"],
]
FIGURES = (
    "along this order: oriented pairs 2 of 2 (100.0 %), "
    "transitions 8 of 10 (80.0 %), traffic 6 of 6 (100.0 %)"
)


def test_the_command_prints_a_table_and_the_figures(licensed):
    *lines, empty, last = said("ordering", "license", licensed).splitlines()
    assert [line.split() for line in lines] == [[c for c in r if c] for r in ROWS]
    assert (empty, last) == ("", FIGURES)


def test_the_command_reads_the_folder_of_the_environment(licensed, monkeypatch):
    monkeypatch.setenv("ECOGRAPH_DATA", str(licensed))
    text = said("ordering", "license", "--graph", "full")
    assert "\nalong this order: oriented pairs 2 of 3 (66.7 %), " in text


def test_the_command_prints_csv(licensed):
    text = said("ordering", "license", licensed, "--format", "csv")
    assert [*csv.reader(io.StringIO(text))] == ROWS


def test_the_command_prints_json(licensed):
    found = json.loads(said("ordering", "license", licensed, "--format", "json"))
    assert found["values"][0] == {"place": 1, "value": "mit", "models": 3}
    assert found["values"][3] == {"place": None, "value": "bsd", "models": 2}
    assert found["figures"] == [
        {"measure": "oriented pairs", "along": 2, "all": 2},
        {"measure": "transitions", "along": 8, "all": 10},
        {"measure": "traffic", "along": 6, "all": 6},
    ]


def test_the_command_prints_markdown(licensed):
    text = said("ordering", "license", licensed, "--format", "markdown")
    assert "| 3 | gpl | 2 |\n|  | bsd | 2 |\n|  | afl | 1 |\n\n" in text
    assert text.endswith(f"\n\n{FIGURES}\n")


def test_the_command_says_that_there_is_no_order(licensed, write_rows, tmp_path):
    assert said("ordering", "language", licensed) == "no model names a language\n"
    csv_text = said("ordering", "language", licensed, "--format", "csv")
    assert csv_text == "place,value,models\n"
    found = json.loads(said("ordering", "language", licensed, "--format", "json"))
    assert found["values"] == []
    assert [(row["along"], row["all"]) for row in found["figures"]] == [(0, 0)] * 3
    ecograph.build(write_rows(model("1", "mit"), model("2", "mit", "1")), tmp_path)
    last = said("ordering", "license", tmp_path).splitlines()[-1]
    assert (
        last == "no transitions along the edges of finetune put any of these in order"
    )


def test_another_format_is_refused(licensed):
    done = run("ordering", "license", licensed, "--format", "xml")
    assert (done.returncode, done.stdout) == (2, "")
