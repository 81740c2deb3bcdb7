"""The views and macros are created once, and again when an SQL file changes."""

import sys
from dataclasses import replace

import duckdb
import pytest
from conftest import SAMPLE, asked

from ecograph.builds import kept_views
from ecograph.builds.build_database import create_database
from ecograph.database import DATABASE
from ecograph.plan.order import plan
from ecograph.plan.sql_file import sql_folder

CATALOG = {
    "views": "select schema_name, view_name, sql, comment from duckdb_views()",
    "macros": "select schema_name, function_name, parameters, macro_definition, "
    "comment from duckdb_functions()",
    "columns": "select schema_name, table_name, column_name, data_type, comment "
    "from duckdb_columns()",
}
"""What is in the catalog of a database, as lists of SQL."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of what is kept, which has nothing yet."""
    path = tmp_path / "__pycache__"
    path.mkdir()
    monkeypatch.setattr(kept_views, "FOLDER", path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    kept_views._views.cache_clear()
    yield path
    kept_views._views.cache_clear()


@pytest.fixture
def made(monkeypatch):
    """The databases that are made, here of any bytes: to make one takes long."""
    contents = []

    def make():
        contents.append(b"a database")
        return contents[-1]

    monkeypatch.setattr(kept_views, "_make", make)
    return contents


def write(path, files=None):
    """Write the views as another run of Python does; return the bytes."""
    kept_views._views.cache_clear()
    kept_views.write_views(path, files or plan())
    return path.read_bytes()


def changed(name):
    """The files of a build, one of which has another text."""
    return [
        replace(file, text=f"{file.text}\n") if file.name == name else file
        for file in plan()
    ]


def test_a_build_has_what_the_sql_files_create(sample_folder, tmp_path):
    with create_database(tmp_path / DATABASE, None, 0) as connection:
        connection.execute("set variable source = ?", [[str(SAMPLE)]])
        connection.execute("set variable sql = ?", [str(sql_folder())])
        for file in plan():
            connection.execute(file.text)
        connection.execute("checkpoint")
    for kind, query in CATALOG.items():
        ours = (
            "database_name = 'ecograph' and schema_name in ('main', 'checks', 'meta')"
        )
        query = f"{query} where {ours} and not internal order by all"
        expected = asked(tmp_path, query)
        assert asked(sample_folder, query) == expected, kind
        assert len(expected) > 30, kind


def test_they_are_made_once(folder, made, tmp_path):
    first = write(tmp_path / "first.duckdb")
    assert write(tmp_path / "second.duckdb") == first
    assert len(made) == 1


def test_they_are_all_views_and_no_tables(folder, tmp_path):
    write(tmp_path / "views.duckdb")
    with duckdb.connect(tmp_path / "views.duckdb") as connection:
        tables = connection.execute("select count(*) from duckdb_tables()").fetchone()
        views = connection.execute(
            "select count(*) from duckdb_views() where not internal"
        ).fetchone()
    assert tables == (0,)
    assert views == (sum(file.is_kept and file.kind == "view" for file in plan()),)


@pytest.mark.parametrize("name", ["main.growth", "main.models", "temp.core_edges"])
def test_a_changed_file_makes_them_anew(name, folder, made, tmp_path):
    write(tmp_path / "views.duckdb")
    (older,) = folder.iterdir()
    write(tmp_path / "views.duckdb", changed(name))
    assert len(made) == 2
    (newer,) = folder.iterdir()
    assert newer != older


def test_each_layout_has_the_same(folder, made, tmp_path):
    write(tmp_path / "views.duckdb")
    write(tmp_path / "views.duckdb", plan(layout="hub_json"))
    assert len(made) == 1


def test_each_duckdb_has_its_own(folder, made, tmp_path, monkeypatch):
    write(tmp_path / "views.duckdb")
    monkeypatch.setattr(duckdb, "__version__", "1.9.9")
    write(tmp_path / "views.duckdb")
    assert len(made) == 2
    assert len([*folder.iterdir()]) == 2


def test_what_is_spoilt_is_made_anew(folder, made, tmp_path):
    whole = write(tmp_path / "views.duckdb")
    (kept,) = folder.iterdir()
    for spoilt in (b"", kept.read_bytes()[:-1], kept.read_bytes() + b"x"):
        made.clear()
        kept.write_bytes(spoilt)
        assert write(tmp_path / "views.duckdb") == whole
        assert len(made) == 1


def test_where_nothing_can_be_kept_they_are_made(folder, made, tmp_path, monkeypatch):
    monkeypatch.setattr(kept_views, "FOLDER", tmp_path / "a file" / "below")
    (tmp_path / "a file").touch()
    write(tmp_path / "views.duckdb")
    monkeypatch.setattr(kept_views, "FOLDER", folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    write(tmp_path / "views.duckdb")
    assert len(made) == 2
    assert [*folder.iterdir()] == []


def test_an_older_one_that_cannot_be_deleted_stays(folder, made, tmp_path):
    write(tmp_path / "views.duckdb")
    (kept,) = folder.iterdir()
    older = kept.with_suffix(".older")
    older.mkdir()  # which cannot be deleted like a file
    kept.unlink()
    write(tmp_path / "views.duckdb")
    assert {*folder.iterdir()} == {kept, older}
