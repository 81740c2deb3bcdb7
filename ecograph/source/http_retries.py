"""Retry requests to servers, and explain those that fail."""

import time
from collections.abc import Callable
from http.client import FORBIDDEN, NOT_FOUND, REQUEST_TIMEOUT, UNAUTHORIZED, responses
from json import JSONDecodeError
from typing import TypeVar

from aiohttp import ClientError
from huggingface_hub.errors import (
    GatedRepoError,
    HTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from ecograph.errors import SourceError
from ecograph.user_agent import ANSWER_ERRORS

__all__ = ["with_retries"]

Answer = TypeVar("Answer")

REQUEST_ERRORS = (OSError, EOFError, ValueError, ClientError, HTTPError)
"""Exceptions of requests that fail."""

WAITS = (1.0, 2.0, 4.0, 8.0)
"""Seconds to wait before each retry."""

TOKEN = "set HF_TOKEN to a token that may read it"  # noqa: S105


def with_retries(
    display_name: str,
    request: Callable[[], Answer],
    *,
    on_hub: bool,
    retry: bool = True,
) -> Answer:
    """Return the answer of a server to a request.

    Parameters
    ----------
    display_name : str
        Name of the file in errors.
    request : callable
        Makes the request once.
    on_hub : bool
        Whether the server is the Hub, where a token helps.
    retry : bool, default True
        Whether to retry after a temporary error; False if `request` does so.

    Raises
    ------
    SourceError
        The server rejects the request, or cannot be reached.
    """
    for wait in (*(WAITS if retry else ()), None):
        try:
            return request()
        except REQUEST_ERRORS as error:
            if on_hub and isinstance(error, JSONDecodeError):
                raise _no_hub(display_name) from None
            cause = _root_cause(error)
            if wait is None or not _is_temporary(cause):
                # Not `from error`: a server's text may repeat the token, and that
                # of a library the whole URL.
                raise SourceError(
                    f"{display_name}: {_explain(cause, on_hub)}"
                ) from None
            time.sleep(wait)
        except ANSWER_ERRORS:
            if on_hub:
                raise _no_hub(display_name) from None
            raise
    raise AssertionError


def _no_hub(display_name: str) -> SourceError:
    return SourceError(
        f"{display_name}: the answer is not what the Hub answers; check HF_ENDPOINT"
    )


def _root_cause(error: BaseException) -> BaseException:
    """Return the error that another was raised from: fsspec hides it."""
    while error.__cause__ is not None and _status(error) is None:
        error = error.__cause__
    return error


def _status(error: BaseException) -> int | None:
    """Return the HTTP status, as huggingface_hub or aiohttp stores it."""
    answer = getattr(error, "response", None)
    status = getattr(answer, "status_code", None) or getattr(error, "status", None)
    return int(status) if status else None


def _is_temporary(error: BaseException) -> bool:
    status = _status(error)
    if status is None:
        return not isinstance(error, (FileNotFoundError, ValueError))
    return status in (REQUEST_TIMEOUT, 429) or status >= 500


def _explain(error: BaseException, on_hub: bool) -> str:
    """Return what went wrong and what to do, without the server's own text."""
    status = _status(error)
    if isinstance(error, GatedRepoError):
        return (
            "the dataset is gated; accept its terms on its page on the Hub, and set "
            "HF_TOKEN to your token"
        )
    if isinstance(error, RevisionNotFoundError):
        return (
            "the dataset has no such revision; give one of its branches, tags or "
            "commits"
        )
    if isinstance(error, RepositoryNotFoundError):
        return f"no such dataset, or it is private; correct the name, or {TOKEN}"
    if status == NOT_FOUND or (status is None and isinstance(error, FileNotFoundError)):
        return "no such file; correct the name"
    if isinstance(error, (EOFError, ValueError)) and status is None:
        return (
            "the server does not serve parts of the file, or the address is invalid; "
            "download the file and give its path"
        )
    if status is None:
        return (
            f"the server cannot be reached, or closes the connection "
            f"({type(error).__name__}); check the network, and try again"
        )
    answered = f"the server answered {status} {responses.get(status, '')}".rstrip()
    if status not in (UNAUTHORIZED, FORBIDDEN):
        return f"{answered}; try again later"
    return f"{answered}; {TOKEN if on_hub else 'give a URL that needs no login'}"
