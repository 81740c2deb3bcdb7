"""What pictures share: their texts, and the files that they are written to."""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from ecograph.errors import EcographError, missing_package
from ecograph.html.wording import replace_invalid_xml

__all__ = [
    "expect_picture",
    "picture_bytes",
    "text_width",
    "without_turns",
    "wrap",
]

EXTENSIONS = (".svg", ".png", ".html")

LETTER = 0.58
"""Width of a letter, in sizes of the font: what few fonts exceed on average."""

TURNS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks of the direction of writing."""


def expect_picture(out: str | os.PathLike[str], width: float, scale: float) -> Path:
    """Return the path of a picture or a page.

    Parameters
    ----------
    out : str or path
        A file that ends in ``.svg``, ``.png`` or ``.html``.
    width : float
        Width in pixels, 300 to 10,000.
    scale : float
        Pixels of a ``.png`` per pixel of the width, 0.1 to 10.

    Raises
    ------
    EcographError
        The extension is another one, or a number is out of range.

    Examples
    --------
    >>> expect_picture("map.PNG", 1000, 2).name
    'map.PNG'
    """
    file = Path(out)
    if file.suffix.lower() not in EXTENSIONS:
        raise EcographError(
            f"{file}: unsupported extension {file.suffix!r}; use .svg, .png or .html"
        )
    if not 300 <= width <= 10_000:
        raise EcographError(f"invalid width {width}; use 300 to 10000")
    if not 0.1 <= scale <= 10:
        raise EcographError(f"invalid scale {scale}; use 0.1 to 10")
    return file


def picture_bytes(svg: str, file: Path, scale: float) -> bytes:
    """Return what a file has of an SVG: itself, or if it ends in ``.png`` a PNG."""
    if file.suffix.lower() == ".svg":
        return svg.encode()
    try:
        import vl_convert
    except ImportError as error:
        raise missing_package("vl_convert", "report") from error
    return bytes(vl_convert.svg_to_png(svg, scale=scale))


def text_width(text: str) -> float:
    """Return the rough width of a text, in sizes of the font.

    Examples
    --------
    >>> round(text_width("name"), 2), text_width("日本")
    (2.32, 2.0)
    """
    return sum(
        1.0 if unicodedata.east_asian_width(letter) in "WF" else LETTER
        for letter in text
    )


def without_turns(text: str) -> str:
    """Return a text without marks of the direction of writing.

    Examples
    --------
    >>> without_turns("b\u202egnp")
    'bgnp'
    """
    return TURNS.sub("", text)


def wrap(text: str, width: float) -> Iterator[str]:
    """Yield the lines of a text, whose width is in sizes of the font.

    Examples
    --------
    >>> [*wrap("one two three", 5)]
    ['one two', 'three']
    """
    line = ""
    for word in replace_invalid_xml(text).split(" "):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer) * 0.9 > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line
