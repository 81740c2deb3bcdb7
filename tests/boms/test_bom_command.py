"""``ecograph bom``: the files that it writes, what it prints, and its errors."""

import json
import re
import shlex
import subprocess
import sys

import missing_packages
import pytest
from commands import error, output
from conftest import built
from readme import documented

import ecograph
from ecograph.analysis.licenses import DISCLAIMER
from ecograph.boms import bom as module
from ecograph.errors import UnknownNameError

ROWS = [
    {"model_id": "lab/base", "licenses": "['gemma']"},
    {"model_id": "lab/chat", "licenses": "['mit']", "parent_model": "['lab/base']"},
    {"model_id": "lab/other", "licenses": "['other']"},
]

LINES = re.findall(r"(?m)^    (ecograph bom .*?)(?: *#.*)?$", documented())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return built(tmp_path_factory.mktemp("models"), ROWS)


def described(path):
    """The model that a bill describes."""
    return json.loads(path.read_text("utf-8"))["metadata"]["component"]["name"]


def test_a_file_for_one_model(folder, tmp_path):
    path = tmp_path / "new" / "chat.cdx.json"
    text = output("bom", "lab/chat", "--out", path, "--data", folder)
    line = "1 bill of materials: 1 conflict, 0 unknown, 0 ok"
    assert text == f"{path}: {line}\n{DISCLAIMER}\n"
    assert described(path) == "lab/chat"
    assert [*path.parent.iterdir()] == [path]


def test_a_folder_for_several(folder, tmp_path):
    out = tmp_path / "bills"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    (out / "lab--chat.cdx.json").write_text("older")
    ids = ["lab/other", "lab/chat", "https://huggingface.co/lab/other", "lab/base"]
    text = output("bom", *ids, "-o", out, "-d", folder)
    line = "3 bills of materials: 1 conflict, 1 unknown, 1 ok"
    assert text == f"{out}: {line}\n{DISCLAIMER}\n"
    names = ["lab--base.cdx.json", "lab--chat.cdx.json", "lab--other.cdx.json"]
    assert sorted(path.name for path in out.iterdir()) == [*names, "mine.txt"]
    assert [described(out / name) for name in names] == [
        *("lab/base", "lab/chat", "lab/other")
    ]


def test_ids_of_a_file(folder, tmp_path):
    (tmp_path / "ours.txt").write_text("lab/base\n# a remark\nlab/chat\n")
    options = ["--models", "ours.txt", "--out", "bills", "--data", folder]
    assert output("bom", *options, cwd=tmp_path).startswith("bills: 2 bills of mat")
    line = error("bom", "lab/base", *options, cwd=tmp_path)
    assert line.startswith("ecograph: --models ours.txt: the arguments name models too")


def test_one_model_in_a_folder(folder, tmp_path):
    (bill,) = ecograph.bom("lab/base", tmp_path, folder)
    assert bill == ("lab/base", "ok", 1, tmp_path / "lab--base.cdx.json")
    assert described(bill.path) == "lab/base"


def workbook(folder, *ids):
    book = pytest.importorskip("openpyxl").Workbook()
    for name in ("model_id", *ids):
        book.active.append([name])
    book.save(folder / "ours.xlsx")
    return folder / "ours.xlsx"


@pytest.mark.parametrize("line", LINES)
def test_each_command_of_the_documents_works(line, checkout_after_build, tmp_path):
    _, *words = shlex.split(line)
    if "ours.xlsx" in words:
        words[words.index("ours.xlsx")] = workbook(tmp_path, "google/gemma-2-9b-it")
    if "OWNER/NAME" in words:
        words[words.index("OWNER/NAME")] = "google/gemma-2-9b-it"
    assert output(*words).endswith(f" ok\n{DISCLAIMER}\n")


def test_nothing_is_written_if_an_id_is_unknown(folder, tmp_path):
    ids = ["lab/base", "lab/chatt", "x/y", "z"]
    line = error("bom", *ids, "--out", tmp_path / "bills", "--data", folder)
    assert line == (
        f"ecograph: {folder / 'ecograph.duckdb'}: unknown model 'lab/chatt'; did you "
        "mean 'lab/chat'?; and 2 more of the ids are unknown: 'x/y', 'z'"
    )
    assert [*tmp_path.iterdir()] == []


def test_several_models_are_no_file(folder, tmp_path):
    path = tmp_path / "o.cdx.json"
    line = error("bom", "lab/base", "lab/chat", "--out", path, "--data", folder)
    reason = "a CycloneDX file describes one model; give a folder for 2 models"
    assert line == f"ecograph: {path}: {reason}"


def test_a_file_is_no_folder(folder, tmp_path):
    path = tmp_path / "bills"
    path.write_text("mine")
    line = error("bom", "lab/base", "--out", path, "--data", folder)
    assert line.startswith(f"ecograph: {path}: is a file, but several are to be")
    assert path.read_text() == "mine"


def test_models_and_versions_that_are_none(folder, tmp_path):
    line = error("bom", "--out", tmp_path / "bills", "--data", folder)
    assert line == "ecograph: no models are named; name one, as OWNER/NAME"
    options = ["--out", tmp_path / "bills", "--data", folder]
    line = error("bom", "lab/base", *options, "--spec-version", "2")
    reason = "unknown version '2' of CycloneDX; use one of 1.6, 1.7"
    assert line == f"ecograph: {reason}"
    with pytest.raises(UnknownNameError, match="unknown model None; give its id as te"):
        ecograph.bom(["lab/base", None], tmp_path / "bills", folder)
    assert [*tmp_path.iterdir()] == []


def test_a_failure_midway_leaves_the_older_files(folder, tmp_path, monkeypatch):
    from ecograph.boms import cyclonedx

    def fail(lineage, *rest):
        if lineage.model == "lab/chat":
            raise ecograph.EcographError("no")
        return text(lineage, *rest)

    text = cyclonedx.bill_text
    monkeypatch.setattr(cyclonedx, "bill_text", fail)
    out = tmp_path / "bills"
    for older in ([], ["lab--base.cdx.json"]):
        for name in older:
            out.mkdir()
            (out / name).write_text("older")
        with pytest.raises(ecograph.EcographError, match="no"):
            ecograph.bom(["lab/base", "lab/chat"], out, folder)
        assert [path.name for path in tmp_path.rglob("*") if path != out] == older
    assert (out / "lab--base.cdx.json").read_text() == "older"


def test_a_folder_that_cannot_be_written(folder, tmp_path):
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" / "bills"
    line = error("bom", "lab/base", "--out", out, "--data", folder)
    assert line.startswith(f"ecograph: {out}: cannot be written: Not a directory")


@pytest.mark.parametrize(
    ("module", "package"),
    [("cyclonedx", "cyclonedx-python-lib"), ("jsonschema", "jsonschema")],
)
def test_a_missing_package(module, package, folder, tmp_path, monkeypatch):
    missing_packages.hide(monkeypatch, module)
    out = tmp_path / "bills"
    line = error("bom", "lab/base", "--out", out, "--data", folder)
    assert line == f"ecograph: {missing_packages.remedy(package, 'export')}"
    assert not out.exists()


def test_an_older_library_has_no_later_version(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "VERSIONS", ("1.6", "1.99"))
    with pytest.raises(ecograph.EcographError, match=r"1\.99 is unknown to the instal"):
        ecograph.bom("lab/base", tmp_path / "bills", folder, "1.99")


def test_the_packages_are_only_imported_when_used():
    code = "import sys, ecograph.cli; ecograph.bom; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"cyclonedx", "jsonschema", "networkx"} & {*done.stdout.split()}
