"""Text of strangers is data: it is never run, in Python, SQL or a shell."""

import ast
import re
from pathlib import Path

import duckdb
import oracle
import pytest

import ecograph

HOSTILE = [
    "'; drop table models; --",
    '"); --',
    "../../x",
    "$(touch mark)",
    "`touch mark`",
    "{{7*7}}",
    "%s %d {0}",
    "__import__('os').system('touch mark')",
    "a/b\u202e",
    "\ufeffa/b",
    "=1+1",
    "-n",
    "x" * 10_000,
]


def test_hostile_ids_are_ordinary_data(write_rows, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [
        {"model_id": name, "parent_model": repr([*HOSTILE]), "licenses": name}
        for name in HOSTILE
    ]
    path = write_rows(*rows)
    ecograph.build(path, tmp_path / "out")
    graph = ecograph.load("full", tmp_path / "out")
    oracle.assert_same(graph, oracle.read(path))
    assert graph.number_of_edges() == len(HOSTILE) ** 2
    assert [check for check in ecograph.check(tmp_path / "out") if check.failing] == []
    assert not Path("mark").exists()


def test_hostile_lists_are_not_run(write_rows, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    touch = "__import__('os').system('touch mark')"
    cells = [touch, f"[{touch}]", f"['a', {touch}]", f"['a'] + [{touch}]", "[x:=1]"]
    rows = [{"model_id": f"m{n}", "parent_model": c} for n, c in enumerate(cells)]
    build = ecograph.build(write_rows(*rows), tmp_path / "out")
    assert build.ledger["cells", "rejected"] == len(cells)
    assert not Path("mark").exists()


@pytest.mark.parametrize(
    "name", ["it's; drop table models; --.csv", "a*b?[c].csv", " 'x' .csv", "-.csv"]
)
def test_a_source_may_have_any_name(name, write_rows, tmp_path):
    write_rows({"model_id": "wrong"}, name="aXbYc.csv")
    path = write_rows({"model_id": "a"}, name=name)
    ecograph.build(path, tmp_path / "o'u\"t;*")
    assert [*ecograph.load("full", tmp_path / "o'u\"t;*")] == ["a"]


def test_connect_is_read_only(synthetic_folder):
    path = synthetic_folder / "ecograph.duckdb"
    before = path.read_bytes()
    with ecograph.connect(synthetic_folder) as connection:
        for statement in ("drop table models", "update models set likes = 0"):
            with pytest.raises(duckdb.Error, match="read-only"):
                connection.execute(statement)
    assert path.read_bytes() == before


SQL = re.compile(
    r"\s*(select|from|with|insert|update|delete|create|drop|alter|attach|detach|use"
    r"|set|copy|install|load|pragma|describe|explain|checkpoint)\b",
    re.IGNORECASE,
)


def test_nothing_is_evaluated_and_no_sql_is_formatted():
    """SQL is constant text, except in the one function that quotes a path."""
    for path in Path(ecograph.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) != "re.compile":
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                assert name not in ("eval", "exec", "compile", "__import__"), path
        formatting = {
            function.name
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef)
            for node in ast.walk(function)
            if isinstance(node, ast.JoinedStr | ast.BinOp | ast.Call)
            and (start := constant_start(node)) is not None
            and SQL.match(start)
        }
        assert formatting == (
            {"attach_statement"} if path.stem == "database" else set()
        )


def constant_start(node):
    """Return the constant text at the start of a formatted or joined string."""
    if isinstance(node, ast.JoinedStr):
        node = node.values[0]
    elif isinstance(node, ast.BinOp):
        node = node.left
    elif isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "join"):
        node = node.func.value
    text = getattr(node, "value", None)
    return text if isinstance(text, str) else None
