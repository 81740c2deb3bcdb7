"""One request of the Hub: its retries, and errors of one line."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import FORBIDDEN, REQUEST_TIMEOUT, TOO_MANY_REQUESTS, UNAUTHORIZED
from http.client import responses as reasons
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ecograph.errors import HubError
from ecograph.html.wording import pluralize

__all__ = ["AnswerError", "request"]

RETRIES = 10
"""Retries of a request; with the library's pauses they take about a minute."""

TIMEOUT = 60.0
"""Seconds without an answer after which a connection counts as broken."""

TEMPORARY = {REQUEST_TIMEOUT, TOO_MANY_REQUESTS, *range(500, 600)}
"""Status codes after which the same request may succeed later."""


class AnswerError(HubError):
    """The Hub cannot be reached, refused a request, or its answer makes no sense."""

    def __init__(
        self, message: str, status: int | None = None, is_temporary: bool = False
    ) -> None:
        super().__init__(message)
        self.status = status
        self.is_temporary = is_temporary

    def with_kept(self, models: int, folder: Path) -> HubError:
        """Return the error that also says what is kept, and whether to try again."""
        parts = [str(self)]
        if models:
            parts.append(f"kept so far: {pluralize(models, 'model')} in {folder}")
        if self.is_temporary:
            parts.append("run it again to resume" if models else "run it again later")
        return HubError("; ".join(parts))


def request(
    endpoint: str, path: str, query: str, headers: dict[str, str], what: str
) -> tuple[Any, str | None]:
    """Return the JSON that the Hub answers, and the query of the next page.

    `http_backoff` waits as long as a 429 demands, and retries after server errors and
    broken connections. Of the link to the next page only the query is used: the link
    of a mirror may lead to another host, which must not get the token.

    Parameters
    ----------
    endpoint, path, query : str
        The parts of the URL.
    headers : dict of str
        They hold the token.
    what : str
        What is requested, for the errors.

    Returns
    -------
    answer : object
        None if it is not JSON.
    next_query : str or None
        None without such a link.

    Raises
    ------
    AnswerError
        The Hub cannot be reached, or refuses.
    """
    from huggingface_hub.errors import HTTPError
    from huggingface_hub.utils import hf_raise_for_status, http_backoff

    try:
        with _one_line_of_retries():
            answer = http_backoff(
                "GET",
                f"{endpoint}{path}",
                params=parse_qsl(query, keep_blank_values=True),
                headers=headers,
                timeout=TIMEOUT,
                max_retries=RETRIES,
            )
        hf_raise_for_status(answer)
    except (HTTPError, OSError, ValueError) as error:
        # Not `from error`: a server's text may repeat the token.
        raise _refusal(error, what) from None
    except Exception as error:
        if type(error).__name__ != "InvalidURL":  # of httpx, which has two names
            raise
        raise AnswerError("the URL is invalid; check HF_ENDPOINT") from None
    try:
        body = answer.json()
    except (ValueError, RecursionError):
        body = None
    try:
        link = urlsplit(answer.links.get("next", {}).get("url", ""))
    except ValueError:
        raise AnswerError("the link to the next page is not a URL") from None
    return body, link.query or None


def _refusal(error: Exception, what: str) -> AnswerError:
    """Return what went wrong and what to do, without the server's own text."""
    answer = getattr(error, "response", None)
    if answer is None:
        name = type(error).__name__
        if name == "OfflineModeIsEnabled":
            return AnswerError("HF_HUB_OFFLINE forbids requests; unset it")
        if name in ("TooManyRedirects", "UnsupportedProtocol"):
            return AnswerError(f"the Hub redirects wrongly ({name}); check HF_ENDPOINT")
        return AnswerError(f"the Hub cannot be reached ({name})", is_temporary=True)
    code = answer.status_code
    reason = f"the Hub answered {code} {reasons.get(code, '')}".rstrip()
    if code in TEMPORARY:
        return AnswerError(reason, code, is_temporary=True)
    check = (
        "the token in HF_TOKEN"
        if code in (UNAUTHORIZED, FORBIDDEN)
        else ("the names given, and HF_ENDPOINT")
    )
    return AnswerError(f"{reason} for {what}; check {check}", code)


@contextmanager
def _one_line_of_retries() -> Iterator[None]:
    """Let the library say once that it retries, instead of twice for each retry.

    It still says how long the Hub makes it wait, and everything if it is to be verbose.
    """
    said = False

    def passes(record: logging.LogRecord) -> bool:
        nonlocal said
        reason, thrown, _ = record.getMessage().partition(" thrown while requesting ")
        if thrown:
            record.msg = f"The Hub: {reason}; trying again for about a minute"
            record.args = ()
            said, before = True, said
            return not before
        return not reason.startswith("Retrying in ")

    logger = logging.getLogger("huggingface_hub.utils._http")
    if logger.isEnabledFor(logging.INFO):
        yield
        return
    logger.addFilter(passes)
    try:
        yield
    finally:
        logger.removeFilter(passes)
