"""Ask a server again where that may help, and say clearly what it refuses."""

import time
from collections.abc import Callable
from http.client import FORBIDDEN, NOT_FOUND, REQUEST_TIMEOUT, UNAUTHORIZED, responses
from typing import TypeVar

from aiohttp import ClientError
from huggingface_hub.errors import (
    GatedRepoError,
    HTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from ecograph.errors import SourceError

__all__ = ["asked"]

Answer = TypeVar("Answer")

FAILURES = (OSError, EOFError, ValueError, ClientError, HTTPError)
"""What is raised where a server does not answer as it should."""

WAITS = (1.0, 2.0, 4.0, 8.0)
"""Seconds to wait before each further try."""

TOKEN = "set HF_TOKEN to a token of one who may read it"  # noqa: S105


def asked(
    shown: str, ask: Callable[[], Answer], *, of_hub: bool, again: bool = True
) -> Answer:
    """Return what a server answers.

    Parameters
    ----------
    shown : str
        What to call the file in an error.
    ask : callable
        Asks once.
    of_hub : bool
        Whether it is the Hub that is asked, where a token helps.
    again : bool, default True
        Whether to ask again after what may pass; else `ask` sees to it.

    Raises
    ------
    SourceError
        The server refuses, or cannot be reached.
    """
    for wait in (*(WAITS if again else ()), None):
        try:
            return ask()
        except FAILURES as error:
            reason = _innermost(error)
            if wait is None or not _may_pass(reason):
                # Not `from error`: what a server says may repeat the token, and what
                # a library says the whole URL.
                said = _refusal(reason, of_hub)
                raise SourceError(f"{shown}: {said}") from None
            time.sleep(wait)
    raise AssertionError


def _innermost(error: BaseException) -> BaseException:
    """Return the error that another one was made of: fsspec hides it."""
    while error.__cause__ is not None and _status(error) is None:
        error = error.__cause__
    return error


def _status(error: BaseException) -> int | None:
    """Return the status of the answer, as huggingface_hub or aiohttp has it."""
    answer = getattr(error, "response", None)
    status = getattr(answer, "status_code", None) or getattr(error, "status", None)
    return int(status) if status else None


def _may_pass(error: BaseException) -> bool:
    status = _status(error)
    if status is None:
        return not isinstance(error, (FileNotFoundError, ValueError))
    return status in (REQUEST_TIMEOUT, 429) or status >= 500


def _refusal(error: BaseException, of_hub: bool) -> str:
    """Return what went wrong and what to do, in no words of the server's."""
    status = _status(error)
    if isinstance(error, GatedRepoError):
        return (
            "the dataset is gated; accept its terms on its page of the Hub, and set "
            "HF_TOKEN to your token"
        )
    if isinstance(error, RevisionNotFoundError):
        return (
            "the dataset has no such revision; name a branch, a tag or a commit that "
            "it has"
        )
    if isinstance(error, RepositoryNotFoundError):
        return f"there is no such dataset, or it is private; mend the name, or {TOKEN}"
    if status == NOT_FOUND or (status is None and isinstance(error, FileNotFoundError)):
        return "there is no such file; mend the name"
    if isinstance(error, (EOFError, ValueError)) and status is None:
        return (
            "the server does not give the parts of it that are asked for, or that is "
            "no address; download the file and name that"
        )
    if status is None:
        return (
            f"the server cannot be reached, or breaks off ({type(error).__name__}); "
            "look whether the network is there, and try again"
        )
    said = f"the server answered {status} {responses.get(status, '')}".rstrip()
    if status not in (UNAUTHORIZED, FORBIDDEN):
        return f"{said}; try again later"
    return f"{said}; {TOKEN if of_hub else 'name a URL that you may read'}"
