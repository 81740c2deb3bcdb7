"""Verdicts on the licences of models, and the reasons for them."""

import ast
from contextlib import contextmanager
from itertools import chain

import pytest
from conftest import SAMPLE, SYNTHETIC, asked, shared, write_records
from quick_build import quick_build

import ecograph

RELATIONS = ("main.license_verdicts", "main.license_screen", "main.license_conflicts")


def row(model_id, licenses="", *parents, column="finetune_parent", **cells):
    """A row with its licences and parents."""
    lists = {"licenses": str(licenses.split()), column: str([*parents])}
    return {"model_id": model_id, **lists, **cells}


@pytest.fixture
def built(write_rows, tmp_path):
    """Build the relations of licences from some rows, and connect to them."""

    @contextmanager
    def build(*rows):
        quick_build(write_rows(*rows), tmp_path / "out", *RELATIONS)
        with ecograph.connect(tmp_path / "out") as connection:
            yield connection

    return build


def screen(connection, *ids, columns="asked, verdict, reason"):
    screened = connection.sql("from license_screen($ids)", params={"ids": [*ids]})
    return screened.select(columns).fetchall()


CHAINS = {
    # Known as a whole.
    "alone": ("ok", [row("x", "mit")]),
    "permissive": ("ok", [row("x", "mit", "p"), row("p", "apache-2.0")]),
    "same": ("ok", [row("x", "llama3", "p"), row("p", "llama3")]),
    "tightened": ("ok", [row("x", "gpl-3.0", "p"), row("p", "mit")]),
    "dual states both": ("ok", [row("x", "mit gemma", "p"), row("p", "gemma")]),
    "dual above, both stated": (
        "ok",
        [row("x", "gemma mit", "p"), row("p", "mit gemma")],
    ),
    "case": ("ok", [row("x", "CC-BY-NC-4.0", "p"), row("p", "cc-by-nc-4.0")]),
    "own parent": ("ok", [row("x", "gemma", "x")]),
    "cycle": ("ok", [row("x", "gemma", "p"), row("p", "gemma", "x")]),
    "own no-derivatives on a cycle": (
        "ok",
        [row("x", "cc-by-nd-4.0", "p"), row("p", "mit", "x")],
    ),
    "eight parents": (
        "ok",
        [
            row("x", "mit", *"abcdefgh", column="merge_parent"),
            *(row(name, "apache-2.0") for name in "abcdefgh"),
        ],
    ),
    # In conflict.
    "loosened": ("conflict", [row("x", "mit", "p"), row("p", "gemma")]),
    "no licence of its own": ("conflict", [row("x", "", "p"), row("p", "gemma")]),
    "dropped in between": (
        "conflict",
        [row("x", "mit", "p"), row("p", "mit", "q"), row("q", "llama3")],
    ),
    "dropped by one without a licence": (
        "conflict",
        [row("x", "mit", "p"), row("p", "", "q"), row("q", "cc-by-nc-4.0")],
    ),
    "one of two terms": (
        "conflict",
        [row("x", "cc-by-nc-4.0", "p"), row("p", "cc-by-nc-sa-4.0")],
    ),
    "dual above, one stated": (
        "conflict",
        [row("x", "mit", "p"), row("p", "mit gemma")],
    ),
    "no derivatives": ("conflict", [row("x", "mit", "p"), row("p", "cc-by-nd-4.0")]),
    "no derivatives, kept": (
        "conflict",
        [row("x", "cc-by-nd-4.0", "p"), row("p", "cc-by-nd-4.0")],
    ),
    "no derivatives, of an unknown licence": (
        "conflict",
        [row("x", "other", "p"), row("p", "cc-by-nd-4.0")],
    ),
    "no derivatives, far above": (
        "conflict",
        [row("x", "mit", "p"), row("p", "mit", "q"), row("q", "cc-by-nc-nd-4.0")],
    ),
    "one of eight parents": (
        "conflict",
        [
            row("x", "mit", *"abcdefgh", column="merge_parent"),
            *(row(name, "apache-2.0") for name in "abcdefg"),
            row("h", "gemma"),
        ],
    ),
    "conflict and unknown": (
        "conflict",
        [row("x", "mit", "p", "q"), row("p", "gemma"), row("q", "other")],
    ),
    "conflict and absent": (
        "conflict",
        [row("x", "mit", "p", "gone"), row("p", "gpl")],
    ),
    "conflict beyond an unknown one": (
        "conflict",
        [row("x", "mit", "p"), row("p", "other", "q"), row("q", "gpl-3.0")],
    ),
    "conflict on a cycle": (
        "conflict",
        [row("x", "mit", "p"), row("p", "gemma", "x")],
    ),
    "untyped": (
        "conflict",
        [row("x", "mit", "p", column="parent_model"), row("p", "gemma")],
    ),
    # Not known as a whole.
    "no licence": ("unknown", [row("x")]),
    "other": ("unknown", [row("x", "other")]),
    "unlisted": ("unknown", [row("x", "made-up-1.0")]),
    "one of two is other": ("unknown", [row("x", "mit other")]),
    "malformed licences": ("unknown", [row("x") | {"licenses": "['mit'"}]),
    "other above": ("unknown", [row("x", "mit", "p"), row("p", "other")]),
    "other kept": ("unknown", [row("x", "other", "p"), row("p", "other")]),
    "no licence above": ("unknown", [row("x", "mit", "p"), row("p", "")]),
    "other in the middle": (
        "unknown",
        [row("x", "mit", "p"), row("p", "other", "q"), row("q", "mit")],
    ),
    "terms above, other below": (
        "unknown",
        [row("x", "other", "p"), row("p", "gemma")],
    ),
    "absent": ("unknown", [row("x", "mit", "gone")]),
    "absent in the middle": ("unknown", [row("x", "mit", "p"), row("p", "mit", "q/r")]),
    "absent beside a known one": (
        "unknown",
        [row("x", "mit", "p", "gone"), row("p", "mit")],
    ),
    "a URL": (
        "unknown",
        [row("x", "mit", "https://huggingface.co/p"), row("p", "mit")],
    ),
    "another case": ("unknown", [row("x", "mit", "P"), row("p", "mit")]),
    "no text": ("unknown", [row("x", "mit") | {"merge_parent": "[None]"}]),
    "malformed parents": ("unknown", [row("x", "mit") | {"merge_parent": "['p'"}]),
    "malformed parents of an earlier row": (
        "unknown",
        [row("x", "mit") | {"merge_parent": "['p'"}, row("x", "mit")],
    ),
    "malformed parents above": (
        "unknown",
        [row("x", "mit", "p"), row("p", "mit") | {"merge_parent": "['p'"}],
    ),
    "eight parents, one absent": (
        "unknown",
        [
            row("x", "mit", *"abcdefgh", column="merge_parent"),
            *(row(name, "apache-2.0") for name in "abcdefg"),
        ],
    ),
}
"""The verdict on the model x, and the rows of its lineage."""


def of_chain(name, rows):
    """Rows whose ids begin with the name of their chain, so that all can be built."""
    prefix = f"{name.replace(' ', '-').replace(',', '')}."
    ids = {found["model_id"] for found in rows}
    for found in rows:
        cells = {"model_id": prefix + found["model_id"]}
        for column in ("finetune_parent", "merge_parent", "parent_model"):
            text = found.get(column)
            if text is not None and text.endswith("]"):
                parents = ast.literal_eval(text)
                cells[column] = str([prefix + p if p in ids else p for p in parents])
        yield {**found, **cells}


def test_each_chain_has_its_verdict(built):
    chains = {name: [*of_chain(name, rows)] for name, (_, rows) in CHAINS.items()}
    # A parent that differs in case only, which the prefix would change.
    chains["another case"][0]["finetune_parent"] = "['another-case.P']"
    ids = [rows[0]["model_id"] for rows in chains.values()]
    expected = [verdict for verdict, _ in CHAINS.values()]
    with built(*(found for rows in chains.values() for found in rows)) as connection:
        found = screen(connection, *ids, columns="verdict")
        of_all = dict(
            connection.execute(
                "select model_id, verdict from license_verdicts"
            ).fetchall()
        )
    assert [(*CHAINS, *one)[-1] for one in found] == expected
    assert {name: of_all[name] for name in ids} == dict(zip(ids, expected, strict=True))


def test_the_reason_is_that_of_the_worst_finding_and_the_nearest(built):
    rows = [
        row("o/x", "mit", "o/p", "o/gone"),
        row("o/p", "other", "o/q"),
        row("o/q", "gemma", "o/r"),
        row("o/r", "llama3"),
        row("o/bare", "", "o/q"),
        row("o/same", "cc-by-nd-4.0", "o/nd"),
        row("o/nd", "cc-by-nd-4.0"),
        row("o/unsure", "other", "o/r"),
        row("o/free", "mit", "o/mit"),
        row("o/mit", "mit"),
    ]
    with built(*rows) as connection:
        assert screen(
            connection,
            *("o/x", "o/p", "o/bare", "o/same", "o/unsure", "o/free", "o/mit", "o/no"),
        ) == [
            (
                "o/x",
                "conflict",
                "o/q (2 steps above) asks for terms of Google (Gemma), use limits of "
                "Google (Gemma), which mit does not state; and 3 more",
            ),
            (
                "o/p",
                "unknown",
                "the model is under other, whose terms are not known; and 2 more",
            ),
            (
                "o/bare",
                "conflict",
                "o/q (1 step above) asks for terms of Google (Gemma), use limits of "
                "Google (Gemma), which the model does not state in any licence; "
                "and 2 more",
            ),
            ("o/same", "conflict", "o/nd (1 step above) forbids derivatives"),
            (
                "o/unsure",
                "unknown",
                "the model is under other, whose terms are not known; and 1 more",
            ),
            ("o/free", "ok", "it states all terms of its ancestors"),
            ("o/mit", "ok", "it has no parents"),
            ("o/no", "not found", "no model of this build has this id"),
        ]


def test_the_reason_says_how_a_parent_is_missing(tmp_path):
    records = [
        {"id": "o/base", "tags": ["license:mit"]},
        {"id": "o/a", "tags": ["license:mit", "base_model:newversion:o/base"]},
        {"id": "o/b", "tags": ["license:mit"], "cardData": {"base_model": 5}},
        {"id": "o/c", "tags": ["license:mit", "base_model:o/gone"]},
    ]
    quick_build(write_records(records, tmp_path), tmp_path / "out", *RELATIONS)
    with ecograph.connect(tmp_path / "out") as connection:
        found = screen(connection, "o/a", "o/b", "o/c", columns="reason")
    assert found == [
        ("a parent is of an unknown edge type: o/base (1 step above, unknown type)",),
        ("parents cannot be read: 5 (1 step above, unreadable)",),
        ("a parent is not in this build: o/gone (1 step above, absent)",),
    ]


def test_a_row_says_what_is_above(built):
    rows = [
        row("o/x", "mit", "o/p", "O/P", "C:\\models\\base"),
        row("o/p", "other", "o/q"),
        row("o/q", "gemma", "o/r"),
        row("o/r", ""),
    ]
    columns = "ancestors, terms_above, unknown_above, missing_above, renames_followed"
    with built(*rows) as connection:
        assert screen(connection, "o/x", "o/r", "o/no", columns=columns) == [
            (
                3,
                [
                    "o/q (2 steps above): terms of Google (Gemma), use limits of "
                    "Google (Gemma)",
                ],
                [
                    "o/p (1 step above): other",
                    "o/r (3 steps above): no licence",
                ],
                [
                    "C:\\models\\base (1 step above, local path)",
                    "O/P (1 step above, wrong case, perhaps o/p)",
                ],
                [],
            ),
            (0, [], [], [], []),
            (0, [], [], [], []),
        ]


def test_other_is_told_with_its_name_and_link(tmp_path):
    card = {"license_name": "our-license", "license_link": "https://example.com/l"}
    records = [
        {"id": "o/x", "tags": ["license:mit", "base_model:o/p"]},
        {"id": "o/p", "tags": ["license:other"], "cardData": card},
        {"id": "o/l", "tags": ["license:other"], "cardData": {"license_name": "gemma"}},
    ]
    quick_build(write_records(records, tmp_path), tmp_path / "out", *RELATIONS)
    columns = "verdict, licenses, license_name, license_link, reason, unknown_above"
    text = "other (our-license, https://example.com/l)"
    with ecograph.connect(tmp_path / "out") as connection:
        assert screen(connection, "o/x", "o/p", "o/l", columns=columns) == [
            (
                *("unknown", ["mit"], None, None),
                f"o/p (1 step above) is under {text}, whose terms are not known",
                [f"o/p (1 step above): {text}"],
            ),
            (
                *("unknown", ["other"], *card.values()),
                f"the model is under {text}, whose terms are not known",
                [],
            ),
            ("ok", ["gemma"], "gemma", None, "it has no parents", []),
        ]


def test_ids_are_found_as_people_type_them(built):
    rows = [row("o/Model", "mit"), row("o/twin", "mit"), row("O/twin", "mit")]
    ids = [
        *("o/Model", " o/Model", "https://huggingface.co/o/Model/tree/main", "O/MODEL"),
        *("o/twin", "O/TWIN", "o/none", "", "o/Model"),
    ]
    with built(*rows) as connection:
        found = screen(connection, *ids, None, columns="asked, found")
    assert found == [
        *((name, "o/Model") for name in ids[:4]),
        ("o/twin", "o/twin"),
        *(("O/TWIN", None), ("o/none", None), ("", None), ("o/Model", "o/Model")),
        (None, None),
    ]


def test_conflicts_say_what_is_unknown_and_that_there_is_no_such_model(built):
    rows = [row("o/x", "mit", "o/p", "o/gone"), row("o/p", "other")]
    query = "select model_id, steps, drift, finding, status from license_conflicts($id)"
    with built(*rows) as connection:
        of_x = connection.execute(query, {"id": "o/x"}).fetchall()
        of_none = connection.execute(query, {"id": "o/none"}).fetchall()
    assert of_x == [
        ("o/p", 1, "unknown", "unknown", None),
        ("o/gone", 1, None, "missing", "absent"),
    ]
    assert of_none == [("o/none", 0, None, "not found", None)]


@pytest.mark.parametrize("source", [SAMPLE, SYNTHETIC, "data/rimel.csv"])
def test_real_verdicts_are_those_of_the_rules(source, tmp_path):
    source = shared(source) if isinstance(source, str) else source
    quick_build(source, tmp_path, *RELATIONS)
    terms = dict(asked(tmp_path, "select license, terms from license_terms"))
    licenses = {}
    for name, text in asked(tmp_path, "select model_id, licenses from models"):
        licenses[name] = {x.lower() for x in ast.literal_eval(text or "[]") if x}
    parents, gaps = {}, set()
    entries = asked(
        tmp_path,
        "select child_id, parent_id, relation::varchar from parents order by all",
    )
    for child, parent, relation in entries:
        if parent in licenses and relation != "unknown":
            parents.setdefault(child, set()).add(parent)
        else:
            gaps.add(child)
    rows = asked(
        tmp_path,
        "select model_id from rejects where column_name like '%parent%'",
    )
    gaps |= {name for (name,) in rows}

    def of_all(names):
        found = [terms.get(name) for name in names]
        return None if None in found else {*chain(*found)}

    def verdict(model):
        above, new = set(), {model}
        while new:
            found = set().union(*(parents.get(name, ()) for name in new))
            new = found - above
            above |= new
        above.discard(model)
        own = of_all(licenses[model])
        asks = [of_all(licenses[name]) for name in above]
        known = set().union(*(found for found in asks if found is not None))
        if "no derivatives" in known or (own is not None and known - own):
            return "conflict"
        lineage = {model, *above}
        unknown = own is None or None in asks or lineage & gaps
        if unknown or not all(licenses[name] for name in lineage):
            return "unknown"
        return "ok"

    found = dict(asked(tmp_path, "select model_id, verdict from license_verdicts"))
    assert found == {model: verdict(model) for model in licenses}
    assert {*found.values()} == {"conflict", "unknown", "ok"}
