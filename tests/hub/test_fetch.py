"""Fetching from the Hub: real client, real HTTP, a fake Hub that fails."""

import glob
import json
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from datetime import datetime

import duckdb
import pytest
from commands import COMMAND, error
from commands import run as run_here
from conftest import deep, on_terminal
from fake_hub import CUT, Answer, FakeHub
from filelock import FileLock
from remote_fixtures import BROKEN, SLOW_DOWN, TOKEN

import ecograph
from ecograph.errors import EcographError, HubError
from ecograph.hub.api import RETRIES, Hub

FETCH = [*COMMAND, "fetch"]


def records(number):
    """Return records of some models, of two authors."""
    return [{"id": f"{'ab'[n % 2]}/{n:05}", "likes": n} for n in range(number)]


@pytest.fixture
def hub(hub, monkeypatch):
    """A Hub of ten models, three a page."""
    hub.models, hub.page = records(10), 3
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    return hub


@pytest.fixture
def out(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "it's [models].parquet"


def read(path):
    with duckdb.connect() as connection:
        query = "from read_parquet(?)"
        return connection.execute(query, [glob.escape(str(path))]).fetchall()


def ids(path):
    return [model_id for model_id, *_ in read(path)]


def listed(hub):
    return [model["id"] for model in hub.models]


def files_in(folder):
    return [path.name for path in folder.iterdir()]


def run(out, *options, **environment):
    return subprocess.run(
        [*FETCH, str(out), *options],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_columns_and_values_are_those_of_the_public_dump(hub, out):
    parents = {"relation": "finetune", "models": [{"_id": "6", "id": "ä/b"}]}
    hub.models = [
        {
            "id": "a/b",
            "likes": 2**40,
            "downloads": 3,
            "tags": ["license:mit", "it's “so”", ""],
            "pipeline_tag": "text-generation",
            "library_name": "transformers",
            "createdAt": "2025-07-11T00:55:12.345Z",
            "baseModels": parents,
            "trendingScore": 7,
        },
        {"id": "gpt2", "tags": [], "baseModels": None, "library_name": None},
        {"id": "half a \ud800 surrogate"},
    ]
    assert ecograph.fetch(out) == 3
    first, second, third = read(out)
    time_of_first = datetime(2025, 7, 11, 0, 55, 12, 345000)
    assert first[:7] == (
        "a/b",
        2**40,
        3,
        ["license:mit", "it's “so”", ""],
        "text-generation",
        "transformers",
        time_of_first,
    )
    assert json.loads(first[7]) == parents
    assert "ä/b" in first[7]
    assert second == ("gpt2", None, None, [], None, None, None, None)
    assert third[0] == "half a ? surrogate"
    with duckdb.connect() as connection:
        columns = connection.execute(
            "describe from read_parquet(?)", [glob.escape(str(out))]
        ).fetchall()
    assert [column[:2] for column in columns] == [
        ("id", "VARCHAR"),
        ("likes", "BIGINT"),
        ("downloads", "BIGINT"),
        ("tags", "VARCHAR[]"),
        ("pipeline_tag", "VARCHAR"),
        ("library_name", "VARCHAR"),
        ("createdAt", "TIMESTAMP"),
        ("baseModels", "VARCHAR"),
    ]


def test_all_models_are_fetched_once_in_order(hub, out, monkeypatch):
    monkeypatch.setattr("ecograph.hub.fetch.PART_SIZE", 4)
    hub.models = records(100)
    progress = []
    assert ecograph.fetch(out, on_progress=progress.append) == 100
    assert ids(out) == listed(hub)
    assert progress == [*range(0, 100, 3), 100]
    assert files_in(out.parent) == [out.name]


def test_of_a_model_that_is_listed_twice_the_first_is_kept(hub, out, monkeypatch):
    monkeypatch.setattr("ecograph.hub.fetch.PART_SIZE", 3)
    hub.models.insert(8, {"id": "a/00002", "likes": 99})
    assert ecograph.fetch(out) == 10
    assert [likes for _, likes, *_ in read(out)] == [*range(10)]


@pytest.mark.parametrize(
    ("limit", "pages"), [(1, 1), (2, 1), (3, 1), (7, 3), (10, 4), (11, 4)]
)
def test_limit(limit, pages, hub, out):
    assert ecograph.fetch(out, limit=limit) == min(limit, 10)
    assert ids(out) == listed(hub)[:limit]
    assert len(hub.requests) == pages


def test_author(hub, out):
    assert ecograph.fetch(out, author="b", limit=4) == 4
    assert ids(out) == ["b/00001", "b/00003", "b/00005", "b/00007"]


def test_an_author_without_models_is_an_error(hub, out):
    line = error("fetch", out, "--author", "nobody & co")
    assert line.endswith("the Hub lists no models of 'nobody & co'; check the name")
    assert hub.requests[0].query["author"] == ["nobody & co"]
    assert files_in(out.parent) == []


@pytest.mark.parametrize(
    "fault",
    [BROKEN, Answer(503), Answer(408), SLOW_DOWN, CUT],
    ids=["500", "503", "408", "429", "cut"],
)
def test_fetching_retries_after_temporary_errors(fault, hub, waits, out):
    hub.faults.extend([None, fault, fault, None, fault])
    assert ecograph.fetch(out) == 10
    assert ids(out) == listed(hub)
    assert len(hub.requests) == 4 + 3
    assert len(waits) == 3


def test_it_waits_as_long_as_a_429_demands(hub, waits, out):
    limits = {"RateLimit": '"api";r=0;t=23', "RateLimit-Policy": '"api";q=500;w=300'}
    hub.faults.extend(
        [Answer(429, headers={"Retry-After": "77"}), Answer(429, headers=limits)]
    )
    assert ecograph.fetch(out) == 10
    assert [*map(round, waits)] in ([77, 23], [78, 24])


def test_a_wait_takes_its_time(hub, out):
    hub.faults.extend([None, SLOW_DOWN])
    start = time.monotonic()
    done = run(out)
    assert time.monotonic() - start > 1
    assert "Rate limited. Waiting 1.0s" in done.stderr
    assert (done.returncode, done.stdout) == (0, f"{out}: 10 models\n")


@pytest.mark.parametrize("fault", [BROKEN, SLOW_DOWN, CUT], ids=["500", "429", "cut"])
def test_when_all_retries_fail_the_next_call_resumes(fault, hub, waits, out):
    hub.faults.extend([None, None] + [fault] * (RETRIES + 1))
    with pytest.raises(HubError, match="run it again to resume"):
        ecograph.fetch(out)
    assert len(hub.requests) == 2 + RETRIES + 1
    assert files_in(out.parent) == [f"{out.name}.part"]
    hub.requests.clear()
    progress = []
    assert ecograph.fetch(out, on_progress=progress.append) == 10
    assert progress == [6, 9, 10]
    assert len(hub.requests) == 2
    assert ids(out) == listed(hub)


def test_a_hub_that_cannot_be_reached_leaves_no_files(hub, waits, out):
    hub.server_close()
    with pytest.raises(HubError, match=r"cannot be reached \(ConnectError\)"):
        ecograph.fetch(out)
    assert len(waits) == RETRIES
    assert files_in(out.parent) == []


def test_a_page_that_links_to_itself_is_an_error(monkeypatch, tmp_path):
    with FakeHub([{"id": "a"}]) as hub:
        client = Hub(hub.url, {})
        query = "sort=createdAt&cursor=1"
        link = {"Link": f'<{hub.url}/api/models?{query}>; rel="next"'}
        hub.faults.append(Answer(200, b'[{"id": "a"}]', link))
        with pytest.raises(EcographError, match="the same page again"):
            client.fetch_page(query)


@pytest.mark.parametrize("out", [".", ""])
def test_a_folder_is_not_a_file_name(out):
    with pytest.raises(EcographError, match="is a folder; give the name of a file"):
        ecograph.fetch(out)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(404), "the Hub answered 404 Not Found; "),
        (Answer(400), "the Hub answered 400 Bad Request; "),
        (Answer(401), "401 Unauthorized; check the token in HF_TOKEN; "),
        (Answer(403), "403 Forbidden; check the token in HF_TOKEN; "),
        (Answer(599), "the Hub answered 599; "),
        (
            Answer(200, b"<html>"),
            "the answer is not a list of models; check HF_ENDPOINT",
        ),
        (Answer(200, b'{"a": 1}'), "the answer is not a list of models; "),
        (Answer(200, b'[{"id": 1}]'), "the answer is not a list of models; "),
    ],
    ids=lambda value: getattr(value, "status", ""),
)
def test_an_unexpected_answer_is_one_clear_error(answer, reason, hub, waits, out):
    hub.faults.extend([None, answer])
    with pytest.raises(HubError) as raised:
        ecograph.fetch(out)
    assert f"127.0.0.1:{hub.server_port}: " in str(raised.value)
    assert reason in str(raised.value)
    assert waits == []
    assert ecograph.fetch(out) == 10


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
        "holds files that are not of a fetch; move them away"
    )
    assert mine.read_text() == "mine"


def test_two_fetches_cannot_write_one_file(hub, out):
    folder = out.with_name(f"{out.name}.part")
    folder.mkdir()
    with FileLock(folder / "lock"):
        assert "another fetch writes to it" in error("fetch", out)
    assert ecograph.fetch(out) == 10


def test_the_token_is_sent_but_never_shown(hub, waits, out):
    """Not even if the server repeats it in its answers."""
    repeated = {"X-Error-Message": TOKEN, "X-Request-Id": TOKEN}
    broken, refusal = (
        Answer(status, f'{{"error": "{TOKEN}"}}'.encode(), repeated)
        for status in (500, 403)
    )
    hub.faults.extend([None, broken, None, refusal])
    done = run(out, HF_HUB_VERBOSITY="debug", HF_DEBUG="1")
    assert done.returncode == 2
    assert "-H 'authorization: <TOKEN>'" in done.stderr
    hub.faults.extend([refusal])
    with pytest.raises(HubError) as raised:
        ecograph.fetch(out)
    shown = [done.stdout, done.stderr, *traceback.format_exception(raised.value)]
    for path in out.with_name(f"{out.name}.part").iterdir():
        progress = ["zcat", path] if path.suffix == ".gz" else ["cat", path]
        shown.append(subprocess.check_output(progress, text=True))
    assert ecograph.fetch(out) == 10
    assert TOKEN not in "".join([*shown, str(read(out))])
    assert TOKEN.encode() not in out.read_bytes()
    sent = {request.headers.get("authorization") for request in hub.requests}
    assert sent == {f"Bearer {TOKEN}"}


def test_the_token_is_not_sent_to_another_host(hub, out):
    """Not even if the link to the next page leads there."""
    with FakeHub() as other:
        route = hub.routes["/api/models"]

        def linked(request):
            answer = route(request)
            for name, link in answer.headers.items():
                answer.headers[name] = link.replace(hub.url, other.url)
            return answer

        hub.routes["/api/models"] = linked
        assert ecograph.fetch(out) == 10
    assert other.requests == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "is a folder; give the name of a file"),
        ("none/models.parquet", "cannot be written: No such file or directory; "),
        ("file/models.parquet", "cannot be written: Not a directory; "),
        ("pipe", "is not a regular file; give the name of a file"),
    ],
)
def test_a_file_that_cannot_be_written_is_one_line(name, reason, hub, tmp_path):
    (tmp_path / "file").write_text("mine")
    os.mkfifo(tmp_path / "pipe")
    line = error("fetch", tmp_path / name)
    assert line.startswith(f"ecograph: {tmp_path / name}: {reason}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "pipe"]
    assert hub.requests == []


def test_a_limit_below_one_is_one_line(out):
    line = error("fetch", out, "--limit", "0")
    assert line == "ecograph: a limit of 0 is too low; give 1 or more"


@pytest.mark.parametrize("address", ["huggingface.co", "ftp://a.b", "https://", "a b"])
def test_an_endpoint_that_is_not_a_url_is_one_line(address, out, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", address)
    line = error("fetch", out)
    assert line.startswith("ecograph: HF_ENDPOINT is not a URL; ")
    assert files_in(out.parent) == []


def test_without_huggingface_hub_it_says_how_to_install_it(out, monkeypatch):
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    remedy = "install it with pip install 'ecograph[hub]'"
    assert error("fetch", out) == f"ecograph: huggingface_hub is missing; {remedy}"
    assert files_in(out.parent) == []


def test_without_a_terminal_it_prints_plain_lines(hub, out):
    hub.models = records(25_000)
    hub.page = 1000
    first, second, last = run_here("fetch", out).stdout.splitlines()
    assert first.split()[:2] == ["10,000", "models"]
    assert second.split()[:2] == ["20,000", "models"]
    assert second.endswith("/s")
    assert last == f"{out}: 25,000 models"


def test_on_a_terminal_it_shows_a_progress_bar(hub, out):
    hub.models = records(25_000)
    hub.page = 1000
    shown = on_terminal([*FETCH, out])
    assert ",000 models" in shown
    assert "━" in shown
    assert "/s" in shown
    assert "25,000 models" in shown
