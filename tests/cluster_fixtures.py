"""An engine in this process, and builds of the same tables by it and by DuckDB."""

import logging
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from urllib.request import Request, urlopen

import duckdb
import pytest
from odd_table import write_odd_table

import ecograph
from ecograph.builds.kept_views import empty_build

ENGINE = os.environ.get("ECOGRAPH_ENGINE")
"""An engine that `make spark` starts; by default, the tests start Sail."""


@pytest.fixture(scope="session")
def engine() -> Iterator[str]:
    """The URL of an engine on 127.0.0.1."""
    pytest.importorskip("pyspark")
    if ENGINE is not None:
        yield ENGINE
        return
    pysail = pytest.importorskip("pysail.spark")
    os.environ.setdefault("RUST_LOG", "error")
    server = pysail.SparkConnectServer("127.0.0.1", 0)
    server.start()
    yield f"sc://127.0.0.1:{server.listening_address[1]}"
    server.stop()


@pytest.fixture(scope="session")
def store() -> Iterator[str]:
    """The URL of a bucket of a server on 127.0.0.1, as S3 is."""
    server = pytest.importorskip("moto.server")
    pytest.importorskip("pyarrow")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = server.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    running.start()
    url = "http://{}:{}".format(*running.get_host_and_port())
    settings = {
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_REGION": "us-east-1",  # the same for Sail
        "AWS_ENDPOINT_URL": url,
        "AWS_ENDPOINT": url,
        "AWS_ALLOW_HTTP": "true",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        urlopen(Request(f"{url}/bucket", method="PUT"))  # noqa: S310
        yield "s3://bucket"
    running.stop()


def build_there(source: Path | str, out: Path | str, engine: str, **options) -> None:
    """Build a table on an engine."""
    from ecograph.cluster.build import build_on_cluster

    build_on_cluster(str(source), str(out), engine, **options)


def publish_rows(
    out: Path | str,
    before: BaseException | None = None,
    after: BaseException | None = None,
) -> None:
    """Write two relations and a database as a build does; raise an error if given."""
    from ecograph.cluster.output_folder import output_folder

    with duckdb.connect() as connection, output_folder(str(out)) as folder:
        for name in ("main.edges", "temp.source"):
            folder.upload(connection.sql("select 1"), name)
        (folder.stage / "ecograph.duckdb").touch()
        if before:
            raise before
        folder.publish()
        if after:
            raise after


@pytest.fixture(scope="session")
def types() -> dict[str, dict[str, str]]:
    """The columns of all relations, and their types."""
    pytest.importorskip("pyarrow")
    from ecograph.cluster.lowered_files import read_types

    with empty_build() as (connection, _, _):
        return read_types(connection)


@pytest.fixture(scope="session")
def both_builds(engine, tmp_path_factory) -> Callable[[str], tuple[Path, Path]]:
    """The folders of two builds of a table, by DuckDB and by the engine."""

    @cache
    def build(name: str) -> tuple[Path, Path]:
        from conftest import SAMPLE, shared

        folder = tmp_path_factory.mktemp(name)
        if name == "odd":
            source = write_odd_table(folder / "odd.csv")
        else:
            source = SAMPLE if name == "sample" else shared(f"data/{name}.csv")
        ecograph.build(source, folder / "here")
        build_there(source, folder / "there", engine)
        return folder / "here", folder / "there"

    return build
