"""Read the values of a JSON file one by one, each with its line.

DuckDB reads the records; this looks at the first ones, and finds the place of an error.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from ecograph.source.layouts import MAX_ROW_BYTES

__all__ = ["JsonError", "json_values"]

CHUNK = 1 << 16
"""How many characters to read at first; later as many again as a value has so far."""

WHITE_SPACE = re.compile(r"[ \t\n\r]*")

DECODER = json.JSONDecoder(parse_int=str)
"""Whole numbers stay text: Python refuses those of more than 4,300 digits."""

LONGEST_TOKEN = 16
"""More characters than an escape or a literal such as ``-Infinity`` has."""


class JsonError(Exception):
    """A file is not JSON: the line, what is wrong there, and the remedy."""


def json_values(file: TextIO) -> Iterator[tuple[int, Any]]:
    r"""Yield the values of a JSON file: those in sequence, or the items of an array.

    Parameters
    ----------
    file : TextIO
        The file, open at its start.

    Raises
    ------
    JsonError
        The next value is malformed.

    Examples
    --------
    >>> import io
    >>> [*json_values(io.StringIO('[{"id": "a"},\n {}]'))]
    [(1, {'id': 'a'}), (2, {})]
    """
    text = _Text(file)
    if not text.accepts("["):
        while text.next():
            yield text.line, text.value()
        return
    is_open = not text.accepts("]")
    while is_open:
        text.next()
        yield text.line, text.value()
        line = text.line
        is_open = not text.accepts("]")
        if is_open and not text.accepts(","):
            raise _error(line, "a comma or the end of the array is missing after it")
    if text.next():
        raise _error(text.line, "it is after the end of the array")


class _Text:
    """The text of a file, from the place that is reached on."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.text = ""
        self.place = 0
        self.line = 1

    def next(self) -> str:
        """Go to the next character that is no white space; return it, if there is."""
        while True:
            blank = WHITE_SPACE.match(self.text, self.place)
            self._go_to(blank.end() if blank else self.place)
            if self.place < len(self.text):
                return self.text[self.place]
            if not self._read():
                return ""

    def accepts(self, character: str) -> bool:
        """Go over the next character if it is this one; return whether it is."""
        is_next = self.next() == character
        self.place += is_next
        return is_next

    def value(self) -> Any:
        """Return the value that begins here, and go to its end."""
        while True:
            try:
                value, end = DECODER.raw_decode(self.text, self.place)
            except RecursionError:
                raise _error(self.line, "brackets lie too deep in it") from None
            except json.JSONDecodeError as error:
                is_cut = error.msg.startswith("Unterminated string")
                is_cut |= error.pos > len(self.text) - LONGEST_TOKEN
                if len(self.text) - self.place > MAX_ROW_BYTES:
                    reason = f"the record has more than {MAX_ROW_BYTES:,} bytes"
                    raise _error(self.line, reason) from error
                if not is_cut or not self._read():
                    # If a line begins with what is wrong, the one before is cut.
                    value = self.text[self.place : error.pos].rstrip()
                    line = self.line + value.count("\n")
                    raise _error(line, _reason(error, self.text)) from error
            else:
                # Without the next character, a number may go on.
                if end < len(self.text) or not self._read():
                    self._go_to(end)
                    return value

    def _go_to(self, place: int) -> None:
        self.line += self.text.count("\n", self.place, place)
        self.place = place

    def _read(self) -> bool:
        """Read more, and forget what is before this place; return if there is more."""
        more = self.file.read(max(CHUNK, len(self.text) - self.place))
        if more:
            self.text = self.text[self.place :] + more
            self.place = 0
        return bool(more)


def _error(line: int, reason: str) -> JsonError:
    return JsonError(f"line {line}: {reason}; correct it, or write the file again")


def _reason(error: json.JSONDecodeError, text: str) -> str:
    if not text[error.pos :].strip():
        return "the record ends too early"
    # Some messages of Python end as if a place followed.
    reason = error.msg.removesuffix(" at").removesuffix(" starting")
    return reason[0].lower() + reason[1:]
