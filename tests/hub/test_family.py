"""One model's family: its ancestors and descendants, request by request."""

import json
import signal
import subprocess
from collections import Counter

import pytest
from commands import error, output
from conftest import asked, deep
from fake_hub import Answer
from fetches import FETCH, files_in, ids
from remote_fixtures import BROKEN

import ecograph
from ecograph.errors import EcographError, HubError
from ecograph.hub.requests import RETRIES

ROOT = "o/root"


def model(name, *parents, relation="finetune", **fields):
    """A model as the Hub lists it, with both kinds of tags and baseModels."""
    tags = [f"base_model:{parent}" for parent in parents]
    tags += [f"base_model:{relation}:{parent}" for parent in parents]
    declared = {"relation": relation, "models": [{"id": p} for p in parents]}
    return {"id": name, "tags": tags, "baseModels": declared if parents else None} | (
        fields
    )


MODELS = [
    model("o/other"),
    model("o/grandparent"),
    model("o/parent", "o/grandparent"),
    model("o/uncle", "o/grandparent"),
    model(ROOT, "o/parent", gated="manual"),
    model("o/child1", ROOT),
    model("o/child2", ROOT, relation="quantized"),
    model("o/merge", "o/child1", "o/child2", "o/other", relation="merge"),
]


@pytest.fixture
def hub(hub):
    hub.models, hub.page = [*MODELS], 2
    return hub


@pytest.fixture
def out(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "family.parquet"


def requested(hub):
    """The models whose records and whose children were requested."""
    return [
        request.query["filter"][0]
        if "filter" in request.query
        else request.path.removeprefix("/api/models/")
        for request in hub.requests
    ]


def test_a_family_is_the_nearest_first(hub, out):
    progress = []
    assert ecograph.fetch(out, family=ROOT, on_progress=progress.append) == 6
    assert ids(out) == [
        *(ROOT, "o/child1", "o/child2"),
        *("o/parent", "o/merge", "o/grandparent"),
    ]
    assert requested(hub) == [
        *(ROOT, f"base_model:{ROOT}", "o/parent"),
        *("base_model:o/child1", "base_model:o/child2"),
        *("o/grandparent", "base_model:o/merge"),
    ]
    assert progress == [0, 1, 3, 4, 5, 5, 6, 6]
    assert files_in(out.parent) == [out.name]


@pytest.mark.parametrize(
    ("depth", "models", "requests"), [(1, 4, 3), (2, 6, 6), (3, 6, 7), (9, 6, 7)]
)
def test_a_depth_limits_the_steps_both_ways(depth, models, requests, hub, out):
    assert ecograph.fetch(out, family=ROOT, depth=depth) == models
    assert len(hub.requests) == requests


def test_the_build_of_a_family_has_its_tree(hub, out, tmp_path):
    ecograph.fetch(out, family=f"https://huggingface.co/{ROOT}")
    ecograph.build(out, tmp_path / "build")
    tree = ecograph.tree(ROOT, path=tmp_path / "build")
    assert tree.ancestors == {"o/parent", "o/grandparent"}
    assert tree.descendants == {"o/child1", "o/child2", "o/merge"}


def test_the_names_of_licences_are_read_from_the_cards(hub, out, tmp_path):
    card = {"license_name": "gemma-terms-of-use", "license_link": "LICENSE"}
    parent = model(ROOT, cardData=card)
    child = model("o/child", ROOT, cardData={"license_name": ["x"], "widget": []})
    for found in (parent, child):
        found["tags"].append("license:other")
    hub.models = [parent, child, model("o/bare", ROOT, cardData=None)]
    ecograph.fetch(out, family=ROOT)
    ecograph.build(out, tmp_path / "build")
    query = "select model_id, licenses, license_name, license_link from model_licenses"
    assert asked(tmp_path / "build", query) == [
        (ROOT, ["gemma"], "gemma-terms-of-use", "LICENSE"),
        ("o/child", ["other"], None, None),
        ("o/bare", [], None, None),
    ]


def test_a_hub_without_cards_is_asked_for_the_rest(hub, out):
    hub.listed.discard("cardData")
    with pytest.warns(UserWarning, match="the Hub does not tell cardData, downloads"):
        assert ecograph.fetch(out, family=ROOT, depth=1) == 4


def test_children_are_listed_by_pages(hub, out):
    hub.models += [model(f"o/more{n}", ROOT) for n in range(5)]
    assert ecograph.fetch(out, family=ROOT, depth=1) == 9
    assert requested(hub).count(f"base_model:{ROOT}") == 4


def test_a_cycle_is_walked_once(hub, out):
    hub.models = [model("o/a", "o/c", "o/a"), model("o/b", "o/a"), model("o/c", "o/b")]
    assert ecograph.fetch(out, family="o/a") == 3
    assert ids(out) == ["o/a", "o/b", "o/c"]
    assert max(Counter(requested(hub)).values()) == 1


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(404), "404"),
        (Answer(401, headers={"X-Error-Code": "RepoNotFound"}), "401"),
        (Answer(403, headers={"X-Error-Code": "GatedRepo"}), "403"),
        (Answer(200, b"[]"), "no record"),
        (Answer(200, b"{}"), "no record"),
        (Answer(200, b"null"), "no record"),
        (Answer(200, b"<html>"), "no record"),
    ],
)
def test_an_ancestor_that_cannot_be_fetched_is_told(answer, why, hub, out):
    hub.routes["/api/models/o/parent"] = lambda request: answer
    note, last = output("fetch", out, "--family", ROOT).splitlines()
    assert note == (
        f"1 base model could not be fetched, deleted or private: o/parent ({why})"
    )
    assert last == f"{out}: 4 models"


def test_of_many_that_cannot_be_fetched_some_are_named(hub, out):
    hub.models = [model(ROOT, *(f"o/gone{n}" for n in range(7)))]
    note, _ = output("fetch", out, "--family", ROOT).splitlines()
    assert note.startswith("7 base models could not be fetched, ")
    assert note.endswith(
        ": " + ", ".join(f"o/gone{n} (404)" for n in range(5)) + (" and 2 more")
    )


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_model_that_the_hub_does_not_have_is_one_line(status, hub, out):
    hub.faults.append(Answer(status))
    assert error("fetch", out, "--family", "o/none").endswith(
        f": no public model o/none ({status}); check the name, and for a private model "
        "the token in HF_TOKEN"
    )
    assert files_in(out.parent) == []


@pytest.mark.parametrize("body", [b"[]", b"{}", b"null", b"<html>", b'{"id": 1}'])
def test_an_answer_about_the_model_that_makes_no_sense_is_one_line(body, hub, out):
    hub.faults.append(Answer(200, body))
    line = error("fetch", out, "--family", ROOT)
    assert line.endswith(f"the answer about {ROOT} is not a model; check HF_ENDPOINT")


@pytest.mark.parametrize("body", [b"{}", b"null", b"<html>", b"[[]]"])
def test_a_list_of_children_that_makes_no_sense_is_one_line(body, hub, out):
    hub.faults.extend([None, Answer(200, body)])
    assert error("fetch", out, "--family", ROOT).endswith(
        "the answer is not a list of models; check HF_ENDPOINT; "
        f"kept so far: 1 model in {out}.part"
    )


def test_a_hub_that_ignores_the_filter_is_one_line(hub, out):
    listing = hub.list_models
    hub.routes["/api/models"] = lambda request: listing(
        type(request)(request.path, {**request.query, "filter": []}, request.headers)
    )
    line = error("fetch", out, "--family", ROOT)
    assert "this Hub does not know filter=base_model; check HF_ENDPOINT" in line


def test_a_renamed_model_is_followed(hub, out):
    hub.renamed = {"old/parent": "o/parent", "old": ROOT}
    hub.models[4] = model(ROOT, "old/parent", "o/parent")
    hub.models.append(model("o/late", "old"))
    first, second, last = output("fetch", out, "--family", "old").splitlines()
    assert first == f"old is now called {ROOT}"
    assert second == "old/parent is now called o/parent"
    assert last == f"{out}: 7 models"
    assert {*ids(out)} == {
        *(ROOT, "o/parent", "o/grandparent"),
        *("o/child1", "o/child2", "o/merge", "o/late"),
    }


def test_tags_alone_name_parents_where_the_hub_has_no_base_models(hub, out):
    hub.listed -= {"baseModels"}
    hub.models = [{**found, "baseModels": None} for found in MODELS]
    note, last = output("fetch", out, "--family", ROOT).splitlines()
    assert note == "the Hub does not list baseModels; parents are read from tags alone"
    assert last == f"{out}: 6 models"


def test_a_redirect_is_a_rename_where_the_hub_has_no_base_models(hub, out, tmp_path):
    hub.listed -= {"baseModels"}
    hub.renamed = {"old/parent": "o/parent", "older/parent": "o/parent"}
    hub.models = [
        model("o/parent", baseModels=None),
        model(ROOT, "old/parent", baseModels=None),
        model("o/sibling", "older/parent", baseModels=None),
    ]
    output("fetch", out, "--family", ROOT)
    ecograph.build(out, tmp_path, follow_renames=True)
    told = "select old_id, new_id, records, is_agreed from renames"
    assert asked(tmp_path, told) == [("old/parent", "o/parent", 1, True)]
    assert {*ecograph.load("full", tmp_path).edges} == {("o/parent", ROOT)}


def test_what_is_no_id_is_not_requested(hub, out):
    tags = ["https://huggingface.co/o/x", "C:\\models\\x", "llama3:8b", "o/x ", "../.."]
    parent = {"id": ROOT, "tags": [f"base_model:{tag}" for tag in tags]}
    odd = [{"models": None}, {"models": [1, {}, {"id": 2}]}, "o/x", ["o/x"], 7]
    for declared in odd:
        hub.models = [parent | {"baseModels": declared}]
        assert ecograph.fetch(out, family=ROOT) == 1
    assert {*requested(hub)} == {ROOT, f"base_model:{ROOT}"}


@pytest.mark.parametrize("kept", range(1, 7))
def test_it_resumes_after_the_connection_broke(kept, hub, waits, out):
    ecograph.fetch(out, family=ROOT)
    whole, requests = ids(out), requested(hub)
    out.unlink()
    hub.requests.clear()
    hub.faults.extend([None] * kept + [BROKEN] * (RETRIES + 1))
    with pytest.raises(HubError, match=r"kept so far: .*; run it again to resume"):
        ecograph.fetch(out, family=ROOT)
    before = requested(hub)[:kept]
    hub.requests.clear()
    ecograph.fetch(out, family=ROOT)
    assert ids(out) == whole
    assert before + requested(hub) == requests


@pytest.mark.parametrize(
    "other", [{}, {"family": "o/parent"}, {"family": ROOT, "depth": 1}, {"limit": 2}]
)
def test_another_fetch_is_not_mixed_in(other, hub, out):
    hub.faults.extend([None, None, Answer(418)])
    with pytest.raises(HubError):
        ecograph.fetch(out, family=ROOT)
    with pytest.raises(EcographError, match="unfinished fetch of other models, 3 so"):
        ecograph.fetch(out, **other)
    assert ecograph.fetch(out, family=ROOT) == 6


def test_what_could_not_be_fetched_is_told_after_a_resumption_too(hub, out):
    del hub.models[2]
    hub.faults.extend([None] * 5 + [Answer(418)])
    error("fetch", out, "--family", ROOT)
    note = output("fetch", out, "--family", ROOT).splitlines()[1]
    assert note.endswith("could not be fetched, deleted or private: o/parent (404)")


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_it_resumes_after_ctrl_c_or_a_kill(stop, hub, out):
    number = deep(400, 5000)
    hub.page = 1000
    hub.models = [model(ROOT), *(model(f"o/{n}", ROOT) for n in range(number))]
    command = [*FETCH, str(out), "--family", ROOT]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        hub.wait_for(300)
        process.send_signal(stop)
        stdout, stderr = process.communicate()
    assert stdout == ""
    if stop == signal.SIGINT:
        assert process.returncode == 130
        assert stderr == "ecograph: interrupted; run it again to resume\n"
    before = len(hub.requests)
    assert ecograph.fetch(out, family=ROOT) == 1 + number
    assert ids(out) == [ROOT, *(f"o/{n}" for n in range(number))]
    # A kill loses what came after the last part.
    pages = -(-number // 1000)
    lost = len(hub.requests) - (1 + pages + number)
    assert lost <= (1 if stop == signal.SIGINT else before - 250)


@pytest.mark.parametrize("damage", ["", "{}", '{"nodes": 1}', "null", "[]"])
def test_a_checkpoint_that_cannot_be_read_is_one_line(damage, hub, out):
    hub.faults.extend([None, Answer(418)])
    error("fetch", out, "--family", ROOT)
    checkpoint = out.with_name(f"{out.name}.part") / "checkpoint.json"
    found = json.loads(checkpoint.read_text())
    checkpoint.write_text(json.dumps(found | {"next": damage}))
    line = error("fetch", out, "--family", ROOT)
    assert line.endswith("cannot be read; delete that folder to start over")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--depth", "2"], "a depth is for a family; give one, or leave out the depth"),
        (["--family", ROOT, "--limit", "2"], "do not go with a family; leave them out"),
        (["--family", ROOT, "--author", "o"], "do not go with a family; leave them ou"),
        (["--family", ROOT, "--depth", "0"], "invalid depth 0; use 1 or more"),
        (["--family", "a b"], "'a b' is not the id of a model; give OWNER/NAME"),
        (["--family", ""], "'' is not the id of a model; give OWNER/NAME"),
    ],
)
def test_options_that_make_no_sense_are_one_line(options, reason, hub, out):
    assert reason in error("fetch", out, *options)
    assert hub.requests == []
    assert files_in(out.parent) == []
