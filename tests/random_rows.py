"""Random rows of the layout ai_ecosystem_csv."""

from hypothesis import strategies as st
from oracle import TYPED_LISTS

__all__ = ["ROWS"]

# Few ids, so that they repeat, name each other and form cycles. Without NUL, which
# Python's csv cannot read back, and without lone surrogates, which UTF-8 lacks.
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
    # The placeholders of models that are older than the Hub's dates.
    st.sampled_from([f"2022-03-02T23:29:0{second}.000Z" for second in (4, 5)]),
)
TEXTS = st.one_of(
    st.sampled_from(["", "None", "none", "mit", "['mit']", "n/a", '"', ",", "\r\n"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5),
)
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
        **dict.fromkeys(TYPED_LISTS.values(), LITERALS),
    }
)
