"""The wheel works away from the checkout."""

import shlex
import sys
import venv

import pytest
from conftest import ROOT, SYNTHETIC
from programs import ENVIRONMENT, run

from ecograph.errors import missing_package


def test_it_works_with_the_packages_that_are_here(tmp_path):
    site = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "--target", site]
    run(*install, ROOT)
    environment = {**ENVIRONMENT, "PYTHONPATH": str(site)}
    check_install(sys.executable, site / "bin" / "ecograph", tmp_path, environment)


@pytest.mark.deep
def test_it_works_with_the_packages_that_pip_installs(tmp_path):
    venv.create(tmp_path / "venv", with_pip=True)
    folder = tmp_path / "venv" / "bin"
    run(folder / "python", "-m", "pip", "install", ROOT)
    environment = {**ENVIRONMENT}
    environment.pop("PYTHONPATH", None)
    check_install(folder / "python", folder / "ecograph", tmp_path, environment)
    # What an error about a missing package says works here, and in a checkout.
    remedy = str(missing_package("igraph", "igraph")).partition(" -m ")[2]
    run(folder / "python", "-m", *shlex.split(remedy))
    assert run(folder / "python", "-c", "import igraph; print(1)") == "1\n"


def check_install(python, ecograph, folder, environment):
    out = folder / "out"
    here = {"cwd": folder, "env": {**environment, "ECOGRAPH_DATA": str(out)}}
    assert "1,993" in run(ecograph, "build", SYNTHETIC, "--out", out, **here)
    query = "select count(*) as n from edges"
    printed = run(ecograph, "sql", query, out, "--format", "csv", **here)
    assert printed.split() == ["n", "682"]
    code = "import ecograph; print(len(ecograph.load('full')), ecograph.__file__)"
    models, place = run(python, "-c", code, **here).split()
    assert models == "1993"
    assert str(folder) in place
