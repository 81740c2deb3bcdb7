"""Write models and edges as XML elements, row by row.

Neither the file nor its input is ever in memory as a whole.
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

__all__ = [
    "EDGE_COLUMNS",
    "KEYS",
    "NODE_COLUMNS",
    "NUMBERS",
    "Put",
    "etree",
    "expect_xml_ids",
    "line_element",
    "row_element",
    "text_columns",
    "write_rows",
    "xml_file",
]

Put = Callable[[str], None]
"""A function that puts a value into an element."""

NewElement = Callable[[tuple[bool, ...]], tuple[Any, list[Put]]]
"""A function that makes the element of a row, given which values are missing."""

ID_IS_UNFIT = (
    "regexp_matches(model_id, "
    r"'[^\x{9}\x{A}\x{D}\x{20}-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]')"
)
"""Whether an id has a character that XML cannot hold, in SQL."""

NODE_COLUMNS = ("model_id", *NODE_ATTRIBUTES)
EDGE_COLUMNS = ("parent_id", "child_id", *EDGE_ATTRIBUTES)

KEYS = {n: f"d{number}" for number, n in enumerate(NODE_ATTRIBUTES + EDGE_ATTRIBUTES)}
"""Key of each attribute, which names it in the element of a value."""

NUMBERS = {
    "likes": "long",
    "downloads": "long",
    "change_in_likes": "long",
    "percentage_change_in_likes": "double",
    "change_in_downloads": "long",
    "percentage_change_in_downloads": "double",
    "change_in_createdAt_days": "long",
}
"""Type of each numeric attribute, named alike in GraphML and GEXF."""

TIME = ConstantExpression("%Y-%m-%dT%H:%M:%S.%gZ")
"""Format of a time, to the millisecond, as the Hub writes it."""

SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def text_columns(*names: str) -> list[Expression]:
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
def xml_file(
    path: Path, name: str, namespace: str, schema: str, **attributes: str
) -> Iterator[Any]:
    """Open an XML file and its root element, to write into it.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        Name of the root element.
    namespace, schema : str
        Its namespace, and the address of the schema of that.
    **attributes : str
        Its other attributes.
    """
    root = {"xmlns": namespace, "xmlns:xsi": SCHEMA_INSTANCE, **attributes}
    root["xsi:schemaLocation"] = f"{namespace} {schema}"
    with path.open("wb") as file, etree.xmlfile(file, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(name, root):
            yield xml


def row_element(
    tag: str,
    heads: tuple[str, ...],
    names: tuple[str, ...],
    put_value: Callable[[Any, str], Put],
    missing: tuple[bool, ...],
) -> tuple[Any, list[Put]]:
    """Return an element without values, and the functions that put them in.

    Parameters
    ----------
    tag : str
        Name of the element.
    heads : tuple of str
        Names of the first values, which are attributes of the element.
    names : tuple of str
        Names of the other values.
    put_value : callable
        Takes the element and the key of one of `names`; returns what puts its value.
    missing : tuple of bool
        Whether each value is missing; there is no function for one that is.
    """
    element = line_element(tag, {})
    heads_present = _present(heads, missing)
    puts = [partial(element.set, head) for head in heads_present]
    present = _present(names, missing[len(heads) :])
    return element, [*puts, *(put_value(element, KEYS[name]) for name in present)]


def line_element(tag: str, attributes: dict[str, str]) -> Any:
    """Return an element that ends its line."""
    element = etree.Element(tag, attributes)
    element.tail = "\n"
    return element


def write_rows(
    xml: Any, new: NewElement, rows: Iterable[tuple[str | None, ...]]
) -> None:
    """Write an element for each row; what XML cannot hold becomes U+FFFD.

    Rows that lack the same values share one element, filled anew for each row: to
    make an element for each takes three times as long.
    """
    elements = {}
    for row in rows:
        missing = tuple([value is None for value in row])
        if missing not in elements:
            elements[missing] = new(missing)
        element, puts = elements[missing]
        values = [value for value in row if value is not None]
        try:
            for put, value in zip(puts, values, strict=True):
                put(value)
        except ValueError:
            for put, value in zip(puts, values, strict=True):
                put(fit_for_xml(value))
        xml.write(element)


def expect_xml_ids(part: Subgraph) -> None:
    """Raise an error if XML cannot hold an id: a replacement would be another id."""
    names = [ColumnExpression(name) for name in ("model_id", "source_row")]
    unfit = part.models.filter(ID_IS_UNFIT).select(*names)
    for model_id, source_row in unfit.sort(names[1]).limit(1).fetchall():
        raise EcographError(
            f"{model_id!r}, the model of row {source_row} of the source, has a "
            "character in its id that XML cannot hold; export it as .json, .csv.gz or "
            ".parquet"
        )


def _present(names: tuple[str, ...], missing: tuple[bool, ...]) -> list[str]:
    return [name for name, lacks in zip(names, missing, strict=False) if not lacks]
