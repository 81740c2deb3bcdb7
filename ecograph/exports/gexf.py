"""A graph as GEXF 1.3, with a timeline, for Gephi."""

from dataclasses import replace
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

from duckdb import ColumnExpression

from ecograph.exports import xml_writer as xml
from ecograph.exports.exported import Exported
from ecograph.graphs.names import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from ecograph.graphs.subgraph import Subgraph

__all__ = ["write_gexf"]

GEXF = "http://gexf.net/1.3"


def write_gexf(part: Subgraph, path: Path) -> Exported:
    """Write GEXF 1.3; a missing value has no element.

    A model starts when it was created, and an edge when its child was created. The
    time format is ``date`` although the times have an hour too, in UTC: Gephi reads
    both with the same parser, and networkx does not know ``dateTime``.

    Raises
    ------
    EcographError
        XML cannot hold the id of a model.
    """
    xml.expect_xml_ids(part)
    heads = ("label", "start", "id")
    node = partial(xml.row_element, "node", heads, NODE_ATTRIBUTES, _put_value)
    ends = ("id", "start", "source", "target")
    edge = partial(xml.row_element, "edge", ends, EDGE_ATTRIBUTES, _put_value)
    start = "created_at"
    nodes = part.node_rows(xml.text_columns("model_id", start, *xml.NODE_COLUMNS))
    edges = _with_dates(part).edge_rows(xml.text_columns(start, *xml.EDGE_COLUMNS))
    sizes = part.sizes()
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


def _put_value(element: Any, key: str) -> xml.Put:
    if not len(element):
        xml.etree.SubElement(element, "attvalues")
    value = xml.etree.SubElement(element[0], "attvalue", {"for": key})
    return partial(value.set, "value")


def _with_dates(part: Subgraph) -> Subgraph:
    """Return the same with created_at of the child at each edge."""
    dates = part.models.select(
        ColumnExpression("position").alias("dated_position"),
        ColumnExpression("created_at"),
    )
    return replace(
        part, edges=part.edges.join(dates, "child_position = dated_position")
    )
