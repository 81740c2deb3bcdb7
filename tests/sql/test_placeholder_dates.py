"""Models older than the Hub's dates, whose time of creation is a placeholder."""

from datetime import date, datetime

import pytest
from conftest import asked, built
from oracle import is_floor, moment

import ecograph

TIMES = {
    "first": "2022-03-02T23:29:04.000Z",
    "second": "2022-03-02T23:29:05.000Z",
    "earlier": "2021-05-01T12:00:00.000Z",
    "midnight": "2022-03-02T23:59:59.999Z",
    "next": "2022-03-03T00:00:00.000Z",
    "march": "2022-03-04T10:00:00.000Z",
    "april": "2022-04-01T00:00:00.000Z",
    "missing": "",
    "malformed": "2022-03-02",
}
PARENTS = {
    "first": ["second"],  # one second earlier, which says nothing
    "midnight": ["next"],  # a placeholder below an exact date
    "next": ["midnight"],  # less than a day
    "march": ["first", "april", "missing"],
    "april": ["march", "earlier"],
    "malformed": ["first"],
}
ROWS = [
    {
        "model_id": name,
        "createdAt": time,
        "finetune_parent": repr(PARENTS.get(name, [])),
    }
    for name, time in TIMES.items()
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return built(tmp_path_factory.mktemp("placeholders"), ROWS)


def test_models_of_the_placeholder_date_are_known(folder):
    query = "select model_id, created_at_is_floor from models order by position"
    assert asked(folder, query) == [
        ("first", True),
        ("second", True),
        ("earlier", True),
        ("midnight", True),
        ("next", False),
        ("march", False),
        ("april", False),
        ("missing", None),
        ("malformed", None),
    ]


def test_days_from_or_to_such_a_model_are_marked(folder):
    for name in ("edge_deltas", "finetune_edges", "nomerges_edges"):
        rows = asked(
            folder,
            'select parent_id, child_id, "change_in_createdAt_days", days_bound '
            "from query_table(?) order by parent_position, child_position",
            name,
        )
        assert rows == [
            ("first", "march", 1, "at least"),
            ("first", "malformed", None, None),
            ("second", "first", -1, "unknown"),
            ("earlier", "april", 334, "at least"),
            ("midnight", "next", 0, "at least"),
            ("next", "midnight", -1, "at most"),
            ("march", "april", 27, None),
            ("april", "march", -28, None),
            ("missing", "march", None, None),
        ]


def test_the_days_of_a_summary_are_exact(folder):
    row = ("finetune", 9, 2, -0.5, -0.5)
    query = "select edge_type, edges, edges_with_days, median_days, mean_days "
    rows = asked(folder, f"{query} from delta_summary order by edge_type")
    assert rows == [("all", *row[1:]), row]


def test_a_child_is_only_older_where_that_is_known(folder):
    query = "select number from ledger where measure = 'edges whose child is older'"
    assert asked(folder, query) == [(2,)]  # midnight of next, march of april


def test_growth_counts_them_apart_and_each_model_once(folder):
    query = "select month, is_floor, models, edges from growth"
    assert asked(folder, query) == [
        (None, True, 4, 2),
        (date(2022, 3, 1), False, 2, 4),
        (date(2022, 4, 1), False, 1, 2),
        (None, None, 2, 1),
    ]


def test_a_family_says_what_its_dates_are_worth(tmp_path):
    rows = [
        {"model_id": "old", "createdAt": TIMES["second"]},
        {"model_id": "older", "createdAt": TIMES["first"], "adapter_parent": "['old']"},
        {"model_id": "undated", "adapter_parent": "['old']"},
        {"model_id": "base", "createdAt": TIMES["first"]},
        {"model_id": "new", "createdAt": TIMES["march"], "adapter_parent": "['base']"},
        {"model_id": "lone", "finetune_parent": "['lone']"},
    ]
    query = "select root_id, columns('.*created_at.*') from families"
    first, second = (datetime(2022, 3, 2, 23, 29, second) for second in (4, 5))
    assert asked(built(tmp_path, rows), query) == [
        ("old", first, True, second, True),
        ("base", first, True, datetime(2022, 3, 4, 10), False),
        ("lone", None, None, None, None),
    ]


@pytest.mark.parametrize(
    ("name", "number"), [("sample", 121 + 232), ("rimel", 235 + 576)]
)
def test_those_of_real_models(name, number, request, shared_build):
    folder = (
        request.getfixturevalue("sample_folder")
        if name == "sample"
        else shared_build(name)
    )
    graph = ecograph.load("full", folder)
    times = dict(graph.nodes(data="createdAt"))
    older = {model for model, time in times.items() if is_floor(time)}
    assert len(older) == number
    query = "select model_id from models where created_at_is_floor"
    assert {model for (model,) in asked(folder, query)} == older
    assert asked(folder, "select models from growth where is_floor") == [(number,)]
    march = sum(str(time).startswith("2022-03") for time in times.values())
    query = "select models from growth where month = '2022-03-01'"
    assert asked(folder, query) == [(march - number,)]
    assert asked(folder, "select sum(models) from growth") == [(len(graph),)]
    query = "select parent_id, child_id from edge_deltas where days_bound is null"
    assert {*asked(folder, query)} == {
        (parent, child)
        for parent, child in graph.edges
        if not is_floor(times[parent]) and not is_floor(times[child])
    }
    backward = sum(
        moment(times[child]) < moment(times[parent])
        for parent, child in graph.edges
        if not (is_floor(times[parent]) and is_floor(times[child]))
    )
    query = "select number from ledger where measure = 'edges whose child is older'"
    assert asked(folder, query) == [(backward,)]
