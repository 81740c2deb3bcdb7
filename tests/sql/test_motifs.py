"""Small patterns of models: how often each occurs, and how alike its models are."""

import gzip
import json
import re
from collections import Counter
from itertools import combinations, pairwise
from math import comb, log, sqrt
from statistics import fmean

import networkx as nx
import oracle
import pytest
from conftest import ROOT, asked, built, deep, shared

import ecograph

FAMILY = [
    {"model_id": "a"},
    {"model_id": "b", "finetune_parent": "['a', 'b']"},
    {"model_id": "c", "finetune_parent": "['a']"},
    {"model_id": "d", "adapter_parent": "['a']"},
    {"model_id": "e", "finetune_parent": "['b']"},
    {"model_id": "f", "merge_parent": "['b']"},
    {"model_id": "g"},
]
RELATIONS = ("main.motif_counts", "main.motif_pairs")
PLACES = {
    "chain": {"ae", "af"},
    "parent and child": {"ab", "ac", "ad", "be", "bf"},
    "siblings": {"bc", "bd", "cd", "ef"},
    "uncle": {"ce", "cf", "de", "df"},
}
"""The pairs of the family by motif."""


@pytest.fixture(scope="module")
def real_table() -> oracle.Expected:
    """Real models and their edges in plain Python."""
    return oracle.read(shared("data/rimel.csv"))


@pytest.fixture(scope="module")
def with_records(tmp_path_factory):
    """The folder of a build of real records, and the records by id."""
    source = shared("data/rimel.jsonl.gz")
    folder = tmp_path_factory.mktemp("records")
    ecograph.build(source, folder, with_json=True)
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        records = {json.loads(line)["id"]: line.rstrip("\n") for line in lines}
    return folder, records


@pytest.fixture(scope="module")
def family_folder(tmp_path_factory):
    """The folder of a build of the family."""
    return built(tmp_path_factory.mktemp("family"), FAMILY, *RELATIONS)


def test_motifs_of_a_few_models(family_folder):
    query = "select motif, models, places from motif_counts where graph = 'full'"
    assert asked(family_folder, query) == [
        ("parent and child", 2, 5),
        ("chain", 3, 2),
        ("siblings", 3, 3 + 1),
        ("chain with siblings", 4, 1),
        ("three siblings", 4, 1),
        ("uncle", 4, 2 * 2),
    ]


def test_without_edges_there_are_none(tmp_path):
    query = "select graph, count(*), sum(places) from motif_counts group by graph"
    folder = built(tmp_path, [{"model_id": "a"}], *RELATIONS)
    assert {row[1:] for row in asked(folder, query)} == {(6, 0)}
    assert asked(folder, "from motif_pairs(null, 9, 1)") == []


@pytest.mark.parametrize("name", oracle.GRAPHS)
def test_motifs_of_real_models_are_those_listed_one_by_one(
    name, real_table, shared_build
):
    graph = nx.DiGraph([*real_table.graph(name).edges])
    graph.remove_edges_from([*nx.selfloop_edges(graph)])
    found = Counter()
    for parent in graph:
        found["siblings"] += len([*combinations(graph[parent], 2)])
        found["three siblings"] += comb(len(graph[parent]), 3)
        for child in graph[parent]:
            found["parent and child"] += 1
            found["chain"] += len(graph[child])
            found["chain with siblings"] += len([*combinations(graph[child], 2)])
            others = [other for other in graph[parent] if other != child]
            found["uncle"] += len([(o, g) for o in others for g in graph[child]])
    query = "select motif, places from motif_counts where graph = ?"
    assert dict(asked(shared_build("rimel"), query, name)) == found


def test_edges_are_drawn_by_all_their_places(shared_build):
    query = """
        select motif, sum(places), max(places_so_far)
        from motif_places(null) group by motif
    """
    found = {motif: {*sums} for motif, *sums in asked(shared_build("rimel"), query)}
    query = "select motif, places from motif_counts where graph = 'full'"
    places = dict(asked(shared_build("rimel"), query))
    places["siblings"] *= 2
    assert found == {motif: {places[motif]} for motif in PLACES}


def test_each_place_is_as_likely(family_folder):
    query = "select motif, model_id || other_id from motif_pairs(null, 1500, 7)"
    drawn = Counter(asked(family_folder, query))
    names = [row["model_id"] for row in FAMILY]
    places = {(motif, pair) for motif, pairs in PLACES.items() for pair in pairs}
    back = {("siblings", pair[::-1]) for pair in PLACES["siblings"]}
    random = {("random", a + b) for a in names for b in names if a != b}
    assert {*drawn} == places | back | random
    for motif, pair in places:
        both = drawn[motif, pair] + drawn[motif, pair[::-1]] * (motif == "siblings")
        expected = 1500 / len(PLACES[motif])
        assert abs(both - expected) < 5 * expected**0.5
    for place in random:
        assert abs(drawn[place] - 1500 / 49) < 5 * (1500 / 49) ** 0.5


def test_types_choose_the_edges_of_a_motif(family_folder):
    query = """
        select distinct motif, model_id || other_id
        from motif_pairs(['finetune'], 150, 1) where motif <> 'random'
    """
    assert {*asked(family_folder, query)} == {
        *(("parent and child", pair) for pair in ("ab", "ac", "be")),
        *(("siblings", pair) for pair in ("bc", "cb")),
        ("chain", "ae"),
        ("uncle", "ce"),
    }


def test_a_model_is_in_no_pair_with_itself(lineage_folder):
    query = "from motif_pairs(null, 300, 1)"
    pairs = [row[-2:] for row in asked(lineage_folder, query)]
    assert pairs
    assert all(one != other for one, other in pairs)


def test_a_seed_gives_the_same_pairs(synthetic_folder):
    query = "from motif_pairs(null, 50, ?)"
    one, again, other = (asked(synthetic_folder, query, seed) for seed in (1, 1, 2))
    assert one == again
    assert one != other


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("kitten", "sitting", 1 - 3 / 7),
        ("same", "same", 1),
        ("", "", 1),
        ("", "a", 0),
        (None, "a", None),
        (None, None, None),
        ("a" * 10_000, "a" * 9_999 + "b", 1 - 1 / 10_000),
        ("a" * 10_001, "a", None),
        ("a" * 10_001, "a" * 10_001, None),
    ],
)
def test_texts_are_compared_letter_by_letter(text, other, expected, synthetic_folder):
    query = "select text_likeness($1, $2), text_likeness($2, $1)"
    [row] = asked(synthetic_folder, query, text, other)
    assert row == (pytest.approx(expected), pytest.approx(expected))


@pytest.mark.parametrize(
    ("items", "others", "expected"),
    [
        (["a", "b"], ["b", "c"], 1 / 3),
        (["a", "a"], ["a"], 1),
        (["a"], [], 0),
        ([], [], None),
        (None, ["a"], None),
        (["a"], None, None),
    ],
)
def test_lists_are_compared_as_sets(items, others, expected, synthetic_folder):
    query = "select set_likeness(cast($1 as text[]), cast($2 as text[]))"
    assert asked(synthetic_folder, query, items, others) == [(pytest.approx(expected),)]


def jaccard(one, other):
    return len(one & other) / len(one | other)


def said(record):
    """What a record says: each item of a list, and every other field."""
    found = set()
    for key, value in json.loads(record).items():
        items = value if isinstance(value, list) else [value]
        found |= {(key, json.dumps(item)) for item in items if item is not None}
    return found


def edits(text, other):
    """The Levenshtein distance, row by row."""
    row = [*range(len(other) + 1)]
    for number, letter in enumerate(text, 1):
        last, row[0] = row[0], number
        for place, wanted in enumerate(other, 1):
            best = min(row[place] + 1, row[place - 1] + 1, last + (letter != wanted))
            last, row[place] = row[place], best
    return row[-1]


def test_real_records_are_as_alike_as_in_plain_python(with_records):
    folder, records = with_records
    query = """
        select model_id, other_id, text_likeness, field_likeness
        from pair_likeness(null, ?, 3)
    """
    number = deep(1, 2)
    rows = asked(folder, query, number)
    assert len(rows) == 5 * number
    for one, other, text, fields in rows:
        one, other = records[one], records[other]
        assert fields == pytest.approx(jaccard(said(one), said(other)))
        longer = max(len(one), len(other))
        assert text == pytest.approx(1 - edits(one, other) / longer)


def words(record):
    """How often each word of a record occurs, and each pair of adjacent words."""
    found = re.findall(r"\b\w\w+\b", record.lower())
    return Counter([*found, *map(" ".join, pairwise(found))])


def cosine(one, other):
    lengths = [sqrt(sum(n * n for n in vector.values())) for vector in (one, other)]
    return sum(one[word] * other.get(word, 0) for word in one) / (
        lengths[0] * lengths[1]
    )


def test_words_of_real_records_are_weighed_as_in_plain_python(with_records):
    folder, records = with_records
    query = """
        select model_id, other_id, word_likeness, tfidf_likeness
        from pair_likeness(null, 40, 3)
    """
    rows = asked(folder, query)
    drawn = {name: words(records[name]) for row in rows for name in row[:2]}
    total, having = Counter(), Counter()
    for counts in drawn.values():
        total.update(counts)
        having.update({*counts})
    assert len(total) > 512
    counted = sorted(total, key=lambda word: (-total[word], word))[:512]
    idf = {word: log((1 + len(drawn)) / (1 + having[word])) + 1 for word in counted}
    for one, other, by_count, by_tfidf in rows:
        counts = [
            {word: drawn[name][word] for word in drawn[name] if word in idf}
            for name in (one, other)
        ]
        weights = [{word: n * idf[word] for word, n in c.items()} for c in counts]
        assert by_count == pytest.approx(cosine(*counts))
        assert by_tfidf == pytest.approx(cosine(*weights))


def test_without_records_the_traits_are_compared(real_models):
    folder, _, traits = real_models
    query = "select * exclude (motif, draw) from pair_likeness(null, 30, 1)"
    for one, other, *of_records, likeness in asked(folder, query):
        sets = [
            {(trait, value) for trait in traits[name] for value in traits[name][trait]}
            for name in (one, other)
        ]
        assert of_records == [None] * 4
        expected = jaccard(*sets) if any(sets) else None
        assert likeness == pytest.approx(expected)


@pytest.mark.deep
def test_the_readme_has_what_is_found_in_real_records(with_records):
    folder, _ = with_records
    query = "from motif_likeness(['finetune'], 500, 1, 1000)"
    found = {row[:2]: row[3:] for row in asked(folder, query)}
    measures = ("text", "words", "tfidf", "fields", "traits")
    text = (ROOT / "sql" / "README.md").read_text("utf-8")
    for motif in {motif for motif, _ in found}:
        cells = ["{:.2f} ({:.2f} to {:.2f})".format(*found[motif, m]) for m in measures]
        assert f"\n| {motif} | {' | '.join(cells)} |\n" in text


def test_siblings_are_more_alike_than_parent_and_child(with_records):
    folder, _ = with_records
    number = deep(60, 150)
    query = "from motif_likeness(['finetune'], ?, 1, 100)"
    found = {row[:2]: row[2:] for row in asked(folder, query, number)}
    measures = ("text", "words", "tfidf", "fields", "traits")
    assert len(found) == 5 * len(measures)
    for measure in ("text", "words", "tfidf"):
        siblings = found["siblings", measure]
        parents = found["parent and child", measure]
        assert siblings[2] > parents[3]
    query = """
        select
            motif, text_likeness, word_likeness, tfidf_likeness, field_likeness,
            trait_likeness
        from pair_likeness(['finetune'], ?, 1)
    """
    rows = asked(folder, query, number)
    for (motif, measure), (pairs, mean, low, high) in found.items():
        place = measures.index(measure) + 1
        values = [row[place] for row in rows if row[0] == motif]
        values = [value for value in values if value is not None]
        middle = fmean(values)
        assert (pairs, mean) == (len(values), pytest.approx(middle))
        variance = fmean((value - middle) ** 2 for value in values)
        error = 1.96 * (variance / len(values)) ** 0.5
        assert (middle - low, high - middle) == pytest.approx((error, error), rel=0.4)
