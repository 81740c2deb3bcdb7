"""`make build` builds what has changed and nothing else; other targets of make."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SYNTHETIC
from fake_hub import FakeHub
from programs import ENVIRONMENT, attempt, run


@pytest.fixture
def checkout(tmp_path):
    """A copy of the files in git, with this virtual environment."""
    if sys.prefix == sys.base_prefix:
        pytest.skip("the tests do not run in a virtual environment")
    folder = tmp_path / "checkout"
    for name in run("git", "ls-files", cwd=ROOT).splitlines():
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(Path(sys.prefix, "bin"))
    # As if the project and the packages of the tests were installed there.
    for stamp in ("installed", "dev", "hub"):
        (folder / ".venv" / stamp).touch()
    return folder


@pytest.fixture
def copying_checkout(checkout, synthetic_folder):
    """A checkout whose command `ecograph` copies a build, which takes no time."""
    folder = checkout / ".venv" / "bin"
    folder.unlink()
    folder.mkdir()
    (folder / "python").symlink_to(sys.executable)
    command = folder / "ecograph"
    command.write_text(
        '#!/bin/sh\nmkdir -p "$4"\n'
        f'cp {synthetic_folder}/ecograph.duckdb {synthetic_folder}/*.pkl "$4"\n'
        'echo "$1 $2 into $4"\n'
    )
    command.chmod(0o755)
    return checkout


def test_make_builds_what_has_changed_and_nothing_else(copying_checkout):
    checkout = copying_checkout

    def make(*arguments):
        return run("make", "build", *arguments, cwd=checkout)

    idle = "Nothing to be done for 'build'"
    built = "build data/sample.csv into data"
    assert built in make()
    assert idle in make()
    source = checkout / "other models.csv"
    shutil.copy(SYNTHETIC, source)
    named = [f"SOURCE={source}", "OUT=other folder"]
    assert f"build {source} into other folder" in make(*named)
    assert idle in make(*named)
    assert idle in make()
    assert f"build {source} into data" in make(f"SOURCE={source}")
    assert idle in make(f"SOURCE={source}")
    assert built in make()
    (checkout / "data" / "ai_ecosystem_graph.pkl").unlink()
    assert built in make()
    edges, *_ = (checkout / "sql").rglob("edges.sql")
    os.utime(edges)
    assert built in make()
    assert idle in make()
    edges.unlink()
    assert built in make()
    assert idle in make()
    os.utime(checkout / "data" / "sample.csv", (1e9, 1e9))
    assert built in make()
    assert idle in make()
    shutil.copy(SYNTHETIC, checkout / "data" / "ai_ecosystem.csv")
    assert "build data/ai_ecosystem.csv into data" in make()


@pytest.mark.parametrize("name", ["it's.csv", "a;b #c.csv", "-n *.csv", 'quo"te.csv'])
def test_make_takes_a_source_of_any_name(copying_checkout, name):
    shutil.copy(SYNTHETIC, copying_checkout / "data" / name)
    named = [f"SOURCE=data/{name}", f"OUT=out {name}"]
    built = run("make", "build", *named, cwd=copying_checkout)
    assert f"build data/{name} into out {name}" in built
    again = run("make", "build", *named, cwd=copying_checkout)
    assert "Nothing to be done" in again


def test_make_fetches_the_hub_and_builds(checkout):
    models = [{"id": f"m/{n}", "likes": n, "tags": ["base_model:m/0"]} for n in "0123"]
    with FakeHub(models) as hub:
        there = {"HF_ENDPOINT": hub.url, "HF_HUB_DISABLE_TELEMETRY": "1"}
        for _ in range(2):
            printed = run(
                *("make", "build", "SOURCE=hub", "OUT=from the hub"),
                cwd=checkout,
                env={**ENVIRONMENT, **there},
            )
            assert "4 models" in printed
            assert "edges    4 in the full graph" in printed


def test_make_shell_opens_the_last_build(checkout):
    run("make", "build", "SOURCE=data/sample.csv", "OUT=data", cwd=checkout)
    lines = SYNTHETIC.read_text("utf-8").splitlines(keepends=True)[:50]
    (checkout / "few.csv").write_text("".join(lines), "utf-8")
    run("make", "build", "SOURCE=few.csv", cwd=checkout)
    query = "select source_name from meta.build;"
    assert "few.csv" in run("make", "shell", cwd=checkout, input=query)


def test_make_alone_lists_its_targets(checkout):
    assert "make build" in run("make", cwd=checkout)


def test_make_reports_a_missing_source(checkout):
    done = attempt("make", "build", "SOURCE=nothing.csv", cwd=checkout)
    assert done.returncode == 2
    assert "ecograph: nothing.csv: no such file" in done.stderr
