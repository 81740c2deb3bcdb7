"""The sentences of the report, for no rows, one, ties, and missing values."""

from datetime import date

import pytest
from markupsafe import Markup

from ecograph.plan.sql_file import sql_folder
from ecograph.reports import growth_sentences, license_sentences, sentences
from ecograph.reports.query import MOST_ROWS

MAY, JUNE, JULY = (date(2024, month, 1) for month in (5, 6, 7))


def months(*numbers, older=0, undated=0):
    names = ("month", "is_floor", "models", "models_so_far")
    rows, total = [(None, True, older, older)] * bool(older), older
    for day, number in zip((MAY, JUNE, JULY), numbers, strict=False):
        total += number
        rows.append((day, False, number, total))
    rows += [(None, None, undated, None)] * bool(undated)
    return [dict(zip(names, row, strict=True)) for row in rows]


def edge_types(**edges):
    return [{"edge_type": name, "edges": number} for name, number in edges.items()]


def drift(**edges):
    return [{"drift": name, "edges": number} for name, number in edges.items()]


def sizes(*pairs):
    return [
        {"root_id": name, "size": size, "share": size / 1000} for name, size in pairs
    ]


def growth(*rows):
    names = ("root_id", "month", "is_floor", "models")
    return [dict(zip(names, row, strict=True)) for row in rows]


def absent(*pairs):
    return [
        {"parent_id": name, "models": models, "share": models / 10}
        for name, models in pairs
    ]


def renamed(*rows):
    names = ("old_id", "new_id", "models")
    return [dict(zip(names, row, strict=True)) for row in rows]


def verdicts(**models):
    total = sum(models.values())
    return [
        {"verdict": name, "models": number, "share": number / total}
        for name, number in models.items()
    ]


def counts(models, with_parent):
    return [{"models": models, "made_from_others": with_parent}]


def descendants(*pairs):
    return [{"model_id": name, "descendants": number} for name, number in pairs]


def flows(*rows):
    names = ("from_value", "to_value", "traffic")
    return [dict(zip(names, row, strict=True)) for row in rows]


def languages(edges, of_both, parent=None, child=None):
    return [
        {
            "edge_type": "all",
            "edges": edges,
            "edges_of_both": of_both,
            "parent_languages_of_both": parent,
            "child_languages_of_both": child,
        }
    ]


def deltas(edges, downloads=None, likes=None, days=None, known=None):
    return [
        {
            "edge_type": "all",
            "edges": edges,
            "edges_with_days": edges if known is None else known,
            "median_downloads": downloads,
            "median_likes": likes,
            "median_days": days,
        }
    ]


def ledger(read, models, entries, edges, loops=0):
    return [
        {"section": section, "measure": measure, "number": number}
        for section, measure, number in (
            ("rows", "read", read),
            ("rows", "models", models),
            ("entries", "read", entries),
            ("entries", "in_graph", edges),
            ("entries", "self_loop", loops),
        )
    ]


def figures(*agrees):
    return [{"agrees": value} for value in agrees]


NO_FLOWS = (
    "In fine-tunes, no licence replaces another more often than the other way round."
)
CASES = [
    (sentences.counts, counts(0, 0), "There are no models."),
    (sentences.counts, counts(1, 0), "No model has a parent in this snapshot."),
    (
        sentences.counts,
        counts(3, 1),
        "1 of 3 models (33.3 %) has a parent in this snapshot.",
    ),
    (
        sentences.counts,
        counts(4, 3),
        "3 of 4 models (75.0 %) have a parent in this snapshot.",
    ),
    (growth_sentences.months, [], "There are no models."),
    (growth_sentences.months, months(undated=2), "No model has a known creation date."),
    (
        growth_sentences.months,
        months(older=1, undated=2),
        "1 model is from before March 2022, when the Hub began to keep dates. The date "
        "of 2 models is unknown.",
    ),
    (
        growth_sentences.months,
        months(1, 3, 2, older=5),
        "The busiest month is June 2024 with 3 new models; half of all models existed "
        "by the end of May 2024. 5 models are from before March 2022, when the Hub "
        "began to keep dates.",
    ),
    (
        growth_sentences.months,
        months(1, 3, 2, older=6),
        "The busiest month is June 2024 with 3 new models; half of all models existed "
        "before March 2022. 6 models are from before March 2022, when the Hub began to "
        "keep dates.",
    ),
    (
        growth_sentences.months,
        months(1, 3, 2),
        "The busiest month is June 2024 with 3 new models; half of all models existed "
        "by the end of June 2024.",
    ),
    (
        growth_sentences.months,
        months(2, 2, undated=1_000),
        "The busiest months are May 2024 and June 2024 with 2 new models each; half of "
        "the models with a known date existed by the end of May 2024. The date of "
        "1,000 models is unknown.",
    ),
    (
        sentences.edge_types,
        edge_types(adapter=0, merge=0),
        "There are no edges: no model has a parent in this snapshot.",
    ),
    (
        sentences.edge_types,
        edge_types(merge=1),
        "The commonest type is merge: 1 of 1 edge (100.0 %).",
    ),
    (
        sentences.edge_types,
        edge_types(adapter=2, merge=2, finetune=1),
        "The commonest types are adapter and merge: 2 of 5 edges each (40.0 %).",
    ),
    (
        sentences.largest_families,
        [],
        "There are no families: no edge connects two models.",
    ),
    (
        sentences.largest_families,
        sizes(("a/b", 1)),
        "The largest family is that of a/b with 1 model (0.1 % of all models).",
    ),
    (
        sentences.largest_families,
        sizes(("a", 3), ("b", 3), ("c", 2)),
        "The largest families are those of a and b with 3 models each (0.3 % of all "
        "models).",
    ),
    (
        sentences.largest_families,
        sizes(*((name, 2) for name in "abcd")),
        "The largest families are those of 4 roots with 2 models each (0.2 % of all "
        "models).",
    ),
    (sentences.most_descendants, [], "No model has descendants."),
    (
        sentences.most_descendants,
        descendants(("a", 1)),
        "a has the most descendants: 1.",
    ),
    (
        sentences.most_descendants,
        descendants(("a", 2), ("b", 2), ("c", 1)),
        "a and b have the most descendants: 2 each.",
    ),
    (
        sentences.most_descendants,
        descendants(("a", None), ("b", 2)),
        "a has the most descendants: too many to count.",
    ),
    (license_sentences.license_changes, [], "There are no edges."),
    (
        license_sentences.license_changes,
        drift(none=2),
        "No model on 2 edges names a licence.",
    ),
    (
        license_sentences.license_changes,
        drift(none=2, loosened=1, dropped=1),
        "Where the parent names a licence (2 of 4 edges), it is loosened on 1 (50.0 %) "
        "and dropped on 1 (50.0 %).",
    ),
    (
        license_sentences.license_changes,
        drift(added=1, unknown=1),
        "Where the parent names a licence (1 of 2 edges), it is nowhere kept, loosened "
        "or dropped.",
    ),
    (
        license_sentences.license_changes,
        drift(none=2, added=1),
        "No parent on 3 edges names a licence.",
    ),
    (license_sentences.license_flows, [], NO_FLOWS),
    (
        license_sentences.license_flows,
        flows(("mit", "gpl", 1)),
        "In fine-tunes, the main change is mit → gpl: 1 net transition.",
    ),
    (
        license_sentences.license_flows,
        flows(("mit", "gpl", 2), ("a", "b", 2)),
        "In fine-tunes, the main changes are mit → gpl and a → b: 2 net transitions "
        "each.",
    ),
    (sentences.languages, [], "There are no edges."),
    (sentences.languages, languages(0, 0), "There are no edges."),
    (
        sentences.languages,
        languages(1, 0),
        "On none of 1 edge do both name a language.",
    ),
    (
        sentences.languages,
        languages(5, 1, 3.0, 1.25),
        "On average, parents name 3.00 languages and children 1.25 (1 edge on which "
        "both name any).",
    ),
    (sentences.deltas, [], "There are no edges."),
    (sentences.deltas, deltas(0), "There are no edges."),
    (
        sentences.deltas,
        deltas(2),
        "On none of 2 edges are the likes, downloads or dates of both known.",
    ),
    (sentences.deltas, deltas(2, likes=0.0), "At the median, likes change by 0."),
    (
        sentences.deltas,
        deltas(2, -1_000.5, 2.0, 1.0),
        "At the median, downloads change by −1,000.5, likes change by 2 and the child "
        "is created 1 day after its parent.",
    ),
    (
        sentences.deltas,
        deltas(2, days=-2.5),
        "At the median, the child is created 2.5 days before its parent.",
    ),
    (
        sentences.deltas,
        deltas(2_000, days=3.0, known=1_000),
        "At the median, the child is created 3 days after its parent. The dates of "
        "both are known on 1,000 of 2,000 edges.",
    ),
    (
        sentences.deltas,
        deltas(2, days=0.0),
        "At the median, the child is created together with its parent.",
    ),
    (
        sentences.ledger,
        ledger(0, 0, 0, 0),
        "0 rows read, 0 models found; none names a parent.",
    ),
    (
        sentences.ledger,
        ledger(None, 0, 0, 0),
        "0 rows read, 0 models found; none names a parent.",
    ),
    (
        sentences.ledger,
        ledger(2_000, 1_993, 5, 3, 1),
        "2,000 rows read, 1,993 models found; 3 of 5 entries of parent lists (60.0 %) "
        "are edges from another model, 1 from the model itself.",
    ),
    (
        sentences.ledger,
        ledger(2, 2, 2_000, 1_999),
        "2 rows read, 2 models found; 1,999 of 2,000 entries of parent lists (>99.9 %) "
        "are edges from another model.",
    ),
    (
        growth_sentences.families_over_time,
        [],
        "There are no families: no edge connects two models.",
    ),
    (
        growth_sentences.families_over_time,
        growth(("a/b", None, None, 2)),
        "No model of the largest families has a known creation date.",
    ),
    (
        growth_sentences.families_over_time,
        growth(("a", None, True, 2), ("a", MAY, False, 3), ("b", JUNE, False, 4)),
        "Of the largest families, that of b grew the most in the year to June 2024: by "
        "4 models. 2 models of the largest families are from before March 2022, when "
        "the Hub began to keep dates.",
    ),
    (
        growth_sentences.families_over_time,
        growth(("a", date(2023, 6, 1), False, 9), ("a", JUNE, False, 1)),
        "Of the largest families, that of a grew the most in the year to June 2024: by "
        "1 model.",
    ),
    (
        growth_sentences.families_over_time,
        growth(("a", MAY, False, 1), ("b", JUNE, False, 1), ("c", None, True, 1)),
        "Of the largest families, those of a and b grew the most in the year to June "
        "2024: by 1 model each. 1 model of the largest families is from before March "
        "2022, when the Hub began to keep dates.",
    ),
    (
        sentences.absent_parents,
        [],
        "No parent is absent: each one named by its id is in this snapshot.",
    ),
    (
        sentences.absent_parents,
        absent(("a/b", 3), ("c", 1)),
        "The absent parent named most is a/b: by 3 models (30.0 % of all mentions of "
        "absent parents).",
    ),
    (
        sentences.absent_parents,
        absent(("a/b", 1), ("c", 1)),
        "The absent parents named most are a/b and c: by 1 model each (10.0 % of all "
        "mentions of absent parents).",
    ),
    (
        sentences.renamed,
        [],
        "No model names a parent by a former id that this source tells.",
    ),
    (
        sentences.renamed,
        renamed(("old", "new", 3), ("older", "newer", 2)),
        "The former id named most as a parent is old, now new: by 3 models.",
    ),
    (
        sentences.renamed,
        renamed(("old", "new", 1), ("older", "newer", 1)),
        "The former ids named most as parents are old and older: by 1 model each.",
    ),
    (license_sentences.verdicts, [], "There are no models."),
    (
        license_sentences.verdicts,
        verdicts(ok=1, unknown=2, conflict=1),
        "Of 4 models, 1 (25.0 %) may conflict with the licences above them; for 2 "
        "(50.0 %), some terms are unknown.",
    ),
    (
        license_sentences.verdicts,
        verdicts(ok=1),
        "Of 1 model, none may conflict with the licences above them.",
    ),
    (
        sentences.figures,
        figures(True, True, False),
        "Of 3 published figures, 2 agree and 1 differs.",
    ),
    (
        sentences.figures,
        figures(True, None),
        "Of 2 published figures, 1 agrees, 0 differ and 1 cannot be compared.",
    ),
]


@pytest.mark.parametrize(
    ("sentence", "rows", "text"), CASES, ids=[case[0].__name__ for case in CASES]
)
def test_sentence(sentence, rows, text):
    said = sentence(rows)
    assert (said.striptags() if isinstance(said, Markup) else said) == text


def test_each_sentence_is_tested():
    tested = {sentence.__name__ for sentence, *_ in CASES}
    modules = (sentences, growth_sentences, license_sentences)
    names = {name for module in modules for name in module.__all__}
    assert tested == names - {"Rows", "rows_with_maximum"}


def test_of_rows_that_are_cut_more_may_be_equal():
    nine, ten = ([(f"a/{n}", 2) for n in range(number)] for number in (9, 10))
    assert "those of 9 roots with" in sentences.largest_families(sizes(*nine))
    assert "those of 10 or more roots with" in sentences.largest_families(sizes(*ten))


def test_the_rankings_end_where_the_sentences_say_so():
    views = ("largest_families", "most_descendants", "absent_parents", "renamed")
    for name in (*views, "license_flows"):
        text = (sql_folder() / "report" / f"{name}.sql").read_text("utf-8")
        assert f"\nlimit {MOST_ROWS};" in text


def test_members_without_a_date_are_told():
    rows = growth(("a", MAY, False, 1), ("a", None, None, 2))
    said = growth_sentences.families_over_time(rows)
    assert said.endswith(
        "The date of 2 models of the largest families is unknown: no line has them."
    )


def test_a_long_name_is_shortened_and_an_odd_one_isolated():
    sentence = sentences.largest_families(sizes(("x" * 10_000, 2), ("a\u202eb", 2)))
    text = sentence.striptags()
    assert len(text) < 200
    assert "\u2068a\u202eb\u2069" in text


def test_names_are_links_unless_the_hub_cannot_have_them():
    text = sentences.absent_parents(absent(("a/b", 2), ("<b>", 2)))
    link = '<a href="https://huggingface.co/a/b">a/b</a>'
    assert f"are {link} and &lt;b&gt;: by 2 models each" in text
