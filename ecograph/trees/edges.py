"""The edges of a tree, and the parents that give none."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ecograph.html.wording import pluralize

__all__ = ["MissingParent", "TreeEdge", "missing_counts"]

ABSENT = "not in this snapshot"

NOTES = {
    "unknown_type": "in this snapshot, but of an unknown edge type",
    "unreadable": "parents that cannot be read",
    "url": f"a URL; {ABSENT}",
    "local_path": f"a local path; {ABSENT}",
    "not_an_id": f"not an id; {ABSENT}",
}
"""What is said of a missing parent, by its status; of others, `ABSENT`."""


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


class MissingParent(NamedTuple):
    """A parent that a model names and that gives no edge, as in ``missing_parents``.

    Attributes
    ----------
    parent : str
        The parent as written, or the text of a list that cannot be read.
    child : str
        Id of the model that names it.
    edge_type : str
        Type that its edge would have; ``"untyped"`` where the source gives none.
    status : str
        Why there is no edge, as in ``parents``: ``"absent"``, ``"renamed"``, …; or
        ``"unreadable"``.
    suggested_id : str, optional
        Id of the model that was probably meant.
    """

    parent: str
    child: str
    edge_type: str
    status: str
    suggested_id: str | None

    @property
    def hub_id(self) -> str | None:
        """The parent where it is of the form of an id, which the Hub may have."""
        is_text = self.status in ("url", "local_path", "not_an_id", "unreadable")
        return None if is_text else self.parent

    @property
    def note(self) -> str:
        """Why it is no model of the tree, and which one was probably meant.

        Examples
        --------
        >>> MissingParent("o/old", "o/child", "merge", "renamed", "o/new").note
        'not in this snapshot; now called o/new'
        """
        words = NOTES.get(self.status, ABSENT)
        if self.suggested_id is None:
            return words
        verb = "now called" if self.status == "renamed" else "perhaps"
        return f"{words}; {verb} {self.suggested_id}"


def missing_counts(missing: Iterable[MissingParent]) -> list[str]:
    """Return in words how many missing parents there are of each kind.

    Examples
    --------
    >>> missing_counts([MissingParent("gone", "child", "merge", "absent", None)])
    ['1 parent not in this snapshot']
    """
    statuses = {parent.parent: parent.status for parent in missing}
    counts = Counter(
        status if status in ("unknown_type", "unreadable") else "absent"
        for status in statuses.values()
    )
    words = (
        ("absent", "parent", ABSENT),
        ("unknown_type", "parent", "of an unknown edge type"),
        ("unreadable", "list", "of parents that cannot be read"),
    )
    return [
        f"{pluralize(counts[status], noun)} {rest}"
        for status, noun, rest in words
        if counts[status]
    ]
