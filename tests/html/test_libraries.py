"""The JavaScript libraries of the pages are those that their table names."""

import hashlib
import re

import pytest

from ecograph.html.libraries import FOLDER, REQUIRES, libraries
from ecograph.maps.page import USES as MAP
from ecograph.trees.page import LIBRARIES as TREE

ROW = re.compile(r"\| (\S+) \| (\d+\.\d+\.\d+) \| (\S+) \| `([0-9a-f]{64})` \|")
TABLE = {row[0]: row[1:] for row in ROW.findall((FOLDER / "README.md").read_text())}


def test_the_folder_has_the_libraries_of_the_table_and_nothing_else():
    assert [*TABLE] == sorted(REQUIRES)
    expected = {f"{name}.{end}" for name in TABLE for end in ("min.js", "LICENSE")}
    assert {path.name for path in FOLDER.iterdir()} == expected | {"README.md"}


@pytest.mark.parametrize("name", TABLE)
def test_a_library_is_what_the_table_says(name):
    version, licence, digest = TABLE[name]
    script = (FOLDER / f"{name}.min.js").read_bytes()
    assert hashlib.sha256(script).hexdigest() == digest
    if name.startswith("d3-"):  # the others do not name their version
        assert f" v{version} ".encode() in script[:100]
    terms = (FOLDER / f"{name}.LICENSE").read_text()
    opening = {"ISC": "Permission to use", "BSD-3-Clause": "Redistribution and use"}
    assert opening[licence] in terms


@pytest.mark.parametrize("name", REQUIRES)
def test_a_library_comes_after_what_it_needs(name):
    found = [*libraries([name])]
    names = [library.name for library in found]
    assert names[-1] == name
    assert all(
        names.index(needed) < names.index(library)
        for library in names
        for needed in REQUIRES[library]
    )
    # Nothing in them could end the script that they are in, or its comment.
    for _, script, terms in found:
        assert "</script" not in script
        assert "<!--" not in script
        assert "*/" not in terms


def test_each_library_is_on_a_page():
    used = {library.name for library in libraries([*TREE, *MAP, "vega-embed"])}
    assert used == {*REQUIRES}
