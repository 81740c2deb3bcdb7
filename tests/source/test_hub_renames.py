"""Former ids of models, which records of the Hub tell."""

from commands import output
from conftest import asked, write_csv, write_records
from quick_build import quick_build

import ecograph


def parents(folder):
    return asked(
        folder,
        "select relation, parent_id, status, suggested_id from parents "
        "where child_id = 'o/child' order by relation, place",
    )


RENAMED = [
    {"id": "google/bert"},
    {
        "id": "o/child",
        "tags": ["base_model:bert", "base_model:finetune:bert"],
    },
    {
        "id": "o/other",
        "tags": ["base_model:bert", "base_model:finetune:bert"],
        "baseModels": {"relation": "finetune", "models": [{"id": "google/bert"}]},
    },
    {
        "id": "o/merged",
        "tags": ["base_model:a/x", "base_model:a/y", "base_model:a/same"],
        "baseModels": {
            "relation": "merge",
            "models": [{"id": "b/X"}, {"id": "a/same"}, {"id": "c/y"}, {"id": "c/z"}],
        },
    },
    {
        "id": "o/typed",
        "tags": ["base_model:https://hf.co/google/bert", "base_model:Google/BERT"],
        "baseModels": {"relation": "finetune", "models": [{"id": "google/bert"}]},
    },
]


def test_records_tell_how_an_old_id_is_called_now(tmp_path):
    folder = quick_build(
        write_records(RENAMED, tmp_path), tmp_path, "main.renames", "main.parents"
    )
    assert asked(folder, "from renames order by all") == [
        ("a/x", "b/X", 1, True),
        ("a/y", "c/y", 1, True),
        ("bert", "google/bert", 1, True),
    ]
    assert parents(folder) == [
        ("listed", "bert", "renamed", "google/bert"),
        ("finetune", "bert", "repeat", "google/bert"),
    ]


def test_a_base_model_that_is_typed_otherwise_is_no_other_models_new_id(tmp_path):
    texts = [
        *("https://huggingface.co/o/base", "o/base ", "o/base@main"),
        *("o/base (merge)", "o/base:Q4_K_M"),
    ]
    merged = [
        {
            "id": f"o/merged{number}",
            "tags": [f"base_model:{text}", f"base_model:o/deleted{number}"],
            "baseModels": {"relation": "merge", "models": [{"id": "o/base"}]},
        }
        for number, text in enumerate(texts)
    ]
    source = write_records([{"id": "o/base"}, *merged], tmp_path)
    folder = quick_build(source, tmp_path, "main.renames")
    assert asked(folder, "from renames") == []


def test_an_old_id_is_read_however_it_is_typed(tmp_path):
    old_ids = {
        "https://huggingface.co/bert": "bert",
        " o/bert": "o/bert",
        "bert:8b": None,
        "./runs/bert": None,
        "C:\\bert": None,
    }
    children = [
        {
            "id": f"o/child{number}",
            "tags": [f"base_model:{text}"],
            "baseModels": {
                "relation": "finetune",
                "models": [{"id": f"google/bert{number}"}],
            },
        }
        for number, text in enumerate(old_ids)
    ]
    folder = quick_build(write_records(children, tmp_path), tmp_path, "main.renames")
    assert asked(folder, "select new_id, old_id from renames order by all") == [
        (f"google/bert{number}", old_id)
        for number, old_id in enumerate(old_ids.values())
        if old_id
    ]


def test_records_that_disagree_suggest_nothing(tmp_path):
    another = {
        "id": "o/disagrees",
        "tags": ["base_model:bert"],
        "baseModels": {"relation": "finetune", "models": [{"id": "o/child"}]},
    }
    source = write_records([*RENAMED, another], tmp_path)
    folder = quick_build(source, tmp_path, "main.renames", "main.parents")
    assert asked(folder, "from renames where old_id = 'bert' order by all") == [
        ("bert", "google/bert", 1, False),
        ("bert", "o/child", 1, False),
    ]
    assert parents(folder)[0] == ("listed", "bert", "absent", None)


def test_renames_are_followed_where_that_is_asked_for(tmp_path):
    source = write_records(RENAMED, tmp_path)
    plain = ecograph.build(source, tmp_path / "plain")
    followed = ecograph.build(source, tmp_path / "followed", follow_renames=True)
    assert plain.id != followed.id
    edge = ("google/bert", "o/child")
    query = (
        "select parent_id, child_id, edge_type from edges where child_id = 'o/child'"
    )
    assert asked(tmp_path / "plain", query) == []
    assert asked(tmp_path / "followed", query) == [(*edge, "finetune")]
    assert parents(tmp_path / "followed") == parents(tmp_path / "plain")
    assert followed.ledger["entries", "renamed"] == 2
    graph = ecograph.load("full", tmp_path / "followed")
    assert edge in graph.edges
    assert graph.edges[edge]["edge_types"] == ["finetune"]
    for folder, follows in (("plain", False), ("followed", True)):
        assert [c for c in ecograph.check(tmp_path / folder) if c.failing] == []
        query = "select follows_renames from meta.build"
        assert asked(tmp_path / folder, query) == [(follows,)]


CHAIN = [
    {"id": "o/newest"},
    *(
        {
            "id": f"o/tells-{new[2:]}",
            "tags": [f"base_model:{old}"],
            "baseModels": {"relation": "finetune", "models": [{"id": new}]},
        }
        for old, new in [
            ("o/old", "o/newer"),
            ("o/newer", "o/newest"),
            ("o/x", "o/y"),
            ("o/y", "o/x"),
        ]
    ),
    {
        "id": "o/child",
        "tags": [
            f"base_model:{name}"
            for name in ("o/old", "O/Old", "https://hf.co/o/old", "o/old ", "o/x")
        ],
    },
]


def test_a_former_id_is_known_over_several_renames_and_however_it_is_typed(tmp_path):
    quick_build(write_records(CHAIN, tmp_path), tmp_path, "main.parents")
    assert parents(tmp_path) == [
        ("listed", "o/old", "renamed", "o/newest"),
        ("listed", "O/Old", "absent", "o/newest"),
        ("listed", "https://hf.co/o/old", "url", "o/newest"),
        ("listed", "o/old ", "not_an_id", "o/newest"),
        ("listed", "o/x", "absent", None),
    ]


def test_renames_are_followed_over_several_steps(tmp_path):
    source = write_records(CHAIN, tmp_path)
    ecograph.build(source, tmp_path / "out", follow_renames=True)
    query = "select parent_id from edges where child_id = 'o/child'"
    assert asked(tmp_path / "out", query) == [("o/newest",)]
    assert "\nrenames  followed: entries" in output("info", tmp_path / "out")
    assert [c for c in ecograph.check(tmp_path / "out") if c.failing] == []


def test_other_layouts_tell_no_renames(tmp_path):
    write_csv(tmp_path / "a.csv", [{"model_id": "a"}])
    folder = quick_build(tmp_path / "a.csv", tmp_path, "main.renames")
    assert asked(folder, "from renames") == []
