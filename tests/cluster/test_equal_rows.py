"""An engine makes the rows that DuckDB makes."""

import pytest
from build_differences import differences, names_of
from conftest import asked

EXPECTED = [
    *("current_ids", "delta_summary", "edge_deltas", "edges", "families", "parents"),
    *("family_members", "finetune_edges", "inner_edges", "ledger", "license_lists"),
    *("lineage", "list_traits", "models", "models_on_cycles", "nomerges_edges"),
    *("rejects", "renames", "source_counts"),
]


@pytest.mark.parametrize("name", ["sample", "rimel", "odd"])
def test_each_relation_has_the_same_rows(both_builds, name):
    here, there = both_builds(name)
    assert {*EXPECTED} <= {*names_of(there)}
    assert differences(here, there) == {}


def test_the_odd_table_has_all_that_is_odd(both_builds):
    here, _ = both_builds("odd")
    query = """
        select
            (select count(*) from models),
            (select count(*) from rejects) > 100,
            (select count(*) from models_on_cycles) > 10,
            (select count(*) from models where source_rows > 1) > 5,
            (select count(distinct status) from parents),
            (select max(place) from parents),
            (select max(descendants) from lineage) > 200,
            (select count(*) from edges where len(edge_types) > 1) > 5,
    """
    assert asked(here, query) == [(689, True, True, True, 8, 999, True, True)]
