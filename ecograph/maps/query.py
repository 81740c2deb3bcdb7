"""Read the parts of the map, and how many models there are on it and beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from ecograph.errors import EcographError
from ecograph.older_builds import expect_columns

__all__ = ["FAMILIES", "MapData", "Part", "read_map"]

FAMILIES = 40
"""How many families are on the map by default."""

MOST = 2_000
"""How many can be on it: more would be too small to see."""

FEW = 2_500
"""Up to so many models on the map, all of them are parts of their own."""

MODELS = 500
"""How many of more are, besides the roots of the families."""

REQUIRED = {
    "family_map": ("shown_families", "shown_models"),
    "family_trees": ("shown_families",),
    "models": ("created_at_is_floor",),
}
"""What older builds lack: macros with their parameters, and columns."""

SIZE = """
    select coalesce(sum(size), 0)
    from (
        select count(*) as size
        from family_members
        group by root_position
        order by size desc
        limit ?
    )
"""

PARTS = """
    select
        map.part,
        map.root_position,
        map.above_position,
        map.position,
        map.edge_type,
        map.models,
        models.model_id,
        lineage.descendants,
        models.likes,
        models.downloads,
        created_on(models.created_at, models.created_at_is_floor),
        array_to_string(licenses.trait_values, ', ')
    from family_map($families, $models) as map
    left join models on map.position = models.position
    left join lineage on map.position = lineage.position
    left join list_traits as licenses
        on map.position = licenses.position and licenses.trait = 'license'
    order by
        map.family asc nulls last,
        map.above_position asc nulls first,
        map.part desc,
        map.models desc,
        map.position asc,
        map.edge_type asc
"""

SNAPSHOT = """
    select
        (select count(distinct root_position) from family_members),
        (select strftime(max(created_at), '%Y-%m-%d') from models),
        (select source_name from meta.build),
        (select source_revision from meta.build)
"""


class Part(NamedTuple):
    """A model on the map, or a group: the others of one type below a model.

    Attributes
    ----------
    part : str
        model or group.
    root_position : int
        ``models.position`` of the root of its family.
    above_position : int, optional
        That of the model above it on the map; None if it is directly in the family.
    position : int, optional
        Its own; None for a group.
    edge_type : str, optional
        The type of the edge from its parent; None if it has none.
    models : int
        How many models it is: 1 if it is not a group.
    model_id, created_on, licenses : str, optional
        The rest is of the model. None where unknown, and for a group.
    descendants, likes, downloads : int, optional
        Descendants include merges; None if there are too many to count.
    """

    part: str
    root_position: int
    above_position: int | None
    position: int | None
    edge_type: str | None
    models: int
    model_id: str | None = None
    descendants: int | None = None
    likes: int | None = None
    downloads: int | None = None
    created_on: str | None = None
    licenses: str | None = None


@dataclass(frozen=True)
class MapData:
    """What is on the map, and what is not.

    Attributes
    ----------
    parts : list of Part
        The parts: those of a family together, the largest family first.
    others : mapping of str to int
        How many models are not on the map: of ``other families``, with ``merges
        only`` and with ``no edges``.
    families : int
        Number of families in the build.
    newest : str, optional
        The day on which the newest model was created; None if unknown.
    source, revision : str, optional
        Name of the source, and its commit on the Hub; None if unknown.
    """

    parts: list[Part]
    others: Mapping[str, int]
    families: int
    newest: str | None = None
    source: str | None = None
    revision: str | None = None

    @property
    def shown_families(self) -> int:
        """How many families are on the map."""
        return len({part.root_position for part in self.parts})

    @property
    def shown_models(self) -> int:
        """How many models are on the map."""
        return sum(part.models for part in self.parts)

    @property
    def models(self) -> int:
        """How many models there are in the build."""
        return self.shown_models + sum(self.others.values())


def read_map(
    connection: DuckDBPyConnection, database: PurePath, families: int = FAMILIES
) -> MapData:
    """Read the map of a build: errors as for `ecograph.write_map`.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A build.
    database : PurePath
        Its file, for errors.
    families : int, default 40
        How many families there are on the map.
    """
    if not 1 <= families <= MOST:
        raise EcographError(f"invalid number of families {families}; use 1 to {MOST}")
    expect_columns(connection, database, REQUIRED)
    ((size,),) = connection.execute(SIZE, [families]).fetchall()
    values = {"families": families, "models": FEW if size <= FEW else MODELS}
    rows = [Part(*row) for row in connection.execute(PARTS, values).fetchall()]
    row = connection.execute(SNAPSHOT).fetchone() or (0, None, None, None)
    shown = ("model", "group")
    return MapData(
        [row for row in rows if row.part in shown],
        {row.part: row.models for row in rows if row.part not in shown},
        *row,
    )
