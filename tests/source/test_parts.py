"""Several Parquet files that are one source, and files of other things than models."""

import json
import shutil

import duckdb
import pytest
from conftest import asked, shared
from quick_build import quick_build

import ecograph
from ecograph.errors import SourceError
from ecograph.source.detect import detect
from ecograph.source.frames import write_frame
from ecograph.source.kinds import MODEL_COLUMNS, OTHER_COLUMNS
from ecograph.source.unread_columns import READ

BASE = "'o/base' as id, ['license:mit'] as tags, 1 as likes, 10 as downloads"
TUNED = "'o/ft' as id, ['base_model:o/base'] as tags, 2 as likes, 20 as downloads"
PARENTS = "select child_id, relation, parent_id from parents order by all"


@pytest.fixture
def parts(tmp_path):
    """Write a folder of Parquet files, each of one row or of none."""

    def write(**columns):
        folder = tmp_path / "parts"
        folder.mkdir(exist_ok=True)
        for name, row in columns.items():
            path = folder / f"{name}.parquet"
            with duckdb.connect() as connection:
                connection.execute("set timezone = 'UTC'")
                connection.sql(f"select {row}").write_parquet(str(path))
        return folder

    return write


def one_build(source, tmp_path, *relations):
    names = relations or ("main.models", "main.parents", "main.rejects")
    return quick_build(source, tmp_path / "out", *names)


@pytest.mark.parametrize("name", ["first", "zlast"])
def test_a_part_without_a_column_drops_it_from_no_other(name, parts, tmp_path):
    base = "{'relation': 'finetune', 'models': [{'_id': '1', 'id': 'o/base'}]}"
    more = f"'text-generation' as pipeline_tag, {base} as \"baseModels\""
    source = parts(**{name: BASE, "models": f"{TUNED}, 'peft' as library_name, {more}"})
    folder = one_build(source, tmp_path)
    ids = ["o/base", "o/ft"][:: 1 if name == "first" else -1]
    query = "select model_id, library_name, pipeline_tag from models order by position"
    rows = {"o/base": (None, None), "o/ft": ("peft", "text-generation")}
    assert asked(folder, query) == [(name, *rows[name]) for name in ids]
    assert ("o/ft", "finetune", "o/base") in asked(folder, PARENTS)


def test_parts_of_other_types_are_read(parts, tmp_path):
    time = "timestamp '2024-01-02 03:04:05'"
    source = parts(
        a="'a' as id, null as tags, 1::utinyint as likes, "
        f'{time} as "createdAt", null as "baseModels"',
        b="'b' as id, ['license:mit'] as tags, 5000000000::bigint as likes, "
        f'({time})::timestamptz as "createdAt"',
        c="'c' as id, '[''license:mit'']' as tags, 7::double as likes, "
        f'({time})::timestamp_ns as "createdAt"',
    )
    query = 'select model_id, likes, "createdAt", licenses from models order by all'
    created = "2024-01-02T03:04:05.000Z"
    expected = [
        ("a", 1, created, "[]"),
        ("b", 5_000_000_000, created, "['mit']"),
        ("c", 7, created, "['mit']"),
    ]
    assert asked(one_build(source, tmp_path), query) == expected


def test_parts_of_the_research_groups_columns_are_read(parts, tmp_path):
    lists = ["licenses", "datasets", "languages", "parent_model", "merge_parent"]
    lists += ["quantized_parent", "adapter_parent"]
    cells = "1 as likes, 2 as downloads, null as pipeline_tag, 'x' as library_name, "
    cells += "'2024-01-02T03:04:05.000Z' as \"createdAt\", "
    cells += ", ".join(f"[] as {name}" for name in lists)
    parents = "['a'] as finetune_parent"
    source = parts(
        a=f"'a' as model_id, {cells}, null as finetune_parent".replace("[]", "null"),
        b=f"'b' as model_id, {cells}, {parents}",
    )
    assert asked(one_build(source, tmp_path), PARENTS) == [("b", "finetune", "a")]


def test_a_column_of_several_types_is_read_as_it_is(parts, tmp_path):
    """Lists and times beside text, a struct beside a list, an id beside a number."""
    base = "{'relation': 'merge', 'models': [{'id': 'o''b'}]}"
    source = parts(
        a="'o''b' as id, ['license:a\\b'] as tags, 1704164645000 as \"createdAt\", "
        '\'{"language": "fr"}\' as "cardData", null as "baseModels"',
        b="5 as id, '[''license:x'']' as tags, null as \"createdAt\"",
        c="'c' as id, '[''license:a\\\\b'', \"it''s\"]' as tags, "
        "'2024-01-02T03:04:05.000Z' as \"createdAt\", "
        f"{{'language': ['de']}} as \"cardData\", {base} as \"baseModels\"",
        d="'d' as id, ['base_model:o''b'] as tags, "
        "timestamptz '2024-01-02 05:04:05+02' as \"createdAt\", "
        'null as "cardData", [\'c\'] as "baseModels"',
    )
    ecograph.build(source, tmp_path / "out")
    query = "select model_id, licenses, languages from models order by position"
    assert asked(tmp_path / "out", query) == [
        ("o'b", "['a\\\\b']", "['French']"),
        ("c", "['a\\\\b']", "['German']"),
        ("d", "[]", "[]"),
    ]
    query = 'select distinct "createdAt" from models'
    assert asked(tmp_path / "out", query) == [("2024-01-02T03:04:05.000Z",)]
    assert asked(tmp_path / "out", PARENTS) == [
        ("c", "merge", "o'b"),
        ("d", "listed", "o'b"),
    ]
    query = "select source_row, column_name, cell from rejects"
    assert asked(tmp_path / "out", query) == [
        (2, "model_id", "5"),
        (4, "baseModels", '["c"]'),
    ]


def test_the_research_groups_columns_may_be_of_several_types(parts, tmp_path):
    lists = ["licenses", "datasets", "languages", "parent_model", "merge_parent"]
    lists += ["quantized_parent", "adapter_parent"]
    cells = "2 as downloads, 'x' as library_name, "
    cells += ", ".join(f"[] as {name}" for name in lists)
    source = parts(
        a=f"'a' as model_id, 1 as likes, 'NA' as pipeline_tag, {cells}, "
        "timestamp '2024-01-02 03:04:05' as \"createdAt\", "
        "'[\"it''s\", ''c\\\\d'']' as finetune_parent",
        b=f"'it''s' as model_id, '3' as likes, true as pipeline_tag, {cells}, "
        "'2024-01-02T03:04:05.000Z' as \"createdAt\", ['c\\d'] as finetune_parent",
        c=f"['x'] as model_id, 4 as likes, 'NA' as pipeline_tag, {cells}, "
        "null as \"createdAt\", ['a'] as finetune_parent",
        d="'c\\d' as model_id, null as likes, null as pipeline_tag, "
        f'null as "createdAt", null as finetune_parent, {cells}',
    )
    folder = one_build(source, tmp_path)
    query = 'select model_id, likes, pipeline_tag, "createdAt" from models'
    created = "2024-01-02T03:04:05.000Z"
    assert asked(folder, f"{query} order by position") == [
        ("a", 1, None, created),
        ("it's", 3, "true", created),
        ("c\\d", None, None, None),
    ]
    assert asked(folder, PARENTS) == [
        ("a", "finetune", "c\\d"),
        ("a", "finetune", "it's"),
        ("it's", "finetune", "c\\d"),
    ]
    query = "select source_row, column_name, cell from rejects"
    assert asked(folder, query) == [(3, "model_id", '["x"]')]


def test_types_that_duckdb_unites_rightly_need_no_copies(parts):
    source = parts(
        a="'a' as id, 1::utinyint as likes, timestamp_ns '2024-01-02' as \"createdAt\"",
        b=f"{BASE}, timestamptz '2024-01-02' as \"createdAt\"",
        c="'c' as id, 1.5::double as likes, ['x'] as tags",
    )
    assert detect(source).mixed == frozenset()
    parts(d="'d' as id, '1' as likes, '[]' as tags, date '2024-01-02' as \"createdAt\"")
    assert detect(source).mixed == {"likes", "tags", "createdat"}


def test_spellings_of_a_column_are_an_error(parts):
    source = parts(a=BASE, b=TUNED.replace("tags", "Tags"))
    with pytest.raises(SourceError, match=r"b\.parquet: its column Tags is tags in"):
        detect(source)


OTHERS = [
    ("datasets", f"{BASE}, 'x' as description", "datasets, not models, as column desc"),
    ("a", f"{BASE}, 'x' as citation", "datasets, not models, as column citation tells"),
    ("a", f"{BASE}, 'static' as sdk", "spaces, not models, as column sdk tells"),
    ("a", f"{BASE}, 'x' as pretty_name", "datasets, not models, as column pretty"),
    (
        "a",
        f"{BASE}, '3' as sdk_version",
        "spaces, not models, as column sdk_versi",
    ),
    ("datasets-0", BASE, "datasets, not models, as the name tells"),
    ("spaces", BASE, "spaces, not models, as the name tells"),
    ("a", BASE.replace("license:mit", "task_ids:x"), "datasets, not models, as tags t"),
]


def test_columns_of_models_are_not_among_those_of_others():
    hub = pytest.importorskip("huggingface_hub")
    read = {*READ, *MODEL_COLUMNS, *hub.ModelInfo.__dataclass_fields__}
    assert read.isdisjoint(set().union(*OTHER_COLUMNS.values()))


@pytest.mark.parametrize(("name", "row", "reason"), OTHERS)
def test_other_things_than_models_are_refused_by_name(name, row, reason, parts):
    """Alone, as records, and beside models."""
    folder = parts(**{name: row})
    path = folder / f"{name}.parquet"
    alone = "; give a table of models, such as models.parquet; if it is one, say so"
    with pytest.raises(SourceError, match=f"{path}: it holds {reason}.*{alone}"):
        detect(path)
    assert detect(path, layout="hub_parquet").files[0].name == path.name
    records = folder.parent / f"{name}.jsonl"
    frame = duckdb.read_parquet(str(path)).df()
    frame.to_json(records, orient="records", lines=True)
    with pytest.raises(SourceError, match=f"{records}: it holds {reason}.*{alone}"):
        detect(records)
    if "name" not in reason and "tags" not in reason:
        with pytest.raises(SourceError, match=f"^the data frame: it holds {reason}"):
            write_frame(frame, folder.parent / "frame.parquet")
    parts(models=f"{TUNED}, 'peft' as library_name", posts="'x' as slug")
    remedy = f"; build the models alone: `ecograph build {folder}/models.parquet`"
    with pytest.raises(SourceError, match=f"{path}: it holds {reason}.*{remedy}"):
        detect(folder)


@pytest.mark.parametrize(
    "row",
    [
        "'o/a' as id, [] as tags",
        f"{BASE}, 'x' as description, 'x' as pipeline_tag",
        BASE.replace("license:mit", "base_model:a', 'task_categories:b"),
    ],
)
def test_models_are_not_taken_for_others(row, parts):
    assert detect(parts(a=row) / "a.parquet").layout.name == "hub_parquet"


def test_files_of_no_layout_are_an_error_of_their_folder(parts):
    folder = parts(a="1 as x", b="2 as y")
    reason = f"^{folder}: no layout fits this PARQUET: .*; its columns are 'x', 'y'$"
    with pytest.raises(SourceError, match=reason):
        detect(folder)


def test_a_file_without_ids_is_refused_by_name(parts):
    folder = parts(a=BASE, b="'x' as slug, 'y' as content", c=TUNED)
    reason = r"b\.parquet: it has no id or modelId, unlike .*a\.parquet, which is read "
    with pytest.raises(SourceError, match=f"{reason}.*; move it elsewhere, or build"):
        detect(folder)


def test_records_without_an_id_at_the_beginning_are_rejects(tmp_path):
    path = tmp_path / "a.jsonl"
    first = [{"error": "gone"}, 3, [{"id": "x"}]] + [{"likes": 1}] * 900
    records = [*first, {"id": "o/a", "tags": []}]
    path.write_text("\n".join(map(json.dumps, records)))
    assert detect(path).header == ("error", "likes", "id", "tags")


@pytest.mark.parametrize("name", ["Id", "ID", "model_name", "Model_ID"])
def test_ids_of_another_name_are_told(name, parts):
    read = "modelId" if name == "Model_ID" else "id"
    remedy = f"its {name} is not read: call it {read}$"
    folder = parts(a=BASE, b=TUNED.replace("id", name, 1))
    unlike = r"b\.parquet: it has no id or modelId, unlike .*a\.parquet, which is read"
    with pytest.raises(SourceError, match=f"{unlike} with it; {remedy}"):
        detect(folder)
    with pytest.raises(SourceError, match=f"hub_parquet also needs id .*; {remedy}"):
        detect(folder / "b.parquet")
    frame = duckdb.read_parquet(str(folder / "b.parquet")).df()
    with pytest.raises(SourceError, match=f"^the data frame: no layout .*; {remedy}"):
        write_frame(frame, folder / "frame.parquet")
    frame.to_json(folder / "b.json", orient="records")
    (folder / "a.json").write_text('[{"id": "o/base", "tags": []}]')
    with pytest.raises(SourceError, match=rf"b\.json: it has no id .*; {remedy}"):
        detect(folder / "[ab].json")


def test_all_columns_of_another_name_are_told(parts):
    folder = parts(a="'o/base' as ID, ['base_model:o/x'] as Tags")
    remedy = "its ID is not read: call it id; its Tags is not read: call it tags$"
    with pytest.raises(SourceError, match=f"no layout fits .*; {remedy}"):
        detect(folder)


def test_the_first_record_without_an_id_is_a_reject(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"error": "gone"}\n{"id": "o/a", "tags": []}\n')
    folder = one_build(tmp_path / "a.jsonl", tmp_path)
    query = "select source_row, column_name from rejects"
    assert asked(folder, query) == [(1, "model_id")]
    assert asked(folder, "select model_id from models") == [("o/a",)]


def test_the_files_of_hub_stats_and_parts_of_a_null_column(tmp_path):
    stats = shared("data/hub_records/03-hub-stats-whole")
    with pytest.raises(SourceError, match=rf"datasets\.parquet: .*{stats}/models"):
        detect(stats)
    shutil.copytree(stats, tmp_path / "stats")
    (tmp_path / "stats" / "datasets.parquet").unlink()
    with pytest.raises(SourceError, match=r"spaces\.parquet: .*column sdk"):
        detect(tmp_path / "stats")
    folder = one_build(shared("data/hub_records/04-null-part"), tmp_path)
    assert asked(folder, PARENTS) == [
        ("o/ft", "listed", "o/base"),
        ("o/ft", "finetune", "o/base"),
    ]
