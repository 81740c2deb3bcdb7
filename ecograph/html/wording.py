"""Numbers, names and lists as they are written in sentences and tables."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

__all__ = [
    "format_percent",
    "format_value",
    "join_names",
    "pluralize",
    "replace_invalid_xml",
    "shorten",
]

LONGEST = 60
"""Maximum number of characters of a name in a sentence."""

INVALID_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""A character that XML 1.0 cannot represent, not even escaped."""


def format_value(value: Any) -> str:
    """Return a value as it is written in a table.

    Examples
    --------
    >>> format_value(1234567), format_value(-2.5), format_value(0.24189736672963127)
    ('1,234,567', '−2.5', '0.2419')
    >>> format_value(None), format_value(True), format_value(date(2024, 5, 1))
    ('–', 'yes', '2024-05-01')
    """
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        is_whole = value.is_integer() and abs(value) < 1e15
        digits = ",.0f" if is_whole else ",.1f" if abs(value) >= 100 else ".4g"
        return format(value, digits).replace("-", "−")
    return f"{value:,}".replace("-", "−") if isinstance(value, int) else str(value)


def format_percent(fraction: float) -> str:
    """Return a fraction as a percentage; what is not quite nothing or all is neither.

    Examples
    --------
    >>> format_percent(0.16039), format_percent(0.0001), format_percent(0.9999)
    ('16.0 %', '<0.1 %', '>99.9 %')
    """
    if 0 < fraction < 0.0005:
        return "<0.1 %"
    return ">99.9 %" if 0.9995 <= fraction < 1 else f"{100 * fraction:,.1f} %"


def pluralize(number: float, noun: str) -> str:
    """Return a number and a noun, in the plural unless the number is 1.

    Examples
    --------
    >>> pluralize(0, "model"), pluralize(1, "model"), pluralize(1000, "model")
    ('0 models', '1 model', '1,000 models')
    """
    return f"{format_value(number)} {noun}{'' if number == 1 else 's'}"


def replace_invalid_xml(text: str) -> str:
    r"""Return a text with U+FFFD for each character that XML cannot represent.

    Examples
    --------
    >>> replace_invalid_xml("a\x01b<")
    'a\ufffdb<'
    """
    return re.sub(INVALID_XML, "\ufffd", text)


def shorten(name: str) -> str:
    """Return a name cropped to the length that a sentence has room for.

    A name that is not ASCII is isolated, so that its direction of writing does not
    affect the words around it.

    Examples
    --------
    >>> shorten("a/b"), len(shorten("x" * 10_000))
    ('a/b', 61)
    """
    short = name if len(name) <= LONGEST else name[:LONGEST] + "…"
    return short if name.isascii() else f"\u2068{short}\u2069"


def join_names(names: Sequence[str], noun: str, most: int | None = None) -> str:
    """Return up to three names as a list in a sentence, or else their number.

    If there are `most` of them, there may be more.

    Examples
    --------
    >>> join_names(["a"], "type"), join_names(["a", "b", "c"], "type")
    ('a', 'a, b and c')
    >>> join_names(["a", "b", "c", "d"], "type")
    '4 types'
    >>> join_names(["a", "b", "c", "d"], "type", most=4)
    '4 or more types'
    """
    if len(names) > 3 and len(names) == most:
        return f"{most} or more {noun}s"
    if len(names) > 3:
        return pluralize(len(names), noun)
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
