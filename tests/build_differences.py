"""The rows by which relations of two builds differ."""

from pathlib import Path

import duckdb

import ecograph
from ecograph.database import attach

__all__ = ["differences", "differences_of", "names_of"]

NAMES = """
    select view_name
    from duckdb_views()
    where
        database_name = current_database()
        and schema_name = 'main'
        and contains(sql, 'read_parquet')
    order by view_name
"""


def names_of(folder: Path) -> list[str]:
    """The relations of which a folder of Parquet has rows."""
    with ecograph.connect(folder) as connection:
        return [name for (name,) in connection.execute(NAMES).fetchall()]


def differences(here: Path, there: Path) -> dict[str, list[tuple]]:
    """The rows of each relation that are in one of the builds only, and types."""
    with ecograph.connect(there) as connection:
        attach(connection, here, "duckdb_build")
        found = {}
        for name in names_of(there):
            rows = _different(connection, name)
            types = [
                connection.execute(f"describe from {database}.{name}").fetchall()
                for database in ("ecograph", "duckdb_build")
            ]
            if types[0] != types[1]:
                rows.append((types[0], types[1]))
            if rows:
                found[name] = rows
        return found


def _different(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple]:
    query = f"""
        (from ecograph.{name} except all from duckdb_build.{name})
        union all
        (from duckdb_build.{name} except all from ecograph.{name})
    """
    return connection.execute(query).fetchall()


def differences_of(here: Path, rows: Path, names: list[str]) -> dict[str, int]:
    """How many rows of relations differ between a build and folders of Parquet."""
    with ecograph.connect(here) as connection:
        found = {}
        for name in names:
            columns = "cast(columns(*) as varchar)"
            parquet = rows / name / "*.parquet"
            query = f"""
                with
                ours as (select {columns} from {name}),
                theirs as (
                    select {columns}
                    from (
                        from {name} where false
                        union all by name from read_parquet('{parquet}')
                    )
                )
                select count(*)
                from (
                    (from ours except all from theirs)
                    union all
                    (from theirs except all from ours)
                )
            """  # noqa: S608
            ((number,),) = connection.execute(query).fetchall()
            if number:
                found[name] = number
        return found
