"""The SQL files are parsed once, and again when one of them changes."""

import json
import os
import subprocess
import sys

import pytest

from ecograph.plan import parsed_files
from ecograph.plan.order import BUILD, DIFF, plan
from ecograph.plan.parse import parse_sql_file
from ecograph.plan.sql_file import sql_folder

SQL = sql_folder()
EDGES = SQL / "graph" / "edges.sql"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The file of what is kept, which does not exist yet."""
    path = tmp_path / "__pycache__" / "parsed_files.json"
    monkeypatch.setattr(parsed_files, "KEPT", path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    parsed_files._load.cache_clear()
    yield path
    parsed_files._load.cache_clear()


@pytest.fixture
def parsed(monkeypatch):
    """The names of the files that are parsed."""
    names = []

    def parse(path, folder):
        names.append(path.name)
        return parse_sql_file(path, folder)

    monkeypatch.setattr(parsed_files, "_parse", parse)
    return names


def read_again(*paths):
    """Read files as another run of Python does."""
    parsed_files._load.cache_clear()
    return parsed_files.read_sql_files(paths, SQL)


def test_what_is_kept_is_what_parsing_finds(kept, parsed):
    paths = sorted(SQL.glob("**/*.sql"))
    read_again(*paths)
    assert parsed == [path.name for path in paths]
    parsed.clear()
    assert read_again(*paths) == [parse_sql_file(path, SQL) for path in paths]
    assert parsed == []


def test_a_changed_file_is_parsed_again(kept, parsed):
    others = [path for path in EDGES.parent.glob("*.sql") if path != EDGES]
    read_again(EDGES, *others)
    entry = json.loads(kept.read_bytes())
    entry["graph/edges.sql"]["digest"] = "of another text"
    entry["graph/edges.sql"]["reads"] = []
    kept.write_text(json.dumps(entry))
    parsed.clear()
    (file, *_) = read_again(EDGES, *others)
    assert parsed == ["edges.sql"]
    assert file == parse_sql_file(EDGES, SQL)
    read_again(EDGES, *others)
    assert parsed == ["edges.sql"]


def test_another_sqlglot_parses_again(kept, parsed, monkeypatch):
    read_again(EDGES)
    monkeypatch.setattr(parsed_files, "version", lambda name: "31.0.0")
    parsed_files._reader.cache_clear()
    read_again(EDGES)
    parsed_files._reader.cache_clear()
    assert parsed == ["edges.sql", "edges.sql"]


@pytest.mark.parametrize("text", ["", "{", '{"graph/edges.sql": {"dig', "\0"])
def test_a_spoilt_file_is_written_anew(kept, parsed, text):
    kept.parent.mkdir()
    kept.write_text(text)
    assert read_again(EDGES) == [parse_sql_file(EDGES, SQL)]
    read_again(EDGES)
    assert parsed == ["edges.sql"]


def test_where_nothing_can_be_written_it_parses(kept, parsed):
    kept.parent.write_text("a file in place of the folder")
    assert read_again(EDGES) == [parse_sql_file(EDGES, SQL)]
    assert kept.parent.read_text() == "a file in place of the folder"


def test_nothing_is_written_where_python_may_not(kept, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    read_again(EDGES)
    assert not kept.parent.exists()


def test_the_files_of_another_folder_are_not_kept(kept, tmp_path):
    path = tmp_path / "graph" / "edges.sql"
    path.parent.mkdir()
    path.write_text(EDGES.read_text(encoding="utf-8"), encoding="utf-8")
    parsed_files.read_sql_files([path], tmp_path)
    assert not kept.parent.exists()


def test_the_second_run_does_not_import_sqlglot(tmp_path):
    code = (
        "import sys; from ecograph.plan.order import DIFF, plan; "
        "print(*[f.name for f in [*plan(), *plan(DIFF)]]); print(*sys.modules)"
    )
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    environment["PYTHONPYCACHEPREFIX"] = str(tmp_path)
    imported = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
        names, modules = done.stdout.splitlines()
        assert names.split() == [f.name for f in [*plan(BUILD), *plan(DIFF)]]
        imported.append("sqlglot" in modules.split())
    assert imported == [True, False]
