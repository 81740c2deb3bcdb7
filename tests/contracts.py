"""The contract of each relation: its version, its columns and their types.

``make contracts`` writes them to contracts.json, which is committed; a test holds
the SQL files against it.
"""

import json
import sys
import tempfile
from pathlib import Path

import duckdb
import sources

from ecograph.analysis.diff import REQUIRED_COLUMNS
from ecograph.plan.order import BUILD, DIFF, HUB, REPORT, SAMPLE, plan
from ecograph.plan.sql_file import ATTACHED, SqlFile, sql_folder
from ecograph.source.layouts import LAYOUTS

SNAPSHOT = Path(__file__).with_suffix(".json")
CSV = Path(__file__).parent.parent / "data" / "sample.csv"
HUB_PART = Path(__file__).parent / "hub_part.jsonl"
FILES = [
    *{
        file.place: file
        for layout in LAYOUTS
        for file in plan(BUILD + SAMPLE + HUB + REPORT, layout=layout)
    }.values(),
    *plan(DIFF),
]

LICENSE_CHANGE = sql_folder() / "licenses" / "license_change.macro.sql"
"""The macro of a build that `ecograph diff` calls."""

ENUMS = ("as_edge_type", "as_relation")
"""Macros that return the enums of edge types. Only their contracts have the values."""


def relation_contract(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> dict:
    """What the relation of a file looks like."""
    rows = connection.execute("describe from query_table(?)", [file.name]).fetchall()
    columns = [f"{name} {kind}" for name, kind, *_ in rows]
    for macro in ENUMS:
        if any("ENUM(" in column for column in columns):
            values = enum(connection, macro)
            columns = [c.replace(values, f"typeof({macro})") for c in columns]
    return {"version": file.version, "columns": columns}


def macro_contracts(connection: duckdb.DuckDBPyConnection) -> dict[str, dict]:
    """The parameters of all macros, by the places of their files."""
    rows = connection.execute(
        "select if(database_name = 'temp', 'temp', schema_name), function_name, "
        "parameters from duckdb_functions() where not internal"
    ).fetchall()
    parameters = {f"{schema}.{name}": names for schema, name, names in rows}
    for macro in ENUMS:
        parameters[f"main.{macro}"].append(f"returns {enum(connection, macro)}")
    return {
        file.place: {"version": file.version, "columns": parameters[file.name]}
        for file in FILES
        if file.kind == "macro"
    }


def enum(connection: duckdb.DuckDBPyConnection, macro: str) -> str:
    """The type that a macro returns."""
    ((kind,),) = connection.execute(f"select typeof({macro}(null))").fetchall()
    return kind


def breaches(found: dict, agreed: dict) -> list[str]:
    """What differs from the snapshot, and what to do about it."""
    places = {file.name: file.place for file in FILES}
    said = []
    for name in sorted(found.keys() | agreed.keys()):
        new, old = found.get(name), agreed.get(name)
        path = f"sql/{places[name]}" if name in places else f"{name}, which is gone"
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


def run(connection: duckdb.DuckDBPyConnection) -> dict[str, dict]:
    """Run every SQL file; return the contract of each by its place below ``sql``.

    That is how its relation is when the file has run, as the files of all layouts
    make the same one. The first layout, the CSV, runs as a whole and once more at the
    end; of the others, only what reads the source.
    """
    found = {}
    connection.execute("set variable hub_parts = ?", [[str(HUB_PART)]])
    connection.execute("set variable sample_rows = 20")
    connection.execute("set variable sample_seed = 0")
    with tempfile.TemporaryDirectory() as folder:
        first, *others = LAYOUTS
        for layout in (first, *others, first):
            path = getattr(sources, layout)(sources.MODELS, Path(folder))
            connection.execute("set variable source = ?", [str(path)])
            for file in plan(BUILD + SAMPLE + HUB + REPORT, layout=layout):
                if file.place.startswith("source/") or file.place not in found:
                    connection.execute(file.text)
                    found[file.place] = {}
                    if file.kind != "macro":
                        found[file.place] = relation_contract(connection, file)
    connection.execute("set variable source = ?", [str(CSV)])
    for name in ATTACHED:
        connection.execute(f"attach ':memory:' as {name}")
        for table in REQUIRED_COLUMNS:
            connection.execute(f"create table {name}.main.{table} as from {table}")
        connection.execute(f"use {name}")
        connection.execute(LICENSE_CHANGE.read_text("utf-8"))
        connection.execute("use memory")
    for file in plan(DIFF):
        connection.execute(file.text)
        found[file.place] = relation_contract(connection, file)
    return found | macro_contracts(connection)


def by_name(found: dict[str, dict]) -> dict[str, dict]:
    """The contract of each relation; files of several layouts make the same one."""
    return {file.name: found[file.place] for file in FILES}


def main() -> None:
    with duckdb.connect() as connection:
        found = by_name(run(connection))
    agreed = json.loads(SNAPSHOT.read_text("utf-8"))
    refused = [said for said in breaches(found, agreed) if "raise the version" in said]
    if refused:
        sys.exit("\n".join(refused))
    SNAPSHOT.write_text(
        json.dumps(found, indent=2, sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
