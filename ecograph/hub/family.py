"""One model's family on the Hub: its ancestors, and its descendants."""

import json
from http.client import BAD_REQUEST, FORBIDDEN, GONE, NOT_FOUND, UNAUTHORIZED
from typing import NamedTuple
from urllib.parse import urlencode

from ecograph.errors import EcographError
from ecograph.html.wording import pluralize
from ecograph.hub.api import Hub, children_query
from ecograph.hub.records import Record, base_models, is_model_id
from ecograph.hub.requests import AnswerError
from ecograph.model_ids import meant_id

__all__ = ["Family", "family_query"]

ABSENT = (BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, GONE)
"""Status codes for a model that is deleted, private, or was never there."""

NAMED = 5
"""How many models a note names."""


class Node(NamedTuple):
    """A model to visit: above for its own record, else for its children."""

    model: str
    steps: int
    is_above: bool


class Position(NamedTuple):
    """How far a walk has come: nodes visited and known, and a later page."""

    visited: int
    known: int
    query: str | None = None


class Family:
    """A walk through a family, breadth first, by one request after the other.

    Up, the record of each model names its base models; down, the Hub lists the models
    whose tags name one. `nodes` are visited in their order, which the Hub's answers
    alone decide. An id that the Hub calls otherwise now is followed by its new id, and
    children are looked for under both names of the model itself.

    Parameters
    ----------
    hub : Hub
        The Hub.
    model : str
        Id of the model.
    depth : int or None
        Maximum number of steps up and down.

    Attributes
    ----------
    state : Position or None
        What comes next. A walk that is interrupted can go on from any earlier state,
        as nodes are only added.
    """

    def __init__(self, hub: Hub, model: str, depth: int | None) -> None:
        self.hub = hub
        self.depth = depth
        self.nodes: list[Node] = []
        self.seen: set[tuple[str, bool]] = set()
        self.missing: dict[str, str] = {}
        self.renamed: dict[str, str] = {}
        self._add(model, 0, is_above=True)
        self.state: Position | None = Position(0, 1)

    @property
    def text(self) -> str:
        """The state as JSON, from which `restore` goes on."""
        visited, known, query = self.state or Position(len(self.nodes), len(self.nodes))
        saved = {
            "nodes": self.nodes[:known],
            "visited": visited,
            "query": query,
            "missing": self.missing,
            "renamed": self.renamed,
        }
        return json.dumps(saved)

    def restore(self, text: str) -> None:
        """Go on from a `text`.

        Raises
        ------
        ValueError
            It is not one.
        """
        try:
            saved = json.loads(text)
            self.nodes = [Node(*node) for node in saved["nodes"]]
            self.seen = {(node.model, node.is_above) for node in self.nodes}
            self.missing, self.renamed = saved["missing"], saved["renamed"]
            position = Position(saved["visited"], len(self.nodes), saved["query"])
            self.state = position if position.visited < position.known else None
        except (KeyError, TypeError) as error:
            raise ValueError(f"no state of a walk: {error}") from error

    @property
    def notes(self) -> list[str]:
        """What else there is to say about the family, for people."""
        notes = [f"{old} is now called {new}" for old, new in self.renamed.items()]
        if self.missing:
            named = [f"{model} ({why})" for model, why in self.missing.items()]
            more = len(named) - NAMED
            listed = ", ".join(named[:NAMED]) + (f" and {more:,} more" * (more > 0))
            count = pluralize(len(named), "base model")
            notes.append(f"{count} could not be fetched, deleted or private: {listed}")
        return notes

    def request(self, state: Position) -> tuple[list[Record], Position | None]:
        """Request what comes next; return new records, and the state after them."""
        visited, _, query = state
        node = self.nodes[visited]
        records: list[Record] = []
        next_query = None
        if node.is_above:
            records = self._ancestor(node)
        elif self._is_followed(node):
            records, next_query = self._children(node, query)
        if next_query is None:
            visited += 1
        if visited == len(self.nodes):
            return records, None
        return records, Position(visited, len(self.nodes), next_query)

    def _ancestor(self, node: Node) -> list[Record]:
        """Return the record of a model, and add its base models."""
        try:
            record = self.hub.fetch_model(node.model)
        except AnswerError as error:
            if error.status not in ABSENT:
                raise
            if node.steps == 0:
                raise AnswerError(
                    f"{self.hub.name}: no public model {node.model} ({error.status}); "
                    "check the name, and for a private model the token in HF_TOKEN"
                ) from None
            self.missing[node.model] = str(error.status)
            return []
        if record is None:
            if node.steps == 0:
                raise AnswerError(
                    f"{self.hub.name}: the answer about {node.model} is not a model; "
                    "check HF_ENDPOINT"
                )
            self.missing[node.model] = "no record"
            return []
        is_renamed = record["id"] != node.model
        if is_renamed:
            # Its record comes first, before the children that name the old id.
            self.renamed[node.model] = record["id"]
            self._add(record["id"], node.steps, is_above=True)
        if node.steps == 0:
            self._add(node.model, 0, is_above=False)
        if is_renamed:
            return []
        if self._is_followed(node):
            for parent in base_models(record):
                self._add(parent, node.steps + 1, is_above=True)
        return [record]

    def _children(
        self, node: Node, query: str | None
    ) -> tuple[list[Record], str | None]:
        """Return new models of a page of a model's children, and add them."""
        page, next_query = self.hub.fetch_page(query or children_query(node.model))
        parents = [base_models(record) for record in page]
        if not any(node.model in named for named in parents) and [] in parents:
            raise AnswerError(
                f"{self.hub.name}: the models listed as made from {node.model} do not "
                "name it: this Hub does not know filter=base_model; check HF_ENDPOINT"
            )
        return [
            record
            for record in page
            if self._add(record["id"], node.steps + 1, is_above=False)
        ], next_query

    def _add(self, model: str, steps: int, *, is_above: bool) -> bool:
        """Add a node unless it is there, and return whether it is new."""
        if (model, is_above) in self.seen:
            return False
        self.seen.add((model, is_above))
        self.nodes.append(Node(model, steps, is_above))
        return True

    def _is_followed(self, node: Node) -> bool:
        return self.depth is None or node.steps < self.depth


def family_query(family: str, depth: int | None) -> tuple[str, str]:
    """Return the id of the model that is meant, and what is requested as text.

    Raises
    ------
    EcographError
        It is no id, or the depth is below 1.

    Examples
    --------
    >>> family_query("https://huggingface.co/a/b", 2)
    ('a/b', 'family=a%2Fb&depth=2')
    """
    model = meant_id(family)
    if not is_model_id(model):
        raise EcographError(f"{family!r} is not the id of a model; give OWNER/NAME")
    if depth is not None and depth < 1:
        raise EcographError(f"invalid depth {depth}; use 1 or more")
    parameters = {"family": model, "depth": "all" if depth is None else depth}
    return model, urlencode(parameters)
