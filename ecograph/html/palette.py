"""The colours of the edge types, distinguishable without full colour vision.

The hues are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), darkened on a
light background and lightened on a dark one for a contrast of at least 4.5.
"""

from typing import NamedTuple

__all__ = ["COLOURS", "Colour"]


class Colour(NamedTuple):
    """A colour on a light background, on a dark one, and in a terminal.

    The first two are hexadecimal, the last is a colour name of rich.
    """

    light: str
    dark: str
    terminal: str


COLOURS = {
    "finetune": Colour("#00629b", "#56b4e9", "blue"),
    "quantized": Colour("#9a5b00", "#e69f00", "yellow"),
    "adapter": Colour("#00725a", "#2fc79b", "green"),
    "merge": Colour("#a3387b", "#e38cc4", "magenta"),
    "untyped": Colour("#5c6570", "#a3adb8", "bright_black"),
}
"""The colour of each edge type, in the order of `ecograph.edge_types`."""
