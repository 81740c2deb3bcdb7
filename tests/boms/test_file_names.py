"""Names of files for models: safe on all systems, and never the same."""

import re
from pathlib import PureWindowsPath

from conftest import HOSTILE, built

import ecograph
from ecograph.boms.file_names import file_stems

PLAIN = {
    "gpt2": "gpt2",
    "owner/Name-1.5_b": "owner--Name-1.5_b",
    "con-artist/x": "con-artist--x",
}

CLASHES = ["Lab/Base", "lab/base", "a--b/c", "a/b--c"]

ODD = [
    *HOSTILE,
    *("con", "NUL.v2", "com1.x/y", ".hidden", "-rf", "../x", ".", "..", "a/", "/"),
    *("o/" + "x" * 5_000, "o/" + "x" * 5_001, "o/ä", "o/ö", "o/~x"),
]


def stems(tmp_path, models, asked):
    folder = built(tmp_path, [{"model_id": model} for model in models])
    with ecograph.connect(folder) as connection:
        return file_stems(connection, asked)


def test_names_of_files(tmp_path):
    models = [*PLAIN, *CLASHES, *ODD]
    found = stems(tmp_path, models, models)
    assert {model: found[model] for model in PLAIN} == PLAIN
    assert len({stem.lower() for stem in found.values()}) == len(models)
    for model in (*CLASHES, *ODD):
        stem = found[model]
        assert re.fullmatch(r"\w[\w-]{0,119}~[0-9a-f]{12}", stem, re.ASCII), stem
        assert not PureWindowsPath(f"{stem}.cdx.json").is_reserved()


def test_a_name_depends_on_no_other_id_that_is_asked_for(tmp_path):
    models = [*PLAIN, *CLASHES]
    all_stems = stems(tmp_path, models, models)
    with ecograph.connect(tmp_path) as connection:
        for model in models:
            assert file_stems(connection, [model]) == {model: all_stems[model]}
