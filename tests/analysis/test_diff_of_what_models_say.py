"""Differences of licences, verdicts, tasks, languages and parents, row by row."""

from conftest import write_records
from quick_build import COMPARED_RELATIONS, quick_build
from rows import row

from ecograph.analysis.diff import differences


def test_licenses_tasks_libraries_and_languages(compare):
    """Lists are compared as sets; a missing, an empty and a broken one are equal."""
    tagged = {"pipeline_tag": "text-generation", "library_name": "peft"}
    old = [
        row("a", "1", licenses="['mit']", languages="['en', 'fr']", **tagged),
        row("b", "3", licenses="['MIT', 'apache-2.0']", languages="['en']"),
        row("c", licenses="[]", languages="['en']", pipeline_tag="fill-mask"),
        row("d", "2", languages="[]"),
        row("e", licenses="['cc-by-nc-4.0']", languages="not a list"),
        row("f", licenses="['other']", **tagged),
        row("gone", licenses="['mit']", languages="['en']", **tagged),
    ]
    new = [
        row("come", licenses="['mit']", languages="['en']", **tagged),
        row("f", licenses="['gpl-3.0']", library_name="diffusers"),
        row("e", "9", licenses="['mit']", pipeline_tag="fill-mask"),
        row("d", "2", licenses="['mit']", languages="[None]"),
        row("c", languages="['de', 'en']", library_name="peft"),
        row("b", "3", licenses='["apache-2.0", "mit", "mit"]', languages='["en"]'),
        row("a", "1", licenses="not a list", languages="['fr', 'en']", **tagged),
    ]
    found = compare(old, new)
    assert found["licenses_changed"] == [
        ("e", ["cc-by-nc-4.0"], ["mit"], "loosened", None, None),
        ("d", [], ["mit"], "added", None, None),
        ("a", ["mit"], [], "dropped", None, None),
        ("f", ["other"], ["gpl-3.0"], "unknown", None, None),
    ]
    assert found["tasks_changed"] == [
        ("e", None, "fill-mask"),
        ("c", "fill-mask", None),
        ("f", "text-generation", None),
    ]
    assert found["libraries_changed"] == [
        ("c", None, "peft"),
        ("f", "peft", "diffusers"),
    ]
    assert found["languages_changed"] == [("c", ["en"], ["de", "en"])]


def test_verdicts_that_became_worse_come_first(compare):
    """Those of the models above count, though the model names what it named."""
    chains = {
        "free": ("mit", "mit", "9"),
        "kept": ("mit", "mit", ""),
        "lost": ("mit", "other", "1"),
        "vague": ("other", "gpl-3.0", "3"),
        "found": ("other", "mit", "7"),
        "fixed": ("gpl-3.0", "mit", "2"),
    }
    tables = []
    for which in (0, 1):
        tables.append([row(f"of {name}", licenses="['mit']") for name in chains])
        for name, (*licenses, likes) in chains.items():
            model = row(name, licenses=repr([licenses[which]]))
            child = row(f"of {name}", likes, licenses="['mit']")
            tables[-1] += [model, {**child, "merge_parent": repr([name])}]
    tables[1] += [row("gone", licenses="['gpl-3.0']")]
    tables[1] += [row("come", licenses="['mit']", merge_parent="['gone']")]
    tables[1] += [row("of free", "9", licenses="['mit']", merge_parent="['deleted']")]
    assert compare(*tables)["verdicts_changed"] == [
        ("of vague", "unknown", "conflict", "conflict"),
        ("of free", "ok", "unknown", "unknown"),
        ("of lost", "ok", "unknown", "unknown"),
        ("lost", "ok", "unknown", "unknown"),
        ("of found", "unknown", "ok", "better"),
        ("of fixed", "conflict", "ok", "better"),
        ("found", "unknown", "ok", "better"),
        ("vague", "unknown", "ok", "better"),
    ]


def test_parents_that_models_of_both_builds_gained_and_lost(compare):
    """Also those that are in no table, as they are written."""
    old = [
        row("a"),
        row("kept", parent_model="['gone/x', 'a']", merge_parent="['gone/x', 'A']"),
        row("same", merge_parent="['later', 'gone/x', None]"),
        row("gone", finetune_parent="['a', 'gone/x']"),
    ]
    new = [
        row("come", finetune_parent="['a', 'gone/x']"),
        row("later"),
        row("a", adapter_parent="['a']"),
        row("same", finetune_parent="['gone/x', 'later', 7]"),
        row("kept", parent_model="['a']", merge_parent="['/mnt/a', 'Later', 'come']"),
        row("kept", adapter_parent="['/mnt/a']"),
    ]
    found = compare(old, new)
    assert found["parents_removed"] == [
        ("kept", "gone/x", ["listed", "merge"], "absent", None),
        ("kept", "A", ["merge"], "wrong_case", "a"),
    ]
    assert found["parents_added"] == [
        ("a", "a", ["adapter"], "self_loop", None),
        ("kept", "/mnt/a", ["adapter", "merge"], "local_path", None),
        ("kept", "Later", ["merge"], "wrong_case", "later"),
        ("kept", "come", ["merge"], "in_graph", None),
    ]


def test_models_that_are_gone_but_still_named_as_parents(compare):
    """Of those that nobody names, models_gone tells; of new ids, the case."""
    old = [row("a"), row("O/b"), row("c"), row("alone"), row("child")]
    new = [
        row("o/b"),
        row("child", parent_model="['a', 'O/b']", merge_parent="['a']"),
        row("child", finetune_parent="['a']"),
        row("other", merge_parent="['a', 'never', 'c']"),
    ]
    assert compare(old, new)["models_absent"] == [
        ("a", 2, "absent", None),
        ("O/b", 1, "wrong_case", "o/b"),
        ("c", 1, "absent", None),
    ]


def test_models_that_were_renamed(tmp_path):
    """To a model of the new build, or to one that only its records name."""
    tables = {
        "old": [{"id": "bert"}, {"id": "roberta"}, {"id": "t5"}],
        "new": [
            {"id": "google-bert/bert"},
            named("x", "bert", "google-bert/bert"),
            named("y", "roberta", "FacebookAI/roberta"),
            {"id": "z", "tags": ["base_model:bert", "base_model:t5"]},
        ],
    }
    folders = []
    for name, records in tables.items():
        (tmp_path / name).mkdir()
        source = write_records(records, tmp_path / name)
        folders.append(quick_build(source, tmp_path / name, *COMPARED_RELATIONS))
    (absent,) = (t for t in differences(*folders) if t.name == "models_absent")
    assert absent.rows == [
        ("bert", 2, "renamed", "google-bert/bert"),
        ("roberta", 1, "absent", "FacebookAI/roberta"),
        ("t5", 1, "absent", None),
    ]


def named(model_id, typed, current):
    """A record whose tag has a parent's former id, and its baseModels the new one."""
    base = {"relation": "finetune", "models": [{"id": current}]}
    tags = [f"base_model:{typed}", f"base_model:finetune:{typed}"]
    return {"id": model_id, "tags": tags, "baseModels": base}
