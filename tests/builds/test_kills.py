"""After a kill at any moment, the outputs are those of one build or the other."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import COMMAND
from conftest import SYNTHETIC, THREE, deep

import ecograph
from ecograph.builds.publish import STAGING
from ecograph.errors import EcographError

BUILD = [*COMMAND, "build"]
KILLS = deep(4, 40)


def files(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def test_a_kill_at_any_moment_leaves_whole_outputs(
    synthetic_folder, other_source, other_build, tmp_path
):
    """Of the old build or the new; `load` rejects a pickle of the other one."""
    out = tmp_path / "out"
    sources = [SYNTHETIC, other_source]
    builds = [files(synthetic_folder), files(other_build)]
    seconds = []
    for source in sources:
        start = time.perf_counter()
        subprocess.run([*BUILD, source, "--out", out], check=True, capture_output=True)
        seconds.append(time.perf_counter() - start)
    chance = random.Random(4)
    killed = 0
    number = 0
    # A kill after the end of a build does not count.
    while killed < KILLS:
        number += 1
        source = sources[number % 2]
        with subprocess.Popen(
            [*BUILD, source, "--out", out],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            # Half of them come near the end, when the outputs are moved.
            moment = chance.uniform(0, 1) if number % 4 < 2 else chance.gauss(0.9, 0.1)
            time.sleep(max(moment, 0) * seconds[number % 2])
            process.kill()
        assert process.returncode in (0, -signal.SIGKILL)
        killed += process.returncode == -signal.SIGKILL
        found = files(out)
        for name in THREE.values():
            assert found[name] in [build[name] for build in builds]
        for name in THREE:
            assert loaded(name, out) in (1993, 100, "of another build")
        with ecograph.connect(out) as connection:
            ((models,),) = connection.execute("select count(*) from models").fetchall()
        assert models in (1993, 100)
    # The next build deletes what the killed ones left.
    ecograph.build(SYNTHETIC, out)
    assert {*files(out)} == {"ecograph.duckdb", ".building.lock", *THREE.values()}
    assert not (out / STAGING).exists()
    assert [check for check in ecograph.check(out) if check.failing] == []


def loaded(name, out):
    """The number of nodes of a graph, or the error."""
    try:
        return len(ecograph.load(name, out))
    except EcographError as error:
        is_other = "was not built with ecograph.duckdb" in str(error)
        return "of another build" if is_other else str(error)


@pytest.mark.parametrize("moved", deep([0, 2, 4], [0, 1, 2, 3, 4]))
def test_a_kill_before_between_and_after_the_moves(
    moved, synthetic_folder, other_source, tmp_path
):
    shutil.copytree(synthetic_folder, tmp_path, dirs_exist_ok=True)
    script = (
        "import sys, os, pathlib, ecograph\n"
        "moves, replace = [], pathlib.Path.replace\n"
        "def one(self, target):\n"
        f"    len(moves) == {moved} and os.kill(os.getpid(), 9)\n"
        "    moves.append(replace(self, target))\n"
        "pathlib.Path.replace = one; ecograph.build(*sys.argv[1:])\n"
        "os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, other_source, tmp_path], check=False
    )
    assert done.returncode == -signal.SIGKILL
    for place, (name, file) in enumerate(THREE.items()):
        if moved == len(THREE) + 1:
            assert len(ecograph.load(name, tmp_path)) == 100
        elif place < moved:
            with pytest.raises(EcographError, match=f"{file}: it was not built with"):
                ecograph.load(name, tmp_path)
        else:
            assert len(ecograph.load(name, tmp_path)) == 1993


def test_ctrl_c_while_the_outputs_are_moved_does_nothing(tmp_path, monkeypatch):
    replace = Path.replace

    def replace_and_interrupt(self, target):
        os.kill(os.getpid(), signal.SIGINT)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replace_and_interrupt)
    handler = signal.getsignal(signal.SIGINT)
    ecograph.build(SYNTHETIC, tmp_path)
    assert signal.getsignal(signal.SIGINT) is handler
    assert {*files(tmp_path)} == {"ecograph.duckdb", ".building.lock", *THREE.values()}


def test_a_database_of_another_build_is_an_error(
    synthetic_folder, other_build, tmp_path
):
    folder = shutil.copytree(synthetic_folder, tmp_path / "a")
    shutil.copy(other_build / "ecograph.duckdb", folder)
    with pytest.raises(
        EcographError,
        match=r"was not built with ecograph.duckdb.*build both with `ecograph build",
    ):
        ecograph.load("finetune", folder)
