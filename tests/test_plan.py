"""The order of the SQL files is derived, and what does not fit is explained."""

import textwrap

import pytest

from ecograph.errors import PlanError
from ecograph.plan.order import DIFF, plan
from ecograph.plan.rendering import as_mermaid, as_shell


@pytest.fixture
def folder(tmp_path):
    """A folder of SQL files by their names and bodies."""

    def write(**bodies):
        (tmp_path / "main").mkdir()
        for name, body in bodies.items():
            text = f"-- {name} · version 1\n--\n-- One row.\n{textwrap.dedent(body)}"
            (tmp_path / "main" / f"{name}.sql").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def order(folder):
    return [file.name for file in plan(("main",), folder)]


def test_a_file_comes_after_those_that_it_reads(folder):
    assert order(
        folder(
            a="create view a as select * from b where x in (select x from c);",
            b="create table b as with d as (select 1 as x) select x from d;",
            c="create table c as select x from main.b;",
        )
    ) == ["main.b", "main.c", "main.a"]


def test_a_common_table_expression_is_no_relation(folder):
    files = plan(
        ("main",),
        folder(
            a="create table a as select 1 as x;",
            b="create view b as with a as (select x from a) select x from a;",
            c="create view c as with b as (select 1 as x) select x from b;",
        ),
    )
    assert {file.name: set(file.reads) for file in files} == {
        "main.a": set(),
        "main.b": {"main.a"},
        "main.c": set(),
    }


def test_a_macro_comes_before_its_callers(folder):
    assert order(
        folder(
            a="create view a as select z(1) as x;",
            z="create macro z(x) as (x + (select max(x) from m));",
            m="create table m as select 1 as x;",
        )
    ) == ["main.m", "main.z", "main.a"]


def test_functions_that_read_files_are_no_relations(folder):
    assert order(folder(a="create table a as select * from read_csv('x.csv');")) == [
        "main.a"
    ]


def test_a_circle_is_an_error_that_names_the_files(folder):
    sql = folder(
        a="create view a as select * from b;",
        b="create view b as select * from c;",
        c="create view c as select * from a;",
    )
    with pytest.raises(PlanError) as error:
        plan(("main",), sql)
    assert "in a circle" in str(error.value)
    for reads in ("a.sql reads main/b", "b.sql reads main/c", "c.sql reads main/a"):
        assert f"main/{reads}.sql" in str(error.value)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("create view a as select * from nope;", "sql/main/nope.sql missing?"),
        ("create view a as select x.nope(1) as y;", "it reads x.nope"),
        ("create view b as select 1 as x;", "it should make main.a and nothing else"),
        ("create view a as select from where;", "sqlglot cannot parse it"),
        ("comment on table a is 'x';", "found no create statement"),
    ],
)
def test_what_does_not_fit_is_an_error_that_names_the_file(folder, body, said):
    sql = folder(a=body)
    with pytest.raises(PlanError) as error:
        plan(("main",), sql)
    assert str(error.value).startswith(str(sql / "main" / "a.sql"))
    assert said in str(error.value)


def test_a_file_without_its_version_is_an_error(tmp_path):
    (tmp_path / "main").mkdir()
    (tmp_path / "main" / "a.sql").write_text("-- a\ncreate view a as select 1 as x;")
    with pytest.raises(PlanError, match="`-- a · version 1`"):
        plan(("main",), tmp_path)


def test_the_plan_as_lines_of_the_shell(monkeypatch):
    monkeypatch.chdir(plan()[0].path.parents[2])
    lines = [*as_shell(plan())]
    assert "set variable source" in lines[0]
    assert lines[1] == ".bail on"
    assert '.read "sql/main/edges.sql"' in lines
    assert len(lines) == len(plan()) + 2


def test_the_plan_as_mermaid():
    lines = [*as_mermaid(plan())]
    assert lines[0] == "flowchart LR"
    assert "    main.edges --> main.edge_deltas" in lines
    assert not any("python_list" in line for line in lines)


def test_what_is_read_of_an_attached_build_is_made_elsewhere(folder):
    sql = folder(
        a="create view a as select x from old_build.main.edges join b using (x);",
        b="create view b as select x from new_build.main.edges;",
    )
    assert [file.reads for file in plan(("main",), sql)] == [set(), {"main.b"}]


def test_what_is_read_of_another_database_is_not(folder):
    sql = folder(a="create view a as select x from elsewhere.main.edges;")
    with pytest.raises(PlanError, match=r"it reads main\.edges"):
        plan(("main",), sql)


def test_the_plan_of_the_differences():
    files = plan(DIFF)
    assert files[-1].name == "diff.summary"
    lines = [*as_shell(files)]
    assert lines[:2] == [
        "-- First: attach 'FOLDER/ecograph.duckdb' as old_build (read_only);",
        "-- First: attach 'FOLDER/ecograph.duckdb' as new_build (read_only);",
    ]
    assert len(lines) == len(files) + 3
