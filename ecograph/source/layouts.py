"""The layouts of the tables of models that can be read."""

from dataclasses import dataclass

from ecograph.edge_types import EDGE_TYPES
from ecograph.errors import SourceError, shortened

__all__ = ["LAYOUTS", "MAX_ROW_BYTES", "Layout", "expect_layout", "layout_of"]

MAX_ROW_BYTES = 1_000_000_000
"""Bytes of the longest row or record that is read."""

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
    """A layout: which columns a source has, and which SQL reads it.

    Attributes
    ----------
    name : str
        Name of the layout, and of the SQL file that reads it.
    format : {"csv", "parquet", "json"}
        The format of its files.
    description : str
        What it is, for people.
    required : tuple of str
        Names of the columns or fields that it needs. Where one of several is
        enough, their names are separated by ``|``.
    optional : tuple of str
        Names of other columns that are read where they are there; of records,
        `ecograph.source.unread_columns` has them.
    is_hub : bool
        Whether its rows are records of the Hub, whose tags name the parents.
    has_records : bool
        Whether these are whole records, for ``--with-json``.
    card : str
        Name of the column or field of model cards, for ``--with-cards``.
    """

    name: str
    format: str
    description: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    is_hub: bool = False
    has_records: bool = False
    card: str = "modelCard"

    def missing(self, names: tuple[str, ...]) -> list[str]:
        """Return the required columns or fields that are not among some names.

        Case matters only in the fields of a JSON record.
        """
        return [
            column.replace("|", " or ")
            for column in self.required
            if not self._has(column, names)
        ]

    def has_cards(self, names: tuple[str, ...]) -> bool:
        """Return whether some names have the column or field of model cards."""
        return self._has(self.card, names)

    def _has(self, column: str, names: tuple[str, ...]) -> bool:
        fold = str if self.is_hub and self.format != "csv" else str.lower
        return not {*map(fold, names)}.isdisjoint(fold(column).split("|"))

    def mismatch(self, file_format: str, names: tuple[str, ...]) -> str:
        """Return why a file is not of this layout."""
        if file_format != self.format:
            return f"{self.name} is {self.format.upper()}"
        missing = self.missing(names)
        also = "also " if len(missing) < len(self.required) else ""
        return f"{self.name} {also}needs {', '.join(missing)}"


LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout(
            "ai_ecosystem_csv",
            "csv",
            "the research group's CSV",
            AI_ECOSYSTEM,
            optional=("arxiv_papers",),
        ),
        Layout(
            "ai_ecosystem_parquet",
            "parquet",
            "the same as Parquet",
            AI_ECOSYSTEM,
            optional=("arxiv_papers",),
        ),
        Layout(
            "hub_json",
            "json",
            "records of the Hub's API",
            ("id|modelId",),
            is_hub=True,
            has_records=True,
            card="card",
        ),
        Layout(
            "hub_csv",
            "csv",
            "the research group's raw CSV of such records",
            ("modelId", "fullJson"),
            is_hub=True,
            has_records=True,
        ),
        Layout(
            "hub_parquet",
            "parquet",
            "a dump of the Hub, or what `ecograph fetch` writes",
            ("id|modelId", "tags"),
            is_hub=True,
            card="card",
        ),
    )
}
"""The layouts by name."""


def expect_layout(name: str | None) -> None:
    """Raise an error if there is no layout of a name."""
    if name is not None and name not in LAYOUTS:
        raise SourceError(f"unknown layout {name!r}; use one of {', '.join(LAYOUTS)}")


def layout_of(
    file_format: str,
    names: tuple[str, ...],
    wanted: str | None = None,
    what: str | None = None,
) -> Layout:
    """Return the layout of a file by its format and columns.

    Parameters
    ----------
    file_format : {"csv", "parquet", "json"}
        Format of the file.
    names : tuple of str
        Names of its columns, or of the fields of its first records.
    wanted : str, optional
        Name of the layout that it should have, from `LAYOUTS`.
    what : str, optional
        What the error calls the file; by default its format.

    Raises
    ------
    SourceError
        The file fits no layout, or not the one that is wanted.

    Examples
    --------
    >>> layout_of("json", ("_id", "id", "tags")).name
    'hub_json'
    """
    candidates = LAYOUTS.values() if wanted is None else [LAYOUTS[wanted]]
    for layout in candidates:
        if layout.format == file_format and not layout.missing(names):
            return layout
    closest = [c for c in candidates if c.format == file_format] or [*candidates]
    reasons = "; ".join(layout.mismatch(file_format, names) for layout in closest)
    columns = shortened(", ".join(map(repr, names))) or "none"
    raise SourceError(
        f"no layout fits {what or f'this {file_format.upper()}'}: {reasons}; "
        f"its columns are {columns}"
    )
