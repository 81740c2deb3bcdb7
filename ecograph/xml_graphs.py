"""A graph as XML, element by element: GraphML and GEXF.

Neither what is written nor what it is read from is ever in memory as a whole.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib import metadata
from itertools import count
from pathlib import Path
from typing import Any

from duckdb import (
    ColumnExpression,
    ConstantExpression,
    Expression,
    FunctionExpression,
)

from ecograph.columns import NODE_ATTRIBUTES
from ecograph.errors import EcographError
from ecograph.subgraphs import EDGE_ATTRIBUTES, Subgraph, readable

try:
    from lxml import etree
except ImportError as error:
    raise EcographError(
        "lxml is missing; install it with pip install 'ecograph[export]'"
    ) from error

__all__ = ["write_gexf", "write_graphml"]

Make = Callable[..., Any]
"""A function that makes an element of what a row says."""

UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that XML 1.0 cannot hold, not even escaped."""

ID_IS_UNFIT = (
    "regexp_matches(model_id, "
    r"'[^\x{9}\x{A}\x{D}\x{20}-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]')"
)
"""Whether there is one in an id, in SQL."""

NODE = ("model_id", *NODE_ATTRIBUTES)
EDGE = ("parent_id", "child_id", *EDGE_ATTRIBUTES)
BORN = "created_at"

NUMBERS = {
    "likes": "long",
    "downloads": "long",
    "change_in_likes": "long",
    "percentage_change_in_likes": "double",
    "change_in_downloads": "long",
    "percentage_change_in_downloads": "double",
    "change_in_createdAt_days": "long",
}
"""Each attribute that is a number: its type, which both formats call alike."""

TIME = ConstantExpression("%Y-%m-%dT%H:%M:%S.%gZ")
"""To the millisecond, as the Hub writes it."""

INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
GEXF = "http://gexf.net/1.3"


def write_graphml(part: Subgraph, path: Path) -> None:
    """Write GraphML; a value that is missing has no element.

    Raises
    ------
    EcographError
        XML cannot hold the id of a model.
    """
    _expect_fit_ids(part)
    keys = {
        name: f"d{number}"
        for number, name in enumerate(NODE_ATTRIBUTES + EDGE_ATTRIBUTES)
    }

    def with_data(element: Any, names: tuple[str, ...], values: Any) -> Any:
        for name, value in zip(names, values, strict=True):
            if value is not None:
                etree.SubElement(element, "data", key=keys[name]).text = value
        return element

    def node(model_id: str, *values: str | None) -> Any:
        return with_data(etree.Element("node", id=model_id), NODE_ATTRIBUTES, values)

    def edge(parent_id: str, child_id: str, *values: str | None) -> Any:
        ends = {"source": parent_id, "target": child_id}
        return with_data(etree.Element("edge", ends), EDGE_ATTRIBUTES, values)

    schema = {"xmlns": GRAPHML, "xmlns:xsi": INSTANCE}
    schema["xsi:schemaLocation"] = f"{GRAPHML} {GRAPHML}/1.0/graphml.xsd"
    with _root(path, "graphml", schema) as xml:
        for name, key in keys.items():
            described = {
                "id": key,
                "for": "node" if name in NODE_ATTRIBUTES else "edge",
                "attr.name": name,
                "attr.type": NUMBERS.get(name, "string"),
            }
            _write(xml, etree.Element("key", described))
        with xml.element("graph", edgedefault="directed"):
            _write_rows(xml, node, part.node_rows(_columns(*NODE)))
            _write_rows(xml, edge, part.edge_rows(_columns(*EDGE)))


def write_gexf(part: Subgraph, path: Path) -> None:
    """Write GEXF 1.3; a value that is missing has no element.

    A model is there from when it was created, and an edge from when its child was.
    The format of time is ``date``, though these have an hour too, in UTC: Gephi reads
    either with the same parser, and networkx knows no ``dateTime``.

    Raises
    ------
    EcographError
        XML cannot hold the id of a model.
    """
    _expect_fit_ids(part)
    numbers = count()

    def with_values(element: Any, values: Any) -> Any:
        *values, start = values
        if start is not None:
            element.set("start", start)
        held = etree.SubElement(element, "attvalues")
        for key, value in zip(keys, values, strict=False):
            if value is not None:
                etree.SubElement(held, "attvalue", {"for": key, "value": value})
        return element

    def node(model_id: str, *values: str | None) -> Any:
        return with_values(etree.Element("node", id=model_id, label=model_id), values)

    def edge(parent_id: str, child_id: str, *values: str | None) -> Any:
        ends = {"id": str(next(numbers)), "source": parent_id, "target": child_id}
        return with_values(etree.Element("edge", ends), values)

    keys = [str(number) for number in range(len(NODE_ATTRIBUTES))]
    models, edges = part.sizes()
    schema = {"xmlns": GEXF, "xmlns:xsi": INSTANCE, "version": "1.3"}
    schema["xsi:schemaLocation"] = f"{GEXF} {GEXF}/gexf.xsd"
    described = {"mode": "dynamic", "timeformat": "date"}
    with _root(path, "gexf", schema) as xml:
        with xml.element("meta"):
            creator = etree.Element("creator")
            creator.text = f"ecograph {metadata.version('ecograph')}"
            _write(xml, creator)
        with xml.element("graph", described, defaultedgetype="directed"):
            for kind, names in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
                with xml.element("attributes", {"class": kind}):
                    for key, name in zip(keys, names, strict=False):
                        described = {"id": key, "title": name}
                        described["type"] = NUMBERS.get(name, "string")
                        _write(xml, etree.Element("attribute", described))
            with xml.element("nodes", count=str(models)):
                _write_rows(xml, node, part.node_rows(_columns(*NODE, BORN)))
            with xml.element("edges", count=str(edges)):
                _write_rows(xml, edge, _dated(part).edge_rows(_columns(*EDGE, BORN)))


def _dated(part: Subgraph) -> Subgraph:
    """Return the same with created_at of the child at each edge."""
    born = part.models.select(
        ColumnExpression("position").alias("born_position"),
        ColumnExpression("created_at"),
    )
    return replace(part, edges=part.edges.join(born, "child_position = born_position"))


def _columns(*names: str) -> list[Expression]:
    """Return columns as texts."""
    return [
        FunctionExpression("python_literal", readable(name))
        if name == "edge_types"
        else FunctionExpression("strftime", ColumnExpression(name), TIME)
        if name == "created_at"
        else ColumnExpression(name).cast("VARCHAR")
        for name in names
    ]


@contextmanager
def _root(path: Path, name: str, attributes: Mapping[str, str]) -> Iterator[Any]:
    """Open a file of XML and its outermost element, to write into it."""
    with path.open("wb") as file, etree.xmlfile(file, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(name, attributes):
            yield xml


def _write_rows(xml: Any, make: Make, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write an element for each row; what XML cannot hold becomes U+FFFD."""
    for row in rows:
        try:
            element = make(*row)
        except ValueError:
            element = make(*(UNFIT.sub("\ufffd", v) if v else v for v in row))
        _write(xml, element)


def _write(xml: Any, element: Any) -> None:
    element.tail = "\n"
    xml.write(element)


def _expect_fit_ids(part: Subgraph) -> None:
    """Raise an error if XML cannot hold an id: another in its stead would be none."""
    names = [ColumnExpression(name) for name in ("model_id", "source_row")]
    unfit = part.models.filter(ID_IS_UNFIT).select(*names)
    for model_id, source_row in unfit.sort(names[1]).limit(1).fetchall():
        raise EcographError(
            f"{model_id!r}, the model of row {source_row} of the source, has a "
            "character in its id that XML cannot hold; export it as .json, .csv.gz or "
            ".parquet"
        )
