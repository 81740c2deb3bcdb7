"""Licences: their drift along edges, and conflicts with ancestors."""

import ast
from contextlib import contextmanager

import oracle
import pytest
from conftest import shared
from quick_build import quick_build

import ecograph

GOOGLE = ["terms of Google (Gemma)", "use limits of Google (Gemma)"]
META = ["terms of Meta (Llama)", "use limits of Meta (Llama)"]
COPYLEFT = ["strong copyleft", "weak copyleft"]


def row(model_id, licenses="", *parents):
    named = str(licenses.split()) if not licenses.startswith("[") else licenses
    return {
        "model_id": model_id,
        "licenses": named,
        "finetune_parent": str([*parents]) if parents else "",
    }


@pytest.fixture
def built(write_rows, tmp_path):
    """Build the relations of licences from some rows, and connect to them."""

    @contextmanager
    def build(*rows):
        relations = ("main.license_drift", "main.license_conflicts")
        quick_build(write_rows(*rows), tmp_path / "out", *relations)
        with ecograph.connect(tmp_path / "out") as connection:
            yield connection

    return build


@pytest.fixture(scope="module")
def terms(synthetic_folder):
    """The terms of each licence id; None if they are unknown."""
    with ecograph.connect(synthetic_folder) as connection:
        rows = connection.execute("select license, terms from license_terms").fetchall()
    assert len(rows) == len(dict(rows)), "a licence occurs twice"
    return {
        license_id: None if found is None else {*found} for license_id, found in rows
    }


# Drift along an edge.


DRIFTS = [
    ("", "", "none", []),
    ("", "mit", "added", []),
    ("", "other", "added", None),
    ("mit", "", "dropped", []),
    ("gemma", "", "dropped", GOOGLE),
    ("other", "", "dropped", None),
    ("mit", "mit", "kept", []),
    ("other", "other", "kept", None),
    ("mit", "other", "unknown", None),
    ("unknown", "mit", "unknown", None),
    ("gpl-3.0", "of-my-own", "unknown", None),
    ("llama3", "mit", "loosened", META),
    # A list of forbidden uses is carried on only by the same list.
    ("llama3", "openrail", "loosened", META),
    ("llama3", "gemma", "loosened", META),
    ("openrail", "creativeml-openrail-m", "changed", []),
    ("creativeml-openrail-m", "bigscience-openrail-m", "tightened", []),
    (
        "bigscience-bloom-rail-1.0",
        "openrail",
        "loosened",
        ["use limits of BigScience"],
    ),
    ("bigcode-openrail-m", "openrail", "loosened", ["use limits of BigCode"]),
    ("gpl-3.0", "lgpl-3.0", "loosened", ["strong copyleft"]),
    ("agpl-3.0", "gpl-3.0", "loosened", ["network copyleft"]),
    ("gpl-3.0", "agpl-3.0", "tightened", []),
    ("cc-by-nc-sa-4.0", "cc-by-sa-4.0", "loosened", ["non-commercial"]),
    ("mit", "llama3", "tightened", []),
    ("lgpl-3.0", "gpl-3.0", "tightened", []),
    ("mit", "apache-2.0", "changed", []),
    ("llama2", "llama3.1", "changed", []),
    # Several licences of a model have the terms of all.
    ("mit gemma", "mit", "loosened", GOOGLE),
    ("llama3 gemma", "gemma", "loosened", META),
    ("gemma", "llama3 gemma", "tightened", []),
    ("gemma", "gemma mit", "changed", []),
    ("gemma other", "mit", "unknown", None),
    # They are a set of ids; case, order and repeats do not count.
    ("mit gemma", "gemma mit mit", "kept", []),
    ("MIT", "mit", "kept", []),
    ("Llama3", "Apache-2.0", "loosened", META),
    ("[None, 'mit']", "mit", "kept", []),
    ("[None]", "mit", "added", []),
    ("['mit'", "mit", "added", []),
    ("['']", "mit", "unknown", None),
]
"""The licences of a parent and of its child, the drift, and the terms dropped."""


def test_the_drift_of_licences_along_an_edge(built):
    rows = [
        edge
        for case, (parent, child, *_) in enumerate(DRIFTS)
        for edge in (
            row(f"parent/{case}", parent),
            row(f"child/{case}", child, f"parent/{case}"),
        )
    ]
    with built(*rows) as connection:
        found = connection.execute(
            "select drift, dropped_terms from license_drift order by child_position"
        ).fetchall()
    assert len(found) == len(DRIFTS)
    assert [
        (parent, child, *drift)
        for (parent, child, *_), drift in zip(DRIFTS, found, strict=True)
    ] == DRIFTS


def test_each_parent_is_compared_with_the_child_alone(built):
    """The ids of the child's parents differ only in case."""
    rows = [
        row("a/Base", "Gemma"),
        row("a/base", "other llama3 llama3"),
        row("a/child", "gemma", "a/base", "a/Base"),
        row("a/bare", "", "a/child"),
    ]
    with built(*rows) as connection:
        cursor = connection.execute(
            "select parent_id, child_id, drift, dropped_terms, parent_licenses, "
            "parent_terms, child_licenses, child_terms, parent_position, "
            "child_position from license_drift order by all"
        )
        assert cursor.fetchall() == [
            (
                *("a/Base", "a/child", "kept", []),
                *(["gemma"], GOOGLE, ["gemma"], GOOGLE, 0, 2),
            ),
            (
                *("a/base", "a/child", "unknown", None),
                *(["llama3", "other"], None, ["gemma"], GOOGLE, 1, 2),
            ),
            (
                *("a/child", "a/bare", "dropped", GOOGLE),
                *(["gemma"], GOOGLE, [], [], 2, 3),
            ),
        ]


def test_real_edges_drift_as_in_plain_python(terms, shared_build):
    expected = oracle.read(shared("data/rimel.csv"))
    with ecograph.connect(shared_build("rimel")) as connection:
        rows = connection.execute(
            "select parent_id, child_id, drift, dropped_terms from license_drift"
        ).fetchall()
    found = {(parent, child): (drift, lost) for parent, child, drift, lost in rows}
    assert len(found) == len(rows)
    assert found == {
        edge: plain_drift(
            *(names(expected.nodes[end]["licenses"]) for end in edge), terms
        )
        for edge in expected.edges
    }
    assert {drift for drift, _ in found.values()} == {
        *("none", "added", "dropped", "kept"),
        *("unknown", "loosened", "tightened", "changed"),
    }


def plain_drift(parent, child, terms):
    """The rule in other words: the terms that are lost, and those that are gained."""
    old, new = all_terms(parent, terms), all_terms(child, terms)
    lost = sorted(old - new) if None not in (old, new) else None
    if parent == child:
        return ("kept" if parent else "none"), lost
    if not (parent and child):
        return ("dropped" if parent else "added"), [] if not parent and new else lost
    if lost is None:
        return "unknown", None
    if lost:
        return "loosened", lost
    return ("tightened" if new > old else "changed"), lost


def all_terms(licenses, terms):
    """The terms of all licences; None if those of one are unknown."""
    found = [terms.get(license_id) for license_id in licenses]
    return None if None in found else set().union(*found)


def names(literal):
    """The licences that a cell lists."""
    return {*ast.literal_eval(literal)} if isinstance(literal, str) else set()


# Conflicts with ancestors.


def conflicts(connection, model_id):
    return connection.execute(
        "select model_id, steps, licenses, dropped_terms, drift "
        "from license_conflicts($id) where finding = 'conflict'",
        {"id": model_id},
    ).fetchall()


def test_conflicts_up_a_chain(built):
    """Each ancestor counts alone: terms that one in between drops still count."""
    rows = [
        row("a/root", "llama3"),
        row("a/open", "mit", "a/root"),
        row("a/nc", "cc-by-nc-4.0", "a/open"),
        row("a/odd", "other", "a/nc"),
        row("a/child", "gemma", "a/odd"),
        row("a/bare", "", "a/child"),
        row("a/unsure", "other", "a/bare"),
        row("a/strict", "fair-noncommercial-research-license", "a/odd"),
    ]
    nc = ["non-commercial"]
    with built(*rows) as connection:
        assert conflicts(connection, "a/child") == [
            ("a/nc", 2, ["cc-by-nc-4.0"], nc, "loosened"),
            ("a/root", 4, ["llama3"], META, "loosened"),
        ]
        assert conflicts(connection, "a/bare") == [
            ("a/child", 1, ["gemma"], GOOGLE, "dropped"),
            ("a/nc", 3, ["cc-by-nc-4.0"], nc, "dropped"),
            ("a/root", 5, ["llama3"], META, "dropped"),
        ]
        assert conflicts(connection, "a/unsure") == []
        assert conflicts(connection, "a/strict") == [
            ("a/root", 4, ["llama3"], META, "loosened")
        ]
        assert conflicts(connection, "a/root") == []


def test_terms_of_an_ancestor_are_shown_though_those_of_the_model_are_unknown(built):
    rows = [row("a", "llama3"), row("b", "other", "a")]
    with built(*rows) as connection:
        found = connection.execute(
            "select terms, position, finding, reason "
            "from license_conflicts('b') where steps > 0"
        ).fetchall()
    reason = (
        "a (1 step above) asks for terms of Meta (Llama), use limits of Meta (Llama), "
        "and the terms of other are not known"
    )
    assert found == [(META, 0, "unknown", reason)]


def test_a_conflict_with_the_top_of_a_diamond_counts_once_by_the_shortest_path(built):
    rows = [
        row("top", "gpl-3.0"),
        row("left", "gpl-3.0", "top"),
        row("right", "mit", "left"),
        row("bottom", "mit", "right", "top"),
    ]
    with built(*rows) as connection:
        assert conflicts(connection, "bottom") == [
            ("top", 1, ["gpl-3.0"], COPYLEFT, "loosened"),
            ("left", 2, ["gpl-3.0"], COPYLEFT, "loosened"),
        ]


def test_a_model_on_a_cycle_has_no_conflict_with_itself(built):
    rows = [row("a", "gemma", "b"), row("b", "", "c"), row("c", "llama3", "a")]
    with built(*rows) as connection:
        assert conflicts(connection, "a") == [("c", 2, ["llama3"], META, "loosened")]
        assert conflicts(connection, "b") == [
            ("c", 1, ["llama3"], META, "dropped"),
            ("a", 2, ["gemma"], GOOGLE, "dropped"),
        ]
