"""How many models each licence reaches."""

import re

import oracle
from conftest import ROOT, asked, shared, write_records
from quick_build import quick_build

CLASSES = """
    select class, sum(models), count(*),
        coalesce(sum(models) filter (where doubt is not null), 0)
    from license_counts
    where models > 0
    group by class
"""


def model(name, *licenses, **card):
    tags = [f"license:{one}" for one in licenses]
    return {"id": name, "tags": tags, "cardData": card}


def test_each_licence_of_a_model_counts(tmp_path):
    models = [
        model("a", "MIT", "gemma"),
        model("b", "mit", "mit"),
        model("c", "other", license_name="gemma-terms-of-use"),
        model("d", "other", license_name="my own"),
        model("e", "of-my-own"),
        model("f"),
    ]
    source = write_records(models, tmp_path)
    quick_build(source, tmp_path / "out", "main.license_counts")
    query = "select license, class, models from license_counts where models > 0"
    assert asked(tmp_path / "out", query) == [
        ("gemma", "vendor", 2),
        ("mit", "permissive", 2),
        ("of-my-own", "unknown", 1),
        ("other", "unknown", 1),
    ]
    query = "select models, terms, doubt from license_counts where license = "
    assert asked(tmp_path / "out", f"{query} 'agpl-3.0'")[0][0] == 0
    assert asked(tmp_path / "out", f"{query} 'of-my-own'") == [(1, None, None)]


def test_the_readme_says_how_many_of_the_sample_name_no_licence(sample_folder):
    query = "select count(*) filter (where licenses = []), count(*) from model_licenses"
    ((bare, models),) = asked(sample_folder, query)
    text = (ROOT / "sql" / "README.md").read_text("utf-8")
    assert f"{bare} of the sample's {models:,} models name no licence" in text


def test_the_classes_of_real_models_are_those_of_the_readme(shared_build):
    text = (ROOT / "sql" / "README.md").read_text("utf-8")
    row = r"^\| ([\w -]+) \| ([\d,]+) \| (\d+) \| (\d+) \|$"
    found = {
        (kind, *(int(number.replace(",", "")) for number in numbers))
        for kind, *numbers in re.findall(row, text, flags=re.M)
    }
    folder = shared_build("rimel")
    assert found == {*asked(folder, CLASSES)}
    models = oracle.read(shared("data/rimel.csv")).nodes.values()
    named = [str(model["licenses"]) for model in models]
    bare = len(named) - sum("'" in literal for literal in named)
    assert f"{len(named):,} other models" in text
    assert f"{bare} name none" in text
