"""The lineage of a model: its ancestors and missing parents, with their licences."""

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Key", "Lineage", "Link", "Member", "member_key"]

Key = tuple[object, ...]


def member_key(position: int | None, name: str, status: str | None) -> Key:
    """Return what tells a member apart: its position, or its text and its status."""
    return (name, status) if position is None else (position,)


class Member(NamedTuple):
    """A model, or a missing parent, of a lineage.

    Attributes
    ----------
    name : str
        Id of the model, or the parent as typed.
    position : int or None
        `models.position`; None for a missing parent.
    steps : int
        Distance in edges from the model that the lineage is of.
    status, suggested_id : str or None
        Of a missing parent, as in the relation ``missing_parents``.
    licenses : list of str or None
        Ids of its licences; None for a missing parent.
    license_name, license_link : str or None
        Of the licence ``other``, as typed.
    dropped_terms : list of str or None
        Terms that the model's licences do not state; None if they are unknown.
    finding : {"conflict", "unknown", "missing", "ok"}
        What the licences mean for the model that the lineage is of.
    reason : str or None
        The finding in words; None if it is ok.
    """

    name: str
    position: int | None
    steps: int
    status: str | None
    suggested_id: str | None
    licenses: list[str] | None
    license_name: str | None
    license_link: str | None
    dropped_terms: list[str] | None
    finding: str
    reason: str | None

    @property
    def key(self) -> Key:
        """What tells it apart from the other members."""
        return member_key(self.position, self.name, self.status)


class Link(NamedTuple):
    """A parent that a model of a lineage names, and as what.

    Attributes
    ----------
    child, parent : tuple
        Keys of two members.
    child_id : str
        Id of the child.
    types : str
        The edge types, as text; empty if there are none.
    """

    child: Key
    child_id: str
    types: str
    parent: Key


@dataclass(frozen=True)
class Lineage:
    """What a model was made from, and what the licences mean for it.

    Attributes
    ----------
    model : str
        Its id.
    verdict, reason : str
        As in the macro ``license_screen``.
    members : list of Member
        The model, then its ancestors and their missing parents, the nearest first.
    links : list of Link
        Which of the members are parents of which.
    """

    model: str
    verdict: str
    reason: str
    members: list[Member]
    links: list[Link]
