"""The files of exports: the same bytes for the same build, written row by row."""

from pathlib import Path

import pytest
from expected_graphs import file_contents

import ecograph
from ecograph.database import locate
from ecograph.exports.export import WRITERS
from ecograph.exports.gexf import write_gexf
from ecograph.exports.graphml import write_graphml
from ecograph.graphs import subgraph

FAMILY = "madeup-lab-33/wren-8b-instruct-602"
EXTENSIONS = [*WRITERS]


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_the_same_build_gives_the_same_files(extension, synthetic_folder, tmp_path):
    for name in ("one", "two"):
        ecograph.export(tmp_path / name / f"out{extension}", database=synthetic_folder)
    one, two = ([*file_contents(tmp_path / name)] for name in ("one", "two"))
    assert one == two
    # An older file is replaced, and the case of an extension does not matter.
    path = tmp_path / "one" / f"out{extension}"
    ecograph.export(path, "finetune", None, synthetic_folder)
    assert [*file_contents(tmp_path / "one")] != one
    ecograph.export(path, database=synthetic_folder)
    assert [*file_contents(tmp_path / "one")] == one
    upper = tmp_path / "upper" / f"OUT{extension.upper()}"
    ecograph.export(upper, database=synthetic_folder)


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_xml_is_written_while_models_are_read(
    write, synthetic_folder, tmp_path, monkeypatch
):
    """The file grows with each part of the models: they are not all in memory."""
    monkeypatch.setattr(subgraph, "ROWS", 500)
    path, sizes = tmp_path / "out", []

    def watched(self, columns):
        rows = subgraph._in_windows(self.models, columns, "position")
        for number, row in enumerate(rows):
            if number % 500 == 0:
                sizes.append(path.stat().st_size)
            yield row

    monkeypatch.setattr(subgraph.Subgraph, "node_rows", watched)
    with ecograph.connect(synthetic_folder) as connection:
        graph = subgraph.subgraph(connection, locate(synthetic_folder), "full", None)
        write(graph, path)
    assert len(sizes) == 4
    assert sizes == sorted({*sizes})


def test_paths_are_plain_names(synthetic_folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for extension in WRITERS:
        name = Path("new folder", f"it's; drop table models; --*?[c]{extension}")
        ecograph.export(name, "finetune", FAMILY, synthetic_folder)
        assert name.exists()
