"""A graph as GEXF 1.3 with a timeline, for Gephi."""

from dataclasses import replace
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

from duckdb import ColumnExpression

from ecograph.exports import xml_writer as xml
from ecograph.exports.result import Exported
from ecograph.graphs.names import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from ecograph.graphs.subgraph import Subgraph

__all__ = ["write_gexf"]

GEXF = "http://gexf.net/1.3"


def write_gexf(graph: Subgraph, path: Path) -> Exported:
    """Write GEXF 1.3; missing values are omitted.

    A model starts when it was created, and an edge when its child was created; of a
    model that may be older, that is its placeholder (``created_at_is_floor``). The time
    format is ``date`` although the values include the time of day, in UTC: Gephi
    parses both alike, and networkx does not support ``dateTime``.

    Raises
    ------
    EcographError
        The id of a model is invalid in XML.
    """
    xml.expect_xml_ids(graph)
    first = ("label", "start", "id")
    node = partial(xml.row_element, "node", first, NODE_ATTRIBUTES, _value_setter)
    ends = ("id", "start", "source", "target")
    edge = partial(xml.row_element, "edge", ends, EDGE_ATTRIBUTES, _value_setter)
    start = "created_at"
    nodes = graph.node_rows(xml.text_columns("model_id", start, *xml.NODE_COLUMNS))
    edges = _with_dates(graph).edge_rows(xml.text_columns(start, *xml.EDGE_COLUMNS))
    sizes = graph.sizes()
    timeline = {"mode": "dynamic", "timeformat": "date"}
    with xml.xml_file(path, "gexf", GEXF, f"{GEXF}/gexf.xsd", version="1.3") as file:
        with file.element("meta"), file.element("creator"):
            file.write(f"ecograph {metadata.version('ecograph')}")
        with file.element("graph", timeline, defaultedgetype="directed"):
            for kind, names in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
                with file.element("attributes", {"class": kind}):
                    for name in names:
                        attributes = {"id": xml.KEYS[name], "title": name}
                        attributes["type"] = xml.NUMBERS.get(name, "string")
                        file.write(xml.line_element("attribute", attributes))
            with file.element("nodes", count=str(sizes[0])):
                xml.write_rows(file, node, nodes)
            with file.element("edges", count=str(sizes[1])):
                numbered = ((str(n), *row) for n, row in enumerate(edges))
                xml.write_rows(file, edge, numbered)
    return Exported(*sizes)


def _value_setter(element: Any, key: str) -> xml.Setter:
    if not len(element):
        xml.etree.SubElement(element, "attvalues")
    value = xml.etree.SubElement(element[0], "attvalue", {"for": key})
    return partial(value.set, "value")


def _with_dates(graph: Subgraph) -> Subgraph:
    """Return the graph with the ``created_at`` of its child on each edge."""
    dates = graph.models.select(
        ColumnExpression("position").alias("dated_position"),
        ColumnExpression("created_at"),
    )
    return replace(
        graph, edges=graph.edges.join(dates, "child_position = dated_position")
    )
