"""Write a graph, or the family of a model, to a file: ``ecograph export``."""

import os
import shlex
from collections.abc import Callable
from pathlib import Path

from ecograph.atomic_write import replaced
from ecograph.database import connect, locate
from ecograph.errors import EcographError
from ecograph.exports.csv import write_csv
from ecograph.exports.json import write_json
from ecograph.exports.parquet import FILES, write_parquet
from ecograph.exports.result import Exported
from ecograph.graphs.subgraph import Subgraph, expect_graph, subgraph
from ecograph.older_builds import expect_columns

__all__ = ["Exported", "export"]

ABSENT = "status not in ('unknown_type', 'unreadable')"
"""Which missing parents are not in the snapshot."""


def export(
    path: str | os.PathLike[str],
    graph: str = "full",
    family: str | None = None,
    database: str | os.PathLike[str] | None = None,
) -> Exported:
    """Write a graph of a build as a file for another tool.

    An existing file is replaced once the new one is complete.

    Parameters
    ----------
    path : str or path
        File to write. Its extension selects the format:

        - ``.parquet``: a folder with ``models.parquet``, ``edges.parquet`` and
          ``missing_parents.parquet``, which have all columns of the relations.
        - ``.csv.gz``: the edges with all their columns; `edge_types` are Python list
          literals, as lists are in the source.
        - ``.graphml``: GraphML. Missing values are omitted, and `edge_types` are
          Python list literals.
        - ``.gexf``: GEXF 1.3 for Gephi, as GraphML but with a timeline: a model starts
          when it was created, and an edge when its child was created.
        - ``.json``: what `networkx.node_link_data` returns with ``edges="edges"``.
          Missing values are null.
    graph : {"full", "finetune", "nomerges"}
        Name of the graph.
    family : str, optional
        Id of a model: write only the models of its family, as in the relation
        ``family``, and the edges between them. By default all.
    database : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    Exported
        Numbers of models and edges written, and of parents that are not in the
        snapshot, which are neither nodes nor edges.

    Raises
    ------
    UnknownNameError
        The graph or the model is unknown.
    NotBuiltError
        There is no database, or it was not made by a build.
    EcographError
        The extension is another one, the file cannot be written, the format cannot
        represent the data, or a package is missing.

    Examples
    --------
    >>> import ecograph, networkx, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = f"{folder}/models.graphml"
    ...     ecograph.export(path, "finetune", "meta-llama/Llama-3.1-8B")
    ...     networkx.read_graphml(path).number_of_edges()
    Exported(models=18, edges=8, missing=2)
    8
    """
    path = Path(path)
    write = _writer(path)
    expect_graph(graph)
    source = locate(database)
    with connect(source) as connection:
        expect_columns(connection, source, {"missing_parents": ("child_position",)})
        selected = subgraph(connection, source, graph, family)
        with replaced(path, FILES if write is write_parquet else ()) as temporary:
            written = write(selected, temporary)
        return written._replace(missing=_count_missing(selected))


def _count_missing(graph: Subgraph) -> int:
    """Return how many parents are not in the snapshot; others have no edge."""
    absent = graph.missing_parents().filter(ABSENT).unique("parent_id")
    ((number,),) = absent.count("*").fetchall()
    return int(number)


def _writer(path: Path) -> Callable[[Subgraph, Path], Exported]:
    if path.name.lower().endswith(".cdx.json"):
        raise EcographError(
            f"{path}: a bill of materials is no export; use "
            f"`ecograph bom MODEL --out {shlex.quote(str(path))}`"
        )
    for extension, write in WRITERS.items():
        if path.name.lower().endswith(extension):
            return write
    raise EcographError(
        f"{path}: unsupported extension {path.suffix!r}; use one of "
        f"{', '.join(WRITERS)}"
    )


def _write_graphml(graph: Subgraph, path: Path) -> Exported:
    from ecograph.exports.graphml import write_graphml

    return write_graphml(graph, path)


def _write_gexf(graph: Subgraph, path: Path) -> Exported:
    from ecograph.exports.gexf import write_gexf

    return write_gexf(graph, path)


# Writers with optional dependencies are imported when they are used.
WRITERS = {
    ".parquet": write_parquet,
    ".csv.gz": write_csv,
    ".graphml": _write_graphml,
    ".gexf": _write_gexf,
    ".json": write_json,
}
"""The function that writes each extension."""
