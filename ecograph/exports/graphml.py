"""A graph as GraphML."""

from functools import partial
from pathlib import Path
from typing import Any

from ecograph.exports import xml_writer as xml
from ecograph.exports.result import Exported
from ecograph.graphs.names import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from ecograph.graphs.subgraph import Subgraph

__all__ = ["write_graphml"]

GRAPHML = "http://graphml.graphdrawing.org/xmlns"


def write_graphml(graph: Subgraph, path: Path) -> Exported:
    """Write GraphML; missing values are omitted.

    Raises
    ------
    EcographError
        The id of a model is invalid in XML.
    """
    xml.expect_xml_ids(graph)
    node = partial(xml.row_element, "node", ("id",), NODE_ATTRIBUTES, _value_setter)
    ends = ("source", "target")
    edge = partial(xml.row_element, "edge", ends, EDGE_ATTRIBUTES, _value_setter)
    with xml.xml_file(path, "graphml", GRAPHML, f"{GRAPHML}/1.0/graphml.xsd") as file:
        for name, key in xml.KEYS.items():
            attributes = {
                "id": key,
                "for": "node" if name in NODE_ATTRIBUTES else "edge",
                "attr.name": name,
                "attr.type": xml.NUMBERS.get(name, "string"),
            }
            file.write(xml.line_element("key", attributes))
        with file.element("graph", edgedefault="directed"):
            nodes = graph.node_rows(xml.text_columns(*xml.NODE_COLUMNS))
            edges = graph.edge_rows(xml.text_columns(*xml.EDGE_COLUMNS))
            xml.write_rows(file, node, nodes)
            xml.write_rows(file, edge, edges)
    return Exported(*graph.sizes())


def _value_setter(element: Any, key: str) -> xml.Setter:
    data = xml.etree.SubElement(element, "data", key=key)
    return partial(setattr, data, "text")
