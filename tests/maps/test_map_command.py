"""``ecograph map``: where it writes, and its errors."""

import os
import subprocess

import missing_packages
import pytest
from commands import COMMAND, error, output

import ecograph


def test_the_same_build_gives_the_same_picture(sample_folder, tmp_path):
    """In another process and time zone, by the command and its defaults."""
    done = subprocess.run(
        [*COMMAND, "map"],
        cwd=tmp_path,
        env={
            **os.environ,
            "ECOGRAPH_DATA": str(sample_folder),
            "PYTHONHASHSEED": "7",
            "TZ": "America/Los_Angeles",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "map.svg\n"
    ecograph.write_map(tmp_path / "again.svg", sample_folder / "ecograph.duckdb")
    again = (tmp_path / "again.svg").read_bytes()
    assert (tmp_path / "map.svg").read_bytes() == again


def test_the_options(sample_folder, tmp_path):
    out = tmp_path / "new folder" / "it's.html"
    text = output("map", "--data", sample_folder, "--out", out, "--families", "3")
    assert text == f"{out}: open it in a browser\n"
    assert "The 3 largest families of models" in out.read_text("utf-8")
    small, large = tmp_path / "small.png", tmp_path / "large.png"
    for path, scale in ((small, "1"), (large, "2")):
        options = ("--width", "400", "--families", "3", "--scale", scale)
        assert output("map", sample_folder, "--out", path, *options) == f"{path}\n"
    widths = [int.from_bytes(p.read_bytes()[16:20]) for p in (small, large)]
    assert widths == [432, 864]


def test_an_error_is_one_line(sample_folder, tmp_path):
    out = tmp_path / "map.pdf"
    line = error("map", sample_folder, "--out", out)
    assert line == (
        f"ecograph: {out}: unsupported extension '.pdf'; use .svg, .png or .html"
    )
    line = error("map", sample_folder, "--families", "0", "--out", tmp_path / "m.svg")
    assert line == "ecograph: invalid number of families 0; use 1 to 2000"
    assert "there is no database" in error("map", tmp_path)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("package", ["vl_convert", "jinja2"])
def test_a_missing_package(package, sample_folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    missing_packages.hide(monkeypatch, package)
    line = error("map", sample_folder)
    assert line == f"ecograph: {missing_packages.remedy(package, 'report')}"
    assert [*tmp_path.iterdir()] == []
