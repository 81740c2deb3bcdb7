"""Names of files for models, which are safe on all systems and never the same."""

import re
from collections.abc import Sequence
from hashlib import sha256

from duckdb import DuckDBPyConnection

__all__ = ["file_stems"]

SHARED = """
    select lower(replace(model_id, '/', '--')) as stem
    from models
    where stem in (select unnest($stems))
    group by stem
    having count(*) > 1
"""
"""Names that several models of the build would have where case does not count."""

PLAIN = r"\w[\w.-]*(/\w[\w.-]*)?"
"""Ids that are names of files as they are, apart from the slash."""

LONGEST = 120
"""Maximum number of characters; most systems allow 255, with all folders on some."""

RESERVED = {
    *("con", "prn", "aux", "nul"),
    *(f"{device}{number}" for device in ("com", "lpt") for number in range(10)),
}
"""Names of devices in Windows, whatever follows after a dot."""


def file_stems(connection: DuckDBPyConnection, models: Sequence[str]) -> dict[str, str]:
    """Return the name of a file for each model, without an extension.

    It is ``OWNER--NAME``. A model whose id is no name of a file, or would be the name
    of another model's, has a part of the hash of its id in it. It depends on the id
    and the build alone, not on the other models that are asked for.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A build.
    models : sequence of str
        Ids of its models.
    """
    stems = {model: model.replace("/", "--") for model in models}
    values = {"stems": [stem.lower() for stem in stems.values()]}
    shared = {stem for (stem,) in connection.execute(SHARED, values).fetchall()}
    return {
        model: stem
        if stem.lower() not in shared and _is_safe(model)
        else _hashed(model, stem)
        for model, stem in stems.items()
    }


def _is_safe(model: str) -> bool:
    return (
        len(model) <= LONGEST
        and re.fullmatch(PLAIN, model, re.ASCII) is not None
        and model.split(".")[0].lower() not in RESERVED
    )


def _hashed(model: str, stem: str) -> str:
    """Return a name with a hash behind ``~``, which no id's own name has.

    Examples
    --------
    >>> _hashed("owner/ñame?", "owner--ñame?")
    'owner--_ame_~4d4844e3b268'
    """
    text = re.sub(r"[^\w-]+|^-", "_", stem[:LONGEST], flags=re.ASCII)
    return f"{text}~{sha256(model.encode()).hexdigest()[:12]}"
