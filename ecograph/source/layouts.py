"""The layouts in which a table of models can come."""

from dataclasses import dataclass

from ecograph.edge_types import EDGE_TYPES
from ecograph.errors import SourceError

__all__ = ["LAYOUTS", "Layout", "layout_of"]

AI_ECOSYSTEM = (
    "model_id",
    "likes",
    "downloads",
    "pipeline_tag",
    "library_name",
    "createdAt",
    "licenses",
    "datasets",
    "languages",
    "parent_model",
    *(f"{edge_type}_parent" for edge_type in EDGE_TYPES),
)


@dataclass(frozen=True)
class Layout:
    """A layout, which the files of the folder ``sql/layout`` read.

    Attributes
    ----------
    name : str
        Name of the layout, and of the SQL file that reads it.
    kind : {"csv", "parquet", "json"}
        What its files are.
    says : str
        What it is, for people.
    needs : tuple of str
        Names of the columns or fields without which it is another layout. One of
        several is written with bars between them.
    is_hub : bool
        Whether its rows are records of the Hub, whose tags name the parents.
    has_records : bool
        Whether they are whole records, for ``--with-json``.
    """

    name: str
    kind: str
    says: str
    needs: tuple[str, ...]
    is_hub: bool = False
    has_records: bool = False

    @property
    def files(self) -> tuple[str, ...]:
        """The stems of its SQL files."""
        return (self.name, "hub") if self.is_hub else (self.name,)

    def missing(self, names: tuple[str, ...]) -> list[str]:
        """Return what it needs and a file does not have.

        Upper and lower case are alike in the columns of a table, but not in the
        fields of a record.
        """
        fold = str if self.is_hub and self.kind != "csv" else str.lower
        found = {fold(name) for name in names}
        return [
            need.replace("|", " or ")
            for need in self.needs
            if found.isdisjoint(fold(need).split("|"))
        ]

    def lacks(self, kind: str, names: tuple[str, ...]) -> str:
        """Return why a file is not of this layout."""
        if kind != self.kind:
            return f"{self.name} is {self.kind.upper()}"
        return f"{self.name} needs {', '.join(self.missing(names))} too"


LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout("ai_ecosystem_csv", "csv", "the research group's CSV", AI_ECOSYSTEM),
        Layout("ai_ecosystem_parquet", "parquet", "the same as Parquet", AI_ECOSYSTEM),
        Layout(
            "hub_json", "json", "records of the Hub's API", ("id|modelId",), True, True
        ),
        Layout(
            "hub_csv",
            "csv",
            "the research group's raw CSV of such records",
            ("modelId", "fullJson"),
            True,
            True,
        ),
        Layout(
            "hub_parquet",
            "parquet",
            "the daily dump hub-stats, or what `ecograph fetch` writes",
            ("id|modelId", "tags"),
            True,
        ),
    )
}
"""Name of each layout: the layout."""


def layout_of(kind: str, names: tuple[str, ...], wanted: str | None = None) -> Layout:
    """Return the layout of a file of some kind, with columns of some names.

    Parameters
    ----------
    kind : {"csv", "parquet", "json"}
        What the file is.
    names : tuple of str
        Names of its columns, or of the fields of its first record.
    wanted : str, optional
        Name of the layout that it should be.

    Raises
    ------
    SourceError
        It is of no layout, or not of the one that is wanted; or there is none of
        that name.

    Examples
    --------
    >>> layout_of("json", ("_id", "id", "tags")).name
    'hub_json'
    """
    if wanted is not None and wanted not in LAYOUTS:
        raise SourceError(
            f"there is no layout {wanted!r}; there are {', '.join(LAYOUTS)}"
        )
    asked = LAYOUTS.values() if wanted is None else [LAYOUTS[wanted]]
    for layout in asked:
        if layout.kind == kind and not layout.missing(names):
            return layout
    alike = [layout for layout in asked if layout.kind == kind] or [*asked]
    lacking = "; ".join(layout.lacks(kind, names) for layout in alike)
    raise SourceError(f"no layout fits this {kind.upper()}: {lacking}")
