"""``ecograph licenses`` and ``ecograph.licenses``: a screen of many models."""

import csv
import io
import json
import subprocess
import sys

import duckdb
import pytest
from commands import COMMAND, error, output, run
from rows import licensed

import ecograph
from ecograph.analysis.licenses import DISCLAIMER
from ecograph.errors import missing_package

ROWS = [
    licensed("o/x", "mit", "o/p"),
    licensed("o/p", "gemma", "o/gone"),
    licensed("o/free", "mit"),
    licensed("o/bare", "", "o/free"),
]
IDS = ["o/free", "o/x", "o/frees", "o/p"]
VERDICTS = ["ok", "conflict", "not found", "unknown"]
COUNTS = "4 models: 1 not found, 1 conflict, 1 unknown, 1 ok"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("licenses")
    source = folder / "models.csv"
    with source.open("w", newline="") as file:
        columns = dict.fromkeys(name for row in ROWS for name in row)
        writer = csv.DictWriter(file, [*columns, *MORE])
        writer.writeheader()
        writer.writerows(ROWS)
    ecograph.build(source, folder / "out")
    return folder / "out"


MORE = (
    *("likes", "downloads", "pipeline_tag", "library_name", "createdAt", "datasets"),
    *("parent_model", "quantized_parent", "adapter_parent", "merge_parent"),
    "languages",
)
"""The other columns that a source needs."""


def screen(*arguments, status=1):
    result = run("licenses", *arguments)
    assert (result.status, result.stderr) == (status, "")
    return result.stdout


def test_models_are_rows_in_the_order_asked(data):
    *rows, counts, disclaimer = screen(*IDS, "--data", data).splitlines()
    assert [line.split()[0] for line in rows] == ["asked", *IDS]
    assert (counts, disclaimer) == (COUNTS, DISCLAIMER)
    assert "no model of this build has this id; did you mean o/free" in rows[3]
    assert "o/p (1 step above) asks for terms of Google" in rows[2]


def test_all_models_are_counted_and_the_worst_come_first(data):
    _, first, *_, counts, _ = screen("--data", data).splitlines()
    assert first.split()[:2] == ["o/x", "conflict"]
    assert counts == "4 models: 1 conflict, 2 unknown, 1 ok"


@pytest.mark.parametrize(
    ("ids", "fail_on", "status"),
    [
        (["o/free"], "conflict", 0),
        (["o/free"], "unknown", 0),
        (["o/p"], "conflict", 0),
        (["o/p"], "unknown", 1),
        (["o/x"], "conflict", 1),
        (["o/x"], "unknown", 1),
        (["o/none"], "conflict", 1),
        (["o/free", "o/x"], "never", 0),
    ],
)
def test_the_exit_status_is_that_of_the_worst_verdict(ids, fail_on, status, data):
    screen(*ids, "--data", data, "--fail-on", fail_on, status=status)


def test_rows_for_programs_are_alone_on_standard_output(data):
    result = run("licenses", *IDS, "--data", data, "--format", "json")
    assert [row["verdict"] for row in json.loads(result.stdout)] == VERDICTS
    assert result.stderr.splitlines() == [COUNTS, DISCLAIMER]
    result = run("licenses", *IDS, "--data", data, "--format", "csv")
    rows = [*csv.DictReader(io.StringIO(result.stdout))]
    assert [row["verdict"] for row in rows] == VERDICTS


def write_workbook(path, rows):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ours.txt", "# ours\no/free\n\n  o/x\r\no/frees\no/p"),
        ("bom.txt", "\ufeffo/free\no/x\no/frees\no/p\n"),
        ("ours.csv", "who,Model_ID\na,o/free\nb,o/x\nc,o/frees\nd,o/p\n"),
        ("excel.csv", "\ufeffwho;id\r\na,b;o/free\r\nb;o/x\r\nc;o/frees\r\nd;o/p\r\n"),
        ("bare.csv", "o/free,1\no/x,2\n\no/frees\no/p,4\n"),
        ("ours.xlsx", [["n", "model"], [1, "o/free"], [2, "o/x"], [3, "o/frees"]]),
        ("bare.xlsx", [["o/free"], [None], ["o/x"], ["o/frees"], ["o/p"]]),
    ],
)
def test_ids_are_read_from_a_file(name, text, data, tmp_path):
    file = tmp_path / name
    if isinstance(text, str):
        file.write_text(text, "utf-8", newline="")
    else:
        write_workbook(file, text)
    rows = json.loads(
        run("licenses", "--models", file, "-d", data, "--format", "json").stdout
    )
    found = [row["asked"] for row in rows]
    assert found == (IDS[:3] if name == "ours.xlsx" else IDS)


def test_ids_are_read_from_standard_input(data):
    done = subprocess.run(
        [*COMMAND, "licenses", "--models", "-", "--data", data],
        input="o/free\no/p\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "2 models: 1 unknown, 1 ok" in done.stdout


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("none.txt", None, "cannot be read: No such file or directory"),
        ("ours.pdf", b"", "unsupported extension '.pdf'; use .txt, .csv, .xlsx, or"),
        ("empty.txt", b"# none\n\n", "it has no ids; give one OWNER/NAME per line"),
        ("empty.csv", b"model_id\n", "it has no ids; give one OWNER/NAME per line"),
        ("latin.txt", b"o/\xe9\n", "cannot be read as .txt: 'utf-8' codec can't"),
        ("broken.xlsx", b"PK", "cannot be read as .xlsx: not a workbook of Excel"),
    ],
)
def test_a_file_without_ids_is_one_line(name, content, reason, data, tmp_path):
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    if name.endswith(".xlsx"):
        pytest.importorskip("openpyxl")
    line = error("licenses", "--models", file, "--data", data)
    assert line.startswith(f"ecograph: {file}: {reason}")
    assert line.endswith("save it as UTF-8") == (name == "latin.txt")


def test_options_that_do_not_go_together_are_one_line(data):
    line = error("licenses", "o/x", "--models", "ours.txt", "--data", data)
    assert line.endswith("the arguments name models too; give one of them")
    line = error("licenses", "o/x", "-o", "a.csv", "--format", "csv", "-d", data)
    assert line.endswith("its extension is its format; leave out --format csv")
    line = error("licenses", "o/x", "-o", "a.ods", "-d", data)
    assert line.endswith(
        "unsupported extension '.ods'; use .csv, .xlsx, .parquet, .json or .html"
    )


def written(data, path):
    line, disclaimer = screen(*IDS, "-d", data, "-o", path).splitlines()
    assert (line, disclaimer) == (f"{path}: {COUNTS}", DISCLAIMER)
    return path


def test_csv_has_lists_as_texts(data, tmp_path):
    rows = [*csv.DictReader(written(data, tmp_path / "out.csv").open(encoding="utf-8"))]
    assert [row["verdict"] for row in rows] == VERDICTS
    above = "o/p (1 step above): terms of Google (Gemma), "
    assert rows[1]["terms_above"].startswith(above)
    assert rows[3]["missing_above"] == "o/gone (1 step above, absent)"
    assert rows[0]["terms_above"] == ""


def test_json_and_parquet_have_lists(data, tmp_path):
    rows = json.loads(written(data, tmp_path / "out.json").read_text("utf-8"))
    assert rows[3]["missing_above"] == ["o/gone (1 step above, absent)"]
    path = written(data, tmp_path / "out.parquet")
    assert duckdb.read_parquet(str(path)).project("verdict, licenses").fetchall() == [
        *(("ok", ["mit"]), ("conflict", ["mit"])),
        *(("not found", None), ("unknown", ["gemma"])),
    ]


def test_a_workbook_says_what_it_is(data, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(written(data, tmp_path / "out.xlsx"))
    assert book.sheetnames == ["screen, not legal advice", "about"]
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert header[-2:] == ("missing above", "renames followed")
    place = header.index("verdict")
    assert [row[place] for row in rows] == VERDICTS
    about = [row[0] for row in book.worksheets[1].iter_rows(values_only=True)]
    assert DISCLAIMER in about


def test_a_page_has_the_worst_first_and_no_script_of_strangers(tmp_path, write_rows):
    pytest.importorskip("jinja2")
    rows = [licensed("o/<b>x", "mit", "<script>alert(1)</script>"), *ROWS]
    ecograph.build(write_rows(*rows), tmp_path / "out")
    path = tmp_path / "out.html"
    screen("--data", tmp_path / "out", "-o", path)
    page = path.read_text("utf-8")
    assert DISCLAIMER in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; (1 step above, " in page
    assert "<script>alert" not in page
    assert page.index('href="https://huggingface.co/o/x"') < page.index("o/free</a>")


def test_without_openpyxl_the_error_names_the_extra(data, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    line = error("licenses", "o/x", "-d", data, "-o", tmp_path / "out.xlsx")
    assert line == f"ecograph: {missing_package('openpyxl', 'export')}"


def test_the_frame_has_a_row_for_each_id(data):
    frame = ecograph.licenses(IDS, data)
    assert frame["verdict"].tolist() == VERDICTS
    assert frame["asked"].tolist() == IDS
    assert frame["ancestors"].tolist() == [0, 1, 0, 0]
    assert [*frame["missing_above"][3]] == ["o/gone (1 step above, absent)"]
    assert ecograph.licenses("o/x", data)["verdict"].tolist() == ["conflict"]
    assert ecograph.licenses([], data).empty
    assert len(ecograph.licenses(path=data)) == len(ROWS)


def test_ids_that_are_no_text_are_an_error(data):
    with pytest.raises(ecograph.EcographError, match="3 is not the id of a model"):
        ecograph.licenses(["o/x", 3], data)


def test_an_older_build_is_one_line(data, tmp_path):
    path = tmp_path / "ecograph.duckdb"
    path.write_bytes((data / path.name).read_bytes())
    with duckdb.connect(str(path)) as connection:
        connection.execute("drop macro table license_screen")
    assert "license_screen" in error("licenses", "o/x", "--data", path)


def test_help_says_that_it_is_no_legal_advice():
    assert "not legal advice" in " ".join(output("licenses", "--help").split())
