"""The colours of the types of edges, told apart by any eye, on light and on dark.

The hues are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), darker on
light and lighter on dark, so that each keeps a contrast of 4.5 with its ground.
"""

from typing import NamedTuple

__all__ = ["EDGE_TYPES", "Colour"]


class Colour(NamedTuple):
    """A colour as it is on a light ground, on a dark one, and in a terminal.

    The first two are hexadecimal digits, the last is the name that rich has for it.
    """

    light: str
    dark: str
    terminal: str


EDGE_TYPES = {
    "finetune": Colour("#00629b", "#56b4e9", "blue"),
    "quantized": Colour("#9a5b00", "#e69f00", "yellow"),
    "adapter": Colour("#00725a", "#2fc79b", "green"),
    "merge": Colour("#a3387b", "#e38cc4", "magenta"),
    "untyped": Colour("#5c6570", "#a3adb8", "bright_black"),
}
"""Each type of edges, in the order in which they are listed, and its colour."""
