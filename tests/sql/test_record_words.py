"""The words of records, and what they weigh."""

import shutil
from math import log, sqrt

import duckdb
import pytest
from conftest import asked, write_records

import ecograph

RECORDS = [
    {"id": "aa"},
    {"id": "bb", "tags": ["base_model:aa", "x", "aa"]},
    {"id": "cc"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of a build of three records."""
    folder = tmp_path_factory.mktemp("three")
    ecograph.build(write_records(RECORDS, folder), folder, with_json=True)
    return folder


@pytest.fixture
def changed(folder, tmp_path):
    """A function that changes a copy of the build, and returns its folder."""

    def change(statement):
        copy = shutil.copytree(folder, tmp_path / "copy")
        with duckdb.connect(str(copy / "ecograph.duckdb")) as connection:
            connection.execute(statement)
        return copy

    return change


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phi-4 mini", ["phi", "mini", "phi mini"]),
        ("a_b:Ça 12", ["a_b", "ça", "12", "a_b ça", "ça 12"]),
        ("aa aa", ["aa", "aa", "aa aa"]),
        ("aa", ["aa"]),
        ("x", []),
        ("", []),
        (None, []),
    ],
)
def test_words_of_a_text(text, expected, synthetic_folder):
    [(words,)] = asked(synthetic_folder, "select text_words(cast($1 as text))", text)
    assert words == expected


def test_words_weigh_more_the_fewer_records_have_them(folder):
    query = "from record_words(null) order by position, word"
    rows = asked(folder, query)
    assert [row[:3] for row in rows] == [
        *((0, word, 1) for word in ("aa", "id", "id aa")),
        (1, "aa", 2),
        *((1, word, 1) for word in ("aa aa", "base_model", "base_model aa", "bb")),
        *((1, word, 1) for word in ("bb tags", "id", "id bb", "tags")),
        (1, "tags base_model", 1),
        *((2, word, 1) for word in ("cc", "id", "id cc")),
    ]
    once, twice, always = log(4 / 2) + 1, log(4 / 3) + 1, log(4 / 4) + 1
    length = sqrt(once**2 + twice**2 + always**2)
    expected = [(1 / sqrt(3), idf / length) for idf in (twice, always, once)]
    assert [row[3:] for row in rows[:3]] == [pytest.approx(row) for row in expected]


def test_only_chosen_records_count(folder):
    query = """
        select distinct position, count_weight, tfidf_weight from record_words([0])
    """
    [row] = asked(folder, query)
    assert row == (0, pytest.approx(1 / sqrt(3)), pytest.approx(1 / sqrt(3)))


def test_a_pair_is_not_compared_if_a_record_is_absent(changed):
    folder = changed("delete from records where model_id = 'bb'")
    query = """
        select model_id || other_id, word_likeness, tfidf_likeness
        from pair_likeness(null, 50, 1)
    """
    rows = asked(folder, query)
    assert len({pair for pair, *_ in rows}) == 6
    for pair, *likeness in rows:
        if "bb" in pair:
            assert likeness == [None, None]
        else:
            # The two have only "id" in common, of three words each.
            rare = log(3 / 2) + 1
            expected = [1 / 3, 1 / (1 + 2 * rare**2)]
            assert likeness == [pytest.approx(value) for value in expected]


def test_records_without_a_word_in_common_are_not_alike(changed):
    folder = changed("update records set full_json = model_id")
    query = "select word_likeness, tfidf_likeness from pair_likeness(null, 9, 1)"
    assert {*asked(folder, query)} == {(0, 0)}
