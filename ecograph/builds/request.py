"""What a build is asked for, by DuckDB alone or on a cluster, and what it refuses."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime

import duckdb

from ecograph.builds.extras import Extras
from ecograph.builds.provenance import get_build_id, write_meta
from ecograph.errors import SourceError, shortened
from ecograph.plan.sql_file import SqlFile, sql_folder
from ecograph.source.diagnose import diagnose
from ecograph.source.source import Source
from ecograph.source.unread_columns import unread_columns

__all__ = ["Request"]


@dataclass(frozen=True)
class Request:
    """A source, and what to make of it.

    Attributes
    ----------
    source : Source
        The table of models.
    files : list of SqlFile
        The SQL files that make it.
    extras : Extras
        What to keep only if asked to.
    follow_renames : bool
        Whether entries under former ids are edges.
    strict : bool
        Whether a cell or row that cannot be read is an error.
    started : datetime
        When it was asked for.
    """

    source: Source
    files: list[SqlFile]
    extras: Extras
    follow_renames: bool
    strict: bool
    started: datetime = field(default_factory=lambda: datetime.now(UTC))

    def set_variables(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let the SQL know."""
        source = self.source
        source.register(connection)
        connection.execute("set variable source = ?", [source.patterns])
        connection.execute("set variable json_format = ?", [source.json_format])
        self.extras.set_variables(connection)
        connection.execute("set variable follow_renames = ?", [self.follow_renames])
        unread = unread_columns(source.layout, source.header)
        connection.execute(
            "set variable unread_columns = map(?, ?)",
            [[*unread], [*unread.values()]],
        )
        connection.execute("set variable sql = ?", [str(sql_folder())])

    def checked_digest(self, scan: Future[tuple[str, bool]]) -> str:
        """Return the SHA-256 of the source, of which `scan` is ``source.scan()``.

        Raises
        ------
        SourceError
            It has NUL bytes, at which DuckDB would end a text.
        """
        digest, has_nul = scan.result()
        if has_nul and (error := diagnose(self.source)):
            raise error
        return digest

    def record(
        self,
        connection: duckdb.DuckDBPyConnection,
        digest: str,
        relations: list[tuple[object, ...]],
    ) -> str:
        """Fill ``meta.build`` and ``meta.relation``; return the id of the build.

        Raises
        ------
        SourceError
            It is strict, and a cell or row could not be read.
        """
        if self.strict:
            self._refuse_rejects(connection)
        build_id = get_build_id(
            digest, self.files, self.extras, follow_renames=self.follow_renames
        )
        write_meta(
            connection,
            build_id,
            self.started,
            self.source,
            digest,
            relations,
            self.extras,
            follow_renames=self.follow_renames,
        )
        return build_id

    def _refuse_rejects(self, connection: duckdb.DuckDBPyConnection) -> None:
        rows = connection.execute(
            "select source_row, column_name, cell, reason from rejects"
        ).fetchall()
        if not rows:
            return
        place, column, cell, reason = rows[0]
        count = "1 cell or row cannot be read,"
        if len(rows) > 1:
            count = f"{len(rows):,} cells or rows cannot be read, the first"
        raise SourceError(
            f"{self.source}: {count} in row {place}, column {column}: "
            f"{shortened(repr(cell))}, {reason}; correct it, or build without --strict "
            "and see the relation rejects"
        )
