"""A made-up table of models, to try things on."""

import os
from pathlib import Path

from ecograph.database import open_quietly
from ecograph.errors import EcographError
from ecograph.plan.order import SAMPLE, plan

__all__ = ["MOST", "sample"]

MOST = 1_000_000_000
"""Most rows of a made-up table."""


def sample(n: int, path: str | os.PathLike[str], seed: int = 0) -> None:
    """Write a made-up table of models as CSV in the ai_ecosystem layout.

    No model in it exists. The same `n` and `seed` give the same bytes on any
    machine. What the table holds is told by the files below ``sql/sample``.

    Parameters
    ----------
    n : int
        How many rows, from 1 to `MOST`.
    path : str or path
        The file to write.
    seed : int, default 0
        Which of the many such tables.

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
    if not 1 <= n <= MOST:
        raise EcographError(f"{n} rows make no table; ask for 1 to {MOST:,}")
    file = Path(path)
    try:
        file.open("ab").close()
    except OSError as error:
        raise EcographError(
            f"{file}: it cannot be written: {error.strerror}; name another file"
        ) from error
    with open_quietly(":memory:") as connection:
        connection.execute("set variable sample_rows = ?", [n])
        connection.execute("set variable sample_seed = ?", [seed])
        for sql in plan(SAMPLE):
            connection.execute(sql.text)
        connection.table("sample.ai_ecosystem").write_csv(str(file))
