"""``ecograph tree --live``: fetch a family, build it in a cache folder, show it."""

import signal
import subprocess

import pytest
from commands import COMMAND, error, output, run
from fake_hub import Answer
from fetches import files_in
from remote_fixtures import BROKEN

import ecograph
from ecograph.trees.live import cache_folder

ROOT = "o/root"


@pytest.fixture
def hub(hub, monkeypatch, tmp_path):
    """A Hub of a family of three, and the folder of caches."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    hub.models = [
        {"id": "o/other", "tags": []},
        {"id": "o/parent", "likes": 3, "tags": ["license:mit"]},
        {"id": ROOT, "likes": 2, "tags": ["base_model:o/parent"]},
        {"id": "o/child", "likes": 1, "tags": ["base_model:adapter:o/root"]},
    ]
    hub.models[3]["tags"].append("base_model:o/root")
    return hub


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache" / "ecograph" / "live" / "o--root"


TREE = """\
┌── o/parent  untyped  mit  ♥ 3
o/root  ♥ 2
└── o/child  adapter  ♥ 1
1 ancestor, 1 descendant
"""


def test_it_shows_the_tree_of_now(hub, folder):
    assert output("tree", f"https://huggingface.co/{ROOT}", "--live") == TREE
    # It is a build like any other, and is fetched anew.
    assert output("tree", ROOT, folder) == TREE
    hub.models[3]["likes"] = 5
    shown = run("tree", ROOT, "--live").stdout
    assert shown == TREE.replace("♥ 1", "♥ 5")
    assert "models.parquet.part" not in files_in(folder)


def test_a_depth_has_a_folder_of_its_own(hub, folder):
    hub.models.append({"id": "o/grandchild", "tags": ["base_model:o/child"]})
    shown = run("tree", ROOT, "--live", "--depth", "1", "--types", "adapter").stdout
    assert "o/child" in shown
    assert "grandchild" not in shown
    assert "o/parent" not in shown
    assert files_in(folder.parent) == ["o--root--depth-1"]


def test_it_writes_a_file(hub, tmp_path):
    assert run("tree", ROOT, "--live", "--out", tmp_path / "a.txt").status == 0
    assert (tmp_path / "a.txt").read_text("utf-8") == TREE


def test_a_renamed_model_is_shown_by_its_new_id(hub):
    hub.renamed = {"old": ROOT}
    result = run("tree", "old", "--live")
    assert result.stdout == TREE
    assert result.stderr == f"ecograph: old is now called {ROOT}\n"
    hub.models[3]["tags"] = ["base_model:old", "base_model:adapter:old"]
    hub.models[3]["baseModels"] = {"relation": "adapter", "models": [{"id": ROOT}]}
    assert run("tree", "old", "--live").stdout == TREE


def test_what_the_hub_does_not_have_is_told(hub):
    del hub.models[1]
    result = run("tree", ROOT, "--live")
    counts = "0 ancestors, 1 parent not in this snapshot, 1 descendant"
    assert counts in result.stdout
    assert result.stderr == (
        "ecograph: 1 base model could not be fetched, deleted or private: "
        "o/parent (404)\n"
    )


def test_an_error_is_one_line_and_keeps_the_earlier_build(hub, waits, folder):
    assert "no public model o/none (404)" in error("tree", "o/none", "--live")
    run("tree", ROOT, "--live")
    before = ecograph.table("meta.build", folder)
    hub.faults.extend([Answer(200, b"{}")])
    line = error("tree", ROOT, "--live")
    assert line.endswith(f"check HF_ENDPOINT; the last build is in {folder}")
    hub.faults.extend([None, *[BROKEN] * 11])
    stderr = run("tree", ROOT, "--live").stderr.splitlines()[-1]
    assert stderr.endswith(f"to resume; the last build is in {folder}")
    assert ecograph.table("meta.build", folder).equals(before)
    assert run("tree", ROOT, "--live").stdout == TREE


def test_ctrl_c_is_one_line(hub):
    hub.models += [
        {"id": f"o/{n}", "tags": [f"base_model:{ROOT}"]} for n in range(2000)
    ]
    command = [*COMMAND, "tree", ROOT, "--live"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        hub.wait_for(20)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate()
    assert (process.returncode, stdout) == (130, "")
    assert stderr == "ecograph: interrupted; run it again to resume\n"


@pytest.mark.parametrize("given", [["folder"], ["--data", "folder"]])
def test_a_folder_does_not_go_with_it(given, hub):
    line = error("tree", ROOT, "--live", *given)
    assert line.startswith("ecograph: folder: with --live the model's family is fetch")
    assert hub.requests == []


def test_invalid_values_are_one_line(hub):
    assert "is not the id of a model" in error("tree", "a b", "--live")
    assert "unknown edge type 'x'" in error("tree", ROOT, "--live", "--types", "x")
    assert hub.requests == []


def test_the_folder_of_caches(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    for named in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", named)
        assert cache_folder() == tmp_path / ".cache" / "ecograph" / "live"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("")
    line = error("tree", ROOT, "--live")
    assert "cannot be written: Not a directory; name another folder for" in line
