"""The map of a build, to write to a file: ``ecograph map``."""

import os

from ecograph.atomic_write import replaced
from ecograph.database import connect, locate
from ecograph.html.pictures import expect_picture, picture_bytes
from ecograph.maps.query import FAMILIES, read_map

__all__ = ["write_map"]

WIDTH = 1000.0
"""Width of a map, in pixels, at which its letters are legible."""


def write_map(
    out: str | os.PathLike[str] = "map.svg",
    path: str | os.PathLike[str] | None = None,
    families: int = FAMILIES,
    width: float = WIDTH,
    scale: float = 2.0,
) -> None:
    """Write a map of the largest families of a build, as packed circles.

    A circle is a family, as large as its number of models. In it are its base model
    and, in rings, the models with what was made from each, coloured by the type of
    the edge. The same build gives the same picture and the same page.

    Parameters
    ----------
    out : str or path, default "map.svg"
        File to write: ``.svg`` or ``.png`` for a picture, ``.html`` for a page to zoom
        into. An existing one is replaced once the new one is complete.
    path : str or path, optional
        As for `ecograph.connect`.
    families : int, default 40
        How many families to show, 1 to 2000.
    width : float, default 1000
        Width of the map in pixels, at least 300. Letters keep their size, so that a
        narrower picture has larger ones, and fewer names.
    scale : float, default 2
        Pixels of a ``.png`` per pixel of the width, at most 10.

    Raises
    ------
    NotBuiltError
        There is no database at `path`, or it was not made by a build.
    EcographError
        The extension is another one, a number is out of range, the database was built
        by another version of ecograph, `out` cannot be written, or a package is
        missing.

    Notes
    -----
    It is not called ``map``, which would hide Python's own after ``from ecograph
    import *``.

    Examples
    --------
    >>> import ecograph, pathlib
    >>> ecograph.write_map("map.svg", families=10)
    >>> "The 10 largest families" in pathlib.Path("map.svg").read_text("utf-8")
    True
    """
    file = expect_picture(out, width, scale)
    from ecograph.maps.layout import pack
    from ecograph.maps.page import render_page
    from ecograph.maps.picture import draw_map

    with connect(path) as connection, replaced(file) as temporary:
        data = read_map(connection, locate(path), families)
        if file.suffix.lower() == ".html":
            page = render_page(data, pack(data.parts, WIDTH))
            temporary.write_text(page, "utf-8")
        else:
            picture = draw_map(data, pack(data.parts, width))
            temporary.write_bytes(picture_bytes(picture, file, scale))
