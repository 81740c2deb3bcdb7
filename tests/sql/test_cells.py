"""How cells are read and written: lists, numbers, times, missing values."""

import ast
import csv
import io
from datetime import UTC, datetime

import duckdb
import oracle
import pandas as pd
import pytest
from conftest import deep
from hypothesis import example, given, settings
from hypothesis import strategies as st
from quick_build import needed_files


@pytest.fixture(scope="module")
def connection():
    """A connection with the macros of cells, and nothing else."""
    macros = ("main.python_list", "main.python_literal", "main.python_repr")
    cells = ("temp.parse_whole_number", "temp.parse_time", "temp.null_if_missing")
    with duckdb.connect() as connection:
        for file in needed_files(*macros, *cells):
            connection.execute(file.text)
        yield connection


@pytest.fixture(scope="module")
def read(connection):
    """Call a macro on one cell, or on many at once, which is faster."""
    queries = {
        "list": "select python_list(cell) from (select unnest(?) as cell)",
        "number": (
            "select temp.parse_whole_number(cell) from (select unnest(?) as cell)"
        ),
        "time": "select temp.parse_time(cell) from (select unnest(?) as cell)",
        "repr": "select python_repr(cell) from (select unnest(?) as cell)",
        "present": "select temp.null_if_missing(cell) from (select unnest(?) as cell)",
    }

    def call(macro, *cells):
        values = duckdb.Value(list(cells), "varchar[]")
        rows = connection.execute(queries[macro], [values]).fetchall()
        return rows[0][0] if len(cells) == 1 else [row[0] for row in rows]

    return call


LISTS = st.lists(st.text(max_size=12), max_size=5)
ODD = [
    ["it's", "both ' and \"", "\\", "\\'", "\\\\n", "a, b", "]", "[", "", "None"],
    ["\0\x01\x1f\x7f\x80\xa0\u200b\u2028\ufeff\U0001f600\U0010ffff", "\n\r\t"],
]


@settings(max_examples=deep(60, 300), deadline=None)
@given(many=st.lists(LISTS, min_size=10, max_size=20))
@example(many=ODD)
def test_a_list_is_read_as_python_reads_it(read, many):
    literals = [*map(repr, many)]
    assert read("list", *literals) == [*map(ast.literal_eval, literals)] == many


# Text that is nearly a literal.
PIECES = st.sampled_from(
    [
        *"[](){}'\",\\ \nabxuUnN0d8Ff1-.",
        *["None", "True", "1", "1.5", "'a'", '"b"', "b'", "', '"],
        *["\\'", "\\x41", "\\ud800", "\\u00e9", "\\U0001f600", "\\U00110000", "\\q"],
    ]
)
CELLS = st.lists(PIECES, max_size=12).map(lambda pieces: f"[{''.join(pieces)}]")


@settings(max_examples=deep(60, 300), deadline=None)
@given(cells=st.lists(CELLS, min_size=20, max_size=30))
@example(
    cells=["['a' 'b']", "['a'],['b']", "[,]", "['\\ud800', 'kept']", "['\\\\ud800']"]
)
def test_what_is_read_as_a_list_is_one(read, cells):
    """What is read means to Python what it means here; nothing is invented."""
    for cell, items in zip(cells, read("list", *cells), strict=True):
        if items is not None:
            python = ast.literal_eval(cell)
            assert items == [text_or_none(entry) for entry in python], cell


def text_or_none(entry):
    if not isinstance(entry, str):
        return None
    return None if any("\ud800" <= c <= "\udfff" for c in entry) else entry


@pytest.mark.parametrize(
    "cell",
    ["", "a/b", "['a'", "'a'", "('a',)", "['a' 'b']", "[a]", "[['a']]", "['a\nb']"],
)
def test_what_is_not_a_list_of_strings_is_null(read, cell):
    assert read("list", cell) is None


NUMBER = st.one_of(
    st.integers().map(str),
    st.floats().map(repr),
    st.text("0123456789+-._eE \t\n", max_size=18),
)


@settings(max_examples=deep(10, 40), deadline=None)
@given(cells=st.lists(NUMBER, min_size=20, max_size=30))
@example(
    cells=["999999999999999", "-999999999999999.000", "1000000000000000", "١٢"],
)
def test_a_number_is_read_as_the_contract_says(read, cells):
    for cell, found in zip(cells, read("number", *cells), strict=True):
        wanted = oracle.number(cell)
        assert found == (wanted if isinstance(wanted, int) else None), cell


DIGITS = st.text("0123456789", max_size=2)
TIME = st.tuples(
    st.sampled_from(["2024", "1999", "0001", "9999", "24", "20240", "0000"]),
    *[
        st.sampled_from("---- +/"),
        st.one_of(DIGITS, st.sampled_from(["01", "12", "13"])),
    ],
    *[st.sampled_from("---- +/"), st.one_of(DIGITS, st.sampled_from(["28", "31"]))],
    *[st.sampled_from("TTTTt "), DIGITS, st.sampled_from(":::: "), DIGITS],
    *[st.sampled_from(":::: "), DIGITS, st.sampled_from("....,")],
    st.text("0123456789", max_size=7),
    st.sampled_from(["Z", "Z", "Z", "z", "", "Z ", "+00"]),
).map("".join)


TIME = st.one_of(TIME, st.datetimes().map(lambda t: t.isoformat() + "Z"))
ODD_TIMES = [
    "2025-07-11T00:55:12.000Z",
    " 2025-07-11T00:55:12.000Z",
    "2025-07-11T00:55:12.000Z ",
    "2025-7-1T0:5:2.0Z",
    "2024-02-29T23:59:59.999999Z",
    "2023-02-29T00:00:00.0Z",
    "0000-01-01T00:00:00.0Z",
    "2024-01-01T24:00:00.0Z",
    "2024-01-01T00:00:60.0Z",
    "2024-01-01T00:00:00Z",
    "+2024-01-01T00:00:00.0Z",
]


@settings(max_examples=deep(20, 120), deadline=None)
@given(cells=st.lists(TIME, min_size=20, max_size=30))
@example(cells=ODD_TIMES)
def test_a_time_is_read_as_strptime_reads_it(read, cells):
    for cell, found in zip(cells, read("time", *cells), strict=True):
        assert (found and found.replace(tzinfo=UTC)) == oracle.moment(cell), cell


def test_missing_values_are_those_of_pandas(read):
    cells = ["NA", "null", "None", "nan", "none", "Null", " NA", "-", "NAN", "-1.#QNAN"]
    cells += [
        "#N/A N/A",
        "<NA>",
        "n/a",
        "N/a",
        "1.#IND",
        "#NA",
        "[]",
        "0",
        "NULL ",
        "na",
    ]
    file = io.StringIO()
    csv.writer(file).writerows([["cell"], *([cell] for cell in cells)])
    file.seek(0)
    pandas = pd.read_csv(file)["cell"].isna().tolist()
    assert [cell is None for cell in read("present", *cells)] == pandas
    assert sum(pandas) == 10
    assert all(read("present", cell) is None for cell in oracle.STR_NA_VALUES - {""})


def test_times_are_in_utc(read):
    assert read("time", "2025-07-11T00:55:12.000Z") == datetime(2025, 7, 11, 0, 55, 12)


# Without characters that this Python does not know yet, and lone surrogates.
KNOWN = st.text(st.characters(exclude_categories=("Cn", "Cs")), max_size=12)


@settings(deadline=None)
@given(texts=st.lists(KNOWN, min_size=2, max_size=20))
@example(
    texts=["it's", 'a"b', "both ' and \"", "\\", "\t\n\r\0\x7f", "\xa0\u200b\U0001f600"]
)
def test_a_text_is_written_as_repr_writes_it(read, texts):
    assert read("repr", *texts) == [*map(repr, texts)]


def test_a_list_with_nulls_is_written_as_python_writes_it(connection):
    lists = [[], ["a"], [None], ["a", None], [None, "it's"], None]
    values = duckdb.Value(lists, "varchar[][]")
    rows = connection.execute(
        "select python_literal(items) from (select unnest(?) as items)", [values]
    ).fetchall()
    assert rows == [(None if items is None else repr(items),) for items in lists]
