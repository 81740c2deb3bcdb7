"""Connect to an engine, and say in one line what is wrong with it."""

import re
import socket
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from ecograph.errors import (
    EcographError,
    first_line,
    missing_package,
    shortened,
)

__all__ = ["connected", "engine_errors", "noted", "shown"]

PORT = 15002
"""The port of Spark Connect."""

PATIENCE = 10.0
"""Seconds to wait for an engine to take a connection."""

TRIES = 3
"""How often a call is repeated if the connection breaks; Spark's own default lasts for
more than ten minutes."""


@contextmanager
def connected(engine: str) -> Iterator[Any]:
    """Yield a session of an engine, a ``SparkSession``.

    Raises
    ------
    EcographError
        The URL is none of Spark Connect, nothing listens there, or pyspark is missing.
    """
    with warnings.catch_warnings():
        # It warns of pandas 3, which nothing here uses, and of lost connections.
        warnings.filterwarnings("ignore", module=r"pyspark\.")
        session = _open(engine)
        try:
            yield session
        finally:
            with suppress(Exception):  # the engine may be lost
                session.stop()


def shown(engine: str) -> str:
    """Return the scheme, host and port of an engine's URL, which may have a token.

    Examples
    --------
    >>> shown("sc://user@host:15002/;token=secret"), shown("user:secret@host")
    ('sc://host:15002', '…')
    """
    if re.fullmatch(r"[\w.-]+(:\d+)?", engine):  # no URL, and no secret
        return engine
    try:
        url = urlsplit(engine)
        host, port = url.hostname, url.port
    except ValueError:
        return "…"
    if not host:
        return "…"
    host = f"[{host}]" if ":" in host else host
    return f"{url.scheme}://{host}" + (f":{port}" if port else "")


def _open(engine: str) -> Any:
    name = shown(engine)
    try:
        url = urlsplit(engine)
        host, port = url.hostname, url.port or PORT
    except ValueError:
        host = None
    if not host or url.scheme != "sc":
        raise EcographError(
            f"--engine {name}: not the URL of an engine; give one such as "
            f"sc://localhost:{PORT}"
        )
    try:
        with _with_script():
            from pyspark.sql.connect.client.retries import DefaultPolicy
            from pyspark.sql.connect.session import SparkSession
    except ImportError as error:
        raise missing_package("pyspark-client", "spark") from error
    session = None
    try:
        socket.create_connection((host, port), PATIENCE).close()
        session = SparkSession.builder.remote(engine).create()
        session.client.set_retry_policies([DefaultPolicy(max_retries=TRIES)])
        session.sql("select 1").collect()
    except Exception as error:
        if session is not None:
            with suppress(Exception):
                session.stop()
        if "INVALID_CONNECT_URL" in str(error):  # it repeats what may be a secret
            raise EcographError(
                f"{name}: what follows the host in the URL is none of Spark Connect's; "
                f"give one such as sc://localhost:{PORT}"
            ) from error
        raise EcographError(
            f"{name}: no engine can be reached there: {_reason(error)}; is it "
            "running, and does it speak Spark Connect?"
        ) from error
    return session


@contextmanager
def _with_script() -> Iterator[None]:
    """Have Python look as if it runs a script.

    Where it does not, as with `python -c`, pyspark believes that its own examples are
    tested, and exits if it finds no Spark.
    """
    main = sys.modules["__main__"]
    if hasattr(main, "__file__"):
        yield
        return
    main.__file__ = ""
    try:
        yield
    finally:
        del main.__file__


@contextmanager
def engine_errors(engine: str, out: str) -> Iterator[None]:
    """Turn an error of an engine into one line.

    Raises
    ------
    EcographError
        The engine is lost, or cannot do what it is asked to.
    """
    import grpc
    from pyarrow import ArrowException
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, grpc.RpcError, ArrowException, OSError) as error:
        reason = _reason(error)
        if any(word in str(error) for word in LOST):
            raise EcographError(
                f"{shown(engine)}: the engine was lost: {reason}; {out} is as it was: "
                "start the engine, and build again"
            ) from error
        note = "".join(f" in {note}" for note in getattr(error, "__notes__", []))
        raise EcographError(
            f"{shown(engine)}: the engine failed{note}: {reason}; {out} is as it was: "
            "see the engine's log, and whether it can write there"
        ) from error


@contextmanager
def noted(place: str) -> Iterator[None]:
    """Have errors say in which file they are."""
    try:
        yield
    except Exception as error:
        error.add_note(place)
        raise


LOST = (
    "UNAVAILABLE",
    "Connection refused",
    "Socket closed",
    "INVALID_HANDLE",
    "CANCELLED",
)
"""What an error says if the engine is gone."""


def _reason(error: Exception) -> str:
    """Return the first line of an error, or of what gRPC gives as its details."""
    details = re.search(r'details = "([^"]+)', str(error))
    return shortened(details[1] if details else first_line(error), 300).rstrip(".")
