"""Opening a database and reading its tables and graphs."""

import duckdb
import pytest

import ecograph
from ecograph.database import first_line
from ecograph.errors import EcographError, NotBuiltError, UnknownNameError


def test_a_table_has_the_names_of_an_enum_instead_of_its_codes(synthetic_folder):
    edges = ecograph.table("edges", synthetic_folder)
    deltas = ecograph.table("finetune_edges", synthetic_folder)
    last = [types[-1] if len(types) else None for types in edges["edge_types"]]
    assert (
        last
        == edges["edge_type"]
        .astype(object)
        .where(edges["edge_type"].notna(), None)
        .tolist()
    )
    assert {*map(type, last)} == {str, type(None)}
    assert {types[-1] for types in deltas["edge_types"]} == {"finetune"}


def test_a_missing_database_is_an_error_with_a_remedy(tmp_path, monkeypatch):
    monkeypatch.setenv("ECOGRAPH_DATA", str(tmp_path))
    with pytest.raises(NotBuiltError, match="build one with `ecograph build"):
        ecograph.connect()


def test_a_file_that_is_not_a_database_is_an_error(tmp_path):
    path = tmp_path / "my models.csv"
    for content in ("model_id\n", "not a database, but long enough to look at", ""):
        path.write_text(content)
        for call in (
            ecograph.connect,
            ecograph.check,
            lambda it: ecograph.diff(it, it),
        ):
            with pytest.raises(NotBuiltError, match="not a DuckDB database; if") as it:
                call(path)
            assert f"build it with `ecograph build '{path}'`" in str(it.value)


def test_a_damaged_database_is_an_error(synthetic_folder, tmp_path):
    data = (synthetic_folder / "ecograph.duckdb").read_bytes()
    (tmp_path / "x.duckdb").write_bytes(data[:5000])
    with pytest.raises(EcographError, match="DuckDB cannot open it"):
        ecograph.connect(tmp_path / "x.duckdb")


def test_another_database_is_an_error(tmp_path):
    with duckdb.connect(tmp_path / "x.duckdb") as connection:
        connection.execute("create table edges (a integer)")
    with pytest.raises(NotBuiltError, match="not built by this version of ecograph"):
        ecograph.connect(tmp_path / "x.duckdb")


def test_an_unknown_name_is_an_error_that_lists_the_known(synthetic_folder):
    with pytest.raises(UnknownNameError, match="full, finetune, nomerges"):
        ecograph.load("tuned", synthetic_folder)
    with pytest.raises(UnknownNameError, match="edge_deltas, edge_traits, edges"):
        ecograph.table("edge", synthetic_folder)


def test_a_graph_that_was_not_built_names_the_option(synthetic_folder):
    with pytest.raises(NotBuiltError, match="build it with --with-json") as raised:
        ecograph.load("nomerges_fulljson", synthetic_folder)
    assert str(raised.value).startswith(f"{synthetic_folder / 'ecograph.duckdb'}: ")


def test_the_graphs_can_be_imported_by_name(synthetic_folder, monkeypatch):
    monkeypatch.setenv("ECOGRAPH_DATA", str(synthetic_folder))
    import ecograph.graphs

    monkeypatch.delitem(vars(ecograph.graphs), "finetune", raising=False)
    from ecograph.graphs import finetune

    assert finetune.number_of_edges() == 197
    assert ecograph.graphs.finetune is finetune
    monkeypatch.delitem(vars(ecograph.graphs), "finetune")
    with pytest.raises(AttributeError):
        _ = ecograph.graphs.nothing


def test_the_first_line_of_an_error_has_no_control_characters():
    error = duckdb.Error("no type: a\0\r\nb")
    assert first_line(error) == "no type: a"
