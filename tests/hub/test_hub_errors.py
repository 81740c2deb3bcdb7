"""Errors of the Hub are retried or one clear line, and never show the token."""

import os
import subprocess
import sys
import time
import traceback

import missing_packages
import pytest
from commands import error
from fake_hub import CUT, Answer, FakeHub
from fetches import files_in, ids, listed, read, run
from remote_fixtures import BROKEN, SLOW_DOWN, TOKEN

import ecograph
from ecograph.errors import EcographError, HubError
from ecograph.hub.api import RETRIES, Hub


@pytest.fixture
def hub(model_hub):
    return model_hub


@pytest.fixture
def out(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "it's [models].parquet"


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
    remedy = missing_packages.remedy("huggingface_hub", "hub")
    assert error("fetch", out) == f"ecograph: {remedy}"
    assert files_in(out.parent) == []
