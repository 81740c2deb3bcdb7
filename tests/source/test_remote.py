"""Sources that are not here: real client, real HTTP, a Hub of a few files."""

import gzip
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest
import sources
from conftest import THREE, write_csv
from fake_hub import CUT, Answer, Dataset, FakeHub

import ecograph
from ecograph.errors import EcographError, SourceError
from ecograph.source.detect import detect

TOKEN = "hf_TheSecretThatIsToBeSeenNowhere"  # noqa: S105
SECRET = "the_secret_that_is_to_be_seen_nowhere"  # noqa: S105
OLD, NEW = "a" * 40, "b" * 40
SLOW_DOWN = Answer(429, headers={"Retry-After": "0"})
BROKEN = Answer(500)


@pytest.fixture
def hub(monkeypatch, tmp_path_factory):
    with FakeHub() as hub:
        monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", hub.url)
        template = "/{repo_id}/resolve/{revision}/{filename}"
        for place in ("constants", "file_download"):
            name = f"huggingface_hub.{place}.HUGGINGFACE_CO_URL_TEMPLATE"
            monkeypatch.setattr(name, hub.url + template, raising=False)
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        monkeypatch.delenv("HF_TOKEN", raising=False)
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_TELEMETRY", True)
        monkeypatch.setenv("HF_HUB_DISABLE_TELEMETRY", "1")
        monkeypatch.setenv("HF_HOME", str(tmp_path_factory.mktemp("home")))
        yield hub


@pytest.fixture
def waits(monkeypatch):
    """How long was waited, in seconds, which takes no time here."""
    found = []
    monkeypatch.setattr(time, "sleep", found.append)
    return found


@pytest.fixture
def csv(tmp_path):
    return sources.ai_ecosystem_csv(sources.MODELS, tmp_path)


@pytest.fixture
def dataset(hub, csv):
    """A dataset of one CSV file and two commits, of which the old has a row less."""
    lines = csv.read_bytes().splitlines(keepends=True)
    hub.datasets["o/n"] = Dataset(
        {OLD: {"a.csv": b"".join(lines[:-1])}, NEW: {"a.csv": b"".join(lines)}},
        names={"v1": OLD, "refs/pr/1": OLD, "a/b": OLD},
    )
    return hub.datasets["o/n"]


def meta(folder):
    (row,) = ecograph.table("meta.build", folder).to_dict("records")
    return row


def assert_same(ours, theirs):
    """What the builds in two folders made is equal, byte by byte."""
    for name in THREE.values():
        assert (ours / name).read_bytes() == (theirs / name).read_bytes(), name
    assert meta(ours)["build_id"] == meta(theirs)["build_id"]
    for column in ("source_sha256", "source_bytes"):
        assert meta(ours)[column] == meta(theirs)[column]


def run(source, folder, **changes):
    return subprocess.run(
        [sys.executable, "-m", "ecograph", "build", source, "--out", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **changes},
    )


def upload(hub, source: Path) -> str:
    """Put a file, a folder or the files of a pattern on the Hub; return its URL."""
    paths = [source]
    if source.is_dir():
        paths = source.iterdir()
    elif not source.exists():
        paths = source.parent.glob(source.name)
    root = source.parent
    files = {f"data/{p.relative_to(root)}": p.read_bytes() for p in paths}
    hub.datasets["o/n"] = Dataset({NEW: files})
    return f"hf://datasets/o/n/data/{source.name}"


@pytest.mark.parametrize("way", sources.WAYS, ids=lambda way: way.__name__)
def test_every_layout_from_the_hub_is_as_from_here(way, hub, tmp_path):
    source = way(sources.MODELS, tmp_path)
    ecograph.build(source, tmp_path / "here")
    ecograph.build(upload(hub, source), tmp_path / "hub")
    assert_same(tmp_path / "hub", tmp_path / "here")
    assert meta(tmp_path / "here")["source_revision"] is None
    row = meta(tmp_path / "hub")
    assert (row["source_name"], row["source_revision"]) == (source.name, NEW)


@pytest.mark.parametrize(
    "way",
    [
        way
        for way in sources.WAYS
        if way.__name__ not in ("ai_ecosystem_csv_parts", "hub_json_folder")
    ],
    ids=lambda way: way.__name__,
)
def test_every_layout_from_a_url_is_as_from_here(way, hub, tmp_path):
    source = way(sources.MODELS, tmp_path)
    ecograph.build(source, tmp_path / "here")
    hub.files[f"/x/{source.name}"] = source.read_bytes()
    ecograph.build(f"{hub.url}/x/{source.name}", tmp_path / "web")
    assert_same(tmp_path / "web", tmp_path / "here")
    assert meta(tmp_path / "web")["source_revision"] is None


@pytest.mark.parametrize(
    ("address", "sha"),
    [
        ("hf://datasets/o/n/a.csv", NEW),
        ("hf://datasets/o/n@main/a.csv", NEW),
        ("hf://datasets/o/n@v1/a.csv", OLD),
        (f"hf://datasets/o/n@{OLD}/a.csv", OLD),
        ("hf://datasets/o/n@refs%2Fpr%2F1/a.csv", OLD),
        ("hf://datasets/o/n@refs/pr/1/a.csv", OLD),
        ("hf://datasets/o/n@a%2Fb/a.csv", OLD),
        ("{url}/datasets/o/n/resolve/main/a.csv", NEW),
        ("{url}/datasets/o/n/resolve/v1/a.csv?download=true", OLD),
        ("{url}/datasets/o/n/blob/v1/a.csv", OLD),
    ],
)
def test_a_revision_is_the_one_that_is_read_and_recorded(
    address, sha, hub, dataset, tmp_path
):
    ecograph.build(address.format(url=hub.url), tmp_path)
    row = meta(tmp_path)
    assert row["source_bytes"] == len(dataset.commits[sha]["a.csv"])
    assert row["source_revision"] == sha
    parts = [r.path for r in hub.requests if "/resolve/" in r.path]
    assert parts
    assert all(f"/resolve/{sha}/" in path for path in parts)


@pytest.mark.parametrize("name", ["m?d[1]*.csv", "ä b#%41'@c.csv", "x.csv?y=1&z"])
def test_a_name_with_odd_characters_is_an_ordinary_name(name, hub, csv, tmp_path):
    hub.datasets["o/n"] = Dataset({NEW: {name: csv.read_bytes(), "mod[1].csv": b"x"}})
    ecograph.build(f"hf://datasets/o/n/{name}", tmp_path / "a")
    assert meta(tmp_path / "a")["source_name"] == name
    ecograph.build(f"{hub.url}/datasets/o/n/resolve/main/{quote(name)}", tmp_path / "b")
    hub.files[f"/x/{name}"] = csv.read_bytes()
    ecograph.build(f"{hub.url}/x/{quote(name)}", tmp_path / "c")
    assert_same(tmp_path / "a", tmp_path / "b")
    assert_same(tmp_path / "a", tmp_path / "c")


def everything(folder):
    """All bytes of all files, and all text of the database."""
    yield from (path.read_bytes() for path in folder.rglob("*") if path.is_file())
    with ecograph.connect(folder) as connection:
        for (name,) in connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
        ).fetchall():
            rows = connection.sql("from query_table(?)", params=[name]).fetchall()
            yield repr(rows).encode()


def test_a_token_is_sent_demanded_and_seen_nowhere(hub, dataset, tmp_path):
    dataset.token = TOKEN
    done = run("hf://datasets/o/n/a.csv", tmp_path, HF_TOKEN=TOKEN)
    assert done.returncode == 0, done.stderr
    sent = {r.headers.get("authorization") for r in hub.requests}
    assert sent == {f"Bearer {TOKEN}"}
    for data in (done.stdout.encode(), done.stderr.encode(), *everything(tmp_path)):
        assert TOKEN.encode() not in data
    for changes in ({}, {"HF_TOKEN": "hf_" + SECRET}):
        done = run("hf://datasets/o/n/a.csv", tmp_path, **changes)
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert line.startswith(
            "ecograph: hf://datasets/o/n/a.csv: no such dataset, or it is "
            "private; correct the name, or set HF_TOKEN"
        )
        assert SECRET not in done.stdout + done.stderr


def test_what_is_secret_in_a_url_is_sent_and_seen_nowhere(hub, csv, tmp_path):
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
        done = run(wrong, tmp_path)
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"ecograph: {hub.url}/x/a.csv")
        assert SECRET not in line


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
    ("address", "said"),
    [
        ("hf://datasets/o/n/b.csv", "no such file; correct the name"),
        ("hf://datasets/o/n/x/b.csv", "no such file; correct the name"),
        ("hf://datasets/o/n/*.tsv", "no file matches; correct the pattern"),
        ("hf://datasets/o/n/", "not a file of a dataset; give one as hf://dat"),
        ("hf://datasets/o/m/a.csv", "no such dataset, or it is private; "),
        ("hf://datasets/o/n@v9/a.csv", "the dataset has no such revision; give one"),
        ("hf://datasets/o/gated/a.csv", "the dataset is gated; accept its terms"),
        ("hf://o/n/a.csv", "not a file of a dataset; give one as hf://dat"),
        ("hf://datasets/o/n/folder", "the folder has no JSON or Parquet"),
        ("{url}/x/gone.csv", "no such file; correct the name"),
        ("https:///a.csv", "the URL names no server; correct it"),
        ("http://x:y/a.csv", "the address is invalid"),
    ],
)
def test_what_is_not_there_is_one_clear_line(
    address, said, hub, dataset, waits, tmp_path
):
    dataset.commits[NEW]["folder/b.csv"] = b""
    hub.datasets["o/gated"] = Dataset(dataset.commits, gated=True)
    address = address.format(url=hub.url)
    with pytest.raises(SourceError) as raised:
        ecograph.build(address, tmp_path)
    assert str(raised.value).startswith(f"{address}: ")
    assert said in str(raised.value)
    assert waits == []


FAULTS = {"429": SLOW_DOWN, "500": BROKEN, "503": Answer(503), "cut": CUT}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("way", ["hf", "web"])
def test_it_asks_again_after_what_may_pass(
    fault, way, hub, dataset, csv, waits, tmp_path
):
    hub.files["/x/a.csv"] = csv.read_bytes()
    address = f"{hub.url}/x/a.csv" if way == "web" else "hf://datasets/o/n/a.csv"
    hub.part_faults.extend([fault, None, fault])
    ecograph.build(address, tmp_path / "out")
    assert not hub.part_faults
    assert len(waits) == 2
    ecograph.build(csv, tmp_path / "here")
    assert_same(tmp_path / "out", tmp_path / "here")


@pytest.mark.parametrize("fault", [BROKEN, SLOW_DOWN], ids=["500", "429"])
def test_it_asks_again_when_it_looks_for_the_file(fault, hub, dataset, waits, tmp_path):
    hub.faults.extend([fault, fault])
    ecograph.build("hf://datasets/o/n/a.csv", tmp_path)
    assert waits


@pytest.mark.parametrize("begin", range(3))
@pytest.mark.parametrize("way", ["hf", "web"])
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (BROKEN, "the server answered 500 Internal Server Error; try again later"),
        (SLOW_DOWN, "the server answered 429 Too Many Requests; try again later"),
        (CUT, "the server cannot be reached, or closes"),
        (Answer(404), "no such file; correct the name"),
        (Answer(403), "the server answered 403 Forbidden; "),
    ],
    ids=["500", "429", "cut", "404", "403"],
)
def test_a_server_that_goes_on_to_fail_is_one_clear_error(
    fault, said, way, begin, hub, dataset, csv, waits, tmp_path
):
    """Whether it begins when the file is looked at, or while it is read."""
    large = csv.read_bytes() + b"m,1,2,,,,[],[],[],[],[],[],[],[]\n" * 400_000
    hub.files["/x/a.csv"] = dataset.commits[NEW]["a.csv"] = large
    address = f"{hub.url}/x/a.csv" if way == "web" else "hf://datasets/o/n/a.csv"
    hub.part_faults.extend([None] * begin + [fault] * 99)
    with pytest.raises(SourceError) as raised:
        ecograph.build(address, tmp_path / "out")
    assert str(raised.value).startswith(f"{address}: {said}")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz"])
def test_a_server_that_fails_while_duckdb_reads_json(ending, hub, waits, tmp_path):
    """No other thread reads it, and nobody explains JSON."""
    lines = b'{"id": "a", "tags": []}\n' * 2_500_000
    data = gzip.compress(lines, 0) if ending.endswith("gz") else lines
    hub.datasets["o/n"] = Dataset({NEW: {f"a.{ending}": data}})
    address = f"hf://datasets/o/n/a.{ending}"
    found = detect(address)
    hub.part_faults.extend([BROKEN] * 99)
    with duckdb.connect() as connection:
        found.found.register(connection)
        with pytest.raises(duckdb.Error):
            connection.execute(
                "select count(*) from read_json_objects(?)", [found.patterns]
            )
    assert str(found.found.failure).startswith(f"{address}: the server answered 500 ")


@pytest.mark.parametrize("way", ["hf", "web"])
def test_a_server_that_gives_no_parts(way, hub, dataset, csv, waits, tmp_path):
    hub.files["/x/a.csv"] = dataset.commits[NEW]["a.csv"] = csv.read_bytes() * 12_000
    address = f"{hub.url}/x/a.csv" if way == "web" else "hf://datasets/o/n/a.csv"
    whole = Answer(200, hub.files["/x/a.csv"])
    hub.part_faults.extend([None, None, *[whole] * 99])
    with pytest.raises(SourceError, match="does not serve parts"):
        ecograph.build(address, tmp_path / "out")


def test_of_a_build_that_ended_nothing_is_fetched_any_more(hub, dataset):
    found = detect("hf://datasets/o/n/a.csv")
    found.found.close()
    hub.requests.clear()
    with pytest.raises(SourceError, match=r"a\.csv: the source is closed"):
        found.read_through()
    assert hub.requests == []


def test_a_hub_that_is_not_there(hub, waits, tmp_path):
    hub.server_close()
    for address in ("hf://datasets/o/n/a.csv", f"{hub.url}/x/a.csv"):
        with pytest.raises(SourceError, match=f"{address}: the server cannot be reac"):
            ecograph.build(address, tmp_path)


def test_a_file_that_changes_is_told(hub, csv):
    hub.files["/a.csv"] = csv.read_bytes()
    found = detect(f"{hub.url}/a.csv")
    hub.files["/a.csv"] = csv.read_bytes().replace(b"3000", b"4000")
    with pytest.raises(SourceError, match=r"a\.csv: it changed while it was read"):
        found.read_through()


def test_without_the_libraries_it_says_what_to_install(hub, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    monkeypatch.delitem(sys.modules, "ecograph.source.remote", raising=False)
    with pytest.raises(EcographError, match=r"pip install 'ecograph\[hub\]'"):
        ecograph.build("hf://datasets/o/n/a.csv", tmp_path)


def test_a_local_build_imports_nothing_of_it(csv, tmp_path):
    code = (
        "import sys, ecograph; ecograph.build(*sys.argv[1:]); "
        "assert not {'huggingface_hub', 'fsspec', 'aiohttp'} & {*sys.modules}"
    )
    subprocess.run([sys.executable, "-c", code, csv, tmp_path / "out"], check=True)


def test_of_parquet_only_the_columns_that_are_needed_are_fetched(hub, tmp_path):
    source = sources.ai_ecosystem_parquet(sources.MODELS, tmp_path)
    with duckdb.connect() as connection:
        noise = "md5(random()::varchar) || md5(random()::varchar)"
        table = connection.sql(
            f"select first.*, {noise} as other "  # noqa: S608
            "from read_parquet(?) as first, range(60000)",
            params=[str(source)],
        )
        table.write_parquet(str(source), row_group_size=100_000)
    size = source.stat().st_size
    assert size > 16_000_000
    ecograph.build(upload(hub, source), tmp_path / "out")
    ecograph.build(source, tmp_path / "here")
    assert_same(tmp_path / "out", tmp_path / "here")
    # DuckDB reads no less than a megabyte of each of the three row groups.
    assert sum(hub.served.values()) < size / 4
    # Where the Hub tells no SHA-256, it is made of all the bytes.
    address = upload(hub, source)
    hub.datasets["o/n"].lfs = False
    ecograph.build(address, tmp_path / "out")
    assert_same(tmp_path / "out", tmp_path / "here")
    assert sum(hub.served.values()) > size


def test_threads_that_share_a_file_read_each_its_own(hub, csv):
    """DuckDB's seek and read of one thread come between those of another."""
    from ecograph.source.block_cache import Blocks
    from ecograph.source.duckdb_filesystem import Reader

    class Numbers:
        size = 4 * 100_000
        is_read_in_blocks = False

        def fetch(self, begin, end):
            return b"".join(n.to_bytes(4) for n in range(begin // 4, (end + 3) // 4))[
                : end - begin
            ]

    reader = Reader(Numbers(), Blocks())
    both, wrong = threading.Barrier(2), []

    def read(first):
        for number in range(first, 2000, 2):
            both.wait()
            reader.seek(4 * number)
            both.wait()
            if int.from_bytes(reader.read(4)) != number:
                wrong.append(number)

    threads = [threading.Thread(target=read, args=(first,)) for first in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


PEAK = """
import resource, sys, ecograph
ecograph.build(*sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
"""


def peak(source, folder):
    done = subprocess.run(
        [sys.executable, "-c", PEAK, source, folder],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


def test_a_large_csv_streams(hub, tmp_path):
    """Of 200 MB, of which the columns that are needed are few."""
    row = {"model_id": "a", "x": "y" * 2000}
    rows = [{**row, "model_id": f"m/{number}"} for number in range(100_000)]
    columns = [*sources.MODELS[0], "pipeline_tag", "library_name", "createdAt", "x"]
    write_csv(tmp_path / "a.csv", rows, columns=[*dict.fromkeys(columns)])
    address = upload(hub, tmp_path / "a.csv")
    size = (tmp_path / "a.csv").stat().st_size
    assert size > 200_000_000
    here = peak(tmp_path / "a.csv", tmp_path / "here")
    there = peak(address, tmp_path / "there")
    assert_same(tmp_path / "there", tmp_path / "here")
    assert there < here + 120
    # It is read by DuckDB, some of it twice, and for the SHA-256.
    assert sum(hub.served.values()) < 2.5 * size


def test_a_url_that_is_none_is_not_repeated(tmp_path):
    with pytest.raises(SourceError, match=r"^the http address is not a valid URL"):
        ecograph.build(f"http://[:{SECRET}/a.csv", tmp_path)
