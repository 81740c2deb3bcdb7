"""The examples of the recipes for contributors work."""

import importlib.util
import re
import shutil
import textwrap

import duckdb
from readme import ROOT

import ecograph
from ecograph.graphs.subgraph import subgraph
from ecograph.plan.order import plan
from ecograph.plan.sql_file import sql_folder

RECIPES = (ROOT / "ecograph" / "README.md").read_text("utf-8")


def example(heading: str, language: str) -> str:
    """The first block of a language in a recipe."""
    recipe = RECIPES.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    block = re.search(rf"(?ms)^   ```{language}\n(.*?)^   ```$", recipe)
    return textwrap.dedent(block[1])


def test_the_relation(synthetic_folder, tmp_path):
    sql = tmp_path / "sql"
    shutil.copytree(sql_folder(), sql)
    path = sql / "figures" / "models_per_author.sql"
    path.write_text(example("Add a relation", "sql"), "utf-8")
    names = [file.name for file in plan(folder=sql)]
    assert names.index("main.lineage") < names.index("main.models_per_author")
    database = shutil.copy(synthetic_folder / "ecograph.duckdb", tmp_path)
    with duckdb.connect(database) as connection:
        connection.execute(path.read_text("utf-8"))
        (counts,) = connection.execute(
            "select sum(models), sum(parents), sum(children) from models_per_author"
        ).fetchall()
        uncommented = connection.execute(
            "select column_name from duckdb_columns() "
            "where table_name = 'models_per_author' and comment is null"
        ).fetchall()
    assert counts == (1993, 679, 679)  # of 682 edges, 3 to the model itself
    assert uncommented == []


def test_the_files_of_an_edge_type():
    files = [*(ROOT / "sql").rglob("*.sql"), *(ROOT / "ecograph").rglob("*.py")]
    names = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if "quantized" in path.read_text("utf-8")
    }
    missing = {name for name in names if f"`{name}`" not in RECIPES}
    assert missing == set(), "list them in the recipe of an edge type"


def test_the_export_format(synthetic_folder, tmp_path):
    module = tmp_path / "tsv.py"
    module.write_text(example("Add an export format", "python"), "utf-8")
    spec = importlib.util.spec_from_file_location("tsv", module)
    tsv = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tsv)
    with ecograph.connect(synthetic_folder) as connection:
        part = subgraph(connection, synthetic_folder, "full", None)
        assert tsv.write_tsv(part, tmp_path / "edges.tsv").edges == 682
    lines = (tmp_path / "edges.tsv").read_text("utf-8").splitlines()
    assert lines[0].split("\t") == ["parent_id", "child_id", "edge_type"]
    assert len(lines) == 683
