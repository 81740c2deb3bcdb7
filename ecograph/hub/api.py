"""The models of the Hub: its list, a page at a time, and single models."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.client import BAD_REQUEST
from importlib import metadata
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from ecograph.errors import EcographError, missing_package
from ecograph.hub.records import Record, as_record
from ecograph.hub.requests import AnswerError, request
from ecograph.user_agent import ensure_user_agent

__all__ = ["Hub", "children_query", "first_query", "open_hub"]

FIELDS = ("likes", "downloads", "tags", "pipeline_tag", "library_name", "createdAt")
"""Fields to request in addition to the id."""

BASE_MODELS = ("baseModels",)
"""Another one, which the list of models has not always accepted."""

EXTRAS = ("downloadsAllTime", "gated", "safetensors", "trendingScore")
"""More fields, which no graph needs."""

CARD = ("cardData",)
"""The model card, which may be large, so only a family is asked for it."""

PAGE = 1000
"""The most models that the Hub lists on a page."""


@dataclass
class Hub:
    """Client of a Hub.

    Attributes
    ----------
    endpoint : str
        Its address.
    headers : dict of str
        Headers of each request. They hold the token, which must never be shown.
    refused : dict of str to tuple of str
        The fields that its list and its single models do not have, by ``"list"`` and
        ``"model"``, once the first of them was answered.
    """

    endpoint: str
    headers: dict[str, str] = field(repr=False)
    refused: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its address without secrets."""
        parts = urlsplit(self.endpoint)
        return parts.netloc.rpartition("@")[2] + parts.path

    @property
    def notes(self) -> list[str]:
        """What is missing because the Hub refused fields, for people."""
        missing = sorted({name for names in self.refused.values() for name in names})
        extras = [name for name in missing if name not in BASE_MODELS]
        notes = []
        if "baseModels" in self.refused.get("list", ()):
            notes.append(
                "the Hub does not list baseModels; parents are read from tags alone"
            )
        if extras:
            notes.append(f"the Hub does not tell {', '.join(extras)}")
        return notes

    def fetch_page(self, query: str) -> tuple[list[Record], str | None]:
        """Return a page of the list of models, and the query of the next page.

        `HfApi.list_models` does not reveal the cursor of the next page, so it could
        not be resumed. This does the same with public parts of the library.

        Parameters
        ----------
        query : str
            Query of the page.

        Returns
        -------
        page : list of Record
            The models of the page.
        next_query : str or None
            Query of the next page; None after the last.

        Raises
        ------
        AnswerError
            The Hub cannot be reached, or its answer is not a page.
        """
        what = "the list of models"
        page, next_query = self._request("list", "/api/models", query, what)
        records = [as_record(found) for found in page] if isinstance(page, list) else []
        if not isinstance(page, list) or None in records:
            raise self._error("the answer is not a list of models; check HF_ENDPOINT")
        return [record for record in records if record], next_query

    def fetch_model(self, model: str) -> Record | None:
        """Return the record of a model; None if the answer is not one.

        That of a model that was renamed has its new id.

        Raises
        ------
        AnswerError
            The Hub cannot be reached, or it refuses: the model does not exist, or is
            not for the public.
        """
        path = f"/api/models/{quote(model, safe='/')}"
        query = _expand((*FIELDS, *BASE_MODELS, *EXTRAS, *CARD))
        return as_record(self._request("model", path, query, f"the model {model}")[0])

    def _request(
        self, kind: str, path: str, query: str, what: str
    ) -> tuple[Any, str | None]:
        """Send a request, at first without the fields that the Hub refuses."""
        candidates = self._candidates(kind, query)
        while True:
            refused = candidates.pop(0)
            sent = _without(query, refused)
            try:
                answer = request(self.endpoint, path, sent, self.headers, what)
            except AnswerError as error:
                if candidates and error.status == BAD_REQUEST:
                    continue
                raise self._error(
                    str(error), error.status, error.is_temporary
                ) from None
            self.refused[kind] = refused
            return answer

    def _candidates(self, kind: str, query: str) -> list[tuple[str, ...]]:
        """Return which fields to leave out of a query, one after the other."""
        if kind in self.refused:
            return [self.refused[kind]]
        requested = {name for key, name in parse_qsl(query) if key == "expand"}
        extras = tuple(name for name in (*EXTRAS, *CARD) if name in requested)
        ways = ((), BASE_MODELS, extras, (*BASE_MODELS, *extras))
        return [way for way in ways if requested.issuperset(way)]

    def _error(
        self, message: str, status: int | None = None, is_temporary: bool = False
    ) -> AnswerError:
        return AnswerError(f"{self.name}: {message}", status, is_temporary)


def open_hub() -> Hub:
    """Return a client of the Hub at HF_ENDPOINT, by default the public Hub.

    Raises
    ------
    EcographError
        huggingface_hub is not installed, or HF_ENDPOINT is not a URL.
    """
    try:
        from huggingface_hub import constants
        from huggingface_hub.utils import build_hf_headers
    except ImportError as error:
        raise missing_package("huggingface_hub", "hub") from error
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", constants.ENDPOINT):
        raise EcographError(
            "HF_ENDPOINT is not a URL; it should look like https://huggingface.co"
        )
    ensure_user_agent()
    return Hub(
        constants.ENDPOINT,
        build_hf_headers(
            library_name="ecograph", library_version=metadata.version("ecograph")
        ),
    )


def first_query(limit: int | None = None, author: str | None = None) -> str:
    """Return the query of the first page of a list.

    Models are sorted by creation, the newest first. In the Hub's default order, by
    trend, a model may move to a page that was already fetched, and be missed.

    Parameters
    ----------
    limit : int, optional
        The most models to fetch.
    author : str, optional
        Whose models to fetch.

    Examples
    --------
    >>> first_query(author="a b").endswith("&author=a+b")
    True
    """
    return _list_query((), author=author, limit=limit)


def children_query(model: str) -> str:
    """Return the query of the first page of the models made from a model.

    Examples
    --------
    >>> children_query("a/b").endswith("&filter=base_model%3Aa%2Fb&limit=1000")
    True
    """
    return _list_query(CARD, filter=f"base_model:{model}", limit=PAGE)


def _list_query(more: Iterable[str], **parameters: object) -> str:
    given = {name: value for name, value in parameters.items() if value is not None}
    fields = _expand((*FIELDS, *BASE_MODELS, *EXTRAS, *more))
    return "&".join(["sort=createdAt", fields, *filter(None, [urlencode(given)])])


def _expand(fields: Iterable[str]) -> str:
    return urlencode([("expand", name) for name in fields])


def _without(query: str, fields: Iterable[str]) -> str:
    """Return a query that does not request some fields."""
    pairs = parse_qsl(query, keep_blank_values=True)
    left_out = [("expand", name) for name in fields]
    return urlencode([pair for pair in pairs if pair not in left_out])
