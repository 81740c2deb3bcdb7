"""A build, or a family in it, as a file for another tool: ``ecograph export``."""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from duckdb import (
    ColumnExpression,
    DuckDBPyRelation,
    FunctionExpression,
)

from ecograph.database import connect, locate
from ecograph.errors import EcographError
from ecograph.graphs.names import (
    EDGE_ATTRIBUTES,
    EDGE_ORDER,
    MODEL_ORDER,
    NODE_ATTRIBUTES,
)
from ecograph.graphs.subgraph import Subgraph, expect_graph, readable, subgraph
from ecograph.replacement import replaced

__all__ = ["Exported", "export"]

PARTS = ("models.parquet", "edges.parquet")
"""Files of the folder that an export as Parquet is."""


class Exported(NamedTuple):
    """What an export holds.

    Attributes
    ----------
    models : int or None
        How many models; None if it has nothing but edges.
    edges : int or None
        How many edges; None if it has nothing but models.
    """

    models: int | None
    edges: int | None


def export(
    path: str | os.PathLike[str],
    graph: str = "full",
    family: str | None = None,
    database: str | os.PathLike[str] | None = None,
) -> Exported:
    """Write a graph of a build as a file for another tool.

    What was at `path` stays there until all is written, or if anything fails.

    Parameters
    ----------
    path : str or path
        The file to write. Its ending says the format:

        - ``.parquet``: a folder of ``models.parquet`` and ``edges.parquet``, with all
          columns of the relations.
        - ``.csv.gz``: the relation of the edges; `edge_types` are Python list
          literals, as lists are in the source.
        - ``.graphml``: GraphML. A missing value has no element, and `edge_types` are
          Python list literals.
        - ``.gexf``: GEXF 1.3, for Gephi, the same with a timeline: a model begins
          when it was created, and an edge when its child was.
        - ``.cdx.json``: CycloneDX 1.6: the model `family` and its ancestors along the
          edges of the graph.
        - ``.json``: as `networkx.node_link_data` has it with ``edges="edges"``. A
          missing value is null.
    graph : {"full", "finetune", "nomerges"}
        Which edges.
    family : str, optional
        The id of a model: of the models only those of its family, as the relation
        ``family`` has them, and the edges between them. By default all.
    database : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    Exported
        How many models and edges were written.

    Raises
    ------
    UnknownNameError
        There is no graph of this name, or no model of this id.
    NotBuiltError
        There is no database, or no build made it.
    EcographError
        The path ends in none of these, or cannot be written to; the format cannot
        hold what is to be written; or a package that it needs is missing.

    Examples
    --------
    >>> import ecograph, networkx, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = f"{folder}/models.graphml"
    ...     ecograph.export(path, "finetune", "madeup-lab-50/plover-1b-0")
    ...     networkx.read_graphml(path).number_of_edges()
    Exported(models=237, edges=82)
    82
    """
    path = Path(path)
    write = _writer(path)
    expect_graph(graph)
    source = locate(database)
    with connect(source) as connection:
        part = subgraph(connection, source, graph, family)
        with replaced(path, PARTS if write is _write_parquet else ()) as aside:
            return write(part, aside)


def _writer(path: Path) -> Callable[[Subgraph, Path], Exported]:
    for ending, write in WRITERS.items():
        if path.name.lower().endswith(ending):
            return write
    raise EcographError(
        f"{path}: its ending says no format; there are {', '.join(WRITERS)}"
    )


def _in_order(part: Subgraph) -> tuple[DuckDBPyRelation, DuckDBPyRelation]:
    models, edges = (map(ColumnExpression, o) for o in (MODEL_ORDER, EDGE_ORDER))
    return part.models.sort(*models), part.edges.sort(*edges)


def _write_parquet(part: Subgraph, folder: Path) -> Exported:
    folder.mkdir()
    for relation, name in zip(_in_order(part), PARTS, strict=True):
        relation.write_parquet(str(folder / name), compression="zstd")
    return Exported(*part.sizes())


def _write_csv(part: Subgraph, path: Path) -> Exported:
    _, edges = _in_order(part)
    literal = FunctionExpression("python_literal", readable("edge_types"))
    columns = (
        literal.alias(name) if name == "edge_types" else ColumnExpression(name)
        for name in edges.columns
    )
    edges.select(*columns).write_csv(str(path), compression="gzip")
    return Exported(None, part.sizes()[1])


def _write_json(part: Subgraph, path: Path) -> Exported:
    nodes = map(readable, (*NODE_ATTRIBUTES, "model_id"))
    edges = map(readable, (*EDGE_ATTRIBUTES, "parent_id", "child_id"))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"directed": true, "multigraph": false, "graph": {},\n"nodes": [')
        _write_objects((*NODE_ATTRIBUTES, "id"), part.node_rows(nodes), file)
        file.write('],\n"edges": [')
        names = (*EDGE_ATTRIBUTES, "source", "target")
        _write_objects(names, part.edge_rows(edges), file)
        file.write("]}\n")
    return Exported(*part.sizes())


def _write_objects(
    names: Sequence[str], rows: Iterable[tuple[Any, ...]], file: TextIO
) -> None:
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    before = "\n"
    for row in rows:
        file.write(before + encode(dict(zip(names, row, strict=True))))
        before = ",\n"


def _write_graphml(part: Subgraph, path: Path) -> Exported:
    from ecograph.exports.xml import write_graphml

    write_graphml(part, path)
    return Exported(*part.sizes())


def _write_gexf(part: Subgraph, path: Path) -> Exported:
    from ecograph.exports.xml import write_gexf

    write_gexf(part, path)
    return Exported(*part.sizes())


def _write_cyclonedx(part: Subgraph, path: Path) -> Exported:
    if part.family is None:
        raise EcographError(
            f"{path.name}: CycloneDX tells of one model; name it with --family MODEL"
        )
    from ecograph.exports.cyclonedx import write_bom

    return Exported(1 + write_bom(part.connection, part.graph, part.family, path), None)


WRITERS = {
    ".parquet": _write_parquet,
    ".csv.gz": _write_csv,
    ".graphml": _write_graphml,
    ".gexf": _write_gexf,
    ".cdx.json": _write_cyclonedx,
    ".json": _write_json,
}
"""Each ending of a path: the function that writes it; of two that fit, the first."""
