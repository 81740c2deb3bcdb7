"""The values of a JSON file one by one, and the line of what is wrong."""

import io
import json

import pytest

from ecograph.source import json_values as module
from ecograph.source.json_values import JsonError, json_values

GOOD = {
    "": [],
    "[]": [],
    "\n [ \n] ": [],
    '{"id": "a"}\n\n{"id": "b"}': [(1, {"id": "a"}), (3, {"id": "b"})],
    '{"id": "a"} {"id": "b"}\r\n3': [(1, {"id": "a"}), (1, {"id": "b"}), (2, "3")],
    '[{"id": "a"}, {"id":\n"b"},\n null]': [
        (1, {"id": "a"}),
        (1, {"id": "b"}),
        (3, None),
    ],
    '{\n "id": "a"\n}\n[1.5, -1e9]': [(1, {"id": "a"}), (4, [1.5, -1e9])],
    '"\\ud83d" ' + "9" * 5000: [(1, "\ud83d"), (1, "9" * 5000)],
    "-12345678901234567890 true": [
        (1, "-12345678901234567890"),
        (1, True),
    ],
}
BAD = {
    '{"id": "a"}\n{"id": "b"\n': "line 2: the record ends too early",
    '{"id": "a"}\n{"id": "b"\n{"id": "c"}\n': "line 2: expecting ',' delimiter",
    '{"id": "a"}\n{"id": "b\n{"id": "c"}\n': "line 2: invalid control character",
    '{"id": "a"}\n{"id": "b': "line 2: unterminated string",
    '[{"id": "a"},\n{"id": "b"}\n{"id": "c"}]': "line 2: a comma or the end",
    '[{"id": "a"},\n{"id": "b"}\n': "line 2: a comma or the end of the array is",
    '[{"id": "a"},\n]': "line 2: expecting value",
    "[]\n[]": "line 2: it is after the end of the array",
    '{"id": tru}': "line 1: expecting value",
    '{"id": "\\x"}': r"line 1: invalid \\escape",
    "[" * 100_000: "line 1: brackets lie too deep in it",
}


@pytest.fixture(params=[1, 2, 1 << 16], ids=lambda size: f"by{size}")
def chunk(request, monkeypatch):
    """How many characters are read at first."""
    monkeypatch.setattr(module, "CHUNK", request.param)


@pytest.mark.usefixtures("chunk")
@pytest.mark.parametrize(("text", "values"), GOOD.items())
def test_values_are_read_with_their_lines(text, values):
    assert [*json_values(io.StringIO(text, newline=""))] == values


@pytest.mark.usefixtures("chunk")
@pytest.mark.parametrize(("text", "message"), BAD.items(), ids=BAD.values())
def test_an_error_names_the_line_that_is_wrong(text, message):
    with pytest.raises(JsonError, match=f"^{message}.*; correct it, or write the file"):
        [*json_values(io.StringIO(text, newline=""))]


def test_no_more_is_read_than_is_looked_at():
    text = io.StringIO(json.dumps({"id": "a"}) * 1_000_000)
    assert next(json_values(text)) == (1, {"id": "a"})
    assert text.tell() == module.CHUNK
