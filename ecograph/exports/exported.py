"""What a format's writer returns: how many models and edges it wrote."""

from typing import NamedTuple

__all__ = ["Exported"]


class Exported(NamedTuple):
    """What an export holds.

    Attributes
    ----------
    models : int or None
        How many models; None if it has nothing but edges.
    edges : int or None
        How many edges; None if it has nothing but models.
    """

    models: int | None
    edges: int | None
