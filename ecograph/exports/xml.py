"""A graph as XML, element by element: GraphML and GEXF.

Neither what is written nor what it is read from is ever in memory as a whole.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

from duckdb import (
    ColumnExpression,
    ConstantExpression,
    Expression,
    FunctionExpression,
)

from ecograph.errors import EcographError
from ecograph.graphs.names import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from ecograph.graphs.subgraph import Subgraph, readable
from ecograph.html.wording import fit_for_xml

try:
    from lxml import etree
except ImportError as error:
    raise EcographError(
        "lxml is missing; install it with pip install 'ecograph[export]'"
    ) from error

__all__ = ["write_gexf", "write_graphml"]

Put = Callable[[str], None]
"""A function that puts a value into an element."""

Form = Callable[[tuple[bool, ...]], tuple[Any, list[Put]]]
"""A function that makes an element for rows, told which of their values are missing."""

ID_IS_UNFIT = (
    "regexp_matches(model_id, "
    r"'[^\x{9}\x{A}\x{D}\x{20}-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]')"
)
"""Whether an id has a character that XML cannot hold, in SQL."""

NODE = ("model_id", *NODE_ATTRIBUTES)
EDGE = ("parent_id", "child_id", *EDGE_ATTRIBUTES)
BORN = "created_at"

KEYS = {n: f"d{number}" for number, n in enumerate(NODE_ATTRIBUTES + EDGE_ATTRIBUTES)}
"""What each attribute is called in the element of its value."""

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

    def datum(element: Any, key: str) -> Put:
        return partial(setattr, etree.SubElement(element, "data", key=key), "text")

    node = partial(_form, "node", ("id",), NODE_ATTRIBUTES, datum)
    edge = partial(_form, "edge", ("source", "target"), EDGE_ATTRIBUTES, datum)
    schema = {"xmlns": GRAPHML, "xmlns:xsi": INSTANCE}
    schema["xsi:schemaLocation"] = f"{GRAPHML} {GRAPHML}/1.0/graphml.xsd"
    with _root(path, "graphml", schema) as xml:
        for name, key in KEYS.items():
            described = {
                "id": key,
                "for": "node" if name in NODE_ATTRIBUTES else "edge",
                "attr.name": name,
                "attr.type": NUMBERS.get(name, "string"),
            }
            xml.write(_line("key", described))
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

    def datum(element: Any, key: str) -> Put:
        held = element[0] if len(element) else etree.SubElement(element, "attvalues")
        return partial(etree.SubElement(held, "attvalue", {"for": key}).set, "value")

    node = partial(_form, "node", ("label", "start", "id"), NODE_ATTRIBUTES, datum)
    ends = ("id", "start", "source", "target")
    edge = partial(_form, "edge", ends, EDGE_ATTRIBUTES, datum)
    models = part.node_rows(_columns("model_id", BORN, *NODE))
    edges = _dated(part).edge_rows(_columns(BORN, *EDGE))
    numbers = part.sizes()
    schema = {"xmlns": GEXF, "xmlns:xsi": INSTANCE, "version": "1.3"}
    schema["xsi:schemaLocation"] = f"{GEXF} {GEXF}/gexf.xsd"
    timeline = {"mode": "dynamic", "timeformat": "date"}
    with _root(path, "gexf", schema) as xml:
        with xml.element("meta"), xml.element("creator"):
            xml.write(f"ecograph {metadata.version('ecograph')}")
        with xml.element("graph", timeline, defaultedgetype="directed"):
            for kind, names in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
                with xml.element("attributes", {"class": kind}):
                    for name in names:
                        described = {"id": KEYS[name], "title": name}
                        described["type"] = NUMBERS.get(name, "string")
                        xml.write(_line("attribute", described))
            with xml.element("nodes", count=str(numbers[0])):
                _write_rows(xml, node, models)
            with xml.element("edges", count=str(numbers[1])):
                _write_rows(xml, edge, ((str(n), *row) for n, row in enumerate(edges)))


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


def _form(
    tag: str,
    heads: tuple[str, ...],
    names: tuple[str, ...],
    datum: Callable[[Any, str], Put],
    missing: tuple[bool, ...],
) -> tuple[Any, list[Put]]:
    """Return an element without values, and what puts into it those not missing."""
    element = _line(tag, {})
    puts = [partial(element.set, head) for head in _there(heads, missing)]
    values = _there(names, missing[len(heads) :])
    return element, [*puts, *(datum(element, KEYS[name]) for name in values)]


def _there(names: tuple[str, ...], missing: tuple[bool, ...]) -> list[str]:
    return [name for name, lacks in zip(names, missing, strict=False) if not lacks]


def _line(tag: str, attributes: dict[str, str]) -> Any:
    """Return an element that ends its line."""
    element = etree.Element(tag, attributes)
    element.tail = "\n"
    return element


def _write_rows(xml: Any, form: Form, rows: Iterable[tuple[str | None, ...]]) -> None:
    """Write an element for each row; what XML cannot hold becomes U+FFFD.

    Rows that lack the same values share an element, which is filled anew with each:
    to make one for each takes three times as long.
    """
    forms = {}
    for row in rows:
        missing = tuple([value is None for value in row])
        if missing not in forms:
            forms[missing] = form(missing)
        element, puts = forms[missing]
        values = [value for value in row if value is not None]
        try:
            for put, value in zip(puts, values, strict=True):
                put(value)
        except ValueError:
            for put, value in zip(puts, values, strict=True):
                put(fit_for_xml(value))
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
