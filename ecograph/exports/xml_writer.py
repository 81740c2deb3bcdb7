"""Write models and edges as XML, row by row.

Neither the file nor the rows are ever in memory as a whole.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from duckdb import (
    ColumnExpression,
    ConstantExpression,
    Expression,
    FunctionExpression,
)

from ecograph.errors import EcographError, missing_package
from ecograph.graphs.names import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from ecograph.graphs.subgraph import Subgraph, readable
from ecograph.html.wording import replace_invalid_xml

try:
    from lxml import etree
except ImportError as error:
    raise missing_package("lxml", "export") from error

__all__ = [
    "EDGE_COLUMNS",
    "KEYS",
    "NODE_COLUMNS",
    "NUMBERS",
    "Setter",
    "etree",
    "expect_xml_ids",
    "line_element",
    "row_element",
    "text_columns",
    "write_rows",
    "xml_file",
]

Setter = Callable[[str], None]
"""A function that sets a value of an element."""

MakeElement = Callable[[tuple[bool, ...]], tuple[Any, list[Setter]]]
"""A function that makes the element of a row, given which values are missing."""

ID_IS_INVALID = (
    "regexp_matches(model_id, "
    r"'[^\x{9}\x{A}\x{D}\x{20}-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]')"
)
"""SQL: whether an id has a character that is invalid in XML."""

NODE_COLUMNS = ("model_id", *NODE_ATTRIBUTES)
EDGE_COLUMNS = ("parent_id", "child_id", *EDGE_ATTRIBUTES)

KEYS = {
    name: f"d{number}" for number, name in enumerate(NODE_ATTRIBUTES + EDGE_ATTRIBUTES)
}
"""Key of each attribute, by which values refer to it."""

NUMBERS = {
    "likes": "long",
    "downloads": "long",
    "change_in_likes": "long",
    "percentage_change_in_likes": "double",
    "change_in_downloads": "long",
    "percentage_change_in_downloads": "double",
    "change_in_createdAt_days": "long",
}
"""Type of each numeric attribute, the same in GraphML and GEXF."""

TIME = ConstantExpression("%Y-%m-%dT%H:%M:%S.%gZ")
"""Format of times, with milliseconds, as on the Hub."""

SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def text_columns(*names: str) -> list[Expression]:
    """Return expressions that select columns as text."""
    return [
        FunctionExpression("python_literal", readable(name))
        if name == "edge_types"
        else FunctionExpression("strftime", ColumnExpression(name), TIME)
        if name == "created_at"
        else ColumnExpression(name).cast("VARCHAR")
        for name in names
    ]


@contextmanager
def xml_file(
    path: Path, name: str, namespace: str, schema: str, **attributes: str
) -> Iterator[Any]:
    """Open an XML file and its root element for writing.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        Name of the root element.
    namespace, schema : str
        Namespace of the root element, and URL of its schema.
    **attributes : str
        Other attributes of the root element.
    """
    root = {"xmlns": namespace, "xmlns:xsi": SCHEMA_INSTANCE, **attributes}
    root["xsi:schemaLocation"] = f"{namespace} {schema}"
    with path.open("wb") as file, etree.xmlfile(file, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(name, root):
            yield xml


def row_element(
    tag: str,
    first: tuple[str, ...],
    names: tuple[str, ...],
    value_setter: Callable[[Any, str], Setter],
    missing: tuple[bool, ...],
) -> tuple[Any, list[Setter]]:
    """Return an element without values, and the functions that set them.

    Parameters
    ----------
    tag : str
        Name of the element.
    first : tuple of str
        Names of the first values, which are XML attributes of the element.
    names : tuple of str
        Names of the other values.
    value_setter : callable
        Returns the setter of a value, given the element and the key of its name.
    missing : tuple of bool
        Whether each value is missing; missing values have no setter.
    """
    element = line_element(tag, {})
    setters = [partial(element.set, name) for name in _present(first, missing)]
    present = _present(names, missing[len(first) :])
    return element, [
        *setters,
        *(value_setter(element, KEYS[name]) for name in present),
    ]


def line_element(tag: str, attributes: dict[str, str]) -> Any:
    """Return an element followed by a line break."""
    element = etree.Element(tag, attributes)
    element.tail = "\n"
    return element


def write_rows(
    xml: Any, make_element: MakeElement, rows: Iterable[tuple[str | None, ...]]
) -> None:
    """Write an element for each row; invalid characters in values become U+FFFD.

    Rows that lack the same values share one element, which takes a third of the time
    of making an element for each.
    """
    elements = {}
    for row in rows:
        missing = tuple([value is None for value in row])
        if missing not in elements:
            elements[missing] = make_element(missing)
        element, setters = elements[missing]
        values = [value for value in row if value is not None]
        try:
            for set_value, value in zip(setters, values, strict=True):
                set_value(value)
        except ValueError:
            for set_value, value in zip(setters, values, strict=True):
                set_value(replace_invalid_xml(value))
        xml.write(element)


def expect_xml_ids(graph: Subgraph) -> None:
    """Raise an error if XML cannot represent an id: a replacement is another id."""
    names = [ColumnExpression(name) for name in ("model_id", "source_row")]
    invalid = graph.models.filter(ID_IS_INVALID).select(*names)
    for model_id, source_row in invalid.sort(names[1]).limit(1).fetchall():
        raise EcographError(
            f"row {source_row} of the source: the id {model_id!r} has a character that "
            "is invalid in XML; export to .json, .csv.gz or .parquet instead"
        )


def _present(names: tuple[str, ...], missing: tuple[bool, ...]) -> list[str]:
    return [name for name, lacks in zip(names, missing, strict=False) if not lacks]
