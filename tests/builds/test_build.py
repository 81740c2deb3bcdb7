"""What a build leaves, what it records, and what it does not touch."""

import errno
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from importlib.metadata import version

import duckdb
import pytest
from conftest import SAMPLE, THREE

import ecograph
from ecograph.errors import (
    EcographError,
    NotBuiltError,
    SourceError,
    UnknownNameError,
)
from ecograph.graphs.pickle_writer import Writer
from ecograph.plan.order import plan
from ecograph.source.detect import detect
from ecograph.source.layouts import AI_ECOSYSTEM

TABLES = [
    *("models", "parents", "edges", "edge_deltas", "rejects", "ledger"),
    *("list_traits", "lineage", "family_members"),
]
OUTPUTS = {"ecograph.duckdb", *THREE.values(), ".building.lock"}


def test_it_leaves_four_files_and_the_one_that_it_locks(tmp_path):
    made = ecograph.build(SAMPLE, tmp_path / "a" / "b")
    assert {p.name for p in made.database.parent.iterdir()} == OUTPUTS
    assert {path.name for path in made.pickles.values()} == set(THREE.values())
    assert made.ledger["rows", "models"] == 1993


def test_it_tells_its_steps(tmp_path):
    steps = []
    ecograph.build(SAMPLE, tmp_path, on_step=steps.append)
    begun = [s.name for s in steps if s.seconds is None]
    done = [s for s in steps if s.seconds is not None]
    assert begun == [step.name for step in done]
    relations = [file.name for file in plan()]
    full, *others = THREE.values()
    assert begun == [*relations, "the nodes of the pickles", *others, full]
    assert [step.number for step in done] == [*range(1, done[0].total + 1)]
    assert {step.name: step.rows for step in done}["main.models"] == 1993


def test_it_records_how_it_was_made(sample_folder):
    (build,) = ecograph.table("meta.build", sample_folder).to_dict("records")
    source = SAMPLE.read_bytes()
    assert build["source_name"] == "sample.csv"
    assert build["source_bytes"] == len(source)
    assert build["source_sha256"] == hashlib.sha256(source).hexdigest()
    assert build["duckdb_version"] == duckdb.__version__
    assert build["ecograph_version"] == version("ecograph")
    assert build["sqlglot_version"] == version("sqlglot")
    relations = ecograph.table("meta.relation", sample_folder).set_index("name")
    assert [*relations.index] == [file.name for file in plan()]
    for file in plan():
        row = relations.loc[file.name]
        assert (row["path"], row["version"]) == (file.place, file.version)
        assert row["sha256"] == hashlib.sha256(file.path.read_bytes()).hexdigest()
        assert row["seconds"] >= 0
    assert relations.loc["main.edges", "rows"] == 682
    assert relations.loc["temp.source", "rows"] == 2000


def test_a_packed_source_is_recorded_as_it_lies_there(sample_folder, tmp_path):
    source = tmp_path / "models.csv.gz"
    source.write_bytes(gzip.compress(SAMPLE.read_bytes()))
    ecograph.build(source, tmp_path)
    (build,) = ecograph.table("meta.build", tmp_path).to_dict("records")
    assert build["source_sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
    for name in THREE.values():
        assert (tmp_path / name).read_bytes() == (sample_folder / name).read_bytes()


def test_the_build_id_is_of_the_contents(sample_folder, tmp_path, write_rows):
    other = tmp_path / "renamed.csv"
    other.write_bytes(SAMPLE.read_bytes())
    same = ecograph.build(other, tmp_path / "same").id
    (build,) = ecograph.table("meta.build", sample_folder)["build_id"]
    assert same == build
    assert ecograph.build(write_rows({"model_id": "a"}), tmp_path / "x").id != same


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A table of several of the parts that DuckDB's threads share, and its build."""
    folder = tmp_path_factory.mktemp("large")
    ecograph.sample(300_000, folder / "large.csv")
    ecograph.build(folder / "large.csv", folder)
    return folder


@pytest.mark.parametrize("threads", ["1", "4"])
def test_two_builds_give_equal_files_and_tables(large, tmp_path, threads):
    """In another process, with another hash seed and number of threads."""
    script = (
        "import sys, duckdb, ecograph; connect = duckdb.connect\n"
        "duckdb.connect = lambda path, config: connect(\n"
        f"    path, config=config | {{'threads': {threads}}})\n"
        "ecograph.build(*sys.argv[1:])"
    )
    subprocess.run(
        [sys.executable, "-c", script, large / "large.csv", tmp_path],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        check=True,
    )
    for name in THREE.values():
        assert (tmp_path / name).read_bytes() == (large / name).read_bytes()
    for name in TABLES:
        ours, theirs = (ecograph.table(name, p) for p in (large, tmp_path))
        if name == "edge_deltas":  # The rows of a view have no order.
            key = ["parent_position", "source_row"]
            ours, theirs = (
                t.sort_values(key, ignore_index=True) for t in (ours, theirs)
            )
        assert ours.equals(theirs), name


@pytest.fixture(scope="module")
def other_duckdb(tmp_path_factory):
    """A folder with DuckDB 1.5 where this is 2, and the other way round."""
    folder = tmp_path_factory.mktemp("duckdb")
    wanted = "duckdb==1.5.*" if duckdb.__version__.startswith("2.") else "duckdb==2.*"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    subprocess.run([*install, "--target", folder, wanted], check=True)
    return folder


def test_both_duckdbs_give_equal_files_and_tables(
    sample_folder, other_duckdb, tmp_path
):
    script = (
        "import sys, duckdb, ecograph; ecograph.build(*sys.argv[1:])\n"
        "print(duckdb.__version__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, SAMPLE, tmp_path],
        env={**os.environ, "PYTHONPATH": str(other_duckdb)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() != duckdb.__version__
    for name in THREE.values():
        assert (tmp_path / name).read_bytes() == (sample_folder / name).read_bytes()
    for name in TABLES:
        ours, theirs = (ecograph.table(name, p) for p in (sample_folder, tmp_path))
        assert ours.equals(theirs), name


def test_a_table_has_the_names_of_an_enum_and_not_its_codes(sample_folder):
    edges = ecograph.table("edges", sample_folder)
    deltas = ecograph.table("finetune_edges", sample_folder)
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


def test_edges_have_one_row_a_pair(sample_folder):
    edges = ecograph.table("edges", sample_folder)
    assert not edges.duplicated(["parent_id", "child_id"]).any()
    models = ecograph.table("models", sample_folder).set_index("position")
    assert models.index.is_unique
    for end in ("parent", "child"):
        ids = models["model_id"].loc[edges[f"{end}_position"]]
        assert ids.tolist() == edges[f"{end}_id"].tolist()


def test_tables_are_stored_in_their_order(sample_folder):
    keys = {
        "models": ["source_row"],
        "parents": ["source_row", "relation", "place"],
        "edges": ["parent_position", "source_row"],
        "rejects": ["source_row", "column_name"],
    }
    for name, key in keys.items():
        table = ecograph.table(name, sample_folder)
        assert table[key].equals(table[key].sort_values(key)), name


ROWS = SAMPLE.read_bytes()
HEADER, *LINES = ROWS.splitlines(keepends=True)
CELLS = b"," * 18 + b"\n"
BAD = {
    "missing": (None, "no such file; give a table"),
    "empty": (b"", "the file is empty"),
    "mark alone": (b"\xef\xbb\xbf", "the file is empty"),
    "empty gz": (gzip.compress(b""), "the file is empty"),
    "cut gz": (
        gzip.compress(ROWS)[:9000],
        "it is truncated or corrupt; fetch it again",
    ),
    "cut gz late": (gzip.compress(ROWS)[:-9], "cannot be read: Compressed file"),
    "spoilt gz": (
        gzip.compress(ROWS)[:20_000] + b"\xff" * 200 + gzip.compress(ROWS)[20_200:],
        "cannot be read: Error -3",
    ),
    "padded gz": (gzip.compress(ROWS) + b"\0", "DuckDB cannot read it: IO Error"),
    "gz without columns": (gzip.compress(b"a,b\n1,2\n"), "no layout fits this CSV"),
    "no gz": (b"\x1f\x8bnothing", "cannot be read: "),
    "header alone": (HEADER, "there is no row in it"),
    "blank line first": (b"\n" + ROWS, "or its first line is"),
    "columns": (
        b"model_id,likes\na,1\n",
        "_csv also needs downloads, pipeline_tag",
    ),
    "no id": (b"name,likes\na,1\n", "ai_ecosystem_csv also needs model_id, downloads"),
    "doubled": (HEADER.replace(b"tags", b"Likes"), "has column likes more than once"),
    "semicolons": (ROWS.replace(b",", b";"), "no layout fits this CSV"),
    "utf-16": (ROWS.decode().encode("utf-16"), "UTF-16: save it as UTF-8"),
    "parquet": (b"PAR1\x15\x04\x15" + ROWS, "DuckDB cannot read it"),
    "html": (b"<!DOCTYPE html>\n<html>", "it looks like HTML"),
    "latin-1": (ROWS + b"caf\xe9" + CELLS, r"line 2002, byte 4: b'\xe9' is not UTF-8"),
    "nul": (ROWS + b"a\0" + CELLS, "line 2002: it has a NUL byte"),
    "nul at the end": (ROWS + b"\0", "line 2002: it has a NUL byte"),
    "few cells": (
        ROWS + b"a,b\n",
        "row 2001, line 2002: it has 2 cells instead of 19",
    ),
    "many cells": (ROWS + b"x" + b",x" * 19, "row 2001, line 2002: it has 20 cells"),
    "nul in gz": (gzip.compress(ROWS + b"a\0" + CELLS), "line 2002: it has a NUL"),
    "quote": (ROWS + b'"a' + CELLS, "row 2001: a double quote opens in it"),
    "early quote": (HEADER + b'"a' + CELLS, "row 1: a double quote opens in it"),
    "text after a quote": (ROWS + b'"a"b' + CELLS, "row 2001: ',' expected after '\"'"),
    "no gz by its name": (ROWS, "cannot be read: "),
    "line ends": (
        HEADER + LINES[0] + LINES[1].replace(b"\n", b"\r\n") + b"".join(LINES[2:]),
        r"row 2, line 3: it ends in '\r\n' and the header in '\n'",
    ),
    "50 MB": (
        ROWS + b'madeup/x,1,,,2,,,,,,"' + b"x" * 50_000_000 + b'"' + b"," * 8 + b"\n",
        "row 2001, line 2002, column licenses: the cell has 50,000,000 characters",
    ),
}


@pytest.mark.parametrize(("content", "said"), BAD.values(), ids=BAD)
def test_bad_input_is_one_line_and_leaves_an_earlier_build_as_it_was(
    content, said, tmp_path
):
    out = tmp_path / "out"
    ecograph.build(SAMPLE, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    is_gz = content is not None and content.startswith(b"\x1f\x8b")
    source = tmp_path / ("bad.csv.gz" if is_gz or content is ROWS else "bad.csv")
    if content is not None:
        source.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "ecograph", "build", source, "--out", out],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"ecograph: {source}: ")
    assert said in line
    assert len(line) < 700
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_folder_that_looks_like_a_column_is_none(tmp_path):
    folder = tmp_path / "likes=7" / "library_name=evil"
    folder.mkdir(parents=True)
    source = folder / "models.csv"
    source.write_bytes(SAMPLE.read_bytes())
    made = ecograph.build(source, tmp_path / "out")
    assert made.id == ecograph.build(SAMPLE, tmp_path / "other").id
    ours, theirs = (
        ecograph.table("models", tmp_path / name) for name in ("out", "other")
    )
    assert ours.equals(theirs)


@pytest.mark.parametrize("out", ["~/out", ":memory:", "file:out"])
def test_a_path_means_no_more_than_it_says(out, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / out).mkdir(parents=True)
    source = f"{out}/models.csv"
    (tmp_path / source).write_bytes(SAMPLE.read_bytes())
    ecograph.build(source, out)
    assert (tmp_path / out / "ecograph.duckdb").exists()
    assert len(ecograph.load("full", out)) == 1993


@pytest.mark.parametrize("name", ["pipe", "a" * 300])
def test_what_is_no_regular_file_is_no_source(name, tmp_path):
    if name == "pipe":
        os.mkfifo(tmp_path / name)
    with pytest.raises(SourceError, match=r"not a regular file|File name too long"):
        ecograph.build(tmp_path / name, tmp_path / "out")


def test_a_folder_is_no_source(tmp_path):
    with pytest.raises(SourceError, match=r"a folder without .* name the CSV file in"):
        ecograph.build(tmp_path, tmp_path / "out")


def test_a_source_whose_name_is_not_utf_8_is_an_error(tmp_path):
    source = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.csv")
    shutil.copy(SAMPLE, source)
    with pytest.raises(
        SourceError, match=r"caf\\udce9.csv': the name is not valid UTF-8"
    ):
        ecograph.build(source, tmp_path / "out")


def test_an_out_whose_name_is_not_utf_8_is_an_error(tmp_path):
    out = os.fsdecode(os.fsencode(tmp_path) + b"/b\xe9d")
    with pytest.raises(EcographError, match=r"b\\udce9d': the name is not valid UTF-8"):
        ecograph.build(SAMPLE, out)


def test_a_source_that_changes_is_an_error(tmp_path):
    source = tmp_path / "models.csv"
    source.write_bytes(ROWS)
    found = detect(source)
    source.write_bytes(ROWS + LINES[0])
    with pytest.raises(SourceError, match=r"models.csv: it changed while it was read"):
        found.scan()


@pytest.mark.parametrize("name", [*AI_ECOSYSTEM])
def test_upper_and_lower_case_are_one_in_the_names_of_columns(name, tmp_path):
    head = HEADER.replace(name.encode(), name.upper().encode(), 1)
    (tmp_path / "models.csv").write_bytes(head + LINES[0])
    ecograph.build(tmp_path / "models.csv", tmp_path)
    (tmp_path / "plain.csv").write_bytes(HEADER + LINES[0])
    ecograph.build(tmp_path / "plain.csv", tmp_path / "plain")
    ours, theirs = (ecograph.load("full", p) for p in (tmp_path, tmp_path / "plain"))
    assert [*map(repr, ours.nodes(data=True))] == [*map(repr, theirs.nodes(data=True))]


def test_lines_in_a_quoted_cell_that_look_like_rows_are_none(tmp_path):
    """Threads that begin within the cell fail, and one alone reads it all."""
    cell = b'"' + b"m/1,1,2,,,,[],,,[],,,,\n" * 400 + b'"'
    columns = b",".join(name.encode() for name in AI_ECOSYSTEM) + b"\n"
    rows = b"".join(
        b"id%d,1,2,%b,,,[],[],[],[],[],[],[],[]\n" % (n, cell if n % 9 == 0 else b"")
        for n in range(20_000)
    )
    (tmp_path / "models.csv").write_bytes(columns + rows)
    made = ecograph.build(tmp_path / "models.csv", tmp_path)
    assert made.ledger["rows", "models"] == 20_000
    query = "select sum(length(pipeline_tag)) from models"
    with ecograph.connect(tmp_path) as connection:
        ((length,),) = connection.execute(query).fetchall()
    assert length == (len(cell) - 2) * 2223


def test_a_folder_where_an_output_goes_is_an_error(tmp_path):
    ecograph.build(SAMPLE, tmp_path)
    before = (tmp_path / "ai_ecosystem_graph.pkl").read_bytes()
    (tmp_path / "ai_ecosystem_graph_nomerges.pkl").unlink()
    (tmp_path / "ai_ecosystem_graph_nomerges.pkl").mkdir()
    (tmp_path / "one.csv").write_bytes(HEADER + LINES[0])
    with pytest.raises(EcographError, match=r"nomerges\.pkl: is a folder"):
        ecograph.build(tmp_path / "one.csv", tmp_path)
    assert (tmp_path / "ai_ecosystem_graph.pkl").read_bytes() == before


def test_an_error_while_the_pickles_are_written_is_told_as_it_is(tmp_path, monkeypatch):
    """Another thread still counts the ledger then."""

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Writer, "_frame", full)
    with pytest.raises(EcographError, match="No space left on device; make room"):
        ecograph.build(SAMPLE, tmp_path)


def test_a_source_that_vanishes_is_an_error(tmp_path):
    source = tmp_path / "models.csv"
    source.write_bytes(SAMPLE.read_bytes())
    found = detect(source)
    source.unlink()
    with pytest.raises(SourceError, match=r"models.csv: no such file"):
        found.scan()


def test_a_path_with_odd_characters_is_an_ordinary_path(tmp_path):
    folder = tmp_path / "it's [a] *; folder"
    folder.mkdir()
    source = folder / "mod?els [1]; x'.csv"
    source.write_bytes(SAMPLE.read_bytes())
    assert ecograph.build(source, folder / "o'u t*").ledger["rows", "models"] == 1993
    assert len(ecograph.load("full", folder / "o'u t*")) == 1993


def test_an_out_that_is_a_file_is_an_error(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(EcographError, match="out: it is no folder; name one with"):
        ecograph.build(SAMPLE, tmp_path / "out")
    assert (tmp_path / "out").read_text() == ""


def test_a_limit_of_memory_is_obeyed(tmp_path):
    with pytest.raises(EcographError, match=r"too little memory .* --memory-limit"):
        ecograph.build(SAMPLE, tmp_path, memory_limit="1MB")
    assert [path.name for path in tmp_path.iterdir()] == [".building.lock"]
    made = ecograph.build(SAMPLE, tmp_path, memory_limit="100MB")
    assert made.ledger["edges", "in the full graph"] == 682


def test_what_is_no_amount_of_memory_is_an_error(tmp_path):
    with pytest.raises(EcographError, match="'much' is no amount of memory"):
        ecograph.build(SAMPLE, tmp_path, memory_limit="much")


def test_no_database_is_an_error_that_says_how_to_build_one(tmp_path, monkeypatch):
    monkeypatch.setenv("ECOGRAPH_DATA", str(tmp_path))
    with pytest.raises(NotBuiltError, match="build one with `ecograph build"):
        ecograph.connect()


def test_a_file_that_is_no_database_is_an_error(tmp_path):
    (tmp_path / "x.duckdb").write_text("not a database, but long enough to look at")
    with pytest.raises(EcographError, match="DuckDB cannot open it"):
        ecograph.connect(tmp_path / "x.duckdb")


def test_another_database_is_an_error(tmp_path):
    with duckdb.connect(tmp_path / "x.duckdb") as connection:
        connection.execute("create table edges (a integer)")
    with pytest.raises(NotBuiltError, match="not built by this version of ecograph"):
        ecograph.connect(tmp_path / "x.duckdb")


def test_an_unknown_name_is_an_error_that_lists_the_known(sample_folder):
    with pytest.raises(UnknownNameError, match="full, finetune, nomerges"):
        ecograph.load("tuned", sample_folder)
    with pytest.raises(UnknownNameError, match="edge_deltas, edge_traits, edges"):
        ecograph.table("edge", sample_folder)


def test_the_graphs_can_be_imported_by_name(sample_folder, monkeypatch):
    monkeypatch.setenv("ECOGRAPH_DATA", str(sample_folder))
    import ecograph.graphs

    monkeypatch.delitem(vars(ecograph.graphs), "finetune", raising=False)
    from ecograph.graphs import finetune

    assert finetune.number_of_edges() == 197
    assert ecograph.graphs.finetune is finetune
    monkeypatch.delitem(vars(ecograph.graphs), "finetune")
    with pytest.raises(AttributeError):
        _ = ecograph.graphs.nothing
