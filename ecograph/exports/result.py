"""The result of an export: how many models and edges were written."""

from typing import NamedTuple

__all__ = ["Exported"]


class Exported(NamedTuple):
    """Numbers of exported models and edges.

    Attributes
    ----------
    models : int or None
        Number of models; None for a format without models.
    edges : int or None
        Number of edges; None for a format without edges.
    """

    models: int | None
    edges: int | None
