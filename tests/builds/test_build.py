"""The outputs of a build, its progress, and what it records of itself."""

import errno
import gzip
import hashlib
import math
import os
import shutil
from dataclasses import replace
from importlib.metadata import version

import duckdb
import pytest
from conftest import SAMPLE, SYNTHETIC, THREE

import ecograph
from ecograph.errors import EcographError, PlanError
from ecograph.graphs.pickle_writer import Writer
from ecograph.plan.order import plan

OUTPUTS = {"ecograph.duckdb", *THREE.values(), ".building.lock"}


def test_it_leaves_four_files_and_its_lock(tmp_path):
    build = ecograph.build(SYNTHETIC, tmp_path / "a" / "b")
    assert {p.name for p in build.database.parent.iterdir()} == OUTPUTS
    assert {path.name for path in build.pickles.values()} == set(THREE.values())
    assert build.ledger["rows", "models"] == 1993


def test_it_reports_its_steps(tmp_path):
    steps = []
    ecograph.build(SYNTHETIC, tmp_path, on_step=steps.append)
    started = [s.name for s in steps if s.seconds is None]
    done = [s for s in steps if s.seconds is not None]
    assert started == [step.name for step in done]
    relations = [file.name for file in plan() if not file.is_kept]
    full, *others = THREE.values()
    assert started == [*relations, "nodes of the pickles", *others, full]
    assert [step.number for step in done] == [*range(1, done[0].total + 1)]
    assert {step.name: step.rows for step in done}["main.models"] == 1993


def test_it_records_how_it_was_made(synthetic_folder):
    (build,) = ecograph.table("meta.build", synthetic_folder).to_dict("records")
    source = SYNTHETIC.read_bytes()
    assert build["source_name"] == "synthetic.csv"
    assert build["source_bytes"] == len(source)
    assert build["source_sha256"] == hashlib.sha256(source).hexdigest()
    assert build["duckdb_version"] == duckdb.__version__
    assert build["ecograph_version"] == version("ecograph")
    assert build["sqlglot_version"] == version("sqlglot")
    relations = ecograph.table("meta.relation", synthetic_folder).set_index("name")
    assert [*relations.index] == [file.name for file in plan()]
    for file in plan():
        row = relations.loc[file.name]
        assert (row["path"], row["version"]) == (file.place, file.version)
        assert row["sha256"] == hashlib.sha256(file.path.read_bytes()).hexdigest()
        assert math.isnan(row["seconds"]) if file.is_kept else row["seconds"] >= 0
    assert relations.loc["main.edges", "rows"] == 682
    assert relations.loc["temp.source", "rows"] == 2000


def test_a_compressed_source_is_recorded_as_it_is(synthetic_folder, tmp_path):
    source = tmp_path / "models.csv.gz"
    source.write_bytes(gzip.compress(SYNTHETIC.read_bytes()))
    ecograph.build(source, tmp_path)
    (build,) = ecograph.table("meta.build", tmp_path).to_dict("records")
    assert build["source_sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
    for name in THREE.values():
        assert (tmp_path / name).read_bytes() == (synthetic_folder / name).read_bytes()


def test_the_build_id_depends_on_the_contents(synthetic_folder, tmp_path, write_rows):
    other = tmp_path / "renamed.csv"
    other.write_bytes(SYNTHETIC.read_bytes())
    same = ecograph.build(other, tmp_path / "same").id
    (build,) = ecograph.table("meta.build", synthetic_folder)["build_id"]
    assert same == build
    assert ecograph.build(write_rows({"model_id": "a"}), tmp_path / "x").id != same


def test_edges_have_one_row_a_pair(synthetic_folder):
    edges = ecograph.table("edges", synthetic_folder)
    assert not edges.duplicated(["parent_id", "child_id"]).any()
    models = ecograph.table("models", synthetic_folder).set_index("position")
    assert models.index.is_unique
    for end in ("parent", "child"):
        ids = models["model_id"].loc[edges[f"{end}_position"]]
        assert ids.tolist() == edges[f"{end}_id"].tolist()


def test_tables_are_stored_in_their_order(synthetic_folder):
    keys = {
        "models": ["source_row"],
        "parents": ["source_row", "relation", "place"],
        "edges": ["parent_position", "source_row"],
        "rejects": ["source_row", "column_name"],
    }
    for name, key in keys.items():
        table = ecograph.table(name, synthetic_folder)
        assert table[key].equals(table[key].sort_values(key)), name


def test_a_folder_with_the_name_of_an_output_is_an_error(
    synthetic_folder, write_rows, tmp_path
):
    shutil.copytree(synthetic_folder, tmp_path, dirs_exist_ok=True)
    before = (tmp_path / "ai_ecosystem_graph.pkl").read_bytes()
    (tmp_path / "ai_ecosystem_graph_nomerges.pkl").unlink()
    (tmp_path / "ai_ecosystem_graph_nomerges.pkl").mkdir()
    with pytest.raises(EcographError, match=r"nomerges\.pkl: is a folder"):
        ecograph.build(write_rows({"model_id": "a"}), tmp_path)
    assert (tmp_path / "ai_ecosystem_graph.pkl").read_bytes() == before


def test_an_error_while_the_pickles_are_written_is_reported(tmp_path, monkeypatch):
    """Another thread is still counting the ledger then."""

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Writer, "_frame", full)
    with pytest.raises(EcographError, match="No space left on device; make room"):
        ecograph.build(SYNTHETIC, tmp_path)


def test_a_path_with_odd_characters_is_an_ordinary_path(tmp_path):
    folder = tmp_path / "it's [a] *; folder"
    folder.mkdir()
    source = folder / "mod?els [1]; x'.csv"
    source.write_bytes(SYNTHETIC.read_bytes())
    assert ecograph.build(source, folder / "o'u t*").ledger["rows", "models"] == 1993
    assert len(ecograph.load("full", folder / "o'u t*")) == 1993


def test_an_out_whose_name_is_not_utf_8_is_an_error(tmp_path):
    out = os.fsdecode(os.fsencode(tmp_path) + b"/b\xe9d")
    with pytest.raises(EcographError, match=r"b\\udce9d': the name is not valid UTF-8"):
        ecograph.build(SYNTHETIC, out)


def test_an_out_that_is_a_file_is_an_error(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(EcographError, match="out: is not a folder; name one with"):
        ecograph.build(SYNTHETIC, tmp_path / "out")
    assert (tmp_path / "out").read_text() == ""


def test_the_memory_limit_is_obeyed(tmp_path):
    with pytest.raises(EcographError, match=r"too little memory .* --memory-limit"):
        ecograph.build(SYNTHETIC, tmp_path, memory_limit="1MB")
    assert [path.name for path in tmp_path.iterdir()] == [".building.lock"]
    build = ecograph.build(SYNTHETIC, tmp_path, memory_limit="100MB")
    assert build.ledger["edges", "in the full graph"] == 682


def test_an_invalid_memory_limit_is_an_error(tmp_path):
    with pytest.raises(EcographError, match="invalid memory limit 'much'"):
        ecograph.build(SYNTHETIC, tmp_path, memory_limit="much")


@pytest.mark.parametrize("name", ["growth", "lineage"])
@pytest.mark.parametrize(
    ("add", "reason"),
    [
        (
            lambda text: text.replace("\ncomment", "\nselect nothing;\ncomment", 1),
            "noth",
        ),
        (lambda text: text + "\ncomment on column models.none is '';", "none"),
    ],
    ids=["statement", "comment"],
)
def test_sql_that_duckdb_rejects_names_its_file(
    name, add, reason, tmp_path, monkeypatch
):
    files = {file.name: file for file in plan()}
    file = files[f"main.{name}"]
    files[file.name] = replace(file, text=add(file.text))
    for module in ("build", "kept_views"):
        planned = f"ecograph.builds.{module}.plan"
        monkeypatch.setattr(planned, lambda layout: [*files.values()])
    rejected = rf"{file.place}: DuckDB rejected it: .*{reason}"
    with pytest.raises(PlanError, match=rejected):
        ecograph.build(SYNTHETIC, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".building.lock"]


def test_the_rows_of_a_build_on_a_cluster_are_deleted_and_no_others(tmp_path):
    rows, own = (tmp_path / "parquet" / name for name in ("a" * 32, "my own"))
    for folder in (rows, own):
        folder.mkdir(parents=True)
        (folder / "part-0.parquet").touch()
    ecograph.build(SAMPLE, tmp_path)
    assert not rows.exists()
    assert (own / "part-0.parquet").exists()
    assert not any(check.failing for check in ecograph.check(tmp_path))
