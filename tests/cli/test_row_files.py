"""``ecograph sql --out``: the rows of a query as a file."""

import datetime
import sys

import duckdb
import pytest
from commands import error, output

from ecograph.errors import missing_package

QUERY = "select model_id, likes, library_name from models order by position limit 3"


@pytest.mark.parametrize("files", [[], ["--allow-files"]])
def test_csv_is_what_is_printed(files, synthetic_folder, tmp_path):
    path = tmp_path / "new" / "rows.csv"
    said = output("sql", QUERY, synthetic_folder, "-o", path, *files)
    assert said == f"{path}: 3 rows\n"
    printed = output("sql", QUERY, synthetic_folder, "--format", "csv")
    assert path.read_text("utf-8") == printed


@pytest.mark.parametrize("files", [[], ["--allow-files"]])
def test_parquet_keeps_the_types(files, synthetic_folder, tmp_path):
    query = "select created_at, likes, [1] as list, 2::utinyint as small from models"
    said = output(
        "sql", query, "-d", synthetic_folder, "-o", "a.PARQUET", *files, cwd=tmp_path
    )
    assert said == "a.PARQUET: 1,993 rows\n"
    rows = duckdb.sql(f"describe from '{tmp_path}/a.PARQUET'").fetchall()
    types = ["TIMESTAMP", "BIGINT", "INTEGER[]", "UTINYINT"]
    assert [kind for _, kind, *_ in rows] == types


def test_xlsx(synthetic_folder, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    query = """
        select
            model_id,
            likes,
            created_at,
            date '2024-02-29' as day,
            1.5 as number,
            null as missing,
            true as truth,
            ['a', 'b'] as list,
            '=1+1' as "=formula",
            'a' || chr(7) as control,
            date '1850-01-01' as old,
            12345678901234567 as large,
            'inf'::double as infinite,
            timestamptz '2024-01-01 00:00:00+00'::varchar as zoned
        from models
        order by position
        limit 1
    """
    path = tmp_path / "rows.xlsx"
    assert output("sql", query, synthetic_folder, "--out", path) == f"{path}: 1 row\n"
    header, row = openpyxl.load_workbook(path).active.iter_rows()
    assert [cell.value for cell in header][7:9] == ["list", "=formula"]
    assert [cell.value for cell in row][:13] == [
        *("madeup-lab-50/plover-1b-0", 0),
        *(datetime.datetime(2024, 10, 31, 16, 55, 58), datetime.datetime(2024, 2, 29)),
        *(1.5, None, True, "['a', 'b']", "=1+1", "a\ufffd", "1850-01-01"),
        *("12345678901234567", "inf"),
    ]
    assert {cell.data_type for cell in (header[8], row[8])} == {"s"}, "no formulas"


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("from range(1048576)", "Excel has room for 1,048,575 rows, not 1,048,576"),
        (
            "select repeat('x', 32768)",
            "Excel has room for texts of 32,767 letters, not ",
        ),
    ],
)
def test_what_excel_has_no_room_for_is_one_line(
    query, reason, synthetic_folder, tmp_path
):
    pytest.importorskip("openpyxl")
    path = tmp_path / "rows.xlsx"
    path.write_text("earlier")
    line = error("sql", query, synthetic_folder, "-o", path)
    assert line.startswith(f"ecograph: rows.xlsx: {reason}")
    assert line.endswith("; use .csv or .parquet")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [
        ("rows.xlsx", "earlier")
    ]


def test_without_openpyxl_the_error_names_the_extra(
    synthetic_folder, tmp_path, monkeypatch
):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    line = error("sql", QUERY, synthetic_folder, "-o", tmp_path / "rows.xlsx")
    assert line == f"ecograph: {missing_package('openpyxl', 'export')}"


def test_another_extension_is_one_line(tmp_path):
    line = error("sql", QUERY, tmp_path / "no build", "-o", tmp_path / "rows.txt")
    reason = "unsupported extension '.txt'; use .csv, .parquet or .xlsx"
    assert line == f"ecograph: {tmp_path}/rows.txt: {reason}"


def test_a_format_besides_is_one_line(synthetic_folder):
    line = error("sql", QUERY, synthetic_folder, "-o", "rows.csv", "--format", "json")
    reason = "its extension is its format; leave out --format json"
    assert line == f"ecograph: rows.csv: {reason}"


@pytest.mark.parametrize("extension", ["csv", "parquet", "xlsx"])
def test_a_query_that_fails_leaves_the_earlier_file(
    extension, synthetic_folder, tmp_path
):
    path = tmp_path / f"rows.{extension}"
    path.write_text("earlier")
    query = "select if(likes > 1000, error('stop'), likes) from models"
    line = error("sql", query, synthetic_folder, "-o", path)
    assert line == "ecograph: query failed: Invalid Input Error: stop"
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [
        (path.name, "earlier")
    ]


@pytest.mark.parametrize("extension", ["csv", "parquet", "xlsx"])
def test_what_cannot_be_written_is_one_line(extension, synthetic_folder, tmp_path):
    path = tmp_path / f"rows.{extension}"
    path.mkdir()
    line = error("sql", QUERY, synthetic_folder, "-o", path)
    assert line == f"ecograph: {path}: is a folder; give the name of a file"
