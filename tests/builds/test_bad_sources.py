"""Sources that cannot be read, and odd ones that can."""

import gzip
import os
import re
import shutil

import pytest
from commands import run
from conftest import SYNTHETIC, deep

import ecograph
from ecograph.errors import SourceError
from ecograph.source.detect import detect
from ecograph.source.layouts import AI_ECOSYSTEM

ROWS = SYNTHETIC.read_bytes()
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
    "header alone": (HEADER, "has no rows; give a table"),
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
    "one cell": (ROWS + b"a\n", "row 2001, line 2002: it has 1 cell instead of 19"),
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
}


@pytest.mark.parametrize(("content", "message"), BAD.values(), ids=BAD)
def test_an_error_is_one_line_and_leaves_an_earlier_build_as_it_was(
    content, message, synthetic_folder, tmp_path
):
    out = tmp_path / "out"
    shutil.copytree(synthetic_folder, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    is_gz = content is not None and content.startswith(b"\x1f\x8b")
    source = tmp_path / ("bad.csv.gz" if is_gz or content is ROWS else "bad.csv")
    if content is not None:
        source.write_bytes(content)
    result = run("build", source, "--out", out)
    assert result.status == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"ecograph: {source}: ")
    assert message in line
    assert len(line) < 700
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_folder_name_is_not_taken_for_a_column(tmp_path):
    folder = tmp_path / "likes=7" / "library_name=evil"
    folder.mkdir(parents=True)
    source = folder / "models.csv"
    source.write_bytes(SYNTHETIC.read_bytes())
    build = ecograph.build(source, tmp_path / "out")
    assert build.id == ecograph.build(SYNTHETIC, tmp_path / "other").id
    ours, theirs = (
        ecograph.table("models", tmp_path / name) for name in ("out", "other")
    )
    assert ours.equals(theirs)


@pytest.mark.parametrize("out", ["~/out", ":memory:", "file:out"])
def test_a_path_has_no_special_meaning(out, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / out).mkdir(parents=True)
    source = f"{out}/models.csv"
    (tmp_path / source).write_bytes(SYNTHETIC.read_bytes())
    ecograph.build(source, out)
    assert (tmp_path / out / "ecograph.duckdb").exists()
    assert len(ecograph.load("full", out)) == 1993


@pytest.mark.parametrize("name", ["pipe", "a" * 300])
def test_a_source_that_is_not_a_regular_file_is_an_error(name, tmp_path):
    if name == "pipe":
        os.mkfifo(tmp_path / name)
    with pytest.raises(SourceError, match=r"not a regular file|File name too long"):
        ecograph.build(tmp_path / name, tmp_path / "out")


@pytest.mark.parametrize(
    ("names", "advice"),
    [
        ([], "give a file, or a folder of such files"),
        (["b.csv", "a.csv.gz", "c.txt"], "give one of its CSV files: a.csv.gz, b.csv"),
        ([f"{n}.csv" for n in range(9)], "0.csv, 1.csv, 2.csv, 3.csv, 4.csv, …"),
        (["a.tsv"], "write a file with commas in place of tabs: a.tsv"),
        (["b.tsv", "a.csv"], "CSV files: a.csv; or write a file with commas in place "),
    ],
)
def test_a_folder_without_tables_is_an_error(names, advice, tmp_path):
    for name in names:
        (tmp_path / name).touch()
    reason = f"the folder has no JSON or Parquet file; .*{re.escape(advice)}"
    with pytest.raises(SourceError, match=reason):
        ecograph.build(tmp_path, tmp_path / "out")


def test_a_source_whose_name_is_not_utf_8_is_an_error(tmp_path):
    source = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.csv")
    shutil.copy(SYNTHETIC, source)
    with pytest.raises(
        SourceError, match=r"caf\\udce9.csv': the name is not valid UTF-8"
    ):
        ecograph.build(source, tmp_path / "out")


def test_a_source_that_changes_is_an_error(tmp_path):
    source = tmp_path / "models.csv"
    source.write_bytes(ROWS)
    found = detect(source)
    source.write_bytes(ROWS + LINES[0])
    with pytest.raises(SourceError, match=r"models.csv: it changed while it was read"):
        found.scan()


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The folder of a build of the first row of the sample."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "plain.csv").write_bytes(HEADER + LINES[0])
    ecograph.build(folder / "plain.csv", folder)
    return folder


@pytest.mark.parametrize("case", [bytes.upper, bytes.title])
def test_case_does_not_matter_in_column_names(case, plain, tmp_path):
    (tmp_path / "models.csv").write_bytes(case(HEADER) + LINES[0])
    ecograph.build(tmp_path / "models.csv", tmp_path)
    ours, theirs = (ecograph.load("full", p) for p in (tmp_path, plain))
    assert [*map(repr, ours.nodes(data=True))] == [*map(repr, theirs.nodes(data=True))]


def test_lines_in_a_quoted_cell_are_not_taken_for_rows(tmp_path):
    """Threads that start inside the cell fail; one alone reads it all."""
    cell = b'"' + b"m/1,1,2,,,,[],,,[],,,,\n" * 400 + b'"'
    columns = b",".join(name.encode() for name in AI_ECOSYSTEM) + b"\n"
    rows = b"".join(
        b"id%d,1,2,%b,,,[],[],[],[],[],[],[],[]\n" % (n, cell if n % 9 == 0 else b"")
        for n in range(20_000)
    )
    (tmp_path / "models.csv").write_bytes(columns + rows)
    build = ecograph.build(tmp_path / "models.csv", tmp_path)
    assert build.ledger["rows", "models"] == 20_000
    query = "select sum(length(pipeline_tag)) from models"
    with ecograph.connect(tmp_path) as connection:
        ((length,),) = connection.execute(query).fetchall()
    assert length == (len(cell) - 2) * 2223


def test_a_source_that_vanishes_is_an_error(tmp_path):
    source = tmp_path / "models.csv"
    source.write_bytes(SYNTHETIC.read_bytes())
    found = detect(source)
    source.unlink()
    with pytest.raises(SourceError, match=r"models.csv: no such file"):
        found.scan()


@pytest.mark.parametrize("size", deep([5_000_000], [3_000_000, 5_000_000, 70_000_000]))
def test_a_long_row_is_read(size, tmp_path):
    """Also where an ignored column makes it long."""
    columns = ",".join(AI_ECOSYSTEM)
    row = "a/b,1,2,,,,['mit'],[],[],[],[],[],[],[]"
    card = f'"{"line, of a card" * (size // 15)}\n"'
    rows = [
        f"card,{columns}",
        f",{row}",
        f"{card},{row.replace('a/b', 'a/c')}",
        f"x,{row}",
    ]
    (tmp_path / "models.csv").write_text("\n".join(rows) + "\n")
    build = ecograph.build(tmp_path / "models.csv", tmp_path)
    assert (build.ledger["rows", "read"], build.ledger["rows", "models"]) == (3, 2)


def test_a_bad_row_after_a_long_one_is_an_error(tmp_path):
    long = b'madeup/x,1,,,2,,,,,,"' + b"x" * 5_000_000 + b'"' + b"," * 8 + b"\n"
    (tmp_path / "models.csv").write_bytes(HEADER + long + b"a,b\n")
    with pytest.raises(SourceError, match=r"row 2, line 3: it has 2 cells instead"):
        ecograph.build(tmp_path / "models.csv", tmp_path / "out")
