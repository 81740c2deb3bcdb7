"""What the READMEs say is so."""

import doctest
import re
from pathlib import Path

import pytest
import readme
from readme import DOCUMENTS, ROOT, documented, queries

import ecograph
from ecograph.cli import app
from ecograph.plan.order import plan

TEXT = documented()
FOR_THE_READER = "models_per_author|tsv|authors"
"""What the recipes tell the reader to add."""


@pytest.fixture(params=DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def document(request) -> Path:
    return request.param


def test_no_readme_is_left_out():
    folders = ("sql", "data", "ecograph", "tests")
    found = {path for folder in folders for path in (ROOT / folder).rglob("README.md")}
    assert found | {ROOT / "README.md"} == {*DOCUMENTS}


def test_the_front_page_is_short():
    assert len(readme.README.read_text("utf-8").splitlines()) <= 250


def test_the_python_lines_run(document, checkout_after_build):
    assert doctest.testfile(str(document), module_relative=False).failed == 0


def test_the_generated_parts_are_current(document):
    text = document.read_text("utf-8")
    assert readme.renewed(text) == text, "run `make readme` and commit the READMEs"


def test_each_generated_part_is_in_one_readme():
    found = re.findall(r"^<!-- (\w+) -->$", TEXT, flags=re.M)
    assert sorted(found) == sorted([*readme.generated(), *["end"] * 4])


def test_the_commands_print_what_is_shown(document, checkout_after_build):
    text = document.read_text("utf-8")
    now = readme.rerun(text, checkout_after_build)
    assert now == text, "run `make readme` and commit the READMEs"


def test_what_they_link_to_is_there(document):
    headings = {}
    for path in DOCUMENTS:
        titles = re.findall(r"^#+ (.*)", path.read_text("utf-8"), flags=re.M)
        headings[path] = {anchor(title) for title in titles}
    for target in re.findall(r"\]\(([^)\s]*)\)", document.read_text("utf-8")):
        if "://" in target:
            continue
        name, _, fragment = target.partition("#")
        path = (document.parent / name).resolve() if name else document
        assert path.exists(), target
        assert not fragment or fragment in headings[path], target


def test_the_files_that_they_name_are_there(document):
    text = document.read_text("utf-8")
    names = re.findall(r"[` ]((?:sql|ecograph|tests)/[\w/.]*\w)", text)
    names = [name for name in names if not re.search(FOR_THE_READER, name)]
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_every_chapter_of_the_sql_is_in_its_readme():
    text = (ROOT / "sql" / "README.md").read_text("utf-8")
    chapters = re.findall(r"^\| `(\w+)` \| [a-z]", text, flags=re.M)
    assert {*chapters} == {
        path.name for path in (ROOT / "sql").iterdir() if path.is_dir()
    }


def test_the_pictures_are_there_and_current(sample_folder, tmp_path):
    pytest.importorskip("vl_convert", reason="it draws the tree and the map")
    from pictures import MODEL, PICTURES
    from svg import svg_texts

    shown = re.findall(r"!\[.*\]\((?:\.\./)?(.*)\)", TEXT)
    assert {ROOT / name for name in shown} == {*PICTURES.iterdir()}
    ecograph.tree(MODEL, path=sample_folder).write(tmp_path / "tree.svg")
    ecograph.write_map(tmp_path / "map.svg", sample_folder)
    for name in ("tree.svg", "map.svg"):
        drawn, now = (
            (folder / name).read_text("utf-8") for folder in (PICTURES, tmp_path)
        )
        assert svg_texts(drawn) == svg_texts(now), "run `make pictures`, commit them"


def test_each_macro_of_rows_has_an_example():
    examples = " ".join(queries(TEXT))
    for file in plan():
        schema, _, name = file.name.partition(".")
        if "comment on macro table" in file.text and schema == "main":
            assert f"from {name}(" in examples, file.name


def what_gives_the_paper() -> list[str]:
    """What the table of the paper's notebooks names: relations and commands."""
    text = (ROOT / "sql" / "README.md").read_text("utf-8")
    _, _, table = text.partition("| notebook | what is in it | what gives it here |\n")
    rows = table.partition("\n\n")[0].splitlines()[1:]
    assert len(rows) > 20
    return re.findall(r"`([^`]+)`", " ".join(row.split("|")[3] for row in rows))


@pytest.mark.parametrize("name", dict.fromkeys(what_gives_the_paper()))
def test_what_gives_the_figures_of_the_paper_is_there(name, tmp_path):
    if name.startswith("ecograph "):
        _, command, *options = name.split()
        help_text = readme.output(f"ecograph {command} --help", tmp_path)
        assert f"Usage: ecograph {command}" in help_text
        assert all(re.search(rf"{option}\b", help_text) for option in options)
    else:
        assert f"main.{name}" in {file.name for file in plan()}


@pytest.mark.parametrize("query", queries(TEXT), ids=lambda q: q.splitlines()[0][3:])
def test_each_query_runs(query, sample_folder):
    with ecograph.connect(sample_folder) as connection:
        columns = connection.execute(query).fetchall()
    absent = r"\bfrom (rejects|renames|record_|model_cards|card_drift)"  # in the sample
    assert columns or re.search(absent, query)


@pytest.mark.parametrize("command", app.registered_commands, ids=lambda c: c.callback)
def test_every_command_is_in_the_readme_and_has_help(command, checkout_after_build):
    name = command.callback.__name__
    lines = readme.README.read_text("utf-8")
    assert f"    ecograph {name}" in lines, "add it to the commands in README.md"
    help_text = readme.output(f"ecograph {name} --help", checkout_after_build)
    assert f"Usage: ecograph {name}" in help_text
    assert len(help_text.splitlines()) > 5


def test_every_make_target_is_in_the_readme():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, flags=re.M))
    text = readme.README.read_text("utf-8")
    assert {target for target in targets if f"make {target}" not in text} == set()


def anchor(title: str) -> str:
    """The fragment by which GitHub links to a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
