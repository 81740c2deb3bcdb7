"""The Hub's listing of models, a page at a time."""

import re
from dataclasses import dataclass, field
from http.client import FORBIDDEN, UNAUTHORIZED, responses
from importlib import metadata
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from ecograph.errors import EcographError, HubError

__all__ = ["Hub", "Record", "first_page", "open_hub"]

Record = dict[str, Any]
"""What the Hub says of a model."""

FIELDS = (
    "likes",
    "downloads",
    "tags",
    "pipeline_tag",
    "library_name",
    "createdAt",
    "baseModels",
)
"""What to ask of a model beside its id."""

RETRIES = 10
"""How often to ask again: with the library's pauses it takes about a minute."""

TIMEOUT = 60.0
"""Seconds without an answer after which a connection is taken for a broken one."""


@dataclass(frozen=True)
class Hub:
    """A Hub that can be asked.

    Attributes
    ----------
    endpoint : str
        Its address.
    headers : dict of str
        What goes with each request: the token, which is to be shown nowhere.
    """

    endpoint: str
    headers: dict[str, str] = field(repr=False)

    @property
    def name(self) -> str:
        """Its address without what may be secret in it."""
        parts = urlsplit(self.endpoint)
        return parts.netloc.rpartition("@")[2] + parts.path

    def ask(self, query: str) -> tuple[list[Record], str | None]:
        """Return a page of the listing, and the query of the next page if any.

        `HfApi.list_models` turns the pages by itself and tells nobody where it is,
        so that it could not be gone on with. This is what it does, by the parts of
        the library that are public: `http_backoff` waits as a 429 asks, and asks
        again after errors of the server and broken connections.

        Only the query of the link to the next page is followed: that of a mirror
        may lead to another host, and the token is not for others.

        Raises
        ------
        HubError
            The Hub cannot be reached, or answers something else.
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
            # Not `from error`: what a server says may repeat the token.
            raise HubError(f"{self.name}: {_failure(error)}") from None
        try:
            page = answer.json()
        except ValueError:
            page = None
        following = urlsplit(answer.links.get("next", {}).get("url", "")).query
        if following == query:
            raise HubError(f"{self.name}: its list of models leads back to itself")
        if not _is_page(page):
            raise HubError(
                f"{self.name}: the answer is no list of models; is HF_ENDPOINT a Hub?"
            )
        return page, following or None


def open_hub() -> Hub:
    """Return the Hub of the environment: that of HF_ENDPOINT, else the public one.

    Raises
    ------
    EcographError
        huggingface_hub is not installed, or HF_ENDPOINT is no address.
    """
    try:
        from huggingface_hub import constants
        from huggingface_hub.utils import build_hf_headers
    except ImportError as error:
        raise EcographError(
            "huggingface_hub is missing; install it with pip install 'ecograph[hub]'"
        ) from error
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", constants.ENDPOINT):
        raise EcographError(
            "HF_ENDPOINT is no address; it should be like https://huggingface.co"
        )
    return Hub(
        constants.ENDPOINT,
        build_hf_headers(
            library_name="ecograph", library_version=metadata.version("ecograph")
        ),
    )


def first_page(limit: int | None = None, author: str | None = None) -> str:
    """Return the query of the first page.

    The newest come first: in the Hub's usual order, that of the trend, a model can
    move over a page that is being turned, and be missed.

    Examples
    --------
    >>> first_page(author="a b").endswith("&author=a+b")
    True
    """
    query = [("sort", "createdAt"), *(("expand", name) for name in FIELDS)]
    if author is not None:
        query.append(("author", author))
    if limit is not None:
        query.append(("limit", str(limit)))
    return urlencode(query)


def _failure(error: Exception) -> str:
    """Return what went wrong and what to do, in no words of the server's."""
    answer = getattr(error, "response", None)
    if answer is None:
        said = f"the Hub cannot be reached ({type(error).__name__})"
    else:
        code = answer.status_code
        said = f"the Hub answered {code} {responses.get(code, '')}".rstrip()
        if code in (UNAUTHORIZED, FORBIDDEN):
            said += ", which may be for the token in HF_TOKEN"
    return f"{said}; running it again goes on from there"


def _is_page(page: object) -> bool:
    return isinstance(page, list) and all(
        isinstance(record, dict) and isinstance(record.get("id"), str)
        for record in page
    )
