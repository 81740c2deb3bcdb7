"""The same models as a source of every layout."""

import ast
import gzip
import json
from pathlib import Path

import duckdb
from conftest import write_csv
from oracle import COLUMNS, TYPED_LISTS

from ecograph.source.compression import zstd

TRAITS = ["licenses", "datasets", "languages", "arxiv_papers"]
LISTS = [*TRAITS, "parent_model", *TYPED_LISTS.values()]
TABLES = ("models", "edge_deltas", "parents", "rejects")
RELATIONS = tuple(f"main.{name}" for name in TABLES)
"""Relations in which layouts are compared; all columns of the source are in them."""

READ = [*COLUMNS, "arxiv_papers"]
"""The columns of the research group's table that are read, if it has them."""

CODES = {"English": "en", "Modern Greek (1453-)": "el", "Swahili (macrolanguage)": "sw"}

MODELS = [
    {
        "model_id": "org/base",
        "likes": "12",
        "downloads": "3000",
        "pipeline_tag": "text-generation",
        "library_name": "transformers",
        "createdAt": "2024-01-31T23:59:59.000Z",
        "licenses": "['mit']",
        "languages": "['English', 'Modern Greek (1453-)']",
        "arxiv_papers": "['1706.03762', 'cs/9605103']",
    },
    {
        "model_id": "it's/tuned",
        "likes": "0",
        "downloads": "7",
        "createdAt": "2024-03-01T00:00:00.000Z",
        "licenses": "['apache-2.0', 'other']",
        "datasets": """["it's", 'a"b', 'c\\\\d', 'e\\xa0f', 'модель']""",
        "languages": "['Swahili (macrolanguage)']",
        "parent_model": "['org/base', 'gone/model']",
        "finetune_parent": "['org/base']",
    },
    {
        "model_id": "org/merged",
        "likes": "5",
        "downloads": "0",
        "library_name": "mergekit",
        "createdAt": "2023-12-31T12:00:00.123Z",
        "parent_model": """['org/base', "it's/tuned", 'org/merged']""",
        "merge_parent": """['org/base', "it's/tuned"]""",
        "quantized_parent": "['org/base']",
        "adapter_parent": '["it\'s/tuned"]',
    },
    {"model_id": "org/untyped", "likes": "1", "parent_model": "['org/merged']"},
    {"model_id": "it's/tuned", "likes": "9", "downloads": "8"},
]
MODELS = [{**dict.fromkeys(LISTS, "[]"), **row} for row in MODELS]


def record(row: dict[str, str]) -> dict:
    """Return a row as a record of the Hub's API."""
    lists = {name: ast.literal_eval(row[name]) for name in LISTS}
    tags = ["safetensors", "xx", *(CODES[name] for name in lists["languages"])]
    tags += [f"license:{name}" for name in lists["licenses"]]
    tags += [f"dataset:{name}" for name in lists["datasets"]]
    tags += [f"arxiv:{name}" for name in lists["arxiv_papers"]]
    tags += [f"base_model:{name}" for name in lists["parent_model"]]
    for kind, column in TYPED_LISTS.items():
        tags += [f"base_model:{kind}:{name}" for name in lists[column]]
    return {
        "_id": "0",
        "id": row["model_id"],
        "likes": int(row["likes"]),
        "downloads": int(row["downloads"]) if "downloads" in row else None,
        "tags": [*tags, "region:us"],
        "pipeline_tag": row.get("pipeline_tag"),
        "library_name": row.get("library_name"),
        "createdAt": row.get("createdAt"),
        "private": False,
        "cardData": {"text": "\u200b\n'\"\\", "nothing": None, "number": -1.5e-7},
    }


def ai_ecosystem_csv(rows, path: Path) -> Path:
    write_csv(path / "a.csv", rows, READ)
    return path / "a.csv"


def ai_ecosystem_csv_zst(rows, path: Path) -> Path:
    data = ai_ecosystem_csv(rows, path).read_bytes()
    (path / "a.csv.zst").write_bytes(zstd.compress(data))
    return path / "a.csv.zst"


def ai_ecosystem_csv_parts(rows, path: Path) -> Path:
    """Write two files, the last by name first."""
    write_csv(path / "b.csv", rows[2:], READ)
    write_csv(path / "a.csv", rows[:2], READ)
    return path / "[ab].csv"


def ai_ecosystem_parquet_texts(rows, path: Path) -> Path:
    source = ai_ecosystem_csv(rows, path)
    with duckdb.connect() as connection:
        table = connection.read_csv(str(source), all_varchar=True, na_values="")
        table.write_parquet(str(path / "a.parquet"))
    return path / "a.parquet"


def ai_ecosystem_parquet(rows, path: Path) -> Path:
    """Write lists, numbers and times as such."""
    typed = [
        {
            **{name: ast.literal_eval(row[name]) for name in LISTS},
            **{name: row.get(name) for name in ("pipeline_tag", "library_name")},
            "model_id": row["model_id"],
            "likes": int(row["likes"]),
            "downloads": int(row["downloads"]) if "downloads" in row else None,
            "createdAt": row.get("createdAt"),
        }
        for row in rows
    ]
    lines = "\n".join(map(json.dumps, typed))
    (path / "typed.jsonl").write_text(lines, "utf-8")
    return as_parquet(path / "typed.jsonl", path / "a.parquet")


def as_parquet(source: Path, target: Path) -> Path:
    with duckdb.connect() as connection:
        connection.execute(
            "create table models as select * replace "
            '(cast("createdAt" as timestamp) as "createdAt") '
            "from read_json(?, hive_partitioning = false)",
            [str(source)],
        )
        connection.table("models").write_parquet(str(target))
    return target


def hub_json(rows, path: Path) -> Path:
    lines = [json.dumps(record(row), ensure_ascii=False) for row in rows]
    (path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    return path / "a.jsonl"


def hub_json_array(rows, path: Path) -> Path:
    (path / "a.json").write_text(json.dumps([*map(record, rows)], indent=1), "utf-8")
    return path / "a.json"


def hub_json_folder(rows, path: Path) -> Path:
    folder = path / "folder"
    folder.mkdir()
    (folder / "readme.txt").write_text("not a record")
    for number, row in enumerate(rows):
        data = json.dumps([record(row)]).encode()
        (folder / f"{number}.json.gz").write_bytes(gzip.compress(data))
    return folder


def hub_csv(rows, path: Path) -> Path:
    raw = [{"modelId": r["model_id"], "fullJson": repr(record(r))} for r in rows]
    write_csv(path / "a.csv", raw, columns=["modelId", "fullJson"])
    return path / "a.csv"


def hub_parquet(rows, path: Path) -> Path:
    return as_parquet(hub_json(rows, path), path / "a.parquet")


WRITERS = [
    ai_ecosystem_csv,
    ai_ecosystem_csv_zst,
    ai_ecosystem_csv_parts,
    ai_ecosystem_parquet,
    ai_ecosystem_parquet_texts,
    hub_json,
    hub_json_array,
    hub_json_folder,
    hub_csv,
    hub_parquet,
]
"""Functions that write the rows as a source; each returns its path."""
