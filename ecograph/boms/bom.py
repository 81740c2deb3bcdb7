"""Write bills of materials of models: ``ecograph bom``."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path, PurePath
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from ecograph.atomic_write import expect_utf8_name, replaced, reporting_write_errors
from ecograph.boms.file_names import file_stems
from ecograph.boms.read_lineages import read_lineages
from ecograph.database import connect, locate
from ecograph.errors import EcographError, UnknownNameError

__all__ = ["VERSIONS", "Bill", "bom"]

BUILD = "select build_id, built_at from meta.build"

VERSIONS = ("1.6", "1.7")
"""Versions of CycloneDX that can be written."""


class Bill(NamedTuple):
    """A bill of materials that was written.

    Attributes
    ----------
    model : str
        Id of the model that it describes.
    verdict : {"conflict", "unknown", "ok"}
        Whether its licences are in conflict with those that it was made under: a
        screen, not legal advice.
    components : int
        Number of components: the model, its ancestors and the missing parents.
    path : Path
        The file.
    """

    model: str
    verdict: str
    components: int
    path: Path


def bom(
    models: str | Iterable[str],
    out: str | os.PathLike[str],
    path: str | os.PathLike[str] | None = None,
    spec_version: str = "1.6",
) -> list[Bill]:
    """Write the bill of materials of one or more models, in CycloneDX.

    The components are the model, its ancestors along edges of any type, and the
    parents that are missing in the build, as typed; the dependencies say which is a
    parent of which. Each has its supplier, its licences, and properties with what the
    licences mean for the model: a screen, not legal advice. A bill is validated before
    it is written. The same build gives the same bytes.

    Parameters
    ----------
    models : str or iterable of str
        Ids, or texts that mean them, such as a URL or a former id.
    out : str or path
        For one model, a file whose extension is ``.json``, such as
        ``model.cdx.json``; else a folder, where each file is called
        ``OWNER--NAME.cdx.json``. Other files in the folder stay.
    path : str or path, optional
        As for `ecograph.connect`.
    spec_version : {"1.6", "1.7"}
        Version of CycloneDX.

    Returns
    -------
    list of Bill
        One per model, in order; one for a model that is named repeatedly.

    Raises
    ------
    UnknownNameError
        The build lacks one of the models; nothing is written then.
    NotBuiltError
        There is no database, or it was not made by a build.
    EcographError
        A file cannot be written, or a package is missing.

    Examples
    --------
    >>> import ecograph, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for bill in ecograph.bom(["google/gemma-2-9b-it"], folder):
    ...         print(bill.path.name, bill.verdict, bill.components)
    google--gemma-2-9b-it.cdx.json ok 2
    """
    from ecograph.boms.cyclonedx import bill_text, expect_version

    out = Path(out)
    asked = _as_texts(models)
    is_file = out.suffix.lower() == ".json" and not out.is_dir()
    if is_file and len(asked) > 1:
        raise EcographError(
            f"{out}: a CycloneDX file describes one model; give a folder for "
            f"{len(asked):,} models"
        )
    if spec_version not in VERSIONS:
        raise EcographError(
            f"unknown version {spec_version!r} of CycloneDX; use one of "
            f"{', '.join(VERSIONS)}"
        )
    expect_version(spec_version)
    source = locate(path)
    with connect(source) as connection:
        build = _read_build(connection, source)
        lineages = read_lineages(connection, source, asked)
        stems = file_stems(connection, [lineage.model for lineage in lineages])
    targets = {
        lineage.model: out if is_file else out / f"{stems[lineage.model]}.cdx.json"
        for lineage in lineages
    }
    with replaced(out) if is_file else _staged(out) as staging:
        for lineage in lineages:
            text = bill_text(lineage, *build, spec_version)
            file = staging if is_file else staging / targets[lineage.model].name
            file.write_text(text, encoding="utf-8", newline="\n")
    return [
        Bill(each.model, each.verdict, len(each.members), targets[each.model])
        for each in lineages
    ]


def _as_texts(models: str | Iterable[str]) -> list[str]:
    texts = [models] if isinstance(models, str) else [*models]
    if not texts:
        raise EcographError("no models are named; name one, as OWNER/NAME")
    for model in texts:
        if not isinstance(model, str):
            raise UnknownNameError(f"unknown model {model!r}; give its id as text")
    return texts


def _read_build(
    connection: DuckDBPyConnection, database: PurePath
) -> tuple[str, datetime]:
    """Return the id and the time of a build."""
    row = connection.execute(BUILD).fetchone()
    if row is None:
        raise EcographError(
            f"{database}: was built in the DuckDB shell, which does not record the "
            "time that CycloneDX requires; build it with `ecograph build SOURCE`"
        )
    build_id, built_at = row
    return build_id, built_at


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """Yield a folder to write files to, and move them to another once all are there.

    Files of the same names are replaced, and the others stay.
    """
    expect_utf8_name(folder)
    if folder.exists() and not folder.is_dir():
        raise EcographError(
            f"{folder}: is a file, but several are to be written; give a folder, or a "
            "new file whose extension is .json"
        )
    with reporting_write_errors(folder, "free the path, or give another one"):
        is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with tempfile.TemporaryDirectory(prefix=".bom.", dir=folder) as staging:
                yield Path(staging)
                for file in sorted(Path(staging).iterdir()):
                    file.replace(folder / file.name)
        finally:
            if is_new:
                with suppress(OSError):  # it has files in it, as it should
                    folder.rmdir()
