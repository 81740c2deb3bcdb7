"""What a Hub does not list is left out, once, and told."""

import pytest
from commands import output, run
from fake_hub import Answer
from fetches import ids, listed, read

import ecograph
from ecograph.errors import HubError

TAGS_ALONE = "the Hub does not list baseModels; parents are read from tags alone"
EXTRAS = "the Hub does not tell downloadsAllTime, gated, safetensors, trendingScore"


@pytest.fixture
def hub(model_hub):
    for found in model_hub.models:
        found |= {"gated": "auto", "baseModels": {"models": []}}
    return model_hub


@pytest.fixture
def out(tmp_path):
    return tmp_path / "models.parquet"


@pytest.mark.parametrize(
    ("unknown", "notes", "more"),
    [
        ([], [], 0),
        (["baseModels"], [TAGS_ALONE], 1),
        (["gated"], [EXTRAS], 2),
        (["baseModels", "safetensors"], [TAGS_ALONE, EXTRAS], 3),
    ],
)
def test_fields_that_the_hub_refuses_are_left_out(unknown, notes, more, hub, out):
    hub.listed.difference_update(unknown)
    assert output("fetch", out).splitlines() == [*notes, f"{out}: 10 models"]
    assert ids(out) == listed(hub)
    # The first page is requested again, the others are not.
    assert len(hub.requests) == 4 + more
    row = read(out)[0]
    assert (row[7] is None) == ("baseModels" in unknown)
    assert (row[9] is None) == (EXTRAS in notes)


def test_a_hub_that_refuses_all_of_them_is_one_line(hub, out):
    hub.listed.clear()
    result = run("fetch", out)
    assert (result.status, result.stdout) == (2, "")
    assert "400 Bad Request for the list of models" in result.stderr
    assert len(hub.requests) == 4


def test_a_400_of_a_later_page_is_not_about_fields(hub, out):
    hub.faults.extend([None, Answer(400)])
    with pytest.raises(HubError, match="400 Bad Request"):
        ecograph.fetch(out)
    assert len(hub.requests) == 2


def test_a_fetch_without_some_fields_is_resumed(hub, out):
    hub.listed.discard("baseModels")
    hub.faults.extend([None, None, Answer(418)])
    assert run("fetch", out).stdout == f"{TAGS_ALONE}\n"
    done = run("fetch", out)
    assert done.stdout == f"{3:12} models already fetched\n{out}: 10 models\n"
    assert ids(out) == listed(hub)


def test_in_python_it_is_a_warning(hub, out):
    hub.listed.discard("baseModels")
    with pytest.warns(UserWarning, match=TAGS_ALONE):
        ecograph.fetch(out)
