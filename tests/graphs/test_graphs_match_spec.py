"""The pickles and load() against the oracle: the sample, real and made-up tables."""

import csv
import pickle
import tempfile
from pathlib import Path

import oracle
import pytest
from conftest import SAMPLE, shared, write_csv
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ecograph


def assert_built(source: Path, out: Path) -> None:
    made = ecograph.build(source, out)
    wanted = oracle.read(source)
    for name, path in made.pickles.items():
        oracle.assert_same(pickle.loads(path.read_bytes()), wanted.graph(name))
        oracle.assert_same(ecograph.load(name, out), wanted.graph(name))


def test_the_sample(tmp_path):
    assert_built(SAMPLE, tmp_path)


@pytest.mark.parametrize(
    ("name", "counts"),
    [("rimel", (4_706, 1_144, 509)), ("minigraph", (1_042, 1_041, 282))],
)
def test_real_records(name, counts, tmp_path):
    """The expected counts are those of the README beside the data."""
    source = shared(f"data/{name}.csv")
    assert_built(source, tmp_path)
    full, finetune = (ecograph.load(graph, tmp_path) for graph in ("full", "finetune"))
    sizes = full.number_of_nodes(), full.number_of_edges(), finetune.number_of_edges()
    assert sizes == counts


# Few ids, so that they repeat, name each other and form cycles. Python's csv
# cannot write a NUL that it would read back, and UTF-8 has no half surrogates.
IDS = st.sampled_from(
    ["a", "b", "c", "d/e", "it's", 'q"t', "None", "x\\y", "é\n", " a"]
)
LITERALS = st.one_of(
    st.sampled_from(["", "[]", "[]", "NA", "['a'", "a", "('a',)", "[['a']]", "{}"]),
    st.lists(st.one_of(IDS, IDS, st.none(), st.integers()), max_size=4).map(repr),
)
NUMBERS = st.one_of(
    st.integers(-(10**16), 10**16).map(str),
    st.integers(0, 3).map(str),
    st.sampled_from(
        ["", "NaN", "3.0", "3.", "+7", "1e3", "3.5", "x", " 1", "1_0", "-0"]
    ),
)
TIMES = st.one_of(
    st.datetimes().map(lambda t: t.isoformat(timespec="milliseconds") + "Z"),
    st.sampled_from(["", "null", "2024-01-01", "2024-02-30T00:00:00.000Z", "soon"]),
)
TEXTS = st.one_of(
    st.sampled_from(["", "None", "none", "mit", "['mit']", "n/a", '"', ",", "\r\n"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5),
)
STYLES = [
    {"lineterminator": "\n", "quoting": csv.QUOTE_ALL},
    {"lineterminator": "\r\n", "quoting": csv.QUOTE_MINIMAL},
]
ROWS = st.fixed_dictionaries(
    {
        "model_id": st.one_of(IDS, IDS, st.just("")),
        "likes": NUMBERS,
        "downloads": NUMBERS,
        "createdAt": TIMES,
        "pipeline_tag": TEXTS,
        "library_name": TEXTS,
        "licenses": TEXTS,
        "datasets": TEXTS,
        "languages": TEXTS,
        "parent_model": LITERALS,
        "finetune_parent": LITERALS,
        "quantized_parent": LITERALS,
        "adapter_parent": LITERALS,
        "merge_parent": LITERALS,
    }
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROWS, min_size=1, max_size=25), st.sampled_from(STYLES))
def test_any_table(rows, style):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "models.csv")
        write_csv(source, rows, **style)
        assert_built(source, Path(folder, "out"))
