"""Builds on an object store: written by an engine, and read by DuckDB."""

import os
import re
import shutil
import signal

import pytest
from build_differences import differences
from cluster_fixtures import build_there, publish_rows
from commands import output, run
from conftest import write_csv
from missing_packages import hide, remedy
from oracle import COLUMNS

import ecograph
from ecograph.errors import EcographError, NotBuiltError
from ecograph.urls import UrlPath

pytest.importorskip("pyspark")
pytest.importorskip("moto")

from pyarrow.fs import copy_files

from ecograph.cluster import output_folder as output_folders
from ecograph.cluster.engine import Engine
from ecograph.cluster.output_folder import output_folder
from ecograph.cluster.session import connected
from ecograph.object_store import open_store

ROWS = [
    {"model_id": "a/base"},
    {"model_id": "a/tuned", "finetune_parent": "['a/base']"},
    {"model_id": "b/tuned", "finetune_parent": "['a/tuned', 'b/absent']"},
]


def files(url):
    """The files below a URL."""
    from pyarrow.fs import FileSelector, FileType

    store, place = open_store(UrlPath(url))
    selector = FileSelector(place, allow_not_found=True, recursive=True)
    found = store.get_file_info(selector)
    return {one.path for one in found if one.type == FileType.File}


def write(url, text=""):
    store, place = open_store(UrlPath(url))
    with store.open_output_stream(place) as file:
        file.write(text.encode())


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """The folder of a build of ROWS by DuckDB, and its source."""
    folder = tmp_path_factory.mktemp("here")
    write_csv(folder / "models.csv", ROWS, columns=COLUMNS)
    ecograph.build(folder / "models.csv", folder)
    return folder


@pytest.fixture(scope="module")
def there(engine, store, here, tmp_path_factory):
    """The URL of a build of ROWS by the engine, which wrote it here."""
    built = tmp_path_factory.mktemp("there") / "out"
    build_there(here / "models.csv", built, engine)
    url = UrlPath(f"{store}/models")
    files, place = open_store(url)
    copy_files(str(built), place, destination_filesystem=files)
    shutil.rmtree(built)
    return str(url)


@pytest.mark.deep
def test_an_engine_builds_there(engine, store, here):
    build_there(here / "models.csv", f"{store}/built", engine)
    assert differences(here, f"{store}/built") == {}


def test_an_engine_writes_where_rows_are_read(engine, store):
    with connected(engine) as session, output_folder(f"{store}/probe") as folder:
        Engine(session, folder.url, folder.files, folder.root)
        folder.delete("temp")
        assert files(f"{store}/probe") == {f"{folder.root}/building"}


def test_rows_are_equal(here, there):
    (edges,) = (name for name in files(there) if "/main/edges/" in name)
    write(f"s3://{edges.rpartition('/')[0]}/_SUCCESS")  # as Spark does
    assert differences(here, there) == {}


def test_commands_read_it(here, there, tmp_path):
    question = ("sql", "from descendants('a/base')", "--format=csv")
    assert output(*question, "--data", there) == output(*question, "--data", here)
    assert "rows     3 read = 3 models" in output("info", there)
    assert f"{here} and {there}: no differences: " in output("diff", here, there)
    exported = tmp_path / "models.json"
    assert run("export", exported, "--data", there).status == 0
    assert "a/tuned" in exported.read_text()


def test_queries_read_the_rows_and_no_other_files(there):
    for place in (f"{there}/other.csv", f"{there}/parquet/my/other.csv"):
        write(place, "a\n1\n")
    for query in (
        f"from '{there}/other.csv'",
        f"from '{there}/parquet/my/other.csv'",
        f"from read_text('{there}/*')",
        f"copy (from models) to '{there}/new.csv'",
    ):
        assert run("sql", query, "--data", there).status == 2
    with pytest.raises(EcographError, match="is read-only there"):
        ecograph.connect(there, read_only=False)


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (["sql", "from edges", "--data"], "query failed: OSError: it is lost"),
        (["tree", "a/base", "--data"], "DuckDB: OSError: it is lost"),
    ],
)
def test_a_lost_store_is_one_line(there, monkeypatch, command, line):
    def fail(*arguments, **options):
        raise OSError("it is lost")

    monkeypatch.setattr("ecograph.object_store.StoreFiles.open", fail)
    result = run(*command, there)
    assert result.status == 2
    assert result.stderr.splitlines()[-1] == f"ecograph: {line}"


def test_there_are_no_pickles(there):
    with pytest.raises(NotBuiltError, match=r"has no pickles; use ecograph\.to_igraph"):
        ecograph.load("full", there)


def publish(url, **errors):
    """Build two relations; return the files that are new."""
    before = files(url)
    publish_rows(url, **errors)
    return files(url) - before


def test_a_build_replaces_the_one_that_is_there(store):
    url = f"{store}/replaced"
    database, _ = sorted(publish(url))
    own = "bucket/replaced/parquet/my own/rows.parquet"
    write(f"s3://{own}")
    (second,) = publish(f"{url}/")
    assert files(url) == {database, second, own}
    assert re.fullmatch(
        "bucket/replaced/parquet/[0-9a-f]{32}/main/edges/part-0.parquet", second
    )
    with pytest.raises(KeyboardInterrupt):
        publish(url, before=KeyboardInterrupt())
    assert files(url) == {database, second, own}


def test_two_builds_do_not_write_there_at_once(store):
    url = f"{store}/locked"
    with output_folder(url) as folder:
        with pytest.raises(EcographError) as caught:
            publish(url)
        lock = f"{folder.rows}/building"
        assert files(url) == {lock.removeprefix("s3://")}
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"{url}: another build, process {os.getpid()} on ")
    assert f"; if it was killed, delete {lock}, as with " in line


@pytest.fixture
def at_end(monkeypatch):
    """Have a build call a function when it looks for rows to delete."""
    lock = output_folders.StoreFolder.lock

    def replace(function):
        def lock_first(folder):
            lock(folder)
            monkeypatch.setattr(output_folders, "folders", function)

        monkeypatch.setattr(output_folders.StoreFolder, "lock", lock_first)

    return replace


def test_nothing_that_fails_at_the_end_takes_the_rows(store, at_end):
    """Neither Ctrl-C, nor what follows, nor rows that cannot be deleted."""
    url = f"{store}/stays"
    publish(url)

    def fail(*arguments):
        signal.raise_signal(signal.SIGINT)
        raise OSError("the answer is lost")

    at_end(fail)
    with pytest.raises(RuntimeError, match="it is over"):
        publish(url, after=RuntimeError("it is over"))
    assert len({name for name in files(url) if name.endswith(".parquet")}) == 2


def test_an_answer_that_is_lost_may_have_published(store, monkeypatch):
    url = f"{store}/lost"
    copy = output_folders.StoreFolder._copy

    def lose(folder, file, place):
        copy(folder, file, place)
        if file.name == "ecograph.duckdb":
            raise OSError("the answer is lost")

    monkeypatch.setattr(output_folders.StoreFolder, "_copy", lose)
    with pytest.raises(EcographError, match="may be this one or the one before"):
        publish(url)
    (rows,) = (name for name in files(url) if name.endswith(".parquet"))
    monkeypatch.undo()
    assert rows not in publish(url)  # no lock refuses the next build
    assert rows not in files(url)


def test_a_build_that_begins_at_the_end_of_another_is_refused(
    store, at_end, monkeypatch
):
    url = f"{store}/end"
    refused = []

    def begin(*arguments):
        monkeypatch.undo()
        with pytest.raises(EcographError, match="another build") as caught:
            publish(url)
        refused.append(caught.value)
        return output_folders.folders(*arguments)

    at_end(begin)
    publish(url)
    assert len(refused) == 1
    assert len(files(url)) == 2


def test_rows_with_a_lock_are_left(store, at_end):
    """Those of a build that will find the lock of this one, and stop."""
    url = f"{store}/late"
    other = f"bucket/late/parquet/{'0' * 32}/building"

    def begin(*arguments):
        write(f"s3://{other}", "process 1")
        return folders(*arguments)

    folders = output_folders.folders
    at_end(begin)
    publish(url)
    assert other in files(url)
    with pytest.raises(EcographError, match="another build, process 1, is writing"):
        publish(url)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("{}/nothing", "{}/nothing/ecograph.duckdb: there is no database; build one"),
        ("s3://elsewhere/a", "s3://elsewhere/a/ecograph.duckdb: there is no database"),
        ("ftp://host/a", "ftp://…: no kind of object store that is known here; use"),
        (
            "s3://KEY:MYSECRET@b/../b",
            "s3://…: the URL has '@', which engines and DuckDB",
        ),
        ("{}/a/../b", "{}/a/../b: not the URL of a folder; give one such as"),
        (
            "s3://",
            "s3://: not the URL of a folder; give one such as s3://BUCKET/FOLDER",
        ),
        ("s3://KEY:MYSECRET@bucket/a", "s3://…: the URL has '@', which engines and"),
        ("{}/a?key=MYSECRET", "s3://…: the URL has '?', which engines and DuckDB take"),
    ],
)
def test_what_cannot_be_opened_is_one_line(store, url, message):
    result = run("sql", "from models", "--data", url.format(store))
    assert result.status == 2
    *_, line = result.stderr.splitlines()
    assert line.startswith(f"ecograph: {message.format(store)}")
    assert "MYSECRET" not in result.stderr


def test_without_the_extra(store, monkeypatch):
    hide(monkeypatch, "fsspec")
    result = run("info", f"{store}/models")
    expected = remedy("pyarrow or fsspec", "spark")
    assert (result.status, result.stderr) == (2, f"ecograph: {expected}\n")


def test_only_an_engine_writes_to_a_url(store, write_rows):
    result = run("build", write_rows(*ROWS), "--out", f"{store}/new")
    assert result.stderr == (
        f"ecograph: {store}/new: is a URL, to which only an engine writes; name a "
        "folder, or the engine with --engine\n"
    )
    assert files(f"{store}/new") == set()
