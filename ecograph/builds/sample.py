"""A synthetic table of models, to try things on."""

import os
from pathlib import Path

import duckdb

from ecograph.atomic_write import replaced
from ecograph.database import open_quietly, stoppable
from ecograph.errors import EcographError
from ecograph.plan.order import SAMPLE, plan

__all__ = ["MAX_ROWS", "sample"]

MAX_ROWS = 1_000_000_000
"""The most rows that a synthetic table can have."""


def sample(n: int, path: str | os.PathLike[str], seed: int = 0) -> None:
    """Write a synthetic table of models as CSV in the ai_ecosystem layout.

    An existing file is replaced once the new one is complete. None of its models
    exists. The same `n` and `seed` give the same bytes on any machine. The files in
    ``sql/sample`` describe the table.

    Parameters
    ----------
    n : int
        Number of rows, from 1 to `MAX_ROWS`.
    path : str or path
        The file to write.
    seed : int, default 0
        Each seed gives another table.

    Raises
    ------
    EcographError
        `n` is out of range, or the file cannot be written.

    Examples
    --------
    >>> import ecograph, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "three.csv")
    ...     ecograph.sample(3, path)
    ...     print(len(path.read_text().splitlines()))
    4
    """
    if not 1 <= n <= MAX_ROWS:
        raise EcographError(
            f"invalid number of rows {n}; give one from 1 to {MAX_ROWS:,}"
        )
    with replaced(Path(path)) as temporary, open_quietly(":memory:") as connection:
        connection.execute("set variable sample_rows = ?", [n])
        connection.execute("set variable sample_seed = ?", [seed])
        stoppable(connection, lambda: _write(connection, temporary))


def _write(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    for sql in plan(SAMPLE):
        connection.execute(sql.creation)
    connection.table("sample.ai_ecosystem").write_csv(str(path))
