"""Errors of ecograph: one line each, with the place and the remedy."""

import shlex
import sys

__all__ = [
    "EcographError",
    "HubError",
    "NotBuiltError",
    "PlanError",
    "QueryError",
    "SourceError",
    "UnknownNameError",
    "first_line",
    "missing_package",
    "shortened",
]


class EcographError(Exception):
    """Base class of all errors that ecograph raises on purpose."""


class SourceError(EcographError):
    """The source cannot be read as a table of models."""


class PlanError(EcographError):
    """The SQL files do not fit together."""


class NotBuiltError(EcographError):
    """No database or pickle of a build was found."""


class UnknownNameError(EcographError):
    """No model, graph or relation has this name."""


class QueryError(EcographError):
    """DuckDB rejected a statement."""


class HubError(EcographError):
    """The Hub cannot be reached, or gave an unexpected answer."""


def missing_package(package: str, extra: str) -> EcographError:
    """Return the error for an optional package that is not installed.

    Parameters
    ----------
    package : str
        Name of the package.
    extra : str
        The extra of ecograph that installs it.

    Examples
    --------
    >>> print(missing_package("lxml", "export"))  # doctest: +ELLIPSIS
    lxml is missing; install it with ... -m pip install 'ecograph[export]'
    """
    # Another Python's pip would not find the ecograph of a checkout.
    return EcographError(
        f"{package} is missing; install it with "
        f"{shlex.quote(sys.executable)} -m pip install 'ecograph[{extra}]'"
    )


def shortened(text: str, length: int = 200) -> str:
    """Return a text, truncated if it is longer than `length` characters."""
    return text if len(text) <= length else f"{text[:length]}…"


def first_line(error: Exception) -> str:
    r"""Return the first line of an error's message, without control characters.

    Of a corrupt file, DuckDB repeats the bytes that it finds there; of an error of
    Python, such as one of a remote file, it gives the whole traceback.

    Examples
    --------
    >>> first_line(ValueError("Traceback (most recent call last):\n  x\nOSError: lost"))
    'OSError: lost'
    """
    lines = str(error).split("\n")
    if lines[0].startswith("Traceback "):
        lines = [line for line in lines[1:] if line[:1].strip()] or lines
    line = "".join(letter if letter.isprintable() else " " for letter in lines[0])
    return line.strip()
