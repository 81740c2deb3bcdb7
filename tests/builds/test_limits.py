"""Full disks, missing permissions and too little memory are clear errors."""

import os
import resource
import shutil
import subprocess
import sys

import pytest
from commands import COMMAND, run
from conftest import SYNTHETIC, THREE, deep

import ecograph
from ecograph.builds.publish import STAGING

BUILD = [*COMMAND, "build"]


def files(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


# From a few bytes to nearly the size of the largest output.
@pytest.mark.parametrize(
    "share", deep([0.0001, 0.99], [0.0001, 0.05, 0.3, 0.6, 0.9, 0.99])
)
def test_a_full_disk_is_a_one_line_error_and_leaves_the_outputs(
    share, other_build, synthetic_folder, tmp_path
):
    shutil.copytree(other_build, tmp_path, dirs_exist_ok=True)
    before = files(tmp_path)
    largest = max(path.stat().st_size for path in synthetic_folder.iterdir())
    limit = int(share * largest)
    done = subprocess.run(
        [*BUILD, SYNTHETIC, "--out", tmp_path],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert done.stderr.startswith(f"ecograph: {tmp_path}: cannot be written: ")
    assert "make room there, or choose another folder" in done.stderr
    assert files(tmp_path) == before
    assert not (tmp_path / STAGING).exists()


# Root can read and write everything, unless it gives up these two rights.
LESS = "--bounding-set=-dac_override,-dac_read_search"
WITHOUT_RIGHTS = ["setpriv", LESS] if os.geteuid() == 0 else []


@pytest.mark.skipif(
    bool(WITHOUT_RIGHTS) and shutil.which("setpriv") is None,
    reason="root cannot give up its rights here",
)
@pytest.mark.parametrize(
    ("closed", "mode", "message"),
    [
        ("models.csv", 0o200, "cannot be read: [Errno 13] Permission denied"),
        ("out", 0o500, "cannot be written: Permission denied"),
        (".", 0o500, "cannot be written: Permission denied"),
    ],
)
def test_a_missing_permission_is_a_one_line_error(
    closed, mode, message, synthetic_folder, tmp_path
):
    out = tmp_path / "folder" / "out"
    source = out.with_name("models.csv")
    out.parent.mkdir()
    shutil.copy(SYNTHETIC, source)
    if closed == "out":
        shutil.copytree(synthetic_folder, out)
    before = files(out) if out.exists() else {}
    (out.parent / closed).chmod(mode)
    done = subprocess.run(
        [*WITHOUT_RIGHTS, *BUILD, source, "--out", out],
        capture_output=True,
        text=True,
        check=False,
    )
    (out.parent / closed).chmod(0o700)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    place = source if closed == "models.csv" else out
    assert line.startswith(f"ecograph: {place}: {message}")
    assert (files(out) if out.exists() else {}) == before


@pytest.mark.parametrize(
    ("rows", "limit", "spills"),
    [
        pytest.param(1_000_000, "512MB", False, marks=pytest.mark.deep),
        pytest.param(1_000_000, "200MB", True, marks=pytest.mark.deep),
        (50_000, "60MB", False),
    ],
)
def test_little_memory_is_enough(rows, limit, spills, tmp_path):
    """With still less, DuckDB spills to disk.

    The limits are a third above what fails at times: how much two threads need at
    once is chance.
    """
    ecograph.sample(rows, tmp_path / "big.csv")
    out = tmp_path / "out"
    spilled = set()
    ecograph.build(
        tmp_path / "big.csv",
        out,
        memory_limit=limit,
        on_step=lambda step: spilled.update((out / STAGING).glob("*.tmp/*")),
    )
    assert spilled or not spills
    assert [check for check in ecograph.check(out) if check.failing] == []


@pytest.mark.parametrize(
    ("rows", "limit"),
    [(2_000, "10MB"), pytest.param(300_000, "60MB", marks=pytest.mark.deep)],
)
def test_too_little_memory_is_a_one_line_error_with_a_remedy(rows, limit, tmp_path):
    ecograph.sample(rows, tmp_path / "big.csv")
    options = ["--out", tmp_path / "o", f"--memory-limit={limit}"]
    result = run("build", tmp_path / "big.csv", *options)
    assert result.status == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"ecograph: {tmp_path / 'o'}: too little memory")
    assert "--memory-limit" in line


@pytest.mark.parametrize("problem", ["folder", "closed"])
def test_a_pickle_that_cannot_be_read_is_an_error(problem, synthetic_folder, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(synthetic_folder, out)
    pickled = out / THREE["full"]
    if problem == "folder":
        pickled.unlink()
        pickled.mkdir()
    else:
        pickled.chmod(0o200)
    python = [*WITHOUT_RIGHTS, sys.executable]
    load = "import sys, ecograph; ecograph.load('full', sys.argv[1])"
    done = subprocess.run(
        [*python, "-c", load, out], capture_output=True, text=True, check=False
    )
    assert f"EcographError: {pickled}: cannot be read: " in done.stderr
    done = subprocess.run(
        [*python, "-m", "ecograph", "check", out],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "cannot be read: " in done.stdout
