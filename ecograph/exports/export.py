"""A graph, or the family of a model, as a file: ``ecograph export``."""

import os
from collections.abc import Callable
from pathlib import Path

from ecograph.atomic_write import replaced
from ecograph.database import connect, locate
from ecograph.errors import EcographError
from ecograph.exports.csv import write_csv
from ecograph.exports.exported import Exported
from ecograph.exports.json import write_json
from ecograph.exports.parquet import FILES, write_parquet
from ecograph.graphs.subgraph import Subgraph, expect_graph, subgraph

__all__ = ["Exported", "export"]


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
        with replaced(path, FILES if write is write_parquet else ()) as temporary:
            return write(part, temporary)


def _writer(path: Path) -> Callable[[Subgraph, Path], Exported]:
    for ending, write in WRITERS.items():
        if path.name.lower().endswith(ending):
            return write
    raise EcographError(
        f"{path}: unsupported extension; use one of {', '.join(WRITERS)}"
    )


def _write_graphml(part: Subgraph, path: Path) -> Exported:
    from ecograph.exports.graphml import write_graphml

    return write_graphml(part, path)


def _write_gexf(part: Subgraph, path: Path) -> Exported:
    from ecograph.exports.gexf import write_gexf

    return write_gexf(part, path)


def _write_cyclonedx(part: Subgraph, path: Path) -> Exported:
    if part.family is None:
        raise EcographError(
            f"{path.name}: a CycloneDX file describes one model; name it with "
            "--family MODEL"
        )
    from ecograph.exports.cyclonedx import write_bom

    return Exported(1 + write_bom(part.connection, part.graph, part.family, path), None)


# The formats below whose packages are optional are imported when they are asked for.
WRITERS = {
    ".parquet": write_parquet,
    ".csv.gz": write_csv,
    ".graphml": _write_graphml,
    ".gexf": _write_gexf,
    ".cdx.json": _write_cyclonedx,
    ".json": write_json,
}
"""Each extension: the function that writes it. Where two fit, the first is used."""
