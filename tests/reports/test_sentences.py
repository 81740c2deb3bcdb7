"""Findings: what is said of none, one, several as many, and of what is not known."""

from datetime import date

import pytest

from ecograph.reports.sentences import FINDINGS

MAY, JUNE, JULY = (date(2024, month, 1) for month in (5, 6, 7))


def months(*numbers, without=0):
    rows, total = [], 0
    for day, number in zip((MAY, JUNE, JULY), numbers, strict=False):
        total += number
        rows.append({"month": day, "models": number, "models_so_far": total})
    if without:
        rows.append({"month": None, "models": without, "models_so_far": None})
    return rows


def types(**edges):
    return [{"edge_type": name, "edges": number} for name, number in edges.items()]


def drift(**edges):
    return [{"drift": name, "edges": number} for name, number in edges.items()]


def sizes(*pairs):
    return [{"root_id": name, "size": size} for name, size in pairs]


def counts(models, made, edges=1):
    return [{"models": models, "made_from_others": made, "edges": edges}]


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


def deltas(edges, downloads=None, likes=None, days=None):
    return [
        {
            "edge_type": "all",
            "edges": edges,
            "median_downloads": downloads,
            "median_likes": likes,
            "median_days": days,
        }
    ]


def accounts(read, models, entries, edges, loops=0):
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


def figures(*answers):
    return [{"agrees": answer} for answer in answers]


LICENSES = "Along fine-tunes no licence gives way to another more often than back."
CASES = [
    ("counts", counts(0, 0), "There are no models."),
    ("counts", counts(1, 0), "Of 1 model none was made from another."),
    ("counts", counts(3, 1), "Of 3 models 1 (33.3 %) was made from others of them."),
    ("counts", counts(4, 3), "Of 4 models 3 (75.0 %) were made from others of them."),
    ("months", [], "There are no models."),
    ("months", months(without=2), "It is not known of any model when it was created."),
    (
        "months",
        months(1, 3, 2),
        "Most models came in June 2024: 3; half of all were there by the end of June "
        "2024.",
    ),
    (
        "months",
        months(2, 2, without=1_000),
        "Most models came in May 2024 and June 2024: 2 each; half of all were there by "
        "the end of May 2024; of 1,000 it is not known when.",
    ),
    (
        "edge_types",
        types(adapter=0, merge=0),
        "There are no edges: no model was made from another.",
    ),
    ("edge_types", types(merge=1), "Most edges are of merge: 1 of 1 (100.0 %)."),
    (
        "edge_types",
        types(adapter=2, merge=2, finetune=1),
        "Most edges are of adapter and merge: 2 of 5 each (40.0 %).",
    ),
    (
        "largest_families",
        [],
        "There are no families: no two models are joined by an edge.",
    ),
    (
        "largest_families",
        sizes(("a/b", 1)),
        "The largest family is that of a/b, of 1 model.",
    ),
    (
        "largest_families",
        sizes(("a", 3), ("b", 3), ("c", 2)),
        "The largest families are those of a and b, of 3 models each.",
    ),
    (
        "largest_families",
        sizes(*((name, 2) for name in "abcd")),
        "The largest families are those of 4 roots, of 2 models each.",
    ),
    ("most_descendants", [], "No model was made from another."),
    ("most_descendants", descendants(("a", 1)), "a has most descendants: 1."),
    (
        "most_descendants",
        descendants(("a", 2), ("b", 2), ("c", 1)),
        "a and b have most descendants: 2 each.",
    ),
    (
        "most_descendants",
        descendants(("a", None), ("b", 2)),
        "a has most descendants: too many to count.",
    ),
    ("license_changes", [], "There are no edges."),
    (
        "license_changes",
        drift(none=2),
        "No model at an end of 2 edges names a licence.",
    ),
    (
        "license_changes",
        drift(none=2, loosened=1, dropped=1),
        "Of 2 edges whose parent names a licence it is kept on 0 (0.0 %), loosened on "
        "1 (50.0 %) and dropped on 1 (50.0 %).",
    ),
    (
        "license_changes",
        drift(none=2, added=1),
        "No parent of 3 edges names a licence.",
    ),
    ("license_flows", [], LICENSES),
    (
        "license_flows",
        flows(("mit", "gpl", 1)),
        "Along fine-tunes the main way is mit → gpl: 1 transition more than back.",
    ),
    (
        "license_flows",
        flows(("mit", "gpl", 2), ("a", "b", 2)),
        "Along fine-tunes the main ways are mit → gpl and a → b: 2 transitions more "
        "than back, each.",
    ),
    ("languages", [], "There are no edges."),
    ("languages", languages(0, 0), "There are no edges."),
    ("languages", languages(1, 0), "On none of 1 edge both models name a language."),
    (
        "languages",
        languages(5, 1, 3.0, 1.25),
        "A parent names 3.00 languages on average, and its child 1.25, over 1 edge "
        "where both name any.",
    ),
    ("deltas", [], "There are no edges."),
    ("deltas", deltas(0), "There are no edges."),
    (
        "deltas",
        deltas(2),
        "On none of 2 edges likes, downloads or dates of both models are known.",
    ),
    ("deltas", deltas(2, likes=0.0), "In the median, likes change by 0."),
    (
        "deltas",
        deltas(2, -1_000.5, 2.0, 1.0),
        "In the median, downloads change by −1,000.5, likes change by 2 and the child "
        "comes 1 day after its parent.",
    ),
    (
        "deltas",
        deltas(2, days=-2.5),
        "In the median, the child comes 2.5 days before its parent.",
    ),
    (
        "deltas",
        deltas(2, days=0.0),
        "In the median, the child comes at the time of its parent.",
    ),
    (
        "accounts",
        accounts(0, 0, 0, 0),
        "0 rows read are 0 models; none names a parent.",
    ),
    (
        "accounts",
        accounts(None, 0, 0, 0),
        "0 rows read are 0 models; none names a parent.",
    ),
    (
        "accounts",
        accounts(2_000, 1_993, 5, 3, 1),
        "2,000 rows read are 1,993 models; of 5 entries for parents 4 are edges.",
    ),
    (
        "figures",
        figures(True, True, False),
        "Of 3 published figures 2 agree, and 1 differ.",
    ),
    (
        "figures",
        figures(True, None),
        "Of 2 published figures 1 agree, and 0 differ; 1 cannot be told.",
    ),
]


@pytest.mark.parametrize(("name", "rows", "said"), CASES)
def test_finding(name, rows, said):
    assert FINDINGS[name](rows) == said


def test_each_finding_is_tried():
    assert {name for name, *_ in CASES} == {*FINDINGS}


def test_a_long_name_is_cut_off_and_an_odd_one_held_apart():
    said = FINDINGS["largest_families"](sizes(("x" * 10_000, 2), ("a\u202eb", 2)))
    assert len(said) < 200
    assert "\u2068a\u202eb\u2069" in said
