"""Remote sources that fail or need a password: retries, clear errors, no secrets."""

import gzip
import os
import subprocess
import sys

import duckdb
import pytest
from commands import error
from fake_hub import CUT, SHORT, Answer, Dataset
from quick_build import quick_build
from remote_fixtures import BROKEN, NEW, OLD, SLOW_DOWN, TOKEN, meta

import ecograph
from ecograph.errors import SourceError
from ecograph.source.detect import detect

SECRET = "the_secret_that_must_never_be_shown"  # noqa: S105


def run(source, folder, **environment):
    return subprocess.run(
        [sys.executable, "-m", "ecograph", "build", source, "--out", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def everything(folder):
    """Yield the bytes of all files, and the text of the database."""
    yield from (path.read_bytes() for path in folder.rglob("*") if path.is_file())
    with ecograph.connect(folder) as connection:
        for (name,) in connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
        ).fetchall():
            rows = connection.sql("from query_table(?)", params=[name]).fetchall()
            yield repr(rows).encode()


def test_a_token_is_sent_and_never_shown(hub, dataset, tmp_path, monkeypatch):
    dataset.token = TOKEN
    done = run("hf://datasets/o/n/a.csv", tmp_path, HF_TOKEN=TOKEN)
    assert done.returncode == 0, done.stderr
    sent = {r.headers.get("authorization") for r in hub.requests}
    assert sent == {f"Bearer {TOKEN}"}
    for data in (done.stdout.encode(), done.stderr.encode(), *everything(tmp_path)):
        assert TOKEN.encode() not in data
    for token in ("", "hf_" + SECRET):
        monkeypatch.setenv("HF_TOKEN", token)
        line = error("build", "hf://datasets/o/n/a.csv", "--out", tmp_path)
        assert line.startswith(
            "ecograph: hf://datasets/o/n/a.csv: no such dataset, or it is "
            "private; correct the name, or set HF_TOKEN"
        )
        assert SECRET not in line


def test_the_secrets_of_a_url_are_sent_and_never_shown(hub, csv, tmp_path):
    hub.files["/x/a.csv"] = csv.read_bytes()
    hub.password = f"me:{SECRET}"
    url = f"{hub.url}/x/a.csv".replace("://", f"://me:{SECRET}@")
    done = run(f"{url}?token={SECRET}", tmp_path)
    assert done.returncode == 0, done.stderr
    assert {r.query["token"][0] for r in hub.requests} == {SECRET}
    for data in (done.stdout.encode(), done.stderr.encode(), *everything(tmp_path)):
        assert SECRET.encode() not in data
    assert meta(tmp_path)["source_name"] == "a.csv"
    hub.files["/x/a.csv"] = b"model_id\nx\n"
    for wrong in (url, url.replace("me:", "you:"), url + "x", f"{url}?token={SECRET}"):
        line = error("build", wrong, "--out", tmp_path)
        assert line.startswith(f"ecograph: {hub.url}/x/a.csv")
        assert SECRET not in line


def test_an_invalid_url_is_not_repeated(tmp_path):
    with pytest.raises(SourceError, match=r"^the http address is not a valid URL"):
        ecograph.build(f"http://[:{SECRET}/a.csv", tmp_path)


def test_a_bad_row_is_named(hub, dataset, tmp_path):
    dataset.commits[NEW]["a.csv"] += b"x,y\n"
    with pytest.raises(
        SourceError, match=r"^hf://datasets/o/n/a\.csv: row 6, line 7: it has 2 cells"
    ):
        ecograph.build("hf://datasets/o/n/a.csv", tmp_path)
    dataset.commits[NEW]["a.csv"] = dataset.commits[OLD]["a.csv"] + b"\0\n"
    with pytest.raises(SourceError, match=r"a\.csv: line 6: it has a NUL"):
        ecograph.build("hf://datasets/o/n/a.csv", tmp_path)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("hf://datasets/o/n/b.csv", "no such file; correct the name"),
        ("hf://datasets/o/n/x/b.csv", "no such file; correct the name"),
        ("hf://datasets/o/n/*.tsv", "no file matches; correct the pattern"),
        ("hf://datasets/o/n/", "not a file of a dataset; give one as hf://dat"),
        ("hf://datasets/o/m/a.csv", "no such dataset, or it is private; "),
        ("hf://datasets/o/n@v9/a.csv", "the dataset has no such revision; give one"),
        ("hf://datasets/o/gated/a.csv", "the dataset is gated; accept its terms"),
        ("hf://o/n/a.csv", "not a file of a dataset; give one as hf://dat"),
        ("hf://datasets/o/n/folder", "the folder has no JSON or Parquet file; give"),
        ("{url}/x/gone.csv", "no such file; correct the name"),
        ("https:///a.csv", "the URL names no server; correct it"),
        ("http://x:y/a.csv", "the address is invalid"),
    ],
)
def test_a_missing_file_is_one_clear_line(
    address, reason, hub, dataset, waits, tmp_path
):
    dataset.commits[NEW]["folder/b.csv"] = b""
    hub.datasets["o/gated"] = Dataset(dataset.commits, gated=True)
    address = address.format(url=hub.url)
    with pytest.raises(SourceError) as raised:
        ecograph.build(address, tmp_path)
    assert str(raised.value).startswith(f"{address}: ")
    assert reason in str(raised.value)
    assert waits == []


FAULTS = {"429": SLOW_DOWN, "500": BROKEN, "503": Answer(503), "cut": CUT}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("place", ["hf", "web"])
def test_temporary_errors_are_retried(fault, place, hub, dataset, csv, waits, tmp_path):
    hub.files["/x/a.csv"] = csv.read_bytes()
    address = f"{hub.url}/x/a.csv" if place == "web" else "hf://datasets/o/n/a.csv"
    hub.part_faults.extend([fault, None, fault])
    tables = [
        ecograph.table("edges", quick_build(source, folder, "main.edges"))
        for source, folder in ((address, tmp_path / "out"), (csv, tmp_path / "here"))
    ]
    assert not hub.part_faults
    assert len(waits) == 2
    assert tables[0].equals(tables[1])
    assert detect(address).scan() == detect(csv).scan()


@pytest.mark.parametrize("fault", [BROKEN, SLOW_DOWN], ids=["500", "429"])
def test_finding_the_file_is_retried(fault, hub, dataset, waits, tmp_path):
    hub.faults.extend([fault, fault])
    ecograph.build("hf://datasets/o/n/a.csv", tmp_path)
    assert waits


@pytest.mark.parametrize("answers", range(3))
@pytest.mark.parametrize("place", ["hf", "web"])
@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (BROKEN, "the server answered 500 Internal Server Error; try again later"),
        (SLOW_DOWN, "the server answered 429 Too Many Requests; try again later"),
        (CUT, "the server cannot be reached, or closes the connection"),
        (SHORT, "the server does not serve parts of the file"),
        (Answer(404), "no such file; correct the name"),
        (Answer(403), "the server answered 403 Forbidden; "),
    ],
    ids=["500", "429", "cut", "short", "404", "403"],
)
def test_a_server_that_keeps_failing_is_one_clear_error(
    fault, reason, place, answers, hub, dataset, csv, waits, small_blocks, tmp_path
):
    """Both when the file is detected, and later when it is read."""
    large = csv.read_bytes() + b"m,1,2,,,,[],[],[],[],[],[],[],[]\n" * 20_000
    hub.files["/x/a.csv"] = dataset.commits[NEW]["a.csv"] = large
    address = f"{hub.url}/x/a.csv" if place == "web" else "hf://datasets/o/n/a.csv"
    hub.part_faults.extend([None] * answers + [fault] * 99)
    with pytest.raises(SourceError) as raised:
        ecograph.build(address, tmp_path / "out")
    assert str(raised.value).startswith(f"{address}: {reason}")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("extension", ["jsonl", "jsonl.gz"])
def test_a_server_that_fails_while_duckdb_reads_json(
    extension, hub, waits, small_blocks
):
    """No other thread reads it, and JSON is not diagnosed."""
    lines = b'{"id": "a", "tags": []}\n' * 100_000
    data = gzip.compress(lines, 0) if extension.endswith("gz") else lines
    hub.datasets["o/n"] = Dataset({NEW: {f"a.{extension}": data}})
    address = f"hf://datasets/o/n/a.{extension}"
    source = detect(address)
    hub.part_faults.extend([BROKEN] * 99)
    with duckdb.connect() as connection:
        source.register(connection)
        with pytest.raises(duckdb.Error):
            connection.execute(
                "select count(*) from read_json_objects(?)", [source.patterns]
            )
    assert str(source.failure).startswith(f"{address}: the server answered 500 ")


@pytest.mark.parametrize("place", ["hf", "web"])
def test_a_server_that_does_not_serve_ranges(
    place, hub, dataset, csv, waits, small_blocks, tmp_path
):
    hub.files["/x/a.csv"] = dataset.commits[NEW]["a.csv"] = csv.read_bytes() * 500
    address = f"{hub.url}/x/a.csv" if place == "web" else "hf://datasets/o/n/a.csv"
    whole = Answer(200, hub.files["/x/a.csv"])
    hub.part_faults.extend([None, None, *[whole] * 99])
    with pytest.raises(SourceError, match="does not serve parts"):
        ecograph.build(address, tmp_path / "out")


def test_a_hub_that_cannot_be_reached(hub, waits, tmp_path):
    hub.server_close()
    for address in ("hf://datasets/o/n/a.csv", f"{hub.url}/x/a.csv"):
        with pytest.raises(SourceError, match=f"{address}: the server cannot be reac"):
            ecograph.build(address, tmp_path)


def test_a_file_that_changes_is_an_error(hub, csv):
    hub.files["/a.csv"] = csv.read_bytes()
    source = detect(f"{hub.url}/a.csv")
    hub.files["/a.csv"] = csv.read_bytes().replace(b"3000", b"4000")
    with pytest.raises(SourceError, match=r"a\.csv: it changed while it was read"):
        source.scan()
