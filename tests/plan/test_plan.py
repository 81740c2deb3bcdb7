"""The order of the SQL files is derived, and what does not fit is explained."""

import textwrap

import pytest

from ecograph.errors import PlanError
from ecograph.plan.mermaid import as_mermaid
from ecograph.plan.order import DIFF, plan
from ecograph.plan.shell import as_shell
from ecograph.plan.sql_file import sql_folder
from ecograph.source.layouts import LAYOUTS


@pytest.fixture
def folder(tmp_path):
    """A folder of SQL files by their names and bodies."""

    def write(**bodies):
        (tmp_path / "graph").mkdir()
        for name, body in bodies.items():
            text = f"-- {name} · version 1\n--\n-- One row.\n{textwrap.dedent(body)}"
            stem = f"{name}.macro" if "create macro" in body else name
            (tmp_path / "graph" / f"{stem}.sql").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def order(folder):
    return [file.name for file in plan(("graph",), folder)]


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
        ("graph",),
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
        plan(("graph",), sql)
    assert "in a circle" in str(error.value)
    for reads in ("a.sql reads graph/b", "b.sql reads graph/c", "c.sql reads graph/a"):
        assert f"graph/{reads}.sql" in str(error.value)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "create view a as select * from nope;",
            "nope.sql (for a macro nope.macro.sql) missing?",
        ),
        ("create view a as select x.nope(1) as y;", "it reads x.nope"),
        ("create view b as select 1 as x;", "so it should be called b.sql"),
        (
            "create view a as select 1 as x; create view b as select 1 as x;",
            "a, main.b",
        ),
        ("create view a as select from where;", "sqlglot cannot parse it"),
        ("comment on table a is 'x';", "found no create statement"),
    ],
)
def test_what_does_not_fit_is_an_error_that_names_the_file(folder, body, said):
    sql = folder(a=body)
    with pytest.raises(PlanError) as error:
        plan(("graph",), sql)
    assert str(error.value).startswith(str(sql / "graph" / "a.sql"))
    assert said in str(error.value)


@pytest.mark.parametrize(
    "header",
    ["-- a", "-- a · version 1\n-- One row.", "-- b · version 1\n--\n-- One row."],
)
def test_a_file_without_its_header_is_an_error_that_shows_its_form(header, tmp_path):
    (tmp_path / "graph").mkdir()
    path = tmp_path / "graph" / "a.sql"
    path.write_text(f"{header}\ncreate view a as select 1 as x;", encoding="utf-8")
    with pytest.raises(PlanError) as error:
        plan(("graph",), tmp_path)
    for line in (
        "`-- a · version 1`",
        "`--`",
        "`-- One row per …`",
        repr(header[:4])[:-1],
    ):
        assert line in str(error.value)


def test_a_macro_is_told_by_its_file_name(folder):
    sql = folder(z="create macro z(x) as x;")
    (sql / "graph" / "z.macro.sql").rename(sql / "graph" / "z.sql")
    with pytest.raises(
        PlanError, match=r"main\.z, so it should be called z\.macro\.sql"
    ):
        plan(("graph",), sql)


def test_one_relation_of_two_files_is_an_error_that_names_both(folder):
    sql = folder(a="create view a as select 1 as x;")
    (sql / "ledger").mkdir()
    (sql / "ledger" / "a.sql").write_bytes((sql / "graph" / "a.sql").read_bytes())
    with pytest.raises(PlanError, match=r"ledger.a\.sql: it makes main\.a, .*graph.a"):
        plan(("graph", "ledger"), sql)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_files_of_one_layout_are_in_a_plan(layout):
    places = [file.place for file in plan(layout=layout)]
    layouts = [place for place in places if place.startswith("source/layouts/hub_")]
    is_hub = layout.startswith("hub_")
    assert f"source/layouts/{layout}.sql" in places
    assert len(layouts) == is_hub
    assert ("source/layouts/hub/layout_cells.sql" in places) is is_hub


def test_the_plan_as_lines_of_the_shell(monkeypatch):
    monkeypatch.chdir(sql_folder().parent)
    lines = [*as_shell(plan())]
    assert "set variable source" in lines[0]
    assert lines[1] == ".bail on"
    assert '.read "sql/graph/edges.sql"' in lines
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
    assert [file.reads for file in plan(("graph",), sql)] == [set(), {"main.b"}]


def test_a_macro_of_an_attached_build_is_made_elsewhere(folder):
    sql = folder(a="create view a as select new_build.main.m(old_build.main.n()) as x;")
    assert [file.reads for file in plan(("graph",), sql)] == [set()]


def test_a_macro_of_another_database_is_not(folder):
    sql = folder(a="create view a as select elsewhere.main.m() as x;")
    with pytest.raises(PlanError, match=r"it reads main\.m"):
        plan(("graph",), sql)


def test_what_is_read_of_another_database_is_not(folder):
    sql = folder(a="create view a as select x from elsewhere.main.edges;")
    with pytest.raises(PlanError, match=r"it reads main\.edges"):
        plan(("graph",), sql)


def test_the_plan_of_the_differences():
    files = plan(DIFF)
    assert files[-1].name == "diff.summary"
    lines = [*as_shell(files)]
    assert lines[:2] == [
        "-- First: attach 'FOLDER/ecograph.duckdb' as old_build (read_only);",
        "-- First: attach 'FOLDER/ecograph.duckdb' as new_build (read_only);",
    ]
    assert len(lines) == len(files) + 3
