"""The result of an export: how much was written, and what is missing."""

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
    missing : int or None
        Number of parents that the models name and that are not in the snapshot; None
        before they are counted.
    """

    models: int | None
    edges: int | None
    missing: int | None = None
