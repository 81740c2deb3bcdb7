"""What several test files share: tables that are built once, and tables of few rows."""

import csv
import json
import os
import pty
import signal
import subprocess
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import duckdb
import pytest
from oracle import COLUMNS
from quick_build import COMPARED_RELATIONS, quick_build
from real_traits import values
from rows import LINEAGE

import ecograph
from ecograph.analysis.diff import differences
from ecograph.cli import progress
from ecograph.database import attach_statement, locate, open_quietly
from ecograph.graphs.names import ALWAYS, PICKLES

pytest_plugins = ["remote_fixtures", "cluster_fixtures"]

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell in the background ignores Ctrl-C, and so would the commands of the tests.
    signal.signal(signal.SIGINT, signal.default_int_handler)

# On a slow machine, a command of a test should not say that it takes long.
progress.PATIENCE = 600.0

DEEP = os.environ.get("DEEP") == "1"
"""Whether `make test-deep` runs, with the large, the random and the killing tests."""

THREE = {name: PICKLES[name] for name in ALWAYS}
"""Name of each graph that every build makes: its pickle."""

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "data" / "sample.csv"
SYNTHETIC = ROOT / "tests" / "synthetic.csv"
"""A synthetic table with examples of everything: what `ecograph sample 2000` writes."""

SHARED = ROOT.parent / "shared"


HOSTILE = [
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "]]>",
    "</script><img src=x onerror=alert(1)>",
    "<!--",
    "{{7*7}}",
    "${alert(1)}",
    "javascript:alert(1)",
    "&lt;b&gt;",
    "a/\x1b[31mred\x07",
    "a/b\u202egnp",
    "new\nline",
    "it's",
    "[bold]x[/bold]",
]
"""Names of models that are to stay text wherever they are shown."""


def deep(quick, full):
    """A size for `make test`, and another for `make test-deep`."""
    return full if DEEP else quick


def pytest_collection_modifyitems(items):
    """Skip what only `make test-deep` runs."""
    skip = pytest.mark.skip(reason="only in make test-deep")
    for item in items:
        if not DEEP and item.get_closest_marker("deep"):
            item.add_marker(skip)


def _unchanged_build(source: Path, folder: Path) -> Iterator[Path]:
    """Build a table in a folder that the tests share, and in which none may write."""
    ecograph.build(source, folder)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    yield folder
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


@pytest.fixture(scope="session")
def synthetic_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a build of the synthetic table."""
    yield from _unchanged_build(SYNTHETIC, tmp_path_factory.mktemp("synthetic"))


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a build of the sample, which the documents are about."""
    yield from _unchanged_build(SAMPLE, tmp_path_factory.mktemp("sample"))


@pytest.fixture
def checkout_after_build(monkeypatch, sample_folder: Path, tmp_path: Path) -> Path:
    """A current folder that looks like the checkout after `make build`."""
    data = tmp_path / "data"
    data.mkdir()
    for path in (SAMPLE, *sample_folder.iterdir()):
        (data / path.name).symlink_to(path)
    monkeypatch.delenv("ECOGRAPH_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def other_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A source of the first hundred rows of the synthetic table."""
    path = tmp_path_factory.mktemp("other") / "other.csv"
    lines = SYNTHETIC.read_text("utf-8").splitlines(keepends=True)[:101]
    path.write_text("".join(lines), "utf-8")
    return path


@pytest.fixture(scope="session")
def other_build(other_source: Path) -> Path:
    """The folder of a build of `other_source`."""
    folder = other_source.with_name("build")
    ecograph.build(other_source, folder)
    return folder


@pytest.fixture(scope="session")
def shared_build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a build of a table in `SHARED`, by its name; built only once."""

    @cache
    def build(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name)
        ecograph.build(shared(f"data/{name}.csv"), folder)
        return folder

    return build


@pytest.fixture(scope="session", params=["sample", "rimel", "minigraph"])
def real_models(
    request: pytest.FixtureRequest, synthetic_folder: Path, shared_build: Callable
) -> tuple:
    """A build, its graph, and the traits of each model."""
    is_sample = request.param == "sample"
    folder = synthetic_folder if is_sample else shared_build(request.param)
    graph = ecograph.load("full", folder)
    return folder, graph, {model: values(graph, model) for model in graph}


@pytest.fixture(scope="session")
def lineage_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of a few models, some of them on a cycle."""
    return built(tmp_path_factory.mktemp("lineage"), LINEAGE)


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build in which every text is one that a page should not run."""
    rows = [
        {
            "model_id": name,
            "licenses": repr([name]),
            "languages": repr([name]),
            "datasets": repr([name]),
            "pipeline_tag": name,
            "library_name": name,
            "finetune_parent": repr([HOSTILE[0]]),
        }
        for name in HOSTILE
    ]
    return built(tmp_path_factory.mktemp("hostile"), rows)


@pytest.fixture(scope="session")
def agreed() -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, dict]]]:
    """A connection in which every SQL file has run, and the contracts found there."""
    import contracts

    with duckdb.connect() as connection:
        yield connection, contracts.run(connection)


@pytest.fixture(scope="session")
def workshop(agreed) -> duckdb.DuckDBPyConnection:
    """A connection in which every SQL file has run, so that temp is there too."""
    return agreed[0]


@pytest.fixture(scope="session")
def odd_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of a few models, with much that is unusual."""
    from expected_graphs import MODELS

    return built(tmp_path_factory.mktemp("odd"), MODELS)


@pytest.fixture(scope="session")
def snapshot_report(synthetic_folder, tmp_path_factory) -> Path:
    """The folder of a build and its report, with hostile names and all sections."""
    from report_pages import write_snapshot_report

    folder = tmp_path_factory.mktemp("snapshot")
    write_snapshot_report(synthetic_folder, folder)
    return folder


@pytest.fixture(scope="module")
def chromium() -> Iterator:
    """A browser, for tests that are marked with browser.needed.

    It lasts for one module, as its event loop would break other tests that need one.
    """
    import browser

    with browser.launch() as launched:
        yield launched


@cache
def reader() -> duckdb.DuckDBPyConnection:
    """A connection to attach builds to: to open one takes as long as many a query."""
    return open_quietly(":memory:")


def asked(folder: Path, query: str, *values: object) -> list[tuple]:
    """The rows that a build answers a query with."""
    connection = reader()
    connection.execute(attach_statement(locate(folder), "ecograph"))
    try:
        connection.execute("use ecograph")
        return connection.execute(query, values).fetchall()
    finally:
        connection.execute("use memory; detach ecograph")


def assert_equal_tables(one: Path, other: Path, names: Iterable[str]) -> None:
    """Assert that relations of two builds have the same rows, in the same order."""
    for name in names:
        ours, theirs = (
            [*map(repr, asked(folder, "from query_table(?)", name))]
            for folder in (one, other)
        )
        assert ours == theirs, name


@pytest.fixture
def write_rows(tmp_path: Path) -> Callable[..., Path]:
    """Write rows of a few columns as a source; the other cells are empty."""

    def write(*rows: dict[str, str], name: str = "models.csv") -> Path:
        path = tmp_path / name
        write_csv(path, rows)
        return path

    return write


@pytest.fixture
def build_pair(write_rows: Callable[..., Path], tmp_path: Path) -> Callable[..., list]:
    """Build what is compared of two tables, in folders whose names need quotes."""

    def build(*tables: list[dict[str, str]]) -> list[Path]:
        folders = [tmp_path / """o'l"d; --""", tmp_path / "n%e'w"]
        for folder, rows in zip(folders, tables, strict=True):
            quick_build(write_rows(*rows), folder, *COMPARED_RELATIONS)
        return folders

    return build


@pytest.fixture
def compare(build_pair: Callable[..., list]) -> Callable[..., dict[str, list]]:
    """The rows of each relation that compares builds, of two tables."""

    def compared(old: list, new: list) -> dict[str, list]:
        found = differences(*build_pair(old, new))
        assert all(table.row_count == len(table.rows) for table in found)
        return {table.name: table.rows for table in found}

    return compared


def on_terminal(command: list, columns: int = 100, lines: int = 24) -> str:
    """What a command shows on a terminal of a size, when it goes well."""
    reader, terminal = pty.openpty()
    size = {"TERM": "xterm", "COLUMNS": str(columns), "LINES": str(lines)}
    with subprocess.Popen(
        [*map(str, command)], stdout=terminal, env={**os.environ, **size}
    ) as process:
        os.close(terminal)
        shown = b""
        while True:
            try:
                part = os.read(reader, 65536)
            except OSError:  # Linux's way to say that the terminal is closed
                break
            shown += part
    os.close(reader)
    assert process.returncode == 0
    return shown.decode()


def built(folder: Path, rows, *relations: str) -> Path:
    """A folder with a build of a few rows, or only of some of its relations."""
    write_csv(folder / "models.csv", rows)
    if relations:
        return quick_build(folder / "models.csv", folder, *relations)
    ecograph.build(folder / "models.csv", folder)
    return folder


def write_csv(path: Path, rows, columns=COLUMNS, **style) -> None:
    style = {"lineterminator": "\n", **style}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", **style)
        writer.writeheader()
        writer.writerows(rows)


def write_records(records, folder: Path) -> Path:
    """Write records of the Hub as lines of JSON."""
    path = folder / "records.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    return path


def shared(name: str) -> Path:
    """A file that lies beside the project; the test skips where it does not."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path} is not here")
    return path
