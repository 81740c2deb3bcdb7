"""Errors of the Hub are retried or one clear line, and never show the token."""

import logging
import os
import subprocess
import sys
import time
import traceback

import missing_packages
import pytest
from commands import error
from commands import run as run_here
from fake_hub import CUT, Answer, FakeHub
from fetches import files_in, ids, listed, read, run
from remote_fixtures import BROKEN, SLOW_DOWN, TOKEN

import ecograph
from ecograph.errors import EcographError, HubError
from ecograph.hub.requests import RETRIES

NO_LIST = "the answer is not a list of models; check HF_ENDPOINT"


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


@pytest.fixture
def messages(monkeypatch):
    """What huggingface_hub logs."""
    found = []
    handler = logging.Handler()
    handler.emit = lambda record: found.append(record.getMessage())
    logger = logging.getLogger("huggingface_hub")
    monkeypatch.setattr(logger, "handlers", [handler])
    yield found
    logger.setLevel(logging.WARNING)


def test_retries_are_one_line(hub, waits, messages, out):
    hub.faults.extend([BROKEN, Answer(503), SLOW_DOWN, None, CUT])
    assert ecograph.fetch(out) == 10
    again = "; trying again for about a minute"
    first, wait, cut = messages
    assert first == f"The Hub: HTTP Error 500{again}"
    assert wait.startswith("Rate limited. Waiting 1.0s before retry")
    assert cut.endswith(again)


def test_all_retries_are_told_where_the_library_is_to_be_verbose(
    hub, waits, messages, out
):
    logging.getLogger("huggingface_hub").setLevel(logging.INFO)
    hub.faults.extend([BROKEN, BROKEN])
    assert ecograph.fetch(out) == 10
    assert len(messages) == 4


def test_without_a_connection_it_says_so(hub, waits, out, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    line = error("fetch", out)
    assert line.endswith(": HF_HUB_OFFLINE forbids requests; unset it")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    hub.server_close()
    assert (
        run_here("fetch", out)
        .stderr.splitlines()[-1]
        .endswith(": the Hub cannot be reached (ConnectError); run it again later")
    )


def test_an_endpoint_with_an_invalid_port_is_one_line(hub, out, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:x")
    assert error("fetch", out).endswith("the URL is invalid; check HF_ENDPOINT")


def test_redirects_in_a_circle_are_one_line(hub, out):
    hub.routes["/api/models"] = lambda request: Answer(
        307, headers={"Location": "/api/models"}
    )
    line = error("fetch", out)
    assert line.endswith("redirects wrongly (TooManyRedirects); check HF_ENDPOINT")


def test_a_hub_that_cannot_be_reached_leaves_no_files(hub, waits, out):
    hub.server_close()
    with pytest.raises(HubError, match=r"cannot be reached \(ConnectError\)"):
        ecograph.fetch(out)
    assert len(waits) == RETRIES
    assert files_in(out.parent) == []


@pytest.mark.parametrize("pages", [[1], [1, 2]])
def test_pages_that_link_in_a_circle_are_an_error(pages, hub, out):
    def circle(request):
        page = int(request.query.get("page", ["0"])[0])
        after = pages[page % len(pages)]
        link = {"Link": f'<{hub.url}/api/models?page={after}>; rel="next"'}
        return Answer(200, b'[{"id": "a"}]', link)

    hub.routes["/api/models"] = circle
    with pytest.raises(HubError, match="the same page again; kept so far: "):
        ecograph.fetch(out)
    assert len(hub.requests) == 1 + len(pages)


@pytest.mark.parametrize("out", [".", ""])
def test_a_folder_is_not_a_file_name(out):
    with pytest.raises(EcographError, match="is a folder; give the name of a file"):
        ecograph.fetch(out)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(404), "404 Not Found for the list of models; check the names given"),
        (Answer(400), "400 Bad Request for the list of models; check the names given"),
        (Answer(401), "401 Unauthorized for the list of models; check the token in HF"),
        (Answer(403), "403 Forbidden for the list of models; check the token in HF_TO"),
        (Answer(418), "the Hub answered 418"),
        (Answer(200, b"<html>"), NO_LIST),
        (Answer(200, b"null"), NO_LIST),
        (Answer(200, b"{}"), NO_LIST),
        (Answer(200, b'{"a": 1}'), NO_LIST),
        (Answer(200, b'[{"id": 1}]'), NO_LIST),
        (Answer(200, b"[{}]"), NO_LIST),
        (Answer(200, b"[[]]"), NO_LIST),
        (Answer(200, b"[" * 100_000), NO_LIST),
        (
            Answer(200, b'[{"id": "a"}]', {"Link": '<http://[>; rel="next"'}),
            "the link to the next page is not a URL",
        ),
    ],
)
def test_an_unexpected_answer_is_one_clear_error(answer, reason, hub, waits, out):
    hub.faults.extend([None, answer])
    with pytest.raises(HubError) as raised:
        ecograph.fetch(out)
    message = str(raised.value)
    assert message.startswith(f"127.0.0.1:{hub.server_port}: ")
    assert reason in message
    # To run it again would not help.
    assert message.endswith(f"; kept so far: 3 models in {out}.part")
    assert waits == []
    assert ecograph.fetch(out) == 10


def test_a_first_page_that_makes_no_sense_leaves_no_files(hub, out):
    hub.faults.append(Answer(200, b"{}"))
    assert error("fetch", out).endswith(NO_LIST)
    hub.faults.append(Answer(200, b"[]"))
    assert error("fetch", out).endswith("the Hub lists no models")
    assert files_in(out.parent) == []


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
        ("it.csv", "fetch writes Parquet; name the file it.parquet"),
        ("it.csv.gz", "fetch writes Parquet; name the file it.csv.parquet"),
        ("it", "fetch writes Parquet; name the file it.parquet"),
    ],
)
def test_a_file_that_cannot_be_written_is_one_line(name, reason, hub, tmp_path):
    (tmp_path / "file").write_text("mine")
    os.mkfifo(tmp_path / "pipe")
    line = error("fetch", tmp_path / name)
    assert line.startswith(f"ecograph: {tmp_path / name}: {reason}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "pipe"]
    assert hub.requests == []
    with pytest.raises(EcographError, match=reason):
        ecograph.fetch(tmp_path / name, family="a/b")


@pytest.mark.parametrize("name", ["it.PARQUET", "it's.2024.parquet", "a.parquet/"])
def test_a_name_of_parquet_is_written(name, hub, tmp_path):
    assert ecograph.fetch(f"{tmp_path}/{name}") == 10
    assert files_in(tmp_path) == [name.rstrip("/")]


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
