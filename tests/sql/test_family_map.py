"""The parts of the map, compared with the same rules in plain Python."""

from collections import Counter, defaultdict

import pytest
from conftest import asked, built


def expected(folder, shown_families, shown_models):
    """The rows of family_map for what is on the map, without the order."""
    of_root = defaultdict(list)
    generation = {}
    for root, position, number in asked(
        folder, "select root_position, position, generation from family_members"
    ):
        of_root[root].append(position)
        generation[position] = number
    roots = sorted(of_root, key=lambda root: (-len(of_root[root]), root))
    roots = roots[:shown_families]
    family = {position: root for root in roots for position in of_root[root]}

    parents = {}
    for parent, child, kind in asked(
        folder, "select parent_position, child_position, edge_type from edges"
    ):
        is_above = (
            generation.get(parent) is not None
            and generation.get(child) == generation[parent] + 1
        )
        if kind != "merge" and child in family and is_above:
            parents[child] = min(
                (parent, kind or "untyped"),
                parents.get(child, (parent, kind or "untyped")),
            )

    descendants = dict(asked(folder, "select position, descendants from lineage"))
    likes = dict(asked(folder, "select position, likes from models"))

    def rank(position):
        below, liked, number = (
            descendants[position],
            likes[position],
            generation[position],
        )
        return (
            below is not None,
            -(below or 0),
            liked is None,
            -(liked or 0),
            number is None,
            number or 0,
            position,
        )

    named = {*sorted(family, key=rank)[:shown_models], *roots}
    counts = Counter()
    for position in family:
        above, kind = parents.get(position, (None, None))
        while above is not None and above not in named:
            above = parents.get(above, (None, None))[0]
        own = position if position in named else None
        counts[
            roots.index(family[position]) + 1, family[position], above, own, kind
        ] += 1
    return {
        ("group" if row[3] is None else "model", *row, number)
        for row, number in counts.items()
    }


SIZES = [(1, 1), (3, 20), (40, 100), (10_000, 10_000)]


@pytest.mark.parametrize("name", ["synthetic", "rimel"])
def test_the_parts_are_those_of_the_rules(name, synthetic_folder, shared_build):
    folder = synthetic_folder if name == "synthetic" else shared_build(name)
    for sizes in SIZES:
        rows = asked(folder, "from family_map(?, ?)", *sizes)
        shown = [row for row in rows if row[1] is not None]
        assert {*shown} == expected(folder, *sizes)
        assert len({*shown}) == len(shown)


@pytest.mark.parametrize("sizes", SIZES)
def test_each_model_counts_once(sizes, synthetic_folder):
    query = """
        select sum(models), (select count(*) from models)
        from family_map(?, ?)
    """
    ((counted, models),) = asked(synthetic_folder, query, *sizes)
    assert counted == models


def test_a_few_models(tmp_path):
    """Two families, a cycle with a model below it, a merge, and a model alone."""
    rows = [
        {"model_id": "base", "likes": "1"},
        {"model_id": "tuned", "finetune_parent": "['base']"},
        {"model_id": "small", "quantized_parent": "['tuned', 'base']"},
        {"model_id": "tiny", "quantized_parent": "['small']", "likes": "9"},
        {"model_id": "one", "finetune_parent": "['two']"},
        {"model_id": "two", "finetune_parent": "['one']"},
        {"model_id": "three", "adapter_parent": "['two']"},
        {"model_id": "merged", "merge_parent": "['base', 'two']"},
        {"model_id": "alone"},
    ]
    folder = built(tmp_path, rows)
    assert asked(folder, "from family_map(2, 4)") == [
        ("model", 1, 0, None, 0, None, 1),
        ("model", 1, 0, 0, 1, "finetune", 1),
        ("group", 1, 0, 0, None, "quantized", 2),
        ("model", 2, 4, None, 4, None, 1),
        ("model", 2, 4, 4, 5, "finetune", 1),
        ("group", 2, 4, 5, None, "adapter", 1),
        ("other families", *[None] * 5, 0),
        ("no edges", *[None] * 5, 1),
        ("merges only", *[None] * 5, 1),
    ]
    assert asked(folder, "from family_map(1, 1)") == [
        ("model", 1, 0, None, 0, None, 1),
        ("group", 1, 0, 0, None, "quantized", 2),
        ("group", 1, 0, 0, None, "finetune", 1),
        ("other families", *[None] * 5, 3),
        ("no edges", *[None] * 5, 1),
        ("merges only", *[None] * 5, 1),
    ]


def test_a_merge_is_no_way_down(tmp_path):
    rows = [
        {"model_id": "base"},
        {"model_id": "first", "finetune_parent": "['base']"},
        {"model_id": "second", "finetune_parent": "['base']"},
        {
            "model_id": "child",
            "quantized_parent": "['second']",
            "merge_parent": "['first']",
        },
    ]
    query = "select position, parent_position, edge_type from family_trees(1)"
    assert sorted(asked(built(tmp_path, rows), query)) == [
        (0, None, None),
        (1, 0, "finetune"),
        (2, 0, "finetune"),
        (3, 2, "quantized"),
    ]
