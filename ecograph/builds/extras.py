"""What a build keeps only if it is asked to: whole records, and model cards."""

from dataclasses import dataclass

import duckdb

from ecograph.errors import SourceError
from ecograph.graphs.names import EXTRA, GRAPHS
from ecograph.source.source import Source

__all__ = ["Extras"]


@dataclass(frozen=True)
class Extras:
    """What a build is asked to keep.

    Attributes
    ----------
    records : bool
        The whole records of the models.
    cards : bool
        How long their cards are, and of what kind.
    card_texts : bool
        The cards' texts.
    """

    records: bool
    cards: bool
    card_texts: bool

    @property
    def names(self) -> list[str]:
        """What is kept, in words."""
        asked = {
            "records": self.records,
            "cards": self.cards,
            "card texts": self.card_texts,
        }
        return [name for name, is_asked in asked.items() if is_asked]

    @property
    def graphs(self) -> list[str]:
        """The names of the graphs to build."""
        asked = {"records": self.records, "model_cards": self.cards}
        return [name for name in GRAPHS if name not in EXTRA or asked[EXTRA[name]]]

    def expect(self, source: Source) -> None:
        """Raise an error if a source does not have what is asked for."""
        layout = source.layout
        if self.records and not layout.has_records:
            raise SourceError(
                f"{source}: the layout {layout.name} has no whole records; build "
                "without --with-json"
            )
        if self.cards and not layout.has_cards(source.header):
            place = "it has no column"
            if layout.format == "json":
                place = "its first records have no field"
            raise SourceError(
                f"{source}: {place} {layout.card}, so no model cards; build without "
                "--with-cards"
            )

    def set_variables(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let the SQL know."""
        connection.execute("set variable with_json = ?", [self.records])
        connection.execute("set variable with_cards = ?", [self.cards])
        connection.execute("set variable with_card_texts = ?", [self.card_texts])
