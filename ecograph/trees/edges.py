"""The edges of a tree, and the parents that give none."""

from collections.abc import Iterable
from typing import NamedTuple

from ecograph.html.wording import pluralize

__all__ = ["AbsentParent", "TreeEdge", "absent_counts"]

NOT_TEXT = "an entry that is not text"
"""Stands for a parent of which the source has no text, such as None."""

NOTES = {
    "unknown_type": "in this snapshot, but of an unknown edge type",
    "url": "a URL; not in this snapshot",
    "local_path": "a local path; not in this snapshot",
    "not_an_id": "not an id; not in this snapshot",
}
"""What is said of an absent parent, by its status; of others, the second part."""


class TreeEdge(NamedTuple):
    """An edge and the changes along it, as in the relation ``edge_deltas``.

    Attributes
    ----------
    parent, child : str
        Ids of its ends.
    edge_type : str
        ``"untyped"`` where the source gives no type.
    likes, downloads, days : int, optional
        Changes from parent to child.
    days_bound : str, optional
        What `days` is to the true number if a model may be older than its date:
        ``"at least"``, ``"at most"`` or ``"unknown"``.
    likes_fraction, downloads_fraction : float, optional
        The same as fractions of the parent's value.
    drift : str
        How the licence changes, as in ``license_drift``.
    dropped_terms : list of str, optional
        Terms of the parent's licences that the child's lack; None if unknown.
    parent_terms : list of str, optional
        Terms of the parent's licences; None if unknown.
    """

    parent: str
    child: str
    edge_type: str
    likes: int | None
    likes_fraction: float | None
    downloads: int | None
    downloads_fraction: float | None
    days: int | None
    days_bound: str | None
    drift: str
    dropped_terms: list[str] | None
    parent_terms: list[str] | None = None

    @property
    def problem(self) -> str | None:
        """What is to be looked at in the licences of its ends.

        ``"loosened"`` and ``"dropped"`` as in ``license_drift``; ``"no derivatives"``
        if the parent's licence forbids them; ``"unknown"`` if the parent names no
        licence, or the terms of either are unknown. It is a screen, not legal advice.
        """
        if self.parent == self.child:
            return None
        if self.drift in ("loosened", "dropped"):
            return self.drift
        if "no derivatives" in (self.parent_terms or ()):
            return "no derivatives"
        is_unknown = self.drift in ("none", "added", "unknown")
        return "unknown" if is_unknown or self.dropped_terms is None else None


class AbsentParent(NamedTuple):
    """A parent that a model names and that gives no edge, as in ``absent_edges``.

    Attributes
    ----------
    parent : str, optional
        The parent as written; None for an entry that is not text.
    child : str
        Id of the model that names it.
    edge_type : str
        Type that its edge would have; ``"untyped"`` where the source gives none.
    status : str
        Why there is no edge, as in ``parents``: ``"absent"``, ``"renamed"``, …
    suggested_id : str, optional
        Id of the model that was probably meant.
    """

    parent: str | None
    child: str
    edge_type: str
    status: str
    suggested_id: str | None

    @property
    def name(self) -> str:
        """The parent as written, or words for one that is not text."""
        return NOT_TEXT if self.parent is None else self.parent

    @property
    def hub_id(self) -> str | None:
        """The parent where it is of the form of an id, which the Hub may have."""
        is_id = self.status not in ("url", "local_path", "not_an_id")
        return self.parent if is_id else None

    @property
    def note(self) -> str:
        """Why it is no model of the tree, and which one was probably meant.

        Examples
        --------
        >>> AbsentParent("o/old", "o/child", "merge", "renamed", "o/new").note
        'not in this snapshot; now called o/new'
        """
        words = NOTES.get(self.status, "not in this snapshot")
        if self.suggested_id is None:
            return words
        verb = "now called" if self.status == "renamed" else "perhaps"
        return f"{words}; {verb} {self.suggested_id}"


def absent_counts(absent: Iterable[AbsentParent]) -> list[str]:
    """Return in words how many parents there are of each kind of absence.

    Examples
    --------
    >>> absent_counts([AbsentParent("gone", "child", "merge", "absent", None)])
    ['1 parent not in this snapshot']
    """
    is_known = {parent.name: parent.status == "unknown_type" for parent in absent}
    known = sum(is_known.values())
    counts = {
        "not in this snapshot": len(is_known) - known,
        "of an unknown edge type": known,
    }
    return [f"{pluralize(n, 'parent')} {words}" for words, n in counts.items() if n]
