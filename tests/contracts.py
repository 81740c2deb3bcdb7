"""The contract of each relation: its version, its columns and their types.

``make contracts`` writes them to contracts.json, which is committed; a test holds
the SQL files against it.
"""

import json
import sys
from pathlib import Path

import duckdb

from ecograph.plan import BUILD, SAMPLE, SqlFile, plan

SNAPSHOT = Path(__file__).with_suffix(".json")
CSV = Path(__file__).parent.parent / "data" / "sample.csv"
FILES = plan(BUILD + SAMPLE)


def contracts(connection: duckdb.DuckDBPyConnection, files: list[SqlFile]) -> dict:
    """What the relations of a connection look like; of a macro, its parameters."""
    found = {}
    for file in files:
        if file.kind == "macro":
            ((columns,),) = connection.execute(
                "select parameters from duckdb_functions() "
                "where schema_name = ? and function_name = ? and not internal",
                ["main", file.name.partition(".")[2]]
                if file.name.startswith("temp.")
                else file.name.split("."),
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
            gone = [c for c in old["columns"] if c not in new["columns"]]
            come = [c for c in new["columns"] if c not in old["columns"]]
            said.append(
                f"{path}: its columns have changed (gone: {gone}, come: {come}, or "
                f"their order): raise the version in its first line to "
                f"{old['version'] + 1}, then run `make contracts`"
            )
        else:
            said.append(f"{path}: run `make contracts` and commit tests/contracts.json")
    return said


def run(connection: duckdb.DuckDBPyConnection) -> None:
    """Run every SQL file, those of the made-up table too."""
    connection.execute("set variable source = ?", [str(CSV)])
    connection.execute("set variable sample_rows = 20")
    connection.execute("set variable sample_seed = 0")
    for file in FILES:
        connection.execute(file.text)


def main() -> None:
    with duckdb.connect() as connection:
        run(connection)
        found = contracts(connection, FILES)
    agreed = json.loads(SNAPSHOT.read_text("utf-8"))
    refused = [said for said in breaches(found, agreed) if "raise the version" in said]
    if refused:
        sys.exit("\n".join(refused))
    SNAPSHOT.write_text(
        json.dumps(found, indent=2, sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
