"""A walk through the list of all models; what walks have in common."""

from typing import Any, Protocol

from ecograph.hub.api import Hub
from ecograph.hub.records import Record
from ecograph.hub.requests import AnswerError

__all__ = ["Listing", "Walk"]


class Walk(Protocol):
    """A series of requests; its state is what comes next, None after the last."""

    hub: Hub
    state: Any
    renamed: dict[str, str]
    """New ids of models by the old ones that were requested."""

    @property
    def text(self) -> str | None:
        """The state, as a checkpoint keeps it."""

    @property
    def notes(self) -> list[str]:
        """What to say at the end, in addition to the number of models."""

    def request(self, state: Any) -> tuple[list[Record], Any]:
        """Request what comes next; return new models, and the state after them."""


class Listing:
    """The list of models, page by page; its state is the query of a page."""

    def __init__(self, hub: Hub, query: str | None) -> None:
        self.hub = hub
        self.state = query
        self.notes: list[str] = []
        self.renamed: dict[str, str] = {}
        self.requested: set[str] = set()

    @property
    def text(self) -> str | None:
        """The state itself."""
        return self.state

    def request(self, state: str) -> tuple[list[Record], str | None]:
        """Request a page; return its models, and the query of the next page."""
        self.requested.add(state)
        page, query = self.hub.fetch_page(state)
        if query in self.requested:
            raise AnswerError(
                f"{self.hub.name}: the next page of models is the same page again"
            )
        return page, query
