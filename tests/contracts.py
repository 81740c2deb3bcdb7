"""The contract of each relation: its version, its columns and their types.

``make contracts`` writes them to contracts.json, which is committed; a test holds
the SQL files against it.
"""

import json
from pathlib import Path

import duckdb

from ecograph.plan import SqlFile, plan

SNAPSHOT = Path(__file__).with_suffix(".json")
SAMPLE = Path(__file__).parent.parent / "data" / "sample.csv"


def contracts(connection: duckdb.DuckDBPyConnection, files: list[SqlFile]) -> dict:
    """What the relations of a connection look like; of a macro, its parameters."""
    found = {}
    for file in files:
        if file.kind == "macro":
            ((columns,),) = connection.execute(
                "select parameters from duckdb_functions() where function_name = ?",
                [file.name.partition(".")[2]],
            ).fetchall()
        else:
            rows = connection.execute(
                "describe from query_table(?)", [file.name]
            ).fetchall()
            columns = [f"{name} {kind}" for name, kind, *_ in rows]
        found[file.name] = {"version": file.version, "columns": columns}
    return found


def breaches(found: dict, agreed: dict) -> list[str]:
    """What differs from the snapshot, and what to do about it."""
    said = []
    for name in sorted(found.keys() | agreed.keys()):
        new, old = found.get(name), agreed.get(name)
        path = f"sql/{name.replace('.', '/')}.sql"
        if new == old:
            continue
        if new and old and new["version"] == old["version"]:
            said.append(
                f"{path}: its columns have changed from {old['columns']} to "
                f"{new['columns']}: raise the version in its first line to "
                f"{old['version'] + 1}, then run `make contracts`"
            )
        else:
            said.append(f"{path}: run `make contracts` and commit tests/contracts.json")
    return said


def main() -> None:
    with duckdb.connect() as connection:
        connection.execute("set variable source = ?", [str(SAMPLE)])
        for file in plan():
            connection.execute(file.text)
        found = contracts(connection, plan())
    SNAPSHOT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
