"""Lineage and families of a few models, and the limits of long and wide ones."""

import datetime as dt

import duckdb
import pytest
from conftest import asked

import ecograph
from ecograph.edge_types import EDGE_TYPES, UNTYPED

MODEL = ("in_graph", None, None)
"""What ancestors says of a model, and not of an absent parent."""


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("ancestors('small')", [("tuned", 1, 1, *MODEL), ("base", 2, 0, *MODEL)]),
        ("ancestors('small', ['quantized'])", [("tuned", 1, 1, *MODEL)]),
        ("ancestors('small', types := ['merge', 'untyped'])", []),
        ("ancestors('other')", [("base", 1, 0, *MODEL)]),
        ("ancestors('selfish')", []),
        ("ancestors('egg')", [("hen", 1, 7, *MODEL)]),
        ("ancestors('alone')", []),
        ("ancestors('no such model')", []),
        (
            "descendants('base')",
            [("tuned", 1, 1), ("other", 1, 3), ("small", 2, 2), ("merged", 2, 4)],
        ),
        ("descendants('base', ['untyped'])", [("other", 1, 3)]),
        ("descendants('base', [])", []),
        ("descendants('hen')", [("egg", 1, 8), ("chick", 1, 9)]),
        ("siblings('tuned')", [("other", ["base"], 3)]),
        (
            "siblings('small')",
            [],
        ),
        ("siblings('egg')", [("chick", ["hen"], 9)]),
        ("siblings('tuned', ['finetune'])", []),
        (
            "family('small')",
            [("small", 0, 2), ("tuned", 1, 1), ("base", 2, 0), ("other", 3, 3)],
        ),
        ("family('alone')", []),
        ("family('selfish')", [("selfish", 0, 6)]),
        (
            "family('lone', null)",
            [
                ("lone", 0, 5),
                ("merged", 1, 4),
                ("small", 2, 2),
                ("other", 2, 3),
                ("base", 3, 0),
                ("tuned", 3, 1),
            ],
        ),
        (
            "lineage_paths('merged')",
            [
                ("lone", 1, ["lone", "merged"], ["merge"]),
                ("base", 2, ["base", "other", "merged"], ["untyped", "merge"]),
                (
                    *("base", 3, ["base", "tuned", "small", "merged"]),
                    ["finetune", "quantized", "merge"],
                ),
            ],
        ),
        ("lineage_paths('alone')", [("alone", 0, ["alone"], [])]),
        ("lineage_paths('egg')", [("hen", 1, ["hen", "egg"], ["adapter"])]),
        (
            "lineage_paths('merged', ['merge'])",
            [
                ("lone", 1, ["lone", "merged"], ["merge"]),
                ("other", 1, ["other", "merged"], ["merge"]),
                ("small", 1, ["small", "merged"], ["merge"]),
            ],
        ),
        ("reach('small', null, true) order by steps", [(2, 0), (1, 1), (0, 2)]),
        ("reach('small', ['quantized'], true) order by steps", [(2, 0), (1, 1)]),
        ("reach('egg', null, false) order by position", [(7, 1), (8, 0), (9, 2)]),
        ("reach('selfish', null, true)", [(6, 0)]),
        ("reach('alone', null, false)", []),
        (
            "relatives('small', null, false, true)",
            [("small", 0, 2), ("merged", 1, 4)],
        ),
        ("relatives('small', null, false, false)", []),
        (
            "inner_edges",
            [
                (False, 0, 1, "finetune"),
                (False, 0, 3, None),
                (False, 1, 2, "quantized"),
                (False, 7, 8, "adapter"),
                (False, 8, 7, "adapter"),
                (True, 2, 1, "quantized"),
                (True, 4, 2, "merge"),
                (True, 4, 3, "merge"),
                (True, 7, 8, "adapter"),
                (True, 8, 7, "adapter"),
                (True, 9, 7, "finetune"),
            ],
        ),
        (
            "lineage",
            [
                ("base", 0, 2, 4, 0, 0),
                ("tuned", 1, 1, 2, 1, 1),
                ("small", 1, 1, 1, 2, 2),
                ("other", 1, 1, 1, 1, 3),
                ("merged", 3, 0, 0, 1, 4),
                ("lone", 0, 1, 1, 0, 5),
                ("selfish", 0, 0, 0, 0, 6),
                ("hen", 1, 2, 2, None, 7),
                ("egg", 1, 1, 2, None, 8),
                ("chick", 1, 0, 0, None, 9),
            ],
        ),
        (
            "family_members",
            [
                ("base", "base", 0, 0, 0),
                ("base", "tuned", 1, 0, 1),
                ("base", "small", 2, 0, 2),
                ("base", "other", 1, 0, 3),
                ("selfish", "selfish", 0, 6, 6),
                ("egg", "hen", 1, 8, 7),
                ("egg", "egg", 0, 8, 8),
                ("egg", "chick", 2, 8, 9),
            ],
        ),
        (
            "families",
            [
                (
                    *("base", 4, 2, 4, 1, 1, 0, 2),
                    *(dt.datetime(2024, 1, 1), False),
                    *(dt.datetime(2024, 1, 1), False, 11, 5, 0),
                ),
                (
                    *("egg", 3, 2, 3, 1, 0, 2, 0),
                    *(dt.datetime(2024, 4, 1), False),
                    *(dt.datetime(2024, 5, 1), False, None, None, 8),
                ),
                ("selfish", 1, 0, 1, 1, 0, 0, 0, *[None] * 6, 6),
            ],
        ),
    ],
)
def test_literal_rows_of_lineage(query, rows, lineage_folder):
    assert asked(lineage_folder, f"from {query}") == rows


@pytest.mark.parametrize("name", ["ancestors", "descendants", "siblings", "family"])
def test_an_unknown_type_is_an_error(name, lineage_folder):
    names = ", ".join([*EDGE_TYPES, UNTYPED])
    for types in ("['finetuned']", "['finetune', null]", "[1]"):
        with pytest.raises(duckdb.Error, match=rf"are {names}; found \["):
            asked(lineage_folder, f"from {name}('base', {types})")


def test_an_id_is_text_whatever_its_argument(lineage_folder):
    assert asked(lineage_folder, "from ancestors(?)", 42) == []
    assert asked(lineage_folder, "from lineage_paths(?)", 'it\'s "x"') == []
    assert asked(lineage_folder, "from siblings(null)") == []


def ladder(rungs):
    """Rows of two merges per rung, each of both models on the rung below."""
    rows = [{"model_id": f"{side}0"} for side in "ab"]
    return rows + [
        {"model_id": f"{side}{n}", "merge_parent": f"['a{n - 1}', 'b{n - 1}']"}
        for n in range(1, rungs)
        for side in "ab"
    ]


def test_too_many_paths_are_an_error(write_rows):
    """Each rung doubles the paths."""
    path = write_rows(*ladder(25))
    ecograph.build(path, path.parent)
    assert len(asked(path.parent, "from lineage_paths('a10')")) == 1024
    assert len(asked(path.parent, "from ancestors('a24')")) == 48
    with pytest.raises(duckdb.Error, match="more than 100,000 paths: name types"):
        asked(path.parent, "from lineage_paths('a24')")
    assert asked(
        path.parent, "select descendants from lineage where model_id in ('a0', 'b23')"
    ) == [(48,), (2,)]


def test_descendants_too_many_to_count_are_null(write_rows):
    """5,000 merges with 2,500 models above them would be 12 million pairs."""
    tail = {"model_id": "tail", "finetune_parent": "['a2499']"}
    tip = {"model_id": "tip", "finetune_parent": "['tail']"}
    path = write_rows(*ladder(2500), tail, tip)
    ecograph.build(path, path.parent)
    found = dict(asked(path.parent, "select model_id, descendants from lineage"))
    known = {name: number for name, number in found.items() if number is not None}
    assert known == {"a2499": 2, "tail": 1, "tip": 0, "b2499": 0}
    assert len(asked(path.parent, "from descendants('b2400')")) == 200
    assert [check for check in ecograph.check(path.parent) if check.failing] == []


def test_a_long_line_of_descent_is_built(write_rows):
    """Passing labels from model to model, or all pairs, would never end."""
    length = 3_000
    path = write_rows(
        {"model_id": "m0"},
        *(
            {"model_id": f"m{n}", "finetune_parent": f"['m{n - 1}']"}
            for n in range(1, length)
        ),
    )
    ecograph.build(path, path.parent)
    assert asked(path.parent, "select root_id, size, depth from families") == [
        ("m0", length, length - 1)
    ]
    assert asked(
        path.parent,
        "select descendants, generation from lineage where model_id in ('m0', 'm7') "
        "order by position",
    ) == [(length - 1, 0), (length - 8, 7)]


def test_edges_are_chosen_by_type(lineage_folder):
    for types, wanted in (
        (None, [True, True]),
        (["merge", "untyped"], [False, True]),
        (["finetune"], [True, False]),
        ([], [False, False]),
    ):
        rows = asked(
            lineage_folder,
            "select is_chosen(edge_type, ?) from (values ('finetune'), (null)) "
            "as edges (edge_type)",
            types,
        )
        assert [row for (row,) in rows] == wanted
