"""Builds on an engine: what is in the folder, and what is there after an error."""

import csv
import re
import shutil
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import duckdb
import pytest
from cluster_fixtures import ENGINE, build_there, publish_rows
from commands import COMMAND, output, run
from missing_packages import hide, remedy
from oracle import COLUMNS

import ecograph
from ecograph.errors import EcographError, NotBuiltError, SourceError

pytest.importorskip("pyspark")

from ecograph.cluster import engine as engines
from ecograph.cluster.session import connected

ROWS = [
    {"model_id": "a/base"},
    {"model_id": "a/tuned", "finetune_parent": "['a/base']"},
    {"model_id": "b/tuned", "finetune_parent": "['a/tuned', 'b/absent']"},
    {"model_id": "c/tuned", "finetune_parent": "['b/tuned']"},
]

EDGES = "select parent_id, child_id, edge_type from edges order by source_row"


def content(folder):
    """The names and the bytes of all files."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def unchanged(engine, tmp_path_factory):
    """The folder of a build of ROWS on the engine, in which no test may write."""
    folder = tmp_path_factory.mktemp("small")
    source = folder / "models.csv"
    with source.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(ROWS)
    build_there(source, folder / "out", engine)
    return folder / "out"


@pytest.fixture
def built_there(unchanged, tmp_path):
    """A copy of that build."""
    return shutil.copytree(unchanged, tmp_path / "out of é#1")


def test_the_command_builds_a_folder_that_other_commands_read(engine, built_there):
    assert output("sql", "select count(*) as n from edges", "--data", built_there) == (
        " n \n 3 \n"
    )
    assert "a/tuned" in output("tree", "b/tuned", "--data", built_there)
    assert "rows     4 read = 4 models" in output("info", built_there)
    assert run("check", built_there).status == 0


def test_a_folder_can_be_moved(built_there, tmp_path):
    moved = built_there.rename(tmp_path / "moved, with a comma")
    with ecograph.connect(moved) as connection:
        assert connection.execute(EDGES).fetchall() == [
            ("a/base", "a/tuned", "finetune"),
            ("a/tuned", "b/tuned", "finetune"),
            ("b/tuned", "c/tuned", "finetune"),
        ]
    assert "no differences" in output("diff", moved, moved)
    with pytest.raises(EcographError, match="below a name with '\\['; rename the"):
        ecograph.connect(moved.rename(tmp_path / "a[b"))


def test_the_shell_opens_it_where_it_was_built(unchanged):
    with duckdb.connect(unchanged / "ecograph.duckdb", read_only=True) as connection:
        assert len(connection.execute(EDGES).fetchall()) == 3


def test_a_relative_pattern_is_one_of_the_current_folder(
    built_there, tmp_path, monkeypatch
):
    for folder in (built_there, tmp_path):
        (folder / "mine.csv").write_text(f"a\n{folder.name}\n")
    monkeypatch.chdir(tmp_path)
    with ecograph.connect(built_there) as connection:
        found = connection.execute("from 'min*.csv'").fetchall()
    assert found == [(tmp_path.name,)]


def test_queries_read_the_rows_and_no_other_files(built_there, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("a\n1\n")
    assert run("sql", f"from '{other}'", "--data", built_there).status == 2


@pytest.mark.parametrize("before", ["", "explain analyze "])
def test_queries_do_not_write_into_the_folder_of_the_rows(built_there, before):
    (edges,) = built_there.glob("parquet/*/main/edges/*.parquet")
    unchanged = content(built_there)
    for file in (edges, edges.with_name("new.parquet")):
        query = f"{before}with x as (copy (select 1) to '{file}') from x"  # noqa: S608
        assert run("sql", query, "--data", built_there).status == 2
    assert content(built_there) == unchanged


def test_comments_are_in_the_database_and_in_a_relation(built_there):
    query = """
        select comment
        from duckdb_views()
        where view_name = 'edges' and schema_name = 'main'
    """
    with ecograph.connect(built_there) as connection:
        ((comment,),) = connection.execute(query).fetchall()
    (folder,) = (built_there / "parquet").iterdir()
    comments = ecograph.sql(
        "select comment from read_parquet($file) "
        "where relation = 'main.edges' and column_name is null",
        built_there,
        file=str(folder / "meta" / "comments" / "part-0.parquet"),
    )
    assert comment.startswith("One row per")
    assert comments["comment"].to_list() == [comment]


def test_a_build_at_a_url_replaces_the_one_that_is_there(built_there):
    first = [*(built_there / "parquet").iterdir()]
    own = built_there / "parquet" / "my own" / "rows.parquet"
    own.parent.mkdir()
    own.touch()
    publish_rows(built_there.as_uri())
    assert own.exists()
    (second,) = {*(built_there / "parquet").iterdir()} - {own.parent}
    assert second not in first
    assert (second / "main" / "edges").exists()


def test_there_are_no_pickles(built_there):
    with pytest.raises(NotBuiltError, match=r"has no pickles; use ecograph\.to_igraph"):
        ecograph.load("full", built_there)


def test_an_error_after_publishing_leaves_the_new_build(built_there):
    """Where the rows of the old one are gone, those of the new one must stay."""
    before = {*built_there.rglob("*.parquet")}
    with pytest.raises(KeyboardInterrupt):
        publish_rows(built_there, after=KeyboardInterrupt())
    (rows,) = built_there.rglob("*.parquet")
    assert rows not in before


def test_an_engine_that_writes_elsewhere_is_an_error(engine, tmp_path):
    """As one on another machine does, if OUT is a folder here."""
    from pyarrow.fs import LocalFileSystem

    files, url = LocalFileSystem(), f"file://{tmp_path}/elsewhere"
    message = "what the engine writes there is not found here"
    with connected(engine) as session, pytest.raises(EcographError, match=message):
        engines.Engine(session, url, files, str(tmp_path / "out"))


def test_an_error_leaves_what_was_there(engine, built_there, write_rows, monkeypatch):
    before = content(built_there)
    monkeypatch.setattr(engines, "ROUNDS", 0)
    with pytest.raises(EcographError, match="is not complete after 0 rounds"):
        build_there(write_rows(*ROWS), built_there, engine)
    assert content(built_there) == before


def test_a_folder_that_cannot_be_found_is_an_error(
    engine, built_there, write_rows, tmp_path
):
    for unfit in ",%?*[{":
        with pytest.raises(
            EcographError, match=re.escape(f"below a name with {unfit!r}")
        ):
            build_there(write_rows(*ROWS), tmp_path / f"a{unfit}b", engine)


@pytest.mark.deep
def test_strict(engine, write_rows, tmp_path):
    source = write_rows({"model_id": "a", "likes": "many"})
    with pytest.raises(SourceError, match="1 cell or row cannot be read"):
        build_there(source, tmp_path / "out", engine, strict=True)
    assert not (tmp_path / "out" / "ecograph.duckdb").exists()


def test_a_lost_engine_is_one_line(built_there, write_rows, recwarn):
    """The engine is killed while it makes the edges."""
    if ENGINE is not None:
        pytest.skip("it is Sail that this test kills")
    before = content(built_there)
    code = (
        "import sys; from pysail.spark import SparkConnectServer\n"
        "server = SparkConnectServer('127.0.0.1', 0); server.start()\n"
        "print(server.listening_address[1], flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as server:
        port = int(server.stdout.readline())

        def on_step(step):
            if step.name == "main.edges":
                server.kill()
                server.wait()

        with pytest.raises(EcographError) as caught:
            build_there(
                write_rows(*ROWS),
                built_there,
                f"sc://127.0.0.1:{port}",
                on_step=on_step,
            )
    assert str(caught.value).startswith(f"sc://127.0.0.1:{port}: the engine was lost: ")
    assert f"{built_there} is as it was" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert content(built_there) == before
    assert not recwarn.list  # they would be further lines


@pytest.mark.parametrize(
    ("engine_url", "message"),
    [
        ("sc://127.0.0.1:1", "sc://127.0.0.1:1: no engine can be reached there: "),
        ("localhost:15002", "--engine localhost:15002: not the URL of an engine; "),
        ("sc://[::1", "--engine …: not the URL of an engine; give one "),
        (
            "sc://a@127.0.0.1:1/;token=SECRET",
            "sc://127.0.0.1:1: no engine can be reached",
        ),
        (
            "sc:/u:SECRET@localhost",
            "--engine …: not the URL of an engine; give one such",
        ),
    ],
)
def test_no_engine(write_rows, tmp_path, engine_url, message):
    out = tmp_path / "out"
    result = run("build", write_rows(*ROWS), "--out", out, "--engine", engine_url)
    assert result.status == 2
    assert result.stderr.startswith(f"ecograph: {message}")
    assert result.stderr.count("\n") == 1
    assert "SECRET" not in result.stderr
    assert not out.exists()


@pytest.mark.parametrize("wrong", ["/SECRET;token=x", "/;token=SECRET=x"])
def test_a_wrong_url_of_an_engine_keeps_its_secret(engine, write_rows, tmp_path, wrong):
    url = f"{engine}{wrong}"
    result = run("build", write_rows(*ROWS), "--out", tmp_path, "--engine", url)
    assert result.stderr == (
        f"ecograph: {engine}: what follows the host in the URL is none of Spark "
        "Connect's; give one such as sc://localhost:15002\n"
    )


@pytest.mark.deep
def test_what_is_no_engine_is_one_line(write_rows, tmp_path):
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"sc://127.0.0.1:{server.server_port}"
        command = [*COMMAND, "build", write_rows(*ROWS), "--out", tmp_path / "out"]
        done = subprocess.run(
            [*command, "--engine", url], capture_output=True, text=True, check=False
        )
        server.shutdown()
    assert done.stderr.startswith(f"ecograph: {url}: no engine can be reached there: ")
    assert done.stderr.count("\n") == 1


def test_without_the_extra(write_rows, tmp_path, monkeypatch):
    hide(monkeypatch, "pyspark")
    arguments = ("--out", tmp_path / "out", "--engine", "sc://127.0.0.1:1")
    result = run("build", write_rows(*ROWS), *arguments)
    assert result.stderr == f"ecograph: {remedy('pyspark-client', 'spark')}\n"


@pytest.mark.deep
def test_whole_records_and_cards(engine, tmp_path):
    import json

    record = {"id": "a/b", "likes": 1, "card": "Two words", "tags": ["x"]}
    source = tmp_path / "models.jsonl"
    source.write_text(json.dumps(record) + "\n")
    options = {"with_json": True, "with_card_texts": True}
    build_there(source, tmp_path / "there", engine, **options)
    ecograph.build(source, tmp_path / "here", **options)
    for name in ("records", "model_cards"):
        rows = [
            ecograph.table(name, tmp_path / folder).to_dict("records")
            for folder in ("here", "there")
        ]
        assert rows[0] == rows[1] != []
