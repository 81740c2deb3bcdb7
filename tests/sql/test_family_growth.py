"""The models of each family so far, by month."""

from collections import Counter
from datetime import date
from itertools import accumulate

import networkx as nx
import oracle
from conftest import asked, built, shared

OLDER, MAY, LATE_MAY, JULY = (
    {"createdAt": f"{day}.000Z"}
    for day in (
        "2022-03-02T23:29:04",
        "2024-05-01T00:00:00",
        "2024-05-31T23:59:59",
        "2024-07-01T00:00:00",
    )
)


def test_models_add_up_and_older_ones_come_first(tmp_path):
    rows = [
        {"model_id": "a/base", **OLDER},
        {"model_id": "a/july", "finetune_parent": "['a/base']", **JULY},
        {"model_id": "a/may", "adapter_parent": "['a/base']", **MAY},
        {"model_id": "a/late", "adapter_parent": "['a/may']", **LATE_MAY},
        {"model_id": "a/undated", "quantized_parent": "['a/base']"},
        {"model_id": "b", **MAY},
        {"model_id": "b/merged", "merge_parent": "['b', 'a/base']", **JULY},
        {"model_id": "b/tuned", "finetune_parent": "['b']", **JULY},
    ]
    may, july = date(2024, 5, 1), date(2024, 7, 1)
    query = "select * exclude (root_position) from family_growth"
    assert asked(built(tmp_path, rows), query) == [
        ("a/base", None, True, 1, 1),
        ("a/base", may, False, 2, 3),
        ("a/base", july, False, 1, 4),
        ("a/base", None, None, 1, None),
        ("b", may, False, 1, 1),
        ("b", july, False, 1, 2),
    ]


def test_families_grow_to_their_size(synthetic_folder):
    query = """
        select root_id
        from families
        left join family_growth using (root_position, root_id)
        group by root_id, size
        having sum(models) is distinct from size
    """
    assert asked(synthetic_folder, query) == []


def test_real_families_grow_as_in_plain_python(shared_build):
    table = oracle.read(shared("data/rimel.csv"))
    graph = nx.Graph([*table.graph("nomerges").edges])
    expected = {}
    for members in nx.connected_components(graph):
        months, undated = Counter(), 0
        for model in members:
            cell = table.nodes[model]["createdAt"]
            time = oracle.moment(cell)
            if time is None:
                undated += 1
            else:
                floor = oracle.is_floor(cell)
                months[None if floor else date(time.year, time.month, 1)] += 1
        # Older models, which have no month, come first.
        found = sorted(months, key=lambda month: month or date.min)
        so_far = accumulate(months[month] for month in found)
        rows = [
            (month, month is None, months[month], total)
            for month, total in zip(found, so_far, strict=True)
        ]
        rows += [(None, None, undated, None)] * bool(undated)
        expected[frozenset(members)] = rows
    family = {model: members for members in expected for model in members}
    query = "select root_id, month, is_floor, models, models_so_far from family_growth"
    grown, roots = {}, {}
    for root, *row in asked(shared_build("rimel"), query):
        grown.setdefault(family[root], []).append((*row,))
        roots.setdefault(family[root], set()).add(root)
    assert grown == expected
    assert {len(names) for names in roots.values()} == {1}
