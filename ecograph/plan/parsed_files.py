"""The SQL files of this package as they were parsed, kept for the next run of Python.

Parsing takes a fifth of the build of a small table. What it finds out is kept where
Python keeps its compiled modules, in the folder ``__pycache__``, and holds as long as
the file, sqlglot and the code that reads it are the same.
"""

import hashlib
import json
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from ecograph.atomic_write import replaced
from ecograph.errors import EcographError
from ecograph.plan.sql_file import SqlFile, sql_folder

__all__ = ["read_sql_files"]

KEPT = Path(cache_from_source(__file__)).with_suffix(".json")
"""The file of what is kept: attributes of each `SqlFile` and a digest, by place."""

CODE = ("parse.py", "parsed_files.py", "sql_file.py")
"""Modules of this folder that decide what is found out."""


def read_sql_files(paths: Iterable[Path], folder: Path) -> list[SqlFile]:
    """Read SQL files, and parse those of which nothing is kept.

    Parameters
    ----------
    paths : iterable of Path
        The files.
    folder : Path
        The folder ``sql`` that they are in; of another than this package's nothing is
        kept.

    Raises
    ------
    PlanError
        A file does not parse, does not make one relation, the one that its name
        says, or lacks its header.
    """
    if folder != sql_folder():
        return [_parse(path, folder) for path in paths]
    kept = _load()
    known = dict(kept)
    files = [_read(path, folder, kept) for path in paths]
    if kept != known and not sys.dont_write_bytecode:
        # A folder that cannot be written to costs the time, and nothing else.
        with suppress(EcographError), replaced(KEPT) as temporary:
            temporary.write_text(json.dumps(kept), encoding="utf-8")
    return files


@cache
def _load() -> dict[str, dict[str, Any]]:
    """Return what is kept, a dict that this process adds to."""
    with suppress(OSError, ValueError):
        kept: dict[str, dict[str, Any]] = json.loads(KEPT.read_bytes())
        return kept
    return {}


def _read(path: Path, folder: Path, kept: dict[str, dict[str, Any]]) -> SqlFile:
    """Read a file with what is kept of it; else parse it and keep that."""
    place = path.relative_to(folder).as_posix()
    text = path.read_text(encoding="utf-8")
    digest = hashlib.sha256(f"{_reader()}\n{text}".encode()).hexdigest()
    found = kept.get(place)
    if found is None or found["digest"] != digest:
        file = _parse(path, folder)
        found = {
            "digest": digest,
            "name": file.name,
            "kind": file.kind,
            "version": file.version,
            "reads": sorted(file.reads),
            "calls": sorted(file.calls),
            "drop": file.drop,
        }
        kept[place] = found
    return SqlFile(
        name=found["name"],
        kind=found["kind"],
        version=found["version"],
        place=place,
        path=path,
        text=text,
        reads=frozenset(found["reads"]),
        calls=frozenset(found["calls"]),
        drop=found["drop"],
    )


@cache
def _reader() -> str:
    """Return what else than the file decides what is found out."""
    code = [Path(__file__).with_name(name).read_bytes() for name in CODE]
    digest = hashlib.sha256(b"\n".join(code)).hexdigest()
    return f"sqlglot {version('sqlglot')} {digest}"


def _parse(path: Path, folder: Path) -> SqlFile:
    from ecograph.plan.parse import parse_sql_file  # it imports sqlglot, in 0.15 s

    return parse_sql_file(path, folder)
