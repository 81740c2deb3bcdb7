"""What can go wrong, told in one line that names the place and the remedy."""

__all__ = [
    "EcographError",
    "HubError",
    "NotBuiltError",
    "PlanError",
    "QueryError",
    "SourceError",
    "UnknownNameError",
]


class EcographError(Exception):
    """Base of all errors that ecograph raises on purpose."""


class SourceError(EcographError):
    """The source cannot be read as a table of models."""


class PlanError(EcographError):
    """The SQL files do not fit together."""


class NotBuiltError(EcographError):
    """There is no database where one was looked for."""


class UnknownNameError(EcographError):
    """No graph or relation has this name."""


class QueryError(EcographError):
    """DuckDB refused a statement."""


class HubError(EcographError):
    """The Hub did not answer as it should."""
