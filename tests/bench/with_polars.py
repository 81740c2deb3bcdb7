"""The three graphs by polars and networkx, as a careful engineer would write them.

Polars does everything that tables can do; networkx gets the nodes and the edges of
each graph at once, and nothing is copied. Equal texts are one object, as in pandas,
so that the pickles store them once.
"""

import ast
import gc
import pickle
import sys
from itertools import repeat
from math import nan
from pathlib import Path

import networkx as nx
import polars as pl
from layout import LISTS, NODE_ATTRIBUTES, TYPED_LISTS

DELTAS = [
    "change_in_likes",
    "percentage_change_in_likes",
    "change_in_downloads",
    "percentage_change_in_downloads",
    "change_in_createdAt_days",
]
RECURRING = ["pipeline_tag", "library_name", "licenses", "datasets", "languages"]
# The missing values of pandas.read_csv, and of the contract.
MISSING = [
    *("", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan"),
    *("1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a"),
    *("nan", "null"),
]


def main(source: Path, folder: Path) -> None:
    gc.disable()  # It would traverse millions of new dicts for nothing.
    rows = read(source)
    models = as_models(rows)
    edges = as_edges(rows, models)
    del rows
    graphs = {
        "ai_ecosystem_graph.pkl": edges,
        "ai_ecosystem_graph_finetune.pkl": edges.filter(
            pl.col("edge_type") == "finetune"
        ),
        "ai_ecosystem_graph_nomerges.pkl": edges.filter(
            pl.col("edge_type").ne_missing("merge")
        ),
    }
    ids = models["model_id"].to_list()
    nodes = [*as_dicts(models, NODE_ATTRIBUTES)]
    for name, kept in graphs.items():
        graph = nx.DiGraph()
        graph.add_nodes_from(zip(ids, nodes, strict=True))
        graph.add_edges_from(
            zip(
                map(ids.__getitem__, kept["parent"]),
                map(ids.__getitem__, kept["child"]),
                as_dicts(kept, ["edge_types", "edge_type", *DELTAS]),
                strict=True,
            )
        )
        with (folder / name).open("wb") as file:
            pickle.dump(graph, file, protocol=5)


def read(source: Path) -> pl.DataFrame:
    columns = ["model_id", *NODE_ATTRIBUTES, *LISTS]
    return pl.read_csv(
        source,
        columns=columns,
        schema_overrides=dict.fromkeys(columns, pl.String),
    ).with_row_index("row")


def as_models(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per id: the place of its first row, the values of its last."""
    named = rows.filter(pl.col("model_id").is_not_null())
    return (
        named.with_columns(pl.col("row").min().over("model_id").alias("first"))
        .unique("model_id", keep="last", maintain_order=True)
        .sort("first")
        .with_row_index("position")
        .select(
            "position",
            "model_id",
            *(present(name) for name in NODE_ATTRIBUTES),
        )
        .with_columns(
            pl.col("likes", "downloads").cast(pl.Int64, strict=False),
            pl.col("createdAt")
            .str.to_datetime("%Y-%m-%dT%H:%M:%S%.fZ", strict=False)
            .alias("created"),
        )
    )


def present(name: str) -> pl.Expr:
    column = pl.col(name)
    return pl.when(~column.is_in(MISSING)).then(column).alias(name)


def as_edges(rows: pl.DataFrame, models: pl.DataFrame) -> pl.DataFrame:
    """One row per edge with its attributes, in the order of the contract."""
    places = models.select("model_id", "position")
    entries = (
        pl.concat(
            rows.select(
                "row",
                "model_id",
                pl.lit(column).alias("list"),
                pl.col(column).alias("cell"),
            ).filter(pl.col("cell") != "[]")
            for column in LISTS
        )
        .pipe(parse)
        .join(places.rename({"model_id": "entry", "position": "parent"}), on="entry")
        .join(places.rename({"position": "child"}), on="model_id")
    )
    declared = entries.group_by("parent", "child", "row").agg(
        (pl.col("list") == column).any().alias(kind)
        for kind, column in TYPED_LISTS.items()
    )
    kinds = [*TYPED_LISTS]
    edges = (
        declared.sort("row")
        .group_by("parent", "child")
        .agg(pl.col("row").first(), *(pl.col(kind).last() for kind in kinds))
        .sort("parent", "row")
        .with_columns(
            pl.concat_list(pl.when(pl.col(kind)).then(pl.lit(kind)) for kind in kinds)
            .list.drop_nulls()
            .alias("edge_types")
        )
        .with_columns(pl.col("edge_types").list.last().alias("edge_type"))
    )
    numbers = models.select("position", "likes", "downloads", "created")
    old = numbers.rename({name: f"old_{name}" for name in numbers.columns})
    return (
        edges.join(numbers, left_on="child", right_on="position", maintain_order="left")
        .join(old, left_on="parent", right_on="old_position", maintain_order="left")
        .with_columns(
            change("likes"),
            change("downloads"),
            (pl.col("created") - pl.col("old_created"))
            .dt.total_microseconds()
            .floordiv(24 * 3600 * 1_000_000)
            .alias("change_in_createdAt_days"),
        )
        .with_columns(share("likes"), share("downloads"))
    )


def parse(cells: pl.DataFrame) -> pl.DataFrame:
    """One row per entry of a cell; each distinct text is parsed once."""
    texts = cells["cell"].unique().to_list()
    parsed = pl.DataFrame(
        {"cell": texts, "entry": [entries(text) for text in texts]},
        schema={"cell": pl.String, "entry": pl.List(pl.String)},
    )
    return cells.join(parsed, on="cell").drop("cell").explode("entry")


def entries(text: str) -> list[str]:
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return []
    return [e for e in value if isinstance(e, str)] if isinstance(value, list) else []


def change(what: str) -> pl.Expr:
    return (pl.col(what) - pl.col(f"old_{what}")).alias(f"change_in_{what}")


def share(what: str) -> pl.Expr:
    old = pl.col(f"old_{what}")
    return (
        pl.when(old != 0)
        .then(pl.col(f"change_in_{what}") / old)
        .alias(f"percentage_change_in_{what}")
    )


def as_dicts(table: pl.DataFrame, names: list[str]) -> map:
    """The rows as dicts, with nan for what is missing, except an edge's type."""
    columns = [
        table[name].to_list() if name == "edge_type" else present_list(table, name)
        for name in names
    ]
    return map(dict, map(zip, repeat(names), zip(*columns, strict=True)))


def present_list(table: pl.DataFrame, name: str) -> list:
    values = [nan if value is None else value for value in table[name].to_list()]
    if name in RECURRING:
        seen = {}
        values = [seen.setdefault(value, value) for value in values]
    return values


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
