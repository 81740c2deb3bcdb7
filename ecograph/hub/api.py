"""The Hub's listing of models, a page at a time."""

import re
from dataclasses import dataclass, field
from http.client import FORBIDDEN, UNAUTHORIZED, responses
from importlib import metadata
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from ecograph.errors import EcographError, HubError, missing_package

__all__ = ["Hub", "Record", "first_query", "open_hub"]

Record = dict[str, Any]
"""What the Hub returns about a model."""

FIELDS = (
    "likes",
    "downloads",
    "tags",
    "pipeline_tag",
    "library_name",
    "createdAt",
    "baseModels",
)
"""Fields to request in addition to the id."""

RETRIES = 10
"""Retries of a request; with the library's pauses they take about a minute."""

TIMEOUT = 60.0
"""Seconds without an answer after which a connection counts as broken."""


@dataclass(frozen=True)
class Hub:
    """Client of a Hub.

    Attributes
    ----------
    endpoint : str
        Its address.
    headers : dict of str
        Headers of each request. They hold the token, which must never be shown.
    """

    endpoint: str
    headers: dict[str, str] = field(repr=False)

    @property
    def name(self) -> str:
        """Its address without secrets."""
        parts = urlsplit(self.endpoint)
        return parts.netloc.rpartition("@")[2] + parts.path

    def fetch_page(self, query: str) -> tuple[list[Record], str | None]:
        """Return a page of the list of models, and the query of the next page.

        `HfApi.list_models` does not reveal the cursor of the next page, so it could
        not be resumed. This does the same with public parts of the library:
        `http_backoff` waits as long as a 429 demands, and retries after server errors
        and broken connections.

        Of the link to the next page only the query is used: the link of a mirror may
        lead to another host, which must not get the token.

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
        HubError
            The Hub cannot be reached, or its answer is not a page.
        """
        from huggingface_hub.errors import HTTPError
        from huggingface_hub.utils import hf_raise_for_status, http_backoff

        try:
            answer = http_backoff(
                "GET",
                f"{self.endpoint}/api/models",
                params=parse_qsl(query, keep_blank_values=True),
                headers=self.headers,
                timeout=TIMEOUT,
                max_retries=RETRIES,
            )
            hf_raise_for_status(answer)
        except (HTTPError, OSError, ValueError) as error:
            # Not `from error`: a server's text may repeat the token.
            raise HubError(f"{self.name}: {_explain(error)}") from None
        try:
            page = answer.json()
        except ValueError:
            page = None
        next_query = urlsplit(answer.links.get("next", {}).get("url", "")).query
        if next_query == query:
            raise HubError(
                f"{self.name}: the next page of models is the same page again"
            )
        if not _is_page(page):
            raise HubError(
                f"{self.name}: the answer is not a list of models; check HF_ENDPOINT"
            )
        return page, next_query or None


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
    return Hub(
        constants.ENDPOINT,
        build_hf_headers(
            library_name="ecograph", library_version=metadata.version("ecograph")
        ),
    )


def first_query(limit: int | None = None, author: str | None = None) -> str:
    """Return the query of the first page.

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
    query = [("sort", "createdAt"), *(("expand", name) for name in FIELDS)]
    if author is not None:
        query.append(("author", author))
    if limit is not None:
        query.append(("limit", str(limit)))
    return urlencode(query)


def _explain(error: Exception) -> str:
    """Return what went wrong and what to do, without the server's own text."""
    answer = getattr(error, "response", None)
    if answer is None:
        reason = f"the Hub cannot be reached ({type(error).__name__})"
    else:
        code = answer.status_code
        reason = f"the Hub answered {code} {responses.get(code, '')}".rstrip()
        if code in (UNAUTHORIZED, FORBIDDEN):
            reason += "; check the token in HF_TOKEN"
    return f"{reason}; run it again to resume"


def _is_page(page: object) -> bool:
    return isinstance(page, list) and all(
        isinstance(record, dict) and isinstance(record.get("id"), str)
        for record in page
    )
