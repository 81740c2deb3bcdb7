"""Read the lineages of models: their ancestors, missing parents and licences."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import PurePath

from duckdb import DuckDBPyConnection

from ecograph.boms.lineage import Key, Lineage, Link, Member, member_key
from ecograph.errors import UnknownNameError, shortened
from ecograph.model_ids import expect_model
from ecograph.older_builds import expect_columns

__all__ = ["read_lineages"]

SCREEN = "select asked, found, verdict, reason from license_screen($ids)"

FINDINGS = """
    select
        found_id,
        model_id,
        position,
        steps,
        cast(status as varchar),
        suggested_id,
        licenses,
        license_name,
        license_link,
        dropped_terms,
        finding,
        reason
    from license_findings($ids)
    order by
        place, steps, status is not null, position, model_id, status, suggested_id
"""

EDGES = """
    select
        child_position,
        child_id,
        array_to_string(edge_types, ', '),
        parent_position,
        parent_id,
        null as status
    from edges
    where child_position in (select unnest($positions))
    order by child_position, parent_position
"""

MISSING = """
    select
        child_position,
        child_id,
        coalesce(cast(edge_type as varchar), ''),
        null as parent_position,
        parent_id,
        status
    from missing_parents
    where child_position in (select unnest($positions))
    order by child_position, parent_id, status
"""

COLUMNS = {
    "license_screen": ("ids",),
    "license_findings": ("ids",),
    "missing_parents": ("child_position", "parent_id", "edge_type"),
    "model_licenses": ("license_name", "license_link"),
}
"""What a build of another version may lack."""


def read_lineages(
    connection: DuckDBPyConnection, database: PurePath, models: Sequence[str]
) -> list[Lineage]:
    """Return the lineage of each model, in order; once if it is named repeatedly.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A build.
    database : PurePath
        Its file, for errors.
    models : sequence of str
        Ids, or texts that mean them, as in the macro ``asked_models``.

    Raises
    ------
    UnknownNameError
        The build lacks one of the models.
    EcographError
        Another version of ecograph built it.
    """
    expect_columns(connection, database, COLUMNS)
    screen = connection.execute(SCREEN, {"ids": [*models]}).fetchall()
    unknown = [asked for asked, found, *_ in screen if found is None]
    if unknown:
        raise _unknown(connection, database, unknown)
    verdicts = {found: (verdict, reason) for _, found, verdict, reason in screen}
    findings = connection.execute(FINDINGS, {"ids": [*verdicts]}).fetchall()
    members = {
        model: _without_repeats(Member(*row[1:]) for row in rows)
        for model, rows in groupby(findings, lambda row: str(row[0]))
    }
    links = _read_links(connection, members.values())
    return [
        Lineage(
            model,
            verdict,
            reason,
            members[model],
            [link for member in members[model] for link in links.get(member.key, ())],
        )
        for model, (verdict, reason) in verdicts.items()
    ]


def _without_repeats(members: Iterable[Member]) -> list[Member]:
    """Return members without those that differ only in what was probably meant."""
    return [*{member.key: member for member in members}.values()]


def _read_links(
    connection: DuckDBPyConnection, lineages: Iterable[list[Member]]
) -> dict[Key, list[Link]]:
    """Return the links of all models of some lineages, by the key of the child."""
    positions = {member.position for members in lineages for member in members}
    values = {"positions": sorted(p for p in positions if p is not None)}
    links: dict[Key, list[Link]] = {}
    for query in (EDGES, MISSING):
        for row in connection.execute(query, values).fetchall():
            position, child_id, types, *parent = row
            child = member_key(position, child_id, None)
            link = Link(child, child_id, types, member_key(*parent))
            links.setdefault(child, []).append(link)
    return links


def _unknown(
    connection: DuckDBPyConnection, database: PurePath, unknown: Sequence[str]
) -> UnknownNameError:
    """Return the error for ids of no model, with ids near the first of them."""
    first, *others = unknown
    try:
        expect_model(connection, database, first)
        problem = f"{database}: unknown model {first!r}"
    except UnknownNameError as error:
        problem = str(error)
    if others:
        names = shortened(", ".join(map(repr, others)))
        problem += f"; and {len(others)} more of the ids are unknown: {names}"
    return UnknownNameError(problem)
