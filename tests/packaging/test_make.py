"""The wheel stands alone, and `make build` does no more than it has to."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLE
from fake_hub import FakeHub

# What `make test` hands down would be taken for the wish of the one who types.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in ("SOURCE", "OUT", "MAKEFLAGS", "MAKELEVEL", "ECOGRAPH_DATA")
}


def attempt(*arguments, **options):
    return subprocess.run(
        [*map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        **{"env": ENVIRONMENT, **options},
    )


def run(*arguments, **options):
    done = attempt(*arguments, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_works_away_from_the_checkout(tmp_path):
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", tmp_path, ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", wheel)
    ecograph = tmp_path / "venv" / "bin" / "ecograph"
    out = tmp_path / "out"
    assert "1,993" in run(ecograph, "build", SAMPLE, "--out", out, cwd=tmp_path)
    assert run(
        ecograph, "sql", "select count(*) as n from edges", out, "--format", "csv"
    ).split() == ["n", "682"]
    code = "import ecograph; print(len(ecograph.load('full')), ecograph.__file__)"
    environment = {**ENVIRONMENT, "ECOGRAPH_DATA": str(out)}
    models, place = run(python, "-c", code, cwd=tmp_path, env=environment).split()
    assert models == "1993"
    assert str(tmp_path) in place


@pytest.fixture
def checkout(tmp_path):
    """A copy of what git tracks, which shares this virtual environment."""
    if sys.prefix == sys.base_prefix:
        pytest.skip("the tests do not run in a virtual environment")
    folder = tmp_path / "checkout"
    for name in run("git", "ls-files", cwd=ROOT).splitlines():
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(Path(sys.prefix, "bin"))
    # As in a checkout that has installed the project and the tests' packages.
    for stamp in ("installed", "dev", "hub"):
        (folder / ".venv" / stamp).touch()
    return folder


def test_make_builds_what_has_changed_and_nothing_else(checkout):
    def make(*arguments):
        return run("make", "build", *arguments, cwd=checkout)

    idle = "Nothing to be done for 'build'"
    assert "1,993" in make()
    assert idle in make()
    source = checkout / "other models.csv"
    shutil.copy(SAMPLE, source)
    named = [f"SOURCE={source}", "OUT=other folder"]
    assert "1,993" in make(*named)
    assert idle in make(*named)
    assert idle in make()
    assert "1,993" in make(f"SOURCE={source}")
    assert idle in make(f"SOURCE={source}")
    assert "1,993" in make()
    (checkout / "data" / "ai_ecosystem_graph.pkl").unlink()
    assert "1,993" in make()
    os.utime(checkout / "sql" / "graph" / "edges.sql")
    assert "1,993" in make()
    assert idle in make()
    # The environment's ecograph has SQL files of its own; make looks at these.
    (checkout / "sql" / "ledger" / "ledger.sql").unlink()
    assert "1,993" in make()
    assert idle in make()
    os.utime(checkout / "data" / "sample.csv", (1e9, 1e9))
    assert "1,993" in make()
    assert idle in make()
    lines = SAMPLE.read_text("utf-8").splitlines(keepends=True)[:50]
    (checkout / "data" / "ai_ecosystem.csv").write_text("".join(lines), "utf-8")
    assert "49 rows" in make()


@pytest.mark.parametrize("name", ["it's.csv", "a;b #c.csv", "-n *.csv", 'quo"te.csv'])
def test_make_takes_a_source_of_any_name(checkout, name):
    shutil.copy(SAMPLE, checkout / "data" / name)
    named = [f"SOURCE=data/{name}", f"OUT=out {name}"]
    assert "1,993" in run("make", "build", *named, cwd=checkout)
    assert "Nothing to be done" in run("make", "build", *named, cwd=checkout)


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


def test_make_shell_opens_what_was_built_and_builds_nothing_else(checkout):
    run("make", "build", "SOURCE=data/sample.csv", "OUT=data", cwd=checkout)
    lines = SAMPLE.read_text("utf-8").splitlines(keepends=True)[:50]
    (checkout / "few.csv").write_text("".join(lines), "utf-8")
    run("make", "build", "SOURCE=few.csv", cwd=checkout)
    query = "select source_name from meta.build;"
    assert "few.csv" in run("make", "shell", cwd=checkout, input=query)


def test_make_alone_lists_what_there_is_to_make(checkout):
    assert "make build" in run("make", cwd=checkout)


def test_make_says_what_is_wrong_with_the_source(checkout):
    done = attempt("make", "build", "SOURCE=nothing.csv", cwd=checkout)
    assert done.returncode == 2
    assert "ecograph: nothing.csv: no such file" in done.stderr
