"""A fetch that was interrupted resumes, and only the same fetch does."""

import signal
import subprocess
import sys
import threading

import pytest
from commands import error
from conftest import deep
from fake_hub import CUT, Answer, FakeHub
from fetches import FETCH, files_in, ids, listed, records, run
from filelock import FileLock
from remote_fixtures import BROKEN, SLOW_DOWN

import ecograph
from ecograph.errors import EcographError, HubError
from ecograph.hub.requests import RETRIES


@pytest.fixture
def hub(model_hub):
    return model_hub


@pytest.fixture
def out(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "it's [models].parquet"


@pytest.mark.parametrize("fault", [BROKEN, SLOW_DOWN, CUT], ids=["500", "429", "cut"])
def test_when_all_retries_fail_the_next_call_resumes(fault, hub, waits, out):
    hub.faults.extend([None, None] + [fault] * (RETRIES + 1))
    with pytest.raises(HubError) as raised:
        ecograph.fetch(out)
    kept = f"; kept so far: 6 models in {out}.part; run it again to resume"
    assert str(raised.value).endswith(kept)
    assert len(hub.requests) == 2 + RETRIES + 1
    assert files_in(out.parent) == [f"{out.name}.part"]
    hub.requests.clear()
    progress = []
    assert ecograph.fetch(out, on_progress=progress.append) == 10
    assert progress == [6, 9, 10]
    assert len(hub.requests) == 2
    assert ids(out) == listed(hub)


def test_it_resumes_after_it_was_killed(hub, out):
    hub.models = records(25_000)
    hub.page = 1000
    stop = threading.Event()
    hub.faults.extend([None] * 22 + [stop])
    with subprocess.Popen([*FETCH, str(out)], stdout=subprocess.DEVNULL) as process:
        hub.wait_for(23)
        process.send_signal(signal.SIGKILL)
    stop.set()
    assert process.returncode == -signal.SIGKILL
    assert files_in(out.parent) == [f"{out.name}.part"]
    # Two parts of ten thousand are there, and two pages are lost.
    hub.requests.clear()
    done = run(out)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{20000:12,} models already fetched\n{out}: 25,000 models\n"
    assert len(hub.requests) == 5
    assert ids(out) == listed(hub)


DYING = """
import os, signal, sys, shutil
from pathlib import Path
import ecograph, ecograph.hub.fetch
ecograph.hub.fetch.PART_SIZE = 6
left = [int(sys.argv[2])]

def dying(method):
    def moved(*arguments, **options):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return method(*arguments, **options)
    return moved

for name in ("replace", "unlink"):
    setattr(Path, name, dying(getattr(Path, name)))
shutil.rmtree = dying(shutil.rmtree)
ecograph.fetch(sys.argv[1])
"""


@pytest.mark.parametrize("moment", deep([1, 3, 5, 8], range(1, 9)))
def test_it_can_be_killed_between_any_two_changes_of_files(moment, hub, out):
    """Before a file is moved, and before each file and the folder are deleted."""
    died = subprocess.run(
        [sys.executable, "-c", DYING, out, str(moment)], check=False
    ).returncode
    assert died == -signal.SIGKILL
    assert not out.exists() or ids(out) == listed(hub)
    assert ecograph.fetch(out) == 10
    assert ids(out) == listed(hub)
    assert files_in(out.parent) == [out.name]


@pytest.fixture
def unfinished(hub, waits, out):
    """The folder of an unfinished fetch of the models of one author."""
    hub.faults.extend([None, Answer(400)])
    with pytest.raises(HubError):
        ecograph.fetch(out, author="a", limit=5)
    hub.requests.clear()
    return out.with_name(f"{out.name}.part")


@pytest.mark.parametrize(
    "other",
    [{}, {"author": "b", "limit": 5}, {"author": "a"}, {"author": "a", "limit": 4}],
)
def test_a_fetch_of_other_models_is_not_mixed_in(other, hub, unfinished, out):
    before = {path.name: path.read_bytes() for path in unfinished.iterdir()}
    with pytest.raises(EcographError, match="unfinished fetch of other models, 3 so"):
        ecograph.fetch(out, **other)
    assert {path.name: path.read_bytes() for path in unfinished.iterdir()} == before
    assert hub.requests == []
    assert ecograph.fetch(out, author="a", limit=5) == 5
    assert ids(out) == listed(hub)[::2]


def test_a_fetch_from_another_hub_is_not_mixed_in(unfinished, out, monkeypatch):
    with FakeHub(records(10)) as other:
        monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", other.url)
        with pytest.raises(EcographError, match="unfinished fetch of other models"):
            ecograph.fetch(out, author="a", limit=5)


def test_a_corrupt_part_is_one_clear_error(unfinished, out):
    (unfinished / "00000.jsonl.gz").write_bytes(b"no gzip")
    with pytest.raises(EcographError, match="cannot be written as Parquet: "):
        ecograph.fetch(out, author="a", limit=5)
    (unfinished / "checkpoint.json").write_text("{}")
    with pytest.raises(
        EcographError, match=r"checkpoint\.json: cannot be read; delete"
    ):
        ecograph.fetch(out, author="a", limit=5)


def test_a_folder_with_other_files_is_kept(hub, out):
    mine = out.with_name(f"{out.name}.part") / "mine"
    mine.parent.mkdir()
    mine.write_text("mine")
    assert error("fetch", out).endswith(
        "contains files that no fetch wrote; move them away"
    )
    assert mine.read_text() == "mine"


def test_two_fetches_cannot_write_one_file(hub, out):
    folder = out.with_name(f"{out.name}.part")
    folder.mkdir()
    with FileLock(folder / "lock"):
        assert "another fetch writes to it" in error("fetch", out)
    assert ecograph.fetch(out) == 10
