"""Whatever happens to a build, its outputs are those of one build or the other."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time

import pytest
from conftest import SAMPLE, THREE

import ecograph
from ecograph.builds.publish import STAGING, staging
from ecograph.errors import EcographError

KILLS = 40
BUILD = [sys.executable, "-m", "ecograph", "build"]


def files(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


@pytest.fixture(scope="module")
def other_source(tmp_path_factory):
    """A hundred rows of the sample."""
    path = tmp_path_factory.mktemp("other") / "other.csv"
    lines = SAMPLE.read_text("utf-8").splitlines(keepends=True)[:101]
    path.write_text("".join(lines), "utf-8")
    return path


def test_a_kill_at_any_moment_leaves_the_old_outputs_or_the_new(other_source, tmp_path):
    """Or pickles of one build beside the database of the other, which load() tells."""
    out = tmp_path / "out"
    sources = [SAMPLE, other_source]
    whole = []
    for source in sources:
        start = time.perf_counter()
        subprocess.run([*BUILD, source, "--out", out], check=True, capture_output=True)
        seconds = time.perf_counter() - start
        whole.append({n: b for n, b in files(out).items() if n.endswith(".pkl")})
    chance = random.Random(4)
    killed = 0
    number = 0
    # A kill that comes when the build is done is none.
    while killed < KILLS:
        number += 1
        source = sources[number % 2]
        with subprocess.Popen(
            [*BUILD, source, "--out", out],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            # Half of them near the end, when the outputs are moved into place.
            moment = chance.uniform(0, 1) if number % 4 < 2 else chance.gauss(0.95, 0.1)
            time.sleep(max(moment, 0) * seconds)
            process.kill()
        assert process.returncode in (0, -signal.SIGKILL)
        killed += process.returncode == -signal.SIGKILL
        found = files(out)
        for name in THREE.values():
            assert found[name] in [build[name] for build in whole]
        for name in THREE:
            assert loaded(name, out) in (1993, 100, "of another build")
        with ecograph.connect(out) as connection:
            ((models,),) = connection.execute("select count(*) from models").fetchall()
        assert models in (1993, 100)
    # The next build clears what the dead ones left.
    subprocess.run([*BUILD, SAMPLE, "--out", out], check=True, capture_output=True)
    assert {*files(out)} == {"ecograph.duckdb", ".building.lock", *THREE.values()}
    assert not (out / STAGING).exists()
    assert [done for done in ecograph.check(out) if done.failing] == []


def loaded(name, out):
    """How many nodes the graph has."""
    try:
        return len(ecograph.load(name, out))
    except EcographError as error:
        told = "was not built with ecograph.duckdb" in str(error)
        return "of another build" if told else str(error)


@pytest.mark.parametrize("moved", [1, 2, 3])
def test_a_kill_between_two_moves_is_told(moved, other_source, tmp_path):
    ecograph.build(SAMPLE, tmp_path)
    script = (
        "import sys, os, pathlib, ecograph\n"
        "moves, replace = [], pathlib.Path.replace\n"
        "def one(self, target):\n"
        f"    len(moves) == {moved} and os.kill(os.getpid(), 9)\n"
        "    moves.append(replace(self, target))\n"
        "pathlib.Path.replace = one; ecograph.build(*sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, other_source, tmp_path], check=False
    )
    assert done.returncode == -signal.SIGKILL
    for place, (name, file) in enumerate(THREE.items()):
        if place < moved:
            with pytest.raises(EcographError, match=f"{file}: it was not built with"):
                ecograph.load(name, tmp_path)
        else:
            assert len(ecograph.load(name, tmp_path)) == 1993


def test_a_database_of_another_build_is_told(other_source, tmp_path):
    ecograph.build(SAMPLE, tmp_path / "a")
    ecograph.build(other_source, tmp_path / "b")
    (tmp_path / "b" / "ecograph.duckdb").replace(tmp_path / "a" / "ecograph.duckdb")
    with pytest.raises(
        EcographError,
        match=r"was not built with ecograph.duckdb.*build both with `ecograph build",
    ):
        ecograph.load("finetune", tmp_path / "a")


# From a few bytes to nearly all that the largest output needs.
@pytest.mark.parametrize("share", [0.0001, 0.05, 0.3, 0.6, 0.9, 0.99])
def test_no_room_left_is_one_line_and_leaves_the_outputs(
    share, other_source, sample_folder, tmp_path
):
    ecograph.build(other_source, tmp_path)
    before = files(tmp_path)
    largest = max(path.stat().st_size for path in sample_folder.iterdir())
    limit = int(share * largest)
    done = subprocess.run(
        [*BUILD, SAMPLE, "--out", tmp_path],
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


# Root may read and write everything, unless it gives up these two rights.
LESS = "--bounding-set=-dac_override,-dac_read_search"
WITHOUT_RIGHTS = ["setpriv", LESS] if os.geteuid() == 0 else []


@pytest.mark.skipif(
    bool(WITHOUT_RIGHTS) and shutil.which("setpriv") is None,
    reason="root cannot give up its rights here",
)
@pytest.mark.parametrize(
    ("closed", "mode", "said"),
    [
        ("models.csv", 0o200, "cannot be read: [Errno 13] Permission denied"),
        ("out", 0o500, "cannot be written: Permission denied"),
        (".", 0o500, "cannot be written: Permission denied"),
    ],
)
def test_what_may_not_be_read_or_written_is_one_line(closed, mode, said, tmp_path):
    out = tmp_path / "folder" / "out"
    source = out.with_name("models.csv")
    out.parent.mkdir()
    shutil.copy(SAMPLE, source)
    if closed == "out":
        ecograph.build(SAMPLE, out)
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
    assert line.startswith(f"ecograph: {place}: {said}")
    assert (files(out) if out.exists() else {}) == before


def test_a_second_build_into_a_folder_is_told_who_holds_it(tmp_path):
    ecograph.build(SAMPLE, tmp_path)
    before = files(tmp_path)
    with staging(tmp_path) as stage:
        done = subprocess.run(
            [*BUILD, SAMPLE, "--out", tmp_path],
            capture_output=True,
            text=True,
            check=False,
        )
        assert stage.exists()
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"ecograph: {tmp_path}: another build, process {os.getpid()}, writes to it; "
        "wait until it is done, or choose another folder with --out"
    ]
    assert files(tmp_path) == before
    ecograph.build(SAMPLE, tmp_path)


def test_two_builds_at_once(other_source, tmp_path):
    both = [
        subprocess.Popen(
            [*BUILD, source, "--out", tmp_path],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for source in (SAMPLE, other_source)
    ]
    said = [process.communicate()[1] for process in both]
    ends = sorted(process.returncode for process in both)
    assert ends in ([0, 0], [0, 2])
    assert "another build, process" in "".join(said) or ends == [0, 0]
    assert [done for done in ecograph.check(tmp_path) if done.failing] == []


def test_a_reader_goes_on_reading_the_old_database(other_source, tmp_path):
    ecograph.build(SAMPLE, tmp_path)
    with ecograph.connect(tmp_path) as reader:
        query = "select count(*) from models where licenses is not null"
        first = reader.execute(query).fetchall()
        subprocess.run([*BUILD, other_source, "--out", tmp_path], check=True)
        assert reader.execute(query).fetchall() == first
        assert reader.execute("select count(*) from parents").fetchall() != [(0,)]
    assert len(ecograph.load("full", tmp_path)) == 100


def test_who_opens_the_new_database_sees_it_while_the_old_one_is_open(
    other_source, tmp_path
):
    """In one process too, as in a notebook, where DuckDB remembers what it opened."""
    ecograph.build(SAMPLE, tmp_path)
    with ecograph.connect(tmp_path) as reader:
        ecograph.build(other_source, tmp_path)
        assert len(ecograph.table("models", tmp_path)) == 100
        assert len(ecograph.load("full", tmp_path)) == 100
        rows = reader.execute("select count(*) from models").fetchall()
        assert rows == [(1993,)]
    assert [done for done in ecograph.check(tmp_path) if done.failing] == []


def test_what_was_yet_to_be_written_into_the_old_database_is_not_put_into_the_new(
    other_source, tmp_path
):
    """DuckDB keeps it in a file of its own, which a killed shell leaves."""
    ecograph.build(other_source, tmp_path)
    script = (
        "import os, sys, duckdb; c = duckdb.connect(sys.argv[1])\n"
        "c.execute('create table mine as select 1 as x'); os.kill(os.getpid(), 9)"
    )
    database = tmp_path / "ecograph.duckdb"
    subprocess.run([sys.executable, "-c", script, database], check=False)
    assert (tmp_path / "ecograph.duckdb.wal").exists()
    ecograph.build(SAMPLE, tmp_path)
    assert not (tmp_path / "ecograph.duckdb.wal").exists()
    assert [done for done in ecograph.check(tmp_path) if done.failing] == []


@pytest.mark.parametrize(("limit", "spills"), [("512MB", False), ("150MB", True)])
def test_little_memory_is_enough_for_a_million_rows(limit, spills, tmp_path):
    """With still less, DuckDB writes to the disk meanwhile."""
    ecograph.sample(1_000_000, tmp_path / "big.csv")
    out = tmp_path / "out"
    spilled = set()
    ecograph.build(
        tmp_path / "big.csv",
        out,
        memory_limit=limit,
        on_step=lambda step: spilled.update((out / STAGING).glob("*.tmp/*")),
    )
    assert spilled or not spills
    assert [done for done in ecograph.check(out) if done.failing] == []


def test_too_little_memory_is_told_with_a_remedy(tmp_path):
    ecograph.sample(300_000, tmp_path / "big.csv")
    done = subprocess.run(
        [*BUILD, tmp_path / "big.csv", "--out", tmp_path / "o", "--memory-limit=60MB"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"ecograph: {tmp_path / 'o'}: there is too little memory")
    assert "--memory-limit" in line


@pytest.mark.parametrize("spoilt", ["folder", "closed"])
def test_a_pickle_that_cannot_be_read_is_told(spoilt, sample_folder, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(sample_folder, out)
    pickled = out / THREE["full"]
    if spoilt == "folder":
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
