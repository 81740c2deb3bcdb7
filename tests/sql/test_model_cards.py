"""Model cards: what is kept of them, and how they differ along edges."""

import gzip
import hashlib
import json
import statistics
from itertools import cycle
from math import isnan
from random import Random

import duckdb
import pandas as pd
import pytest
import sources
from commands import output
from conftest import ROOT, asked, shared, write_csv, write_records
from oracle import COLUMNS
from quick_build import needed_files, quick_build

import ecograph
from ecograph.errors import NotBuiltError, SourceError
from ecograph.graphs.names import PICKLES
from ecograph.source.frames import write_frame

RELATIONS = ("main.model_cards", "main.rejects", "main.edges")

PHRASE = "This card was Automatically\u00a0generated? No: AUTOMATICALLY GENERATED."

CARDS = {
    "base": "# Base\r\n\r\nA model of \u2003 \x1c five\u200bwords.\n",
    "tuned": PHRASE,
    "copied": PHRASE,
    "short": "abc",
    "four": "abcd",
    "nan": "nan",
    "none": "None",
    "no card": None,
    "spaces": " \n\u3000\x85 ",
    "emoji": "😀é\u0301 ünï 模型 generated  automatically",
    "turkish": "AUTOMATİCALLY GENERATED",
    "other": "Generated automatically by Trainer",
    "two rows": "the last row wins",
}
PARENTS = {
    "tuned": ("finetune_parent", "base"),
    "copied": ("quantized_parent", "tuned"),
    "four": ("finetune_parent", "other"),
    "no card": ("finetune_parent", "tuned"),
    "spaces": ("parent_model", "short"),
    "emoji": ("merge_parent", "base"),
    "other": ("merge_parent", "base"),
}


def models() -> list[dict]:
    rows = [{"model_id": "two rows", "modelCard": "the first row"}]
    for model, card in CARDS.items():
        column, parent = PARENTS.get(model, ("parent_model", None))
        parents = repr([parent] if parent else [])
        rows.append({"model_id": model, column: parents, "modelCard": card or ""})
    return rows


def measures(card: str | None) -> tuple:
    """What is kept of a card, in plain Python; pandas reads two of them as missing."""
    if card in (None, "nan", "None"):
        return (False, None, None, None, False)
    text = card.lower()
    phrases = ("automatically generated", "generated automatically")
    return (
        len(card) > 3,
        len(card),
        len(card.split()),
        hashlib.sha256(card.encode()).hexdigest(),
        any(phrase in text for phrase in phrases),
    )


QUERY = """
    select model_id, has_card, characters, words, sha256, "generated"
    from model_cards
    order by position
"""


@pytest.fixture(scope="module")
def cards_folder(tmp_path_factory):
    """The folder of a build of a few models with cards."""
    folder = tmp_path_factory.mktemp("cards")
    write_csv(folder / "a.csv", models(), [*COLUMNS, "modelCard"])
    ecograph.build(folder / "a.csv", folder, with_cards=True)
    return folder


def test_cards_are_measured_as_python_does(cards_folder):
    wanted = [
        (model, *measures(card))
        for model, card in [("two rows", CARDS["two rows"]), *CARDS.items()]
    ]
    assert asked(cards_folder, QUERY) == wanted[:-1]
    assert asked(cards_folder, "select distinct card_text from model_cards") == [
        (None,)
    ]
    by_name = {name: row for name, *row in wanted}
    assert by_name["base"][:3] == [True, 37, 6]
    assert [by_name[name][4] for name in ("tuned", "emoji", "turkish")] == [
        True,
        False,
        False,
    ]
    assert all(not check.failing for check in ecograph.check(cards_folder))


def test_every_white_space_of_python_separates_words():
    """And nothing else does."""
    characters = [chr(n) for n in range(1, 0x3100) if not 0xD800 <= n < 0xE000]
    texts = [f"a{character}b" for character in characters]
    with duckdb.connect() as connection:
        for file in needed_files("temp.card_measures"):
            connection.execute(file.creation)
        rows = connection.execute(
            "select temp.card_measures(card).words from (select unnest(?) as card)",
            [texts],
        ).fetchall()
    assert [words for (words,) in rows] == [len(text.split()) for text in texts]


def test_the_graphs_have_what_the_cards_are_like(cards_folder):
    names = (
        "model_card_length_characters",
        "model_card_length_words",
        "model_card_automatically_generated",
    )
    bases = {
        "modelcards": "full",
        "nomerges_modelcards": "nomerges",
        "finetune_modelcards": "finetune",
    }
    for name, base in bases.items():
        assert PICKLES[name] == f"ai_ecosystem_graph_{name}.pkl"
        graph, plain = (ecograph.load(n, cards_folder) for n in (name, base))
        assert repr([*graph.edges(data=True)]) == repr([*plain.edges(data=True)])
        for model, data in graph.nodes(data=True):
            found = [data.pop(attribute) for attribute in names]
            _, characters, words, _, generated = measures(CARDS[model])
            assert found[2] is generated
            if characters is None:
                assert all(map(isnan, found[:2]))
            else:
                assert found[:2] == [characters, words]
            assert repr(data) == repr(plain.nodes[model])


def test_drift_is_that_of_plain_python(cards_folder):
    rows = asked(cards_folder, "from card_drift")
    graph = ecograph.load("full", cards_folder)
    edges = [
        (kind or "untyped", measures(CARDS[parent]), measures(CARDS[child]))
        for parent, child, kind in graph.edges(data="edge_type")
    ]
    assert [row[0] for row in rows] == [
        "all",
        "finetune",
        "merge",
        "quantized",
        "untyped",
    ]
    for kind, number, *found in rows:
        pairs = [pair for name, *pair in edges if kind in ("all", name)]
        both = [pair for pair in pairs if pair[0][0] and pair[1][0]]
        assert number == len(pairs)
        assert found == pytest.approx(
            [
                *(mean(pairs, end, 0) for end in (0, 1)),
                *(mean(pairs, end, 4) for end in (0, 1)),
                len(both),
                *(mean(both, end, 1) for end in (0, 1)),
                *(mean(both, end, 2) for end in (0, 1)),
                *(mean(both, end, 4) for end in (0, 1)),
                sum(parent[3] == child[3] for parent, child in both),
            ]
        )
    assert rows[0][1:4] == (7, 6 / 7, 6 / 7)
    assert (rows[0][6], rows[0][-1], rows[3][-1]) == (5, 1, 1)


def mean(pairs: list, end: int, measure: int) -> float | None:
    """The mean of a measure of the parents or the children."""
    values = [float(pair[end][measure]) for pair in pairs]
    return statistics.fmean(values) if values else None


def test_the_published_figures_of_cards(cards_folder, sample_folder):
    query = (
        "select figure, found from figure_checks where section = 'model cards' "
        "order by all"
    )
    found = dict(asked(cards_folder, query))
    rows = asked(cards_folder, "from card_drift where edge_type = 'all'")
    ((_, _, *has, generated, now, _, parent, child, _, _, old, new, _),) = rows
    assert found == {
        "share of models": 9 / 13,
        "characters of the parent, both have one": parent,
        "characters of the child, both have one": child,
        "change in share that have one": has[1] - has[0],
        "change in share generated": now - generated,
        "change in share generated, both have one": new - old,
    }
    # Without cards, they are unknown.
    assert dict(asked(sample_folder, query)) == dict.fromkeys(found)
    assert asked(sample_folder, "from card_drift") == []
    assert asked(sample_folder, "from card_figures") == []
    assert asked(sample_folder, "from model_cards") == []


def layout_rows() -> list[dict]:
    cards = cycle(["one two  three", None, PHRASE])
    return [
        {**row, "modelCard": card}
        for row, card in zip(sources.MODELS, cards, strict=False)
    ]


def hub_records() -> list[dict]:
    return [{**sources.record(row), "card": row["modelCard"]} for row in layout_rows()]


def as_csv(path):
    rows = [{**row, "modelCard": row["modelCard"] or ""} for row in layout_rows()]
    write_csv(path / "a.csv", rows, [*sources.READ, "modelCard"])
    return path / "a.csv"


def as_parquet(path):
    with duckdb.connect() as connection:
        table = connection.read_csv(str(as_csv(path)), all_varchar=True, na_values="")
        table.write_parquet(str(path / "a.parquet"))
    return path / "a.parquet"


def as_raw_csv(path):
    raw = [
        {"modelId": r["id"], "fullJson": repr(r), "ModelCard": r["card"] or ""}
        for r in hub_records()
    ]
    write_csv(path / "a.csv", raw, [*raw[0]])
    return path / "a.csv"


def as_json(path):
    return write_records(hub_records(), path)


def as_hub_parquet(path):
    return sources.as_parquet(as_json(path), path / "a.parquet")


def as_frame(path):
    return pd.read_csv(as_csv(path))


def as_frame_of_records(path):
    return pd.DataFrame(hub_records())


WRITERS = [
    as_csv,
    as_parquet,
    as_raw_csv,
    as_json,
    as_hub_parquet,
    as_frame,
    as_frame_of_records,
]


@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
def test_each_layout_can_have_cards(write, tmp_path):
    source = write(tmp_path)
    if isinstance(source, pd.DataFrame):
        source = write_frame(source, tmp_path / "frame.parquet", with_cards=True)
    folder = quick_build(source, tmp_path / "out", *RELATIONS, with_cards=True)
    last = {row["model_id"]: row["modelCard"] for row in layout_rows()}
    rows = asked(folder, "select model_id, card_text from model_cards")
    assert dict(rows) == last
    assert asked(folder, QUERY) == [
        (model, *measures(card)) for model, card in last.items()
    ]
    assert asked(folder, "from rejects") == []


def test_the_drift_of_many_cards(tmp_path):
    """Cards that are made of real records, along real edges, as the paper does it."""
    with gzip.open(shared("data/rimel.jsonl.gz"), "rt", encoding="utf-8") as file:
        records = [*map(json.loads, file)]
    ends = cycle(["", "automatically generated", "Generated Automatically.", None])
    for record, end in zip(records, ends, strict=False):
        if end is not None:
            record["card"] = "\n\u3000".join([*record["tags"], end])
    cards = {record["id"]: record.get("card") for record in records}
    source = write_records(records, tmp_path)
    folder = quick_build(source, tmp_path / "out", *RELATIONS, with_cards=True)
    assert dict(asked(folder, "select model_id, card_text from model_cards")) == cards
    found = {model: tuple(rest) for model, *rest in asked(folder, QUERY)}
    assert found == {model: measures(card) for model, card in cards.items()}
    edges = asked(folder, "select parent_id, child_id from edges")
    pairs = [(found[parent], found[child]) for parent, child in edges]
    both = [pair for pair in pairs if pair[0][0] and pair[1][0]]
    assert 0 < len(both) < len(pairs) == 1144
    query = "select figure, found from card_figures"
    assert dict(asked(folder, query)) == pytest.approx(
        {
            "share of models": statistics.fmean(has for has, *_ in found.values()),
            "characters of the parent, both have one": mean(both, 0, 1),
            "characters of the child, both have one": mean(both, 1, 1),
            "change in share that have one": mean(pairs, 1, 0) - mean(pairs, 0, 0),
            "change in share generated": mean(pairs, 1, 4) - mean(pairs, 0, 4),
            "change in share generated, both have one": mean(both, 1, 4)
            - mean(both, 0, 4),
        }
    )


def test_cards_that_are_not_text_are_rejected(tmp_path):
    records = [
        {"id": "a", "card": {"text": "x"}},
        {"id": "b", "card": None},
        {"id": "c", "card": "nan"},
        {"id": "d"},
        {"id": "e", "card": "a\n\ud83d b"},
    ]
    source = write_records(records, tmp_path)
    ecograph.build(source, tmp_path, with_cards=True, with_json=True)
    assert asked(tmp_path, QUERY) == [
        *((name, False, None, None, None, False) for name in "abcd"),
        ("e", *measures("a\n\ufffd b")),
    ]
    query = "select column_name, cell, reason from rejects"
    assert asked(tmp_path, query) == [("card", '{"text":"x"}', "not text")]
    # Unasked, the field is not looked at.
    source = write_records(records[:4], tmp_path)
    folder = quick_build(source, tmp_path / "unasked", *RELATIONS)
    assert asked(folder, query) == []


def test_a_source_without_cards_cannot_be_built_with_them(tmp_path, sample_folder):
    source = sources.ai_ecosystem_csv(sources.MODELS, tmp_path)
    reason = r"a\.csv: it has no column modelCard, so no model cards; build without"
    for option in ("with_cards", "with_card_texts"):
        with pytest.raises(SourceError, match=reason):
            ecograph.build(source, tmp_path / "out", **{option: True})
    records = sources.hub_json(sources.MODELS, tmp_path)
    with pytest.raises(SourceError, match="its first records have no field card, so"):
        ecograph.build(records, tmp_path / "out", with_cards=True)
    frame = pd.DataFrame(sources.MODELS).reindex(columns=COLUMNS)
    with pytest.raises(SourceError, match="frame: it has no column modelCard"):
        ecograph.build(frame, tmp_path / "out", with_cards=True)
    with pytest.raises(NotBuiltError, match="without the model cards; build it with"):
        ecograph.load("modelcards", sample_folder)


def test_long_texts_are_compressed(tmp_path):
    words = (ROOT / "README.md").read_text("utf-8").split()
    shuffle = Random(1).sample
    texts = [" ".join(shuffle(words, 1000)) for _ in range(100)]
    records = [{"id": text[:99], "card": text} for text in texts]
    source = write_records(records, tmp_path)
    quick_build(source, tmp_path, *RELATIONS, with_cards=True)
    query = """
        select distinct compression
        from pragma_storage_info('model_cards')
        where column_name = 'card_text' and segment_type = 'VARCHAR'
    """
    assert {*asked(tmp_path, query)} <= {("ZSTD",), ("DICT_FSST",)}
    kept = asked(tmp_path, "select card_text from model_cards order by position")
    assert [text for (text,) in kept] == texts


def test_a_build_says_what_it_keeps_and_has_an_id_of_its_own(cards_folder, tmp_path):
    query = "select build_id, keeps from meta.build"
    ecograph.build(cards_folder / "a.csv", tmp_path, with_card_texts=True)
    assert "\nkeeps    cards, card texts\n" in output("info", tmp_path) + "\n"
    assert (tmp_path / PICKLES["modelcards"]).exists()
    found = asked(tmp_path, query) + asked(cards_folder, query)
    # A build without them deletes the old pickle of an earlier one.
    ecograph.build(cards_folder / "a.csv", tmp_path)
    assert not (tmp_path / PICKLES["modelcards"]).exists()
    ids, keeps = zip(*found, *asked(tmp_path, query), strict=True)
    assert keeps == (["cards", "card texts"], ["cards"], [])
    assert len({*ids}) == 3
