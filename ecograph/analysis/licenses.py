"""Screen the licences of models and of what they were made from."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from duckdb import DuckDBPyConnection

from ecograph.database import connect, locate
from ecograph.errors import EcographError
from ecograph.model_ids import near_ids
from ecograph.older_builds import expect_columns
from ecograph.queries import as_frame

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DISCLAIMER", "VERDICTS", "licenses", "screened"]

VERDICTS = ("not found", "conflict", "unknown", "ok")
"""Verdicts of the relation ``license_verdicts`` and of ids without a model."""

DISCLAIMER = (
    "A screen, not legal advice: it goes by the licences that people gave, not by the "
    "wording of these."
)

REQUIRED = {"license_screen": ("ids",), "asked_models": ("ids",)}
"""Macros that older builds lack, with their parameters."""

SCREEN = "create temp table screened as from license_screen($ids)"

NOT_FOUND = """
    select place, asked
    from screened
    where found is null and asked is not null
    order by place
    limit 20
"""

ADD_HINT = """
    update screened set reason = concat(reason, '; did you mean ', $hint, '?')
    where place = $place
"""


def licenses(
    models: str | Sequence[str] | None = None,
    path: str | os.PathLike[str] | None = None,
) -> "pd.DataFrame":
    """Tell whether models are in conflict with the licences they were made under.

    It is a screen, not legal advice: it goes by the licences that people gave, not by
    the wording of these. ``ok`` is only said of a lineage that is known as a whole.

    Parameters
    ----------
    models : str or sequence of str, optional
        Ids of models, or URLs of their pages; by default all models of the build.
    path : str or path, optional
        As for `ecograph.connect`.

    Returns
    -------
    pandas.DataFrame
        One row per id, in the order of `models`, with the columns of the macro
        ``license_screen``: `asked` and `found`, the ids as asked for and of the model;
        `licenses`, and `license_name` and `license_link` of ``other``; `verdict`
        (``"not found"``, ``"conflict"``, ``"unknown"`` or ``"ok"``) and `reason`;
        `ancestors`, the number of models above; and lists of texts: `terms_above`,
        `unknown_above`, `missing_above`, `renames_followed`.

    Raises
    ------
    NotBuiltError
        `path` has no database of a build.
    EcographError
        Another version of ecograph built it, or an id is not text.

    Examples
    --------
    >>> import ecograph
    >>> ours = ["princeton-nlp/gemma-2-9b-it-SimPO", "google/gemma-2-9b", "a/b"]
    >>> ecograph.licenses(ours)[["verdict", "ancestors"]]
         verdict  ancestors
    0   conflict          2
    1         ok          0
    2  not found          0
    """
    ids = [models] if isinstance(models, str) else models
    with screened(None if ids is None else [*ids], path) as connection:
        return as_frame(connection, "screened").drop(columns="place")


@contextmanager
def screened(
    ids: list[str] | None, path: str | os.PathLike[str] | None
) -> Iterator[DuckDBPyConnection]:
    """Open a build with the rows of `licenses`, and `place`, as the table screened."""
    for name in ids or ():
        if not isinstance(name, str):
            raise EcographError(f"{name!r} is not the id of a model; give its text")
    with connect(path) as connection:
        expect_columns(connection, locate(path), REQUIRED)
        connection.execute(SCREEN, {"ids": ids})
        for place, name in connection.execute(NOT_FOUND).fetchall():
            names = near_ids(connection, name)
            if names:
                values = {"place": place, "hint": " or ".join(names)}
                connection.execute(ADD_HINT, values)
        yield connection
