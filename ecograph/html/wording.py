"""Numbers, names and lists as a person reads them in a sentence or a table."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

__all__ = ["counted", "fit_for_xml", "listed", "named", "percent", "shown"]

LONGEST = 60
"""Characters of a name that a sentence has room for."""

UNFIT = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""A character that XML 1.0 cannot hold, not even escaped."""


def shown(value: Any) -> str:
    """Return a value as it stands in a table.

    Examples
    --------
    >>> shown(1234567), shown(-2.5), shown(0.24189736672963127), shown(1e6)
    ('1,234,567', '−2.5', '0.2419', '1,000,000')
    >>> shown(None), shown(True), shown(date(2024, 5, 1)), shown("a/b")
    ('–', 'yes', '2024-05-01', 'a/b')
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
        whole = value.is_integer() and abs(value) < 1e15
        digits = ",.0f" if whole else ",.1f" if abs(value) >= 100 else ".4g"
        return format(value, digits).replace("-", "−")
    return f"{value:,}".replace("-", "−") if isinstance(value, int) else str(value)


def percent(fraction: float) -> str:
    """Return a fraction in hundredths.

    Examples
    --------
    >>> percent(0.16039)
    '16.0 %'
    """
    return f"{100 * fraction:,.1f} %"


def counted(number: float, noun: str) -> str:
    """Return how many there are of something.

    Examples
    --------
    >>> counted(0, "model"), counted(1, "model"), counted(1000, "model")
    ('0 models', '1 model', '1,000 models')
    """
    return f"{shown(number)} {noun}{'' if number == 1 else 's'}"


def fit_for_xml(text: str) -> str:
    r"""Return a text with U+FFFD in place of each character that XML cannot hold.

    Examples
    --------
    >>> fit_for_xml("a\x01b<")
    'a\ufffdb<'
    """
    return re.sub(UNFIT, "\ufffd", text)


def named(name: str) -> str:
    """Return a name as part of a sentence: cut off where it is long.

    What is written from right to left is held apart from the words around it.

    Examples
    --------
    >>> named("a/b"), len(named("x" * 10_000))
    ('a/b', 61)
    """
    short = name if len(name) <= LONGEST else name[:LONGEST] + "…"
    return short if name.isascii() else f"\u2068{short}\u2069"


def listed(names: Sequence[str], noun: str) -> str:
    """Return names as a sentence lists them; of more than three how many they are.

    Examples
    --------
    >>> listed(["a"], "type"), listed(["a", "b", "c"], "type"), listed("abcd", "type")
    ('a', 'a, b and c', '4 types')
    """
    if len(names) > 3:
        return counted(len(names), noun)
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
